"""How well outlets that give different figures are found."""

from bot.evaluation.asking import told, topic_about
from bot.evaluation.folding import among, fold
from bot.evaluation.gold import Disagreement
from bot.evaluation.measure import Measure, Tally
from bot.evaluation.trial import Trial

_NAME = "disagreements.recall"


def disagreements(trial: Trial) -> Measure:
    """The share of labelled disagreements that a story tells of.

    One is found when a story sets at least two of its sentences with different figures against
    each other.
    """
    tally = Tally()
    for label in trial.gold.disagreements:
        values = " and ".join(dict.fromkeys(value for value, _ in label.figures))
        where = label.figures[0][1].document
        tally.count(_found(trial, label), f"{where}: {label.event}: {values} {label.about}")
    return tally.measure(_NAME)


def _found(trial: Trial, label: Disagreement) -> bool:
    documents = [
        d
        for d in trial.labels()
        if label.event == d.event or label.event in {i.event for i in d.items}
    ]
    topic = topic_about(said.text for _, said in label.figures)
    stories, _ = told(topic, trial.articles_of(documents), now=trial.now)
    for story in stories:
        for disagreement in story.disagreements:
            texts = [fold(quote.text) for quote in disagreement.quotes]
            if len({value for value, said in label.figures if among(said.text, texts)}) >= 2:
                return True
    return False
