"""How well sentences that speak of a topic are found."""

from collections.abc import Iterator, Sequence

from bot.evaluation.folding import among, fold
from bot.evaluation.gold import Labelled
from bot.evaluation.measure import Measure, Tally, balance, shortened
from bot.evaluation.trial import Trial
from summaries.model import Topic
from summaries.reading import read
from summaries.topics import affinities


def topic_sentences(trial: Trial) -> tuple[Measure, ...]:
    """Precision, recall and F1 of the sentences that hold a topic's phrase.

    For each topic, for all of them together, and F1 for each set.
    """
    return tuple(_measures(trial))


def _measures(trial: Trial) -> Iterator[Measure]:
    yield from _of(trial, trial.topics, trial.labels(), "")
    for topic in trial.topics:
        yield from _of(trial, (topic,), trial.labels(), f".{topic.slug}")
    for group in trial.sets:
        yield list(_of(trial, trial.topics, trial.labels(group), f".{group}"))[-1]


def _of(
    trial: Trial, topics: Sequence[Topic], labels: Sequence[Labelled], behind: str
) -> Iterator[Measure]:
    precision, recall = Tally(), Tally()
    for label in labels:
        for topic in topics:
            wanted = label.topics.get(topic.slug, ())
            found = _found(trial, topic, label)
            for text in found:
                precision.count(
                    among(text, wanted), f"{label.name}: not {topic.slug}: {shortened(text)}"
                )
            for text in wanted:
                recall.count(
                    among(text, found), f"{label.name}: missed {topic.slug}: {shortened(text)}"
                )
    yield precision.measure(f"topics.precision{behind}")
    yield recall.measure(f"topics.recall{behind}")
    yield balance(precision, recall, f"topics.f1{behind}")


def _found(trial: Trial, topic: Topic, label: Labelled) -> list[str]:
    """The sentences of a document that hold a phrase of a topic."""
    return [
        fold(text)
        for article in trial.articles[label.name]
        for reading in [read(article)]
        for text, near in zip(reading.texts, affinities(topic, reading), strict=True)
        if near.phrase is not None
    ]


def sentence_ends(trial: Trial) -> Measure:
    """The share of labelled sentences that are one sentence to the engine, no more and no less."""
    tally = Tally()
    for label in trial.labels():
        texts = {fold(t) for a in trial.articles[label.name] for t in read(a).texts}
        for text in dict.fromkeys(s for some in label.topics.values() for s in some):
            tally.count(text in texts, f"{label.name}: not one sentence: {shortened(text)}")
    return tally.measure("sentences.whole")
