"""Settings from the environment."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Address, load, shipped_corpus

NO_FILE = Path("/nonexistent/.env")


def settings(**values: str):
    return load({f"QUOTEWIRE_{name}": value for name, value in values.items()}, NO_FILE)


def test_nothing_needs_to_be_set():
    chosen = load({}, NO_FILE)

    assert chosen.token is None
    assert chosen.api_url == "https://api.telegram.org"
    assert chosen.sandbox_listen == Address("127.0.0.1", 8081)
    assert chosen.corpus == shipped_corpus()
    assert (chosen.corpus / "topics.toml").is_file()


def test_each_setting_is_read(tmp_path: Path):
    chosen = settings(
        TOKEN="123456:abc_DEF-1",
        API_URL="http://127.0.0.1:9000/",
        ADMINS="1, 22",
        DATA=str(tmp_path),
        SANDBOX_LISTEN="[::1]:9",
        ALLOW_HOSTS="nas.local:80",
        DATABASE_URL="postgresql://me:hush@host/db",
        KEEP_ARTICLES="7",
        KEEP_SLOTS="90",
        TIMEZONE="Europe/Kyiv",
        LOG_LEVEL="debug",
    )

    assert chosen.token == "123456:abc_DEF-1"
    assert chosen.api_url == "http://127.0.0.1:9000"
    assert chosen.admins == {1, 22}
    assert chosen.data == tmp_path
    assert str(chosen.sandbox_listen) == "[::1]:9"
    assert chosen.allow_hosts == {"nas.local:80"}
    assert chosen.database_url == "postgresql://me:hush@host/db"
    assert (chosen.keep_articles, chosen.keep_slots) == (7, 90)
    assert "hush" not in str(chosen.shown())
    assert chosen.timezone.key == "Europe/Kyiv"
    assert chosen.log_level == "DEBUG"


def test_an_env_file_is_read_and_the_environment_wins(tmp_path: Path):
    file = tmp_path / ".env"
    file.write_text("QUOTEWIRE_TIMEZONE=Europe/Kyiv\nQUOTEWIRE_LOG_LEVEL=DEBUG\n", "utf-8")

    chosen = load({"QUOTEWIRE_LOG_LEVEL": "ERROR"}, file)

    assert (chosen.timezone.key, chosen.log_level) == ("Europe/Kyiv", "ERROR")


def test_an_env_file_that_is_no_text_is_told_of(tmp_path: Path):
    file = tmp_path / ".env"
    file.write_bytes(b"QUOTEWIRE_TIMEZONE=\xff\xfe\n")

    with pytest.raises(SettingsError, match="UTF-8"):
        load({}, file)


def test_blank_values_count_as_not_set():
    assert settings(TOKEN="  ", ADMINS="").token is None


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TOKEN", "hello", "BotFather"),
        ("API_URL", "telegram", "web address"),
        ("API_URL", "http://[bad", "web address"),
        ("API_URL", "http://x:99999999", "web address"),
        ("DATA", "~nosuchuser/x", "no such user"),
        ("ADMINS", "ada", "user id"),
        ("SANDBOX_LISTEN", "8081", "host:port"),
        ("SANDBOX_LISTEN", "127.0.0.1:99999", "host:port"),
        ("TIMEZONE", "Kiev", "time zone"),
        ("TIMEZONE", "../etc/passwd", "time zone"),
        ("LOG_LEVEL", "loud", "WARNING"),
        ("LANGUAGE", "xx", "exist in: en"),
        ("KEEP_ARTICLES", "0", "from 1 to"),
        ("KEEP_SLOTS", "a week", "number of days"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_what_to_write(name, value, words):
    with pytest.raises(SettingsError) as caught:
        settings(**{name: value})

    assert f"QUOTEWIRE_{name}" in str(caught.value)
    assert words in str(caught.value)


def test_secrets_are_masked():
    shown = settings(TOKEN="123456:secretsecret", WEBHOOK_SECRET="hush").shown()

    assert "secretsecret" not in str(shown)
    assert "hush" not in str(shown)
    assert shown["token"] == "set (19 characters)"
