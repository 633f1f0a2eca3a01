"""How well news is told from what was told already."""

from collections.abc import Iterator, Mapping

from bot.evaluation.asking import told, topic_about
from bot.evaluation.folding import among
from bot.evaluation.gold import Labelled, Pair, Verdict
from bot.evaluation.measure import Measure, Tally, shortened
from bot.evaluation.trial import Trial
from summaries.facts import fact_of
from summaries.novelty import relation as engine_relation
from summaries.ranking import terms_of


def novelty(trial: Trial) -> tuple[Measure, ...]:
    """The verdicts on pairs of sentences, and what briefings make of them."""
    return (*_verdicts(trial), *_briefings(trial))


def _verdicts(trial: Trial) -> Iterator[Measure]:
    accuracy = Tally()
    precision = {verdict: Tally() for verdict in Verdict}
    recall = {verdict: Tally() for verdict in Verdict}
    for pair in trial.gold.pairs:
        given = relation(pair, trial.gold.documents)
        failure = f"{_told(pair)}: {given}, not {pair.verdict}"
        for tally in (accuracy, precision[given], recall[pair.verdict]):
            tally.count(given is pair.verdict, failure)
    yield accuracy.measure("novelty.accuracy")
    for verdict in Verdict:
        yield precision[verdict].measure(f"novelty.precision.{verdict}")
        yield recall[verdict].measure(f"novelty.recall.{verdict}")


def _told(pair: Pair) -> str:
    later, earlier = shortened(pair.later.text), shortened(pair.earlier.text)
    return f"{pair.later.document}: “{later}” after “{earlier}”"


def relation(pair: Pair, documents: Mapping[str, Labelled]) -> Verdict:
    """The engine's verdict on a pair, where it is told by the labels whether it is one event."""
    sides = [(said.text, documents[said.document]) for said in (pair.earlier, pair.later)]
    earlier, later = (
        fact_of(text, terms_of(text, label.language), label.language) for text, label in sides
    )
    one_event = len({label.event_of(text) for text, label in sides}) == 1
    return Verdict(engine_relation(earlier, later, same_event=one_event).value)


def _briefings(trial: Trial) -> Iterator[Measure]:
    """Whoever was briefed on the earlier document is told what is new in the later, and only that.

    Asked is about the two sentences alone, so that each pair counts, on whatever topic. What no
    briefing on these documents would quote in any case does not count.
    """
    withheld, kept = Tally(), Tally()
    for pair in trial.gold.pairs:
        documents = trial.gold.documents
        earlier, later = documents[pair.earlier.document], documents[pair.later.document]
        if earlier.arrived >= later.arrived:
            continue
        topic = topic_about((pair.earlier.text, pair.later.text))
        articles = trial.articles_of([earlier, later])
        _, at_first = told(topic, trial.articles_of([earlier]), now=earlier.arrived)
        _, anew = told(topic, trial.articles_of([later]), now=later.arrived)
        if not (among(pair.earlier.text, at_first) and among(pair.later.text, anew)):
            continue
        _, then = told(topic, articles, since=earlier.arrived, now=later.arrived)
        quoted = among(pair.later.text, then)
        if pair.verdict is Verdict.SAME:
            withheld.count(not quoted, f"{_told(pair)}: told again")
        else:
            kept.count(quoted, f"{_told(pair)}: not told, though {pair.verdict}")
    yield withheld.measure("novelty.briefing.known_withheld")
    yield kept.measure("novelty.briefing.news_told")
