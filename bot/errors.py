"""Every failure the outside world can cause, in one tree.

    QuotewireError
    ├── SettingsError          a setting holds something that cannot be used
    ├── CorpusError            a folder of documents, its corpus.toml or topics.toml
    │   └── DocumentError      one document that cannot be read
    ├── TopicUnknown           nobody has defined this topic
    ├── TopicError             a topic cannot be defined or changed like this
    ├── QuoteUnknown           no article holds, or held, this sentence
    ├── GoldError              the labels, documents or floors that the engine is measured by
    ├── BelowFloor             the engine is worse than it was promised to be
    ├── BenchmarkError         somebody's own benchmark, or what is needed to use it
    ├── StoreError             the data folder or database
    │   ├── StoreInUse         another process holds the data folder
    │   ├── MoveUnfinished     data were being moved to it, and are not all there
    │   └── BackupError        a file with a backup of them
    ├── SourceError            a source, or what somebody wants to do with one
    │   ├── FetchError         it could not be fetched or read; ``cause`` says why
    │   │   └── HeldBack       its host wants to be left alone, so nothing was sent
    │   ├── UploadError        a file that was sent in a chat could not be had
    │   ├── SourceUnknown      there is no source of this number
    │   └── SourceKnown        something that is to be added is a source already
    ├── ListenError            an address the sandbox or the bot cannot listen on
    ├── BotApiError            what the Bot API answered
    │   ├── TokenRefused       the token is wrong or was revoked
    │   └── ApiUnreachable     no answer at all
    └── UsageError             a command line that makes no sense

``str(error)`` is one sentence (or two) that says what is wrong and what to do about it, fit to be
shown to a person as it is. Nothing outside this tree is expected; what is not expected is logged
with its traceback where a loop must go on, and ends the program elsewhere.
"""

from datetime import timedelta
from enum import StrEnum
from pathlib import Path


class Cause(StrEnum):
    """Why a source could not be fetched or read.

    ``REFUSED``: the server lets no bots in (401, 403, a page that asks for a browser).
    ``PRIVATE``: our own guard, since the address leads into a private network.
    ``STUCK``: reading it took too long or too much memory, and was ended.
    """

    ADDRESS = "address"
    PRIVATE = "private"
    DNS = "dns"
    CONNECTION = "connection"
    TLS = "tls"
    TIMEOUT = "timeout"
    CUT = "cut"
    REDIRECTS = "redirects"
    REFUSED = "refused"
    MISSING = "missing"
    GONE = "gone"
    BUSY = "busy"
    SERVER = "server"
    STATUS = "status"
    ENCODING = "encoding"
    TOO_LARGE = "too-large"
    EMPTY = "empty"
    NO_FEED = "no-feed"
    NO_ARTICLE = "no-article"
    UNSAFE = "unsafe"
    STUCK = "stuck"


class QuotewireError(Exception):
    """Something went wrong that a person can do something about."""


class SettingsError(QuotewireError):
    """A setting holds something that cannot be used."""


class CorpusError(QuotewireError):
    """A folder of documents, or what describes it, cannot be used."""


class DocumentError(CorpusError):
    """One document cannot be read."""


class TopicUnknown(QuotewireError):
    """Nobody has defined this topic."""


class TopicError(QuotewireError):
    """A topic cannot be defined or changed in the way somebody wants."""


class QuoteUnknown(QuotewireError):
    """No article holds, or held, this sentence."""


class GoldError(QuotewireError):
    """What the engine is measured by cannot be used."""


class BelowFloor(QuotewireError):
    """A measure of the engine is below the floor that is pinned for it."""


class BenchmarkError(QuotewireError):
    """Somebody's own benchmark cannot be used."""


class StoreError(QuotewireError):
    """The data folder or the database cannot be used."""


class StoreInUse(StoreError):
    """Another process holds the data folder.

    Attributes:
        owner: that process, in words.
    """

    def __init__(self, folder: Path, owner: str) -> None:
        super().__init__(
            f"The data folder {folder} is in use by {owner}. Stop that first, or set "
            "QUOTEWIRE_DATA to another folder."
        )
        self.owner = owner


class MoveUnfinished(StoreError):
    """Data were being moved to this store, and are not all there."""


class BackupError(StoreError):
    """A backup cannot be written or read."""


class SourceError(QuotewireError):
    """A source cannot be used in the way somebody wants."""


class FetchError(SourceError):
    """A source could not be fetched or read.

    Attributes:
        cause: what kind of failure it is.
        detail: what else is known, in a few words, such as "status 404"; never a whole address.
        retry_after: for how long the server wants to be left alone, if it says so.
    """

    def __init__(
        self,
        cause: Cause,
        sentence: str,
        detail: str | None = None,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(sentence)
        self.cause, self.detail, self.retry_after = cause, detail, retry_after


class UploadError(SourceError):
    """A file that somebody sent in a chat could not be had."""


class HeldBack(FetchError):
    """A host asked to be left alone, by an answer to another request; so nothing was sent.

    That says nothing of the source: it waits as long and does not fail.
    """


class SourceUnknown(SourceError):
    """There is no source of this number.

    Attributes:
        number: which.
    """

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no source {number}. /sources lists them.")
        self.number = number


class SourceKnown(SourceError):
    """Something that is to be added is a source already.

    Attributes:
        number: of that source.
    """

    def __init__(self, sentence: str, number: int) -> None:
        super().__init__(sentence)
        self.number = number


class ListenError(QuotewireError):
    """An address cannot be listened on."""


class BotApiError(QuotewireError):
    """The Bot API server refused or could not be used."""


class TokenRefused(BotApiError):
    """The bot's token is wrong or was revoked."""


class ApiUnreachable(BotApiError):
    """The Bot API server gave no answer."""


class UsageError(QuotewireError):
    """The command line makes no sense as it was given."""
