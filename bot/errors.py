"""Every failure the outside world can cause, in one tree.

    QuotewireError
    ├── SettingsError          a setting holds something that cannot be used
    ├── CorpusError            a folder of documents, its corpus.toml or topics.toml
    │   └── DocumentError      one document that cannot be read
    ├── TopicUnknown           nobody has defined this topic
    ├── GoldError              the labels, documents or floors that the engine is measured by
    ├── BelowFloor             the engine is worse than it was promised to be
    ├── BenchmarkError         somebody's own benchmark, or what is needed to use it
    ├── StoreError             the data folder or database
    │   ├── StoreInUse         another process holds the data folder
    │   ├── MoveUnfinished     data were being moved to it, and are not all there
    │   └── BackupError        a file with a backup of them
    ├── ListenError            an address the sandbox or the bot cannot listen on
    ├── BotApiError            what the Bot API answered
    │   ├── TokenRefused       the token is wrong or was revoked
    │   └── ApiUnreachable     no answer at all
    └── UsageError             a command line that makes no sense

``str(error)`` is one sentence (or two) that says what is wrong and what to do about it, fit to be
shown to a person as it is. Nothing outside this tree is expected; what is not expected is logged
with its traceback where a loop must go on, and ends the program elsewhere.
"""

from pathlib import Path


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
