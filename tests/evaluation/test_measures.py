"""Each measure is 1 where the engine is right, and less where it is broken."""

from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest

from bot.evaluation import asking, disagreements, quotes, stories, topics
from bot.evaluation.cleaning import cleaning, parts_of
from bot.evaluation.evaluate import measures_of
from bot.evaluation.floors import Floors, judged, pinned
from bot.evaluation.gold import Item, Verdict
from bot.evaluation.measure import Measure, Tally, balance
from bot.evaluation.novelty import novelty, relation
from bot.evaluation.trial import Trial
from summaries.model import Article, Briefing, Counts, Published, Quote, Story
from summaries.novelty import Relation
from summaries.topics import Affinity


def by_name(measures) -> dict[str, Measure]:
    return {measure.name: measure for measure in measures}


def with_articles(trial: Trial, change) -> Trial:
    articles = {name: tuple(map(change, some)) for name, some in trial.articles.items()}
    return replace(trial, articles=articles)


def with_body(article: Article, body: str) -> Article:
    return replace(article, body=body, extent=(0, len(body)))


def test_an_engine_that_is_right_has_full_marks(trial: Trial):
    measures = measures_of(trial)

    wrong = {m.name: m.failures for m in measures if m.value not in {1.0, None}}
    assert wrong == {}
    assert by_name(measures)["stories.f1"].labels > 0


def test_the_words_of_a_document_are_told_apart_by_its_labels(trial: Trial):
    parts = parts_of(trial.gold.documents["en/dnipro_1.txt"])

    assert parts.furniture["Subscribe"] == 1
    assert parts.furniture["Ann"] == 1
    assert parts.body["bakery"] == 2  # the third stands in the title
    assert "Subscribe" not in parts.body


# The gate bites: whatever breaks falls below the floor that the sound engine had.


def missed(trial: Trial, broken: Trial | None = None, breaking=lambda: None) -> dict[str, tuple]:
    floors = pinned(measures_of(trial), Floors())
    breaking()
    after = judged(measures_of(broken or trial), floors)
    return {one.measure.name: one.measure.failures for one in after if not one.ok}


def test_furniture_that_is_kept_falls_below_the_floor(trial: Trial):
    raw = {name: label.raw for name, label in trial.gold.documents.items()}
    broken = with_articles(trial, lambda a: with_body(a, raw[a.document]))

    told = missed(trial, broken)

    assert {"cleaning.furniture", "cleaning.furniture.en", "cleaning.body_precision"} <= set(told)
    assert "en/dnipro_1.txt: kept: Subscribe to our newsletter" in told["cleaning.furniture"]


def test_a_paragraph_that_is_lost_falls_below_the_floor(trial: Trial):
    broken = with_articles(trial, lambda a: with_body(a, a.body.rpartition("\n\n")[0]))

    told = missed(trial, broken)

    assert any("lost: The bakery burned" in line for line in told["cleaning.body_recall"])


def test_a_document_that_is_lost_falls_below_the_floor(trial: Trial):
    broken = replace(trial, articles=dict.fromkeys(trial.articles, ()))

    told = missed(trial, broken)

    assert {"cleaning.body_recall", "cleaning.title", "stories.recall", "topics.recall"} <= set(
        told
    )


@pytest.mark.parametrize("field", ["title", "outlet", "published", "language"])
def test_what_is_known_of_a_document_counts_when_it_is_lost(trial: Trial, field: str):
    told = missed(trial, with_articles(trial, lambda a: replace(a, **{field: None})))

    assert any(line.startswith("en/dnipro_1.txt: none, not") for line in told[f"cleaning.{field}"])


def test_a_date_that_the_text_does_not_prove_is_a_failure(trial: Trial):
    date = trial.articles["en/dnipro_1.txt"][0].published
    assert isinstance(date, Published)

    told = missed(trial, with_articles(trial, lambda a: replace(a, published=date)))

    assert "uk/tower.txt: 2025-03-04, not none" in told["cleaning.published"]


def test_items_count_when_they_are_not_split(trial: Trial):
    label = trial.gold.documents["en/harbour.txt"]
    items = (Item("Crane drivers", "a"), Item("The port lost", "b"))
    documents = {**trial.gold.documents, label.name: replace(label, items=items)}
    broken = replace(trial, gold=replace(trial.gold, documents=documents))

    told = missed(trial, broken)

    assert told["cleaning.items"] == ("en/harbour.txt: 1 items, not 2",)


def test_stories_all_apart_fall_below_the_floor(trial: Trial, monkeypatch):
    def apart():
        monkeypatch.setattr(stories, "group", lambda articles: [(a,) for a in articles])

    told = missed(trial, breaking=apart)

    assert {"stories.recall", "stories.f1", "stories.pairs_f1", "stories.f1.en"} <= set(told)
    assert told["stories.recall"] == ("en/dnipro_1.txt: apart from en/dnipro_2.txt: bakery",)


def test_stories_all_in_one_fall_below_the_floor(trial: Trial, monkeypatch):
    def together():
        monkeypatch.setattr(stories, "group", lambda articles: [tuple(articles)])

    told = missed(trial, breaking=together)

    assert {"stories.precision", "stories.f1", "stories.pairs_f1", "stories.f1.en"} <= set(told)
    assert "stories.recall" not in told


def test_b_cubed_weighs_each_article_once():
    def unit(name: str, event: str) -> stories.Unit:
        return stories.Unit(name, ("en", event), None)

    units = [unit("a", "x"), unit("b", "x"), unit("c", "y"), unit("d", "y")]

    precision, recall = stories._b_cubed(units, [0, 0, 0, 1])

    assert precision.share == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert recall.share == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)


def test_a_topic_that_matches_nothing_falls_below_the_floor(trial: Trial, monkeypatch):
    def blind():
        monkeypatch.setattr(
            topics, "affinities", lambda _, reading: [Affinity(0.0) for _ in reading.texts]
        )

    told = missed(trial, breaking=blind)

    assert {"topics.recall", "topics.recall.air-defence", "topics.f1.uk"} <= set(told)


def test_a_topic_that_matches_everything_falls_below_the_floor(trial: Trial, monkeypatch):
    def credulous():
        monkeypatch.setattr(
            topics, "affinities", lambda _, reading: [Affinity(1.0, "x") for _ in reading.texts]
        )

    told = missed(trial, breaking=credulous)

    assert {"topics.precision", "topics.precision.air-defence", "topics.f1.en"} <= set(told)
    assert "topics.recall" not in told


def test_a_quote_off_the_topic_falls_below_the_floor(trial: Trial):
    documents = {n: replace(d, topics={}) for n, d in trial.gold.documents.items()}
    broken = replace(trial, gold=replace(trial.gold, documents=documents))

    assert {"quotes.on_topic", "quotes.on_topic.air-defence"} <= set(missed(trial, broken))


def test_a_paraphrased_quote_falls_below_the_floor(trial: Trial):
    def paraphrased(article: Article) -> Article:
        return with_body(article, article.body.replace("crews", "units"))

    told = missed(trial, with_articles(trial, paraphrased))

    assert any("Air defence units in Dnipro shot" in line for line in told["quotes.verbatim"])


def test_counts_that_are_not_true_fall_below_the_floor(trial: Trial, monkeypatch):
    sound = quotes.brief

    def boasting(*given, **options):
        briefing = sound(*given, **options)
        more = briefing.counts.articles + 1
        return replace(briefing, counts=replace(briefing.counts, articles=more))

    told = missed(trial, breaking=lambda: monkeypatch.setattr(quotes, "brief", boasting))

    assert "air-defence since ever: 5 articles, not 4" in told["counts.true"]


def test_news_that_is_told_again_falls_below_the_floor(trial: Trial, monkeypatch):
    sound = asking.brief

    def forgetful(topic, articles, *, since, **options):
        new = [a for a in articles if since is None or a.arrived > since]
        return sound(topic, new, since=None, **options)

    told = missed(trial, breaking=lambda: monkeypatch.setattr(asking, "brief", forgetful))

    assert set(told) == {"novelty.briefing.known_withheld"}
    assert "told again" in told["novelty.briefing.known_withheld"][0]


def test_news_that_is_withheld_falls_below_the_floor(trial: Trial, monkeypatch):
    sound = asking.brief

    def silent(topic, articles, *, since, **options):
        return sound(topic, [] if since else articles, since=since, **options)

    told = missed(trial, breaking=lambda: monkeypatch.setattr(asking, "brief", silent))

    assert set(told) == {"novelty.briefing.news_told"}


def test_a_wrong_verdict_on_a_pair_falls_below_the_floor(trial: Trial):
    wrong = tuple(replace(pair, verdict=Verdict.UPDATE) for pair in trial.gold.pairs)

    told = by_name(novelty(replace(trial, gold=replace(trial.gold, pairs=wrong))))

    assert told["novelty.accuracy"].value == 0
    assert told["novelty.recall.update"].value == 0
    assert told["novelty.precision.same"].value == 0


def test_a_verdict_is_the_engines_own(trial: Trial, monkeypatch):
    monkeypatch.setattr("bot.evaluation.novelty.engine_relation", lambda *_, **__: Relation.UPDATE)

    assert by_name(novelty(trial))["novelty.recall.new"].value == 0


@pytest.mark.parametrize(("sentences", "value"), [(2, 1.0), (1, 0.0)])
def test_a_disagreement_is_found_when_both_figures_are_set_against_each_other(
    trial: Trial, monkeypatch, sentences: int, value: float
):
    texts = [said.text for _, said in trial.gold.disagreements[0].figures]
    found = SimpleNamespace(quotes=[SimpleNamespace(text=text) for text in texts[:sentences]])
    monkeypatch.setattr(
        disagreements, "told", lambda *_, **__: ([SimpleNamespace(disagreements=[found])], set())
    )

    assert disagreements.disagreements(trial).value == value


def test_a_label_within_a_line_takes_only_its_first_place(trial: Trial):
    label = trial.gold.documents["en/harbour.txt"]
    raw = "Read more: ferries. The strike ended, read more: ferries.\n"

    parts = parts_of(
        replace(label, raw=raw, title=None, credits=(), furniture=("Read more: ferries.",))
    )

    assert parts.furniture.total() == 3
    assert parts.body.total() == 6


def test_a_line_labelled_as_furniture_is_no_title(trial: Trial):
    label = trial.gold.documents["en/harbour.txt"]

    parts = parts_of(replace(label, furniture=(label.title or "",)))

    assert parts.furniture["Rotterdam"] == 1


def test_items_report_their_own_events(trial: Trial):
    label = trial.gold.documents["en/harbour.txt"]
    items = (Item("Crane drivers", "a"), Item("The port lost", "b"))
    documents = {label.name: replace(label, items=items)}

    units = replace(trial, gold=replace(trial.gold, documents=documents)).units(
        list(documents.values())
    )

    assert [(unit.name, unit.event) for unit in units] == [
        ("en/harbour.txt#1", ("en", "a")),
        ("en/harbour.txt#2", ("en", "b")),
    ]


def test_f1_is_the_harmonic_mean():
    precision, recall = Tally(right=1, total=2), Tally(right=1, total=1)

    assert balance(precision, recall, "f").value == pytest.approx(2 / 3)
    assert balance(Tally(right=0, total=1), Tally(right=0, total=1), "f").value == 0
    assert balance(precision, Tally(), "f").value is None


def test_a_sentence_that_only_leans_on_a_topic_is_not_taken_for_one_of_it(
    trial: Trial, monkeypatch
):
    sound = topics.affinities

    def leaning(topic, reading):
        return [near if near.phrase else Affinity(0.5) for near in sound(topic, reading)]

    assert missed(trial, breaking=lambda: monkeypatch.setattr(topics, "affinities", leaning)) == {}


def test_a_quote_that_gives_context_need_not_speak_of_the_topic(trial: Trial):
    (article,) = trial.articles["en/dnipro_1.txt"]
    off, on = (
        Quote(
            article,
            article.body.index(text),
            article.body.index(".", article.body.index(text)) + 1,
            1.0,
        )
        for text in ("The bakery burned", "Air defence crews")
    )

    def on_topic(*chosen: Quote) -> float | None:
        briefing = Briefing(trial.topics[0], (Story("a", (article,), chosen),), Counts(1, 1, 0, 0))
        asked = quotes.Asked([article], trial.now, briefing, briefing)
        return by_name(quotes.quoted(trial, [asked]))["quotes.on_topic"].value

    assert on_topic(off, on) == 0.5
    assert on_topic(replace(off, context=True), on) == 1


def test_a_quote_that_is_not_its_span_is_not_word_for_word(trial: Trial, monkeypatch):
    @dataclass(frozen=True)
    class Misplaced:
        article: Article
        start: int = 0
        end: int = 10
        text: str = "The bakery burned for six hours and its roof fell in on the ovens."

    monkeypatch.setattr(
        quotes, "summarize", lambda articles, _: [Misplaced(trial.articles["en/dnipro_1.txt"][0])]
    )

    told = quotes.verbatim(trial, [])

    assert (told.value, told.labels) == (0, 1)


def test_all_pages_of_a_briefing_are_asked_for(trial: Trial, monkeypatch):
    (article,) = trial.articles["en/dnipro_1.txt"]
    pages = [(Quote(article, 0, 5, 1.0),), (Quote(article, 6, 9, 1.0),), ()]

    def paged(*_, seen, **__):
        return SimpleNamespace(stories=[Story("a", (article,), pages[len(seen)])])

    monkeypatch.setattr(asking, "brief", paged)

    stories_told, quotes_told = asking.told(trial.topics[0], [article], now=trial.now)

    assert quotes_told == {article.body[:5].strip(), article.body[6:9].strip()}
    assert len(stories_told) == 3


@pytest.mark.parametrize(("event", "same"), [("bakery", True), ("another", False)])
def test_a_pair_is_judged_knowing_whether_it_is_of_one_event(
    trial: Trial, monkeypatch, event: str, same: bool
):
    asked = []

    def judge(earlier, later, *, same_event):
        asked.append(same_event)
        return Relation.NEW

    monkeypatch.setattr("bot.evaluation.novelty.engine_relation", judge)
    label = replace(trial.gold.documents["en/dnipro_2.txt"], event=event)
    documents = {**trial.gold.documents, label.name: label}

    relation(trial.gold.pairs[0], documents)

    assert asked == [same]


def test_measures_of_sets_are_of_their_documents_only(trial: Trial):
    told = by_name(cleaning(trial))

    assert told["cleaning.body_recall.uk"].labels == 1
    assert told["cleaning.body_recall.en"].labels == 3
    assert told["cleaning.furniture.uk"].value is None
