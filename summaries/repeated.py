"""Lines that repeat across the documents of one source are furniture, however they are built.

What is remembered of a source is plain data (``History``): for each of its last documents one
number for each line. A line is furniture when it stands in several documents that are not copies
of one another: an article and its update share most of what they say, and must not make each
other's paragraphs furniture.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from summaries.furniture import reports
from summaries.model import Document

History = list[list[int]]
"""For each of the last documents of a source, oldest first, the fingerprints of its lines."""

REASON = "repeats in this source"

_REMEMBERED = 50
_MOST_LINES = 400
_FEWEST_DOCUMENTS = 3
_LEAST_SHARE = 0.25
# A long line of one outlet need not stand in a quarter. Where many outlets are one source, it must
# stand in a tenth and in more articles: their clients print the same quotations.
_LONG_LINE = 7
_FEWEST_MIXED, _LEAST_MIXED_SHARE = 4, 0.1
# Two documents are one article and its copy or update when they share most of their words, or
# fewer but several sentences. Where enough documents are known, lines that stand in half of them
# say nothing of that, unless they are nearly all that there is.
_MOST_OF_IT, _MUCH_OF_IT, _NEARLY_ALL = 0.65, 0.4, 0.8
_SEVERAL, _SENTENCE_WORDS = 3, 7
_ENOUGH_DOCUMENTS, _EVERYWHERE = 8, 0.5
# "12 comments" is what "7 comments" is; "The air force shot down 24 drones." is news each day.
_LONGEST_COUNTED = 4
_TAIL_SENTENCES = 3
_FEWEST_WORDS = 6
_TAIL_LENGTH = 600
_MOST_WORDS = 255

_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_SENTENCE_END = re.compile(r"(?<=\w\w)[.!?…]['\"”’»)]{0,2} (?=['\"“‘«„(]?[^\W\d_a-zа-яіїєґ])")
_EDGES = " \t•▪●◦‣·*∙■►▶|>»-–—"


@dataclass(frozen=True, slots=True)
class Repeated:
    """The lines that repeat in one source.

    Attributes:
        fingerprints: of the lines, see ``fingerprint``.
        rarer: of long lines in fewer articles. They are furniture as whole lines only, and unless
            they quote or report what somebody said.
    """

    fingerprints: frozenset[int] = frozenset()
    rarer: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.fingerprints or self.rarer)

    def holds(self, line: str) -> bool:
        """Whether a line repeats in the source."""
        return fingerprint(line) in self.fingerprints

    def holds_sentence(self, line: str) -> bool:
        """Whether a line that reads like sentences repeats and is not too short to be news.

        "No casualties were reported." may well stand in a quarter of a source's reports.
        """
        if len(line.split()) < _FEWEST_WORDS:
            return False
        return self.holds(line) or (fingerprint(line) in self.rarer and not reports(line))

    def tail(self, line: str) -> int:
        """Where the repeated sentences at the end of a line begin; its length where none do."""
        start = len(line)
        for begin, sentence in _last_sentences(line):
            if begin == 0 or not self.holds(sentence):
                break
            start = begin
        return start if len(line[start:].split()) >= _FEWEST_WORDS else len(line)

    def concerns(self, document: Document) -> bool:
        """Whether anything that was kept of a document repeats in the source."""
        kept = document.body.split("\n\n")
        return (document.title is not None and self.holds(document.title)) or any(
            self.holds_sentence(line) or self.tail(line) < len(line) for line in kept
        )


NOTHING = Repeated()


def fingerprint(line: str) -> int:
    """A number for a line, the same for lines that differ in case, white space or bullets only.

    In lines of a few words figures make no difference either. It is stable (so it can be stored)
    and below 2**40 (so that JSON holds it); its lowest eight bits are the number of words.
    """
    words = line.lower().strip(_EDGES).split()
    text = " ".join(words)
    if len(words) <= _LONGEST_COUNTED and not text.endswith("."):
        text = _DIGITS.sub("0", text)
    return zlib.crc32(text.encode("utf-8", "replace")) << 8 | min(len(words), _MOST_WORDS)


def _last_sentences(line: str) -> Iterator[tuple[int, str]]:
    """The last sentences of a line, the very last first, each with where it begins.

    Told by full stops alone: what is cut wrongly repeats nowhere, and stays.
    """
    window = max(len(line) - _TAIL_LENGTH, 0)
    ends = [match.end() for match in _SENTENCE_END.finditer(line, window)]
    end = len(line)
    for begin in reversed(ends[-_TAIL_SENTENCES:]):
        yield begin, line[begin:end]
        end = begin


def lines_of(document: Document) -> list[str]:
    """All lines of a cleaned document that its source may repeat, kept or dropped."""
    return [
        *([document.title] if document.title else []),
        *document.body.split("\n\n"),
        *(dropped.text for dropped in document.dropped),
    ]


def learn(history: History, lines: Iterable[str]) -> History:
    """What is remembered of a source once one more of its documents was read.

    Args:
        history: before; [] for a new source. It is not changed.
        lines: of the document, see ``lines_of``.

    Returns:
        The history with the new document, of at most the last 50 documents with 400 lines each.
    """
    found: dict[int, None] = {}
    for line in lines:
        found[fingerprint(line)] = None
        for begin, sentence in _last_sentences(line):
            if begin:
                found[fingerprint(sentence)] = None
    numbers = [number for number in found if number & _MOST_WORDS]
    if len(numbers) > _MOST_LINES:
        numbers = [*numbers[: _MOST_LINES // 2], *numbers[-_MOST_LINES // 2 :]]
    return [*history, numbers][-_REMEMBERED:]


def repeated(history: History, *, mixed: bool = False) -> Repeated:
    """The lines that stand in at least three articles of a source, and in a quarter of them.

    Long lines need no share of the articles.

    Args:
        history: of the source.
        mixed: it holds articles of several outlets, or of nobody knows whom.
    """
    if len(history) < _FEWEST_DOCUMENTS:
        return NOTHING
    documents = [frozenset(numbers) for numbers in history]
    articles = _articles(documents)
    held = Counter(number for article in articles for number in frozenset().union(*article))
    fewest = max(_FEWEST_DOCUMENTS, _LEAST_SHARE * len(articles))
    few = max(_FEWEST_MIXED, _LEAST_MIXED_SHARE * len(articles)) if mixed else _FEWEST_DOCUMENTS
    return Repeated(
        frozenset(number for number, count in held.items() if count >= fewest),
        frozenset(
            number
            for number, count in held.items()
            if few <= count < fewest and number & _MOST_WORDS >= _LONG_LINE
        ),
    )


def _articles(documents: Sequence[frozenset[int]]) -> list[list[frozenset[int]]]:
    """The documents, those together that are one article and its copies or updates."""
    everywhere: frozenset[int] = frozenset()
    if len(documents) >= _ENOUGH_DOCUMENTS:
        counts = Counter(number for document in documents for number in document)
        most = _EVERYWHERE * len(documents)
        everywhere = frozenset(number for number, count in counts.items() if count >= most)
    articles: list[list[frozenset[int]]] = []
    for document in documents:
        grown, others = [document], []
        for article in articles:
            if any(_same_article(document, other, everywhere) for other in article):
                grown += article
            else:
                others.append(article)
        articles = [*others, grown]
    return articles


def _same_article(a: frozenset[int], b: frozenset[int], everywhere: frozenset[int]) -> bool:
    if _share(a, b) > _NEARLY_ALL:
        return True
    a, b = a - everywhere, b - everywhere
    sentences = sum(number & _MOST_WORDS >= _SENTENCE_WORDS for number in a & b)
    return _share(a, b) > (_MUCH_OF_IT if sentences >= _SEVERAL else _MOST_OF_IT)


def _share(a: frozenset[int], b: frozenset[int]) -> float:
    """How much of the words of the shorter document stand in the other too, from 0 to 1."""
    return _words(a & b) / max(min(_words(a), _words(b)), 1)


def _words(numbers: Iterable[int]) -> int:
    return sum(number & _MOST_WORDS for number in numbers)
