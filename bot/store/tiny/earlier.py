"""How articles read before they were edited, in the embedded store."""

from collections.abc import Sequence
from datetime import datetime

from bot.store.changing import crowded_out
from bot.store.rows import Key, key_of
from bot.store.source import Earlier
from bot.store.tiny.files import Files
from summaries.model import Article


class TinyEarlier:
    """The earlier versions of articles; whoever changes them says so to the files."""

    def __init__(self, files: Files) -> None:
        self._table = files.earlier
        self._keys: dict[str, set[Key]] = {}
        for earlier in self._table:
            self._known(earlier)

    def _known(self, earlier: Earlier) -> None:
        self._keys.setdefault(earlier.article, set()).add(key_of(earlier))

    def of(self, article: str) -> Sequence[Earlier]:
        """The versions of an article, oldest first."""
        found = map(self._table.get, sorted(self._keys.get(article, ())))
        return tuple(earlier for earlier in found if earlier is not None)

    def add(self, old: Article, now: datetime) -> None:
        """Keep how an article read until now."""
        keys = self._keys.get(old.id, set())
        number = max((int(number) for _, number in keys), default=0) + 1
        self.put(Earlier(old.id, number, now, old.title, old.body))
        for key in [(old.id, gone) for gone in crowded_out(number)]:
            self.drop(key)

    def put(self, earlier: Earlier) -> None:
        """Keep a version in place of the one with its key."""
        self._table.put(earlier)
        self._known(earlier)

    def drop(self, key: Key) -> None:
        """Take a version away."""
        self._table.remove(key)
        article = str(key[0])
        keys = self._keys.get(article, set())
        keys.discard(key)
        if not keys:
            self._keys.pop(article, None)

    def forget(self, article: str) -> None:
        """Take all versions of an article away."""
        for key in self._keys.pop(article, set()):
            self._table.remove(key)
