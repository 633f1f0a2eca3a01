"""Who published an article, weighed from all that its document says.

What several lines prove weighs more; where nothing proves a name, nobody published the article.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from summaries import outlets
from summaries.byline import Credit
from summaries.press import is_outlet, key_of, perhaps, same


@dataclass(frozen=True, slots=True)
class Around:
    """A line that is no paragraph.

    Attributes:
        text: the line.
        kind: "rights" for a legal notice, "row" for what may be a masthead or a menu, else "".
        above: how many paragraphs stand above it.
        first: it is among the first lines of the document.
        call: it calls on the reader to do something.
    """

    text: str
    kind: str
    above: int
    first: bool = False
    call: bool = False


ADDRESSES = re.compile(r"(?:://(?:www\.)?|www\.|@)([\w-]{4,40})\.[a-z]{2,}", re.IGNORECASE)
MASTHEAD, ITSELF = 4.0, 3.0
_EDGE = 150


@dataclass(slots=True)
class Publisher:
    """What the lines of one document say of who published it."""

    _found: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    _hinted: set[tuple[str, str]] = field(default_factory=set)
    _sites: set[str] = field(default_factory=set)

    def add(self, name: str | None, weight: float) -> None:
        """Count one mention of a name; an empty one is none."""
        if name:
            self._found.setdefault(key_of(name), []).append((name, weight))

    def hint(self, name: str, where: str) -> None:
        """Count a name that may be an outlet's; two places with it prove it, one never does."""
        if name and (where, key_of(name)) not in self._hinted:
            self._hinted.add((where, key_of(name)))
            self.add(name, outlets.HINT)

    def address(self, line: str) -> None:
        """Note the sites that a line's addresses name: one that is spelt like a hint proves it."""
        self._sites.update(map(str.lower, ADDRESSES.findall(line)))

    def take_lines(self, lines: Sequence[Around], paragraphs: int, text: str) -> None:
        """Note what the lines around the paragraphs say; of endless ones the first and the last.

        Args:
            lines: those that are no paragraphs, in order.
            paragraphs: how many there are.
            text: the document.
        """
        if len(lines) > 2 * _EDGE:
            lines = [*lines[:_EDGE], *lines[-_EDGE:]]
        for line in lines:
            self.address(line.text)
            if line.kind == "rights":
                self._take_rights(line.text, last=line.above == paragraphs)
            elif line.kind == "row" and not line.above:
                name = outlets.masthead(line.text)
                if line.first or name != line.text or line.text.isupper():
                    self.add(name, MASTHEAD)
                if line.first or line.text.isupper():
                    self.hint(perhaps(line.text), "masthead")
            elif line.kind == "row":
                self.add(outlets.foot(line.text), outlets.ENOUGH)
            if line.call:
                self.add(outlets.handled(line.text, text), outlets.ENOUGH)
                name = outlets.supported(line.text)
                if name and is_outlet(name):
                    self.add(name, outlets.ENOUGH)
                else:
                    self.hint(name, "call")

    def _take_rights(self, line: str, *, last: bool) -> None:
        name, weight = outlets.rightful(line, last=last)
        if weight > outlets.HINT:
            self.add(name, weight)
        else:
            self.hint(name, "rights")

    def take_credit(self, credit: Credit) -> None:
        """Note what a byline or dateline says."""
        self.add(credit.outlet, credit.weight)
        for name in credit.others:
            self.hint(name, f"byline {credit.weight}")

    def of_itself(self, paragraphs: Sequence[str], known: str | None, text: str) -> list[int]:
        """Which paragraphs tell of the outlet, by their places; they are noted too.

        Where nothing else says who published the article, only the last one may, or one that
        nobody else would write.

        Args:
            paragraphs: of the article.
            known: who published it, if that was stated.
            text: the document.
        """
        for paragraph in (*paragraphs[:1], *paragraphs[-1:]):
            self.add(outlets.sends(paragraph), outlets.ENOUGH)
        known = known or self.proved(text)
        found: list[int] = []
        for place, paragraph in enumerate(paragraphs):
            name = outlets.of_itself(paragraph)
            last = place == len(paragraphs) - 1
            own = last or outlets.promises(paragraph)
            if name and (same(name, known) if known else own):
                self.add(name, ITSELF)
                found.append(place)
            elif place - 1 in found and outlets.goes_on(paragraph):
                found.append(place)
        return found

    def proved(self, text: str) -> str | None:
        """The name that most speaks for, or None where nothing proves one.

        Args:
            text: the document; a name in capitals is spelt as it is there.
        """
        weights = {key: sum(weight for _, weight in said) for key, said in self._found.items()}
        for key in [k for k in weights if k.isalpha() and len(k) <= len("abcde")]:
            # (BW) behind a place is Baltic Wire.
            whole = next((k for k in weights if k != key and _initials(k) == key), None)
            if whole:
                weights[whole] += weights.pop(key)
        for key in weights:
            weights[key] += bool(self._sites) and not self._sites.isdisjoint(_as_sites(key))
        best = max(weights, key=weights.__getitem__, default=None)
        if best is None or weights[best] < outlets.ENOUGH:
            return None
        return _spelt([name for name, _ in self._found[best]], text)


def _as_sites(key: str) -> tuple[str, str, str]:
    """How a name may be spelt in an address: elbebote, elbe-bote; ä is ae or a."""
    german = key.translate(_AS_TWO)
    plain = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    return (
        re.sub(r"\W", "", german),
        re.sub(r"\W", "", plain),
        re.sub(r"\W+", "-", plain),
    )


_AS_TWO = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split())


def _spelt(names: Iterable[str], text: str) -> str:
    """The fullest of several spellings of one name."""
    found = list(names)
    mixed = [name for name in found if not _shouted(name)]
    name = next((n for n in mixed if n.startswith("The ")), mixed[0] if mixed else None)
    if name is not None:
        return name
    shouted = found[0]
    match = re.search(re.escape(shouted), text.replace(shouted, ""), re.IGNORECASE)
    if match:
        return match.group()
    return " ".join(
        word if word.lower() in {"bbc", "cnn", "tv", "ap", "afp", "upi"} else word.capitalize()
        for word in shouted.split()
    )


def _shouted(name: str) -> bool:
    return name.isupper() and (" " in name or len(name) > len("TASS."))
