"""A sentence where it stands: how it reads there, and the quote that it makes."""

from dataclasses import dataclass
from typing import Any

from summaries.candidates import needs_context, quotable, well_formed
from summaries.model import Quote
from summaries.reading import Reading
from summaries.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of an article.

    Attributes:
        reading: of the article.
        index: the sentence's number in it.
    """

    reading: Reading
    index: int

    @property
    def text(self) -> str:
        """The sentence."""
        return self.reading.texts[self.index]

    @property
    def sentence(self) -> Sentence:
        """Its span."""
        return self.reading.sentences[self.index]

    @property
    def whole(self) -> bool:
        """Whether it is whole and of a handy length; it may still lean."""
        return well_formed(self.text, self.reading.article.language)

    @property
    def leans(self) -> bool:
        """Whether it says little without the sentence before it."""
        return self.sentence.spoken or needs_context(self.text, self.reading.article.language)

    @property
    def leans_on_previous(self) -> bool:
        """Whether it leans, and there is a sentence before it."""
        return self.index > 0 and self.leans

    @property
    def stands_alone(self) -> bool:
        """Whether it makes a good quote on its own."""
        return quotable(self.text, self.reading.article.language) and not self.leans

    def quote(self, score: float, **more: Any) -> Quote:  # noqa: ANN401 - a quote's other fields
        """The sentence as a quote."""
        sentence = self.sentence
        return Quote(
            self.reading.article,
            sentence.start,
            sentence.end,
            score,
            spoken=sentence.spoken,
            **more,
        )


def places_of(reading: Reading) -> list[Place]:
    """The sentences of an article, in order."""
    return [Place(reading, index) for index in range(len(reading.sentences))]
