"""What an operator may set, read from the environment or a ``.env`` file.

Each setting is an environment variable with the prefix ``QUOTEWIRE_``; all are optional, and the
environment wins over the file.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import SettingsError

PREFIX = "QUOTEWIRE_"
TELEGRAM = "https://api.telegram.org"
_SECRET = frozenset({"token", "webhook_secret", "database_url"})
_LANGUAGES = ("en",)
ALGORITHMS = "quotewire lexrank textrank lsa luhn kl sumbasic reduction".split()
_MOST_DAYS = 36_500
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def shipped_corpus() -> Path:
    """The folder of the documents that ship: in a checkout, or inside an installed package."""
    package = Path(__file__).resolve().parent
    beside = package.parent / "seeds"
    return beside if beside.is_dir() else package / "seeds"


def _platform_data() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("quotewire", appauthor=False))


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force.

    Attributes:
        token: of the Telegram bot; None means the sandbox.
        api_url: root of the Bot API server.
        admins: user ids of the first owners.
        data: folder of the embedded store.
        database_url: a PostgreSQL database instead of it.
        corpus: folder loaded at the start.
        webhook_url, webhook_secret, listen: for webhook mode.
        sandbox_listen: where the sandbox serves its chat page and Bot API.
        keep_articles, keep_slots: for how many days.
        allow_hosts: "host:port" of sources in one's own network.
        algorithm: whose choice of sentences: "quotewire", or one of sumy's.
        language: of the interface, ISO 639-1.
        timezone: IANA name.
        log_level: DEBUG, INFO, WARNING or ERROR.
    """

    token: str | None
    api_url: str
    admins: frozenset[int]
    data: Path
    database_url: str | None
    corpus: Path
    webhook_url: str | None
    webhook_secret: str | None
    listen: Address | None
    sandbox_listen: Address
    keep_articles: int
    keep_slots: int
    allow_hosts: frozenset[str]
    algorithm: str
    language: str
    timezone: ZoneInfo
    log_level: str

    def shown(self) -> dict[str, str | None]:
        """Every setting as text, secrets masked."""
        return {field.name: _shown(field.name, getattr(self, field.name)) for field in fields(self)}


def _shown(name: str, value: object) -> str | None:
    if value is None:
        return None
    if name in _SECRET:
        return f"set ({len(str(value))} characters)"
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(str, value)))
    return str(value)


def load(environ: Mapping[str, str] | None = None, env_file: Path | None = None) -> Settings:
    """The settings in force.

    Args:
        environ: the environment; default the process's own.
        env_file: default ``.env`` in the current folder.

    Raises:
        SettingsError: a value cannot be used; the message names the variable.
    """
    values = _values(os.environ if environ is None else environ, env_file or Path(".env"))
    data = values.get("DATA")
    corpus = values.get("CORPUS")
    listen = values.get("LISTEN")
    return Settings(
        token=_token(values.get("TOKEN")),
        api_url=_url("API_URL", values.get("API_URL", TELEGRAM)),
        admins=frozenset(_user_id(item) for item in _items(values.get("ADMINS", ""))),
        data=_path("DATA", data) if data else _platform_data(),
        database_url=values.get("DATABASE_URL"),
        corpus=_path("CORPUS", corpus) if corpus else shipped_corpus(),
        webhook_url=_url("WEBHOOK_URL", values["WEBHOOK_URL"]) if "WEBHOOK_URL" in values else None,
        webhook_secret=values.get("WEBHOOK_SECRET"),
        listen=_address("LISTEN", listen) if listen else None,
        sandbox_listen=_address("SANDBOX_LISTEN", values.get("SANDBOX_LISTEN", "127.0.0.1:8081")),
        keep_articles=_days("KEEP_ARTICLES", values.get("KEEP_ARTICLES", "30")),
        keep_slots=_days("KEEP_SLOTS", values.get("KEEP_SLOTS", "30")),
        allow_hosts=frozenset(_items(values.get("ALLOW_HOSTS", ""))),
        algorithm=_algorithm(values.get("ALGORITHM", ALGORITHMS[0])),
        language=_language(values.get("LANGUAGE", "en")),
        timezone=_zone(values.get("TIMEZONE", "UTC")),
        log_level=_level(values.get("LOG_LEVEL", "INFO")),
    )


def _values(environ: Mapping[str, str], env_file: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    if env_file.is_file():
        from dotenv import dotenv_values

        try:
            written = dotenv_values(env_file, encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"The file {env_file} cannot be read ({error}). Save it as UTF-8 text."
            ) from error
        found.update((name, value) for name, value in written.items() if value)
    found.update(environ)
    return {
        name.removeprefix(PREFIX): value.strip()
        for name, value in found.items()
        if name.startswith(PREFIX) and value.strip()
    }


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def _token(text: str | None) -> str | None:
    if text is not None and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", text):
        raise SettingsError(
            "QUOTEWIRE_TOKEN does not look like a bot token (digits, a colon, letters). Copy it "
            "again from @BotFather, or leave it out to run the sandbox."
        )
    return text


def _user_id(text: str) -> int:
    if not text.isdecimal():
        raise SettingsError(
            f"QUOTEWIRE_ADMINS holds {text!r}, which is no Telegram user id. Write numbers, "
            "separated by commas."
        )
    return int(text)


def _url(name: str, text: str) -> str:
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not close
        sound = False
    if not sound:
        raise SettingsError(
            f"{PREFIX}{name} is {text!r}, which is no web address. It should look like "
            "https://example.org."
        )
    return text.rstrip("/")


def _path(name: str, text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise SettingsError(
            f"{PREFIX}{name} is {text!r}: there is no such user. Write the whole path."
        ) from error


def _address(name: str, text: str) -> Address:
    host, colon, port = text.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise SettingsError(
            f"{PREFIX}{name} is {text!r}. Write it as host:port, for example 127.0.0.1:8081."
        )
    return Address(host.strip("[]") or "127.0.0.1", int(port))


def _days(name: str, text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_DAYS:
        raise SettingsError(
            f"{PREFIX}{name} is {text!r}. Write a number of days, from 1 to {_MOST_DAYS:,}."
        )
    return int(text)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingsError(
            f"QUOTEWIRE_TIMEZONE is {name!r}, which is no known time zone. Use a name such as "
            "Europe/Kyiv or UTC."
        ) from error


def _algorithm(name: str) -> str:
    if name.lower() not in ALGORITHMS:
        raise SettingsError(f"QUOTEWIRE_ALGORITHM is {name!r}. Use one of {', '.join(ALGORITHMS)}.")
    return name.lower()


def _language(code: str) -> str:
    if code.lower() not in _LANGUAGES:
        raise SettingsError(
            f"QUOTEWIRE_LANGUAGE is {code!r}. The bot's words exist in: {', '.join(_LANGUAGES)}."
        )
    return code.lower()


def _level(name: str) -> str:
    if name.upper() not in _LEVELS:
        raise SettingsError(f"QUOTEWIRE_LOG_LEVEL is {name!r}. Use one of {', '.join(_LEVELS)}.")
    return name.upper()
