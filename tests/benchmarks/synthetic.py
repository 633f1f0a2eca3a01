"""News made by rule, the same for the same seed: much of it, and no text of anybody's.

Words are as frequent as in general English (Zipf's law), so stop words and rare words are as common
as in news. Each event has a vocabulary of its own, names among it, that its reports share;
reports come from several outlets, within a few days of the event, with a byline and some furniture.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from wordfreq import top_n_list, word_frequency

from summaries.model import Article, Basis, Precision, Published

OUTLETS = ("Harbour Post", "Lantern Daily", "Coast Herald", "Prairie Times", "Civil Gazette")
_FURNITURE = (
    "Advertisement",
    "Subscribe to our newsletter",
    "#news #world",
    "Read more: Five things to know today",
    "Photo: A. Smith/Harbour Post",
)
_VOCABULARY = 30_000
_NAMES, _OWN_WORDS = 8, 30
_SHARE_OF_EVENT = 0.3
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_FIRST = datetime(2025, 1, 1, tzinfo=UTC)
_EVENTS_A_DAY = 40


@dataclass(frozen=True, slots=True)
class Report:
    """One article on an event."""

    number: int
    event: int
    outlet: str
    published: datetime
    title: str
    paragraphs: tuple[str, ...]

    @property
    def raw(self) -> str:
        """As it stands on a page, furniture and all."""
        byline = f"By Ann Lee, {self.outlet}, {self.published:%d %B %Y}"
        furniture = _FURNITURE[self.number % len(_FURNITURE)]
        first, *rest = self.paragraphs
        return "\n\n".join([self.title, byline, first, furniture, *rest])

    @property
    def article(self) -> Article:
        """As the engine has it once it is cleaned."""
        body = "\n\n".join(self.paragraphs)
        return Article(
            id=f"synthetic/{self.number}",
            document=f"synthetic/{self.number}",
            body=body,
            arrived=self.published + timedelta(hours=1),
            title=self.title,
            outlet=self.outlet,
            published=Published(self.published, Precision.MINUTE, Basis.FEED),
            language="en",
            extent=(0, len(body)),
        )


class News:
    """A stream of reports.

    Args:
        seed: the same seed gives the same news.
        sentences: of each report.
        reports: of each event, on average.
    """

    def __init__(self, seed: int = 0, *, sentences: int = 12, reports: int = 4) -> None:
        self._random = np.random.default_rng(seed)
        self._sentences, self._per_event = sentences, reports
        self._words = [word for word in top_n_list("en", _VOCABULARY) if word.isalpha()]
        frequency = np.array([word_frequency(word, "en") for word in self._words])
        self._cumulative = np.cumsum(frequency / frequency.sum())

    def reports(self, count: int) -> Iterator[Report]:
        """So many reports, in order of publication as news comes: events side by side."""
        open_events: list[tuple[int, list[str], int]] = []
        started = 0
        for number in range(count):
            while len(open_events) < 2 * _EVENTS_A_DAY:
                left = 1 + int(self._random.geometric(1 / self._per_event))
                open_events.append((started, self._vocabulary(), left))
                started += 1
            place = int(self._random.integers(len(open_events)))
            event, own, left = open_events[place]
            if left > 1:
                open_events[place] = (event, own, left - 1)
            else:
                open_events.pop(place)
            day = number / (_EVENTS_A_DAY * self._per_event)
            yield self._report(number, event, own, _FIRST + timedelta(days=day))

    def text(self, sentences: int) -> list[str]:
        """So many sentences of reports of one event."""
        own = self._vocabulary()
        return [self._sentence(own) for _ in range(sentences)]

    def phrases(self, count: int) -> list[str]:
        """So many phrases of two or three rarer words, as topics have them."""
        picked = self._random.integers(500, len(self._words), size=(count, 3))
        lengths = self._random.integers(2, 4, size=count)
        return [
            " ".join(self._words[i] for i in row[:length])
            for row, length in zip(picked, lengths, strict=True)
        ]

    def _vocabulary(self) -> list[str]:
        names = [self._name() for _ in range(_NAMES)]
        picked = self._random.integers(300, len(self._words) // 2, size=_OWN_WORDS)
        return names + [self._words[i] for i in picked]

    def _name(self) -> str:
        syllables = int(self._random.integers(2, 5))
        consonants = self._random.integers(len(_CONSONANTS), size=syllables)
        vowels = self._random.integers(len(_VOWELS), size=syllables)
        pairs = zip(consonants, vowels, strict=True)
        return "".join(_CONSONANTS[c] + _VOWELS[v] for c, v in pairs).capitalize()

    def _report(self, number: int, event: int, own: list[str], published: datetime) -> Report:
        sentences = [self._sentence(own) for _ in range(self._sentences)]
        return Report(
            number,
            event,
            OUTLETS[int(self._random.integers(len(OUTLETS)))],
            published.replace(second=0, microsecond=0),
            self._sentence(own, length=8).rstrip("."),
            tuple(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3)),
        )

    def _sentence(self, own: list[str], length: int | None = None) -> str:
        length = length or int(self._random.integers(12, 28))
        drawn = np.searchsorted(self._cumulative, self._random.random(length)).tolist()
        words = [self._words[min(i, len(self._words) - 1)] for i in drawn]
        places = np.flatnonzero(self._random.random(length) < _SHARE_OF_EVENT)
        # What an event is about is said more often than its circumstances.
        chosen = self._random.integers(len(own), size=len(places)) ** 2 // len(own)
        for place, word in zip(places.tolist(), chosen.tolist(), strict=True):
            words[place] = own[word]
        text = " ".join(words)
        return text[0].upper() + text[1:] + "."
