"""All measures of the engine on the gold."""

from collections.abc import Sequence
from pathlib import Path

from bot.evaluation.cleaning import cleaning
from bot.evaluation.disagreements import disagreements
from bot.evaluation.gold import read_gold
from bot.evaluation.measure import Measure
from bot.evaluation.novelty import novelty
from bot.evaluation.quotes import briefings, counts, quoted, verbatim
from bot.evaluation.stories import stories
from bot.evaluation.topics import sentence_ends, topic_sentences
from bot.evaluation.trial import Trial, run
from bot.settings import shipped_corpus
from bot.sources.corpus import TOPICS, read_topics
from summaries.model import Topic


def evaluate(folder: Path, topics: Sequence[Topic] | None = None) -> tuple[Measure, ...]:
    """Measure the engine on a folder of gold.

    Args:
        folder: the gold.
        topics: what the labels' sentences speak of; by default the topics that ship.

    Raises:
        GoldError: the gold cannot be used.
    """
    if topics is None:
        topics = read_topics(shipped_corpus() / TOPICS)
    return measures_of(run(read_gold(folder), topics))


def measures_of(trial: Trial) -> tuple[Measure, ...]:
    """All measures of what the engine made of the gold."""
    asked = briefings(trial)
    return (
        *cleaning(trial),
        sentence_ends(trial),
        *topic_sentences(trial),
        *quoted(trial, asked),
        verbatim(trial, asked),
        counts(asked),
        *stories(trial),
        *novelty(trial),
        disagreements(trial),
    )
