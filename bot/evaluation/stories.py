"""How well reports of one event come together.

B-cubed: Bagga and Baldwin, "Entity-Based Cross-Document Coreferencing Using the Vector Space
Model" (1998). Each article counts once: its precision is the share of its story that reports the
same event, its recall the share of its event's reports that are in its story.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from bot.evaluation.folding import fold
from bot.evaluation.gold import Labelled
from bot.evaluation.measure import Measure, Tally, balance
from bot.evaluation.trial import Trial, Unit
from summaries.model import Article
from summaries.stories import group


def stories(trial: Trial) -> tuple[Measure, ...]:
    """B-cubed and pairs of the stories of everything, of each set, and of each topic's articles."""
    return tuple(_measures(trial))


def _measures(trial: Trial) -> Iterator[Measure]:
    labels = trial.labels()
    units = trial.units(labels)
    placed = _placed(units, trial.articles_of(labels))
    precision, recall = _b_cubed(units, placed)
    yield precision.measure("stories.precision")
    yield recall.measure("stories.recall")
    yield balance(precision, recall, "stories.f1")
    yield _pairs(units, placed)
    for name in trial.sets:
        labels = trial.labels(name)
        units = trial.units(labels)
        placed = _placed(units, trial.articles_of(labels))
        yield balance(*_b_cubed(units, placed), f"stories.f1.{name}")
    yield _within_topics(trial)


def _placed(units: Sequence[Unit], articles: Sequence[Article]) -> list[int]:
    """For each unit the number of the story it is in; what the engine lost is alone."""
    number = {a.id: n for n, story in enumerate(group(articles)) for a in story}
    return [
        number[unit.article.id] if unit.article else len(articles) + index
        for index, unit in enumerate(units)
    ]


def _b_cubed(units: Sequence[Unit], placed: Sequence[int]) -> tuple[Tally, Tally]:
    precision, recall = Tally(), Tally()
    everything = list(zip(units, placed, strict=True))
    for unit, place in everything:
        story = [other for other, there in everything if there == place]
        event = [other for other, _ in everything if other.event == unit.event]
        both = [other for other in story if other.event == unit.event]
        strangers = [o for o in story if o.event != unit.event and o.name > unit.name]
        missing = [o for o in event if o not in both and o.name > unit.name]
        precision.weigh(len(both) / len(story), 1, (_together(unit, o) for o in strangers))
        recall.weigh(len(both) / len(event), 1, (_apart(unit, o) for o in missing))
    return precision, recall


def _together(a: Unit, b: Unit) -> str:
    return f"{a.name}: in one story with {b.name}: {a.event[1]}, {b.event[1]}"


def _apart(a: Unit, b: Unit) -> str:
    return f"{a.name}: apart from {b.name}: {a.event[1]}"


def _pairs(units: Sequence[Unit], placed: Sequence[int]) -> Measure:
    """F1 of the pairs of articles that are told to report one event."""
    precision, recall = Tally(), Tally()
    for (a, here), (b, there) in combinations(zip(units, placed, strict=True), 2):
        same = a.event == b.event
        if here == there:
            precision.count(same, _together(a, b))
        if same:
            recall.count(here == there, _apart(a, b))
    return balance(precision, recall, "stories.pairs_f1")


def _within_topics(trial: Trial) -> Measure:
    """The mean of B-cubed F1 over topics, where only the topic's articles are grouped."""
    means = Tally()
    for topic in trial.topics:
        units = [
            unit
            for label in trial.labels()
            for unit in trial.units([label])
            if unit.article and _speaks(label, topic.slug, unit.article)
        ]
        placed = _placed(units, [unit.article for unit in units if unit.article])
        told = balance(*_b_cubed(units, placed), topic.slug)
        if told.value is not None:
            means.weigh(told.value, 1, told.failures)
            means.labels += len(units) - 1
    return means.measure("stories.f1_within_topics")


def _speaks(label: Labelled, slug: str, article: Article) -> bool:
    text = fold(article.text)
    return any(sentence in text for sentence in label.topics.get(slug, ()))
