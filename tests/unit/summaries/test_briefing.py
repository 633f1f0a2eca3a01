# ruff: noqa: E501 # texts of news read better unbroken
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.briefing import brief, summarize
from summaries.candidates import needs_context
from summaries.model import Article, Basis, Precision, Published, Topic
from summaries.topics import match
from tests.examples import examples

START = datetime(2024, 11, 1, 6, 0, tzinfo=UTC)
NOW = START + timedelta(days=20)
AIR = Topic(
    "air-defence", "Air defence", ("air defence", "Patriot system"), exclude=("air defence zone",)
)


def article(name, body, day, *, title=None, outlet=None, dated=True, language="en"):
    moment = START + timedelta(days=day)
    return Article(
        name,
        name,
        body,
        moment,
        title=title,
        outlet=outlet,
        published=Published(moment, Precision.MINUTE, Basis.FEED) if dated else None,
        language=language,
        extent=(0, len(body)),
    )


IRIS = article(
    "iris",
    "A first Iris-T air defence system has arrived in Ukraine from Germany, the ministry in Berlin said. It will "
    "protect Kyiv.\n\nThe crew had trained at Todendorf for six weeks. Crews of three more air defence systems are "
    "still training in Germany, a spokesman said on Monday.",
    1,
    title="First German system reaches Kyiv",
    outlet="Courier",
)
IRIS_AGAIN = article(
    "iris2",
    "Germany's first Iris-T air defence system has reached Ukraine, the ministry in Berlin said on Monday. The "
    "Iris-T crew trained for six weeks at Todendorf, and Kyiv will get three more from Germany.",
    2,
    outlet="Post",
    dated=False,
)
JAPAN = article(
    "japan",
    "Japan's parliament approved a budget for new air defence ships on Thursday. Two Aegis vessels will be built at "
    "Yokohama by 2028. He said that the air defence of the islands could not wait for another government.",
    3,
)
TREES = article(
    "trees", "The council voted on Tuesday to plant 10,000 trees along the ring road.", 4
)
ZONE = article("zone", "China extended its air defence zone on Friday by some forty miles.", 5)
CORPUS = (IRIS, IRIS_AGAIN, JAPAN, TREES, ZONE)


def quotes(briefing):
    return [quote for story in briefing.stories for quote in story.quotes]


def test_a_briefing_has_the_stories_of_the_topic_newest_first():
    told = brief(AIR, CORPUS, now=NOW)
    assert [sorted(a.id for a in story.articles) for story in told.stories] == [
        ["japan"],
        ["iris", "iris2"],
    ]
    assert told.stories[1].headline == "First German system reaches Kyiv"
    assert set(told.stories[1].outlets) == {"Courier", "Post"}


def test_its_counts_are_exact():
    told = brief(AIR, CORPUS, now=NOW)
    counts = told.counts
    assert (counts.articles, counts.stories, counts.merged, counts.undated) == (5, 2, 1, 1)


def test_every_quote_is_word_for_word_and_speaks_of_the_topic():
    told = quotes(brief(AIR, CORPUS, now=NOW))
    assert told
    for quote in told:
        assert quote.text == quote.article.body[quote.start : quote.end]
        assert quote.context or match(AIR, quote.text, "en")


def test_only_what_arrived_after_since_is_news():
    told = brief(AIR, CORPUS, since=JAPAN.arrived - timedelta(minutes=1), now=NOW)
    assert {q.article.id for q in quotes(told)} == {"japan"}
    assert told.counts.articles == 3
    assert brief(AIR, CORPUS, since=JAPAN.arrived, now=NOW).stories == ()


def test_nothing_comes_from_the_future():
    told = brief(AIR, CORPUS, now=JAPAN.arrived - timedelta(seconds=1))
    assert {q.article.id for q in quotes(told)} <= {"iris", "iris2"}
    assert told.counts.articles == 2
    assert brief(AIR, CORPUS, now=START).counts.articles == 0


OLD = article(
    "old",
    "A missile killed 60 people near the air defence base at Lviv on Monday, officials said.",
    6,
)


@pytest.mark.parametrize(
    ("body", "new"),
    [
        (OLD.body, False),
        (
            "Officials said a missile killed 60 people on Monday near the air defence base at Lviv.",
            False,
        ),
        (OLD.body.replace("60", "65"), True),
        ("Two Patriot systems will guard the base at Lviv from December, officials said.", True),
    ],
)
def test_what_earlier_articles_said_is_left_out_unless_a_figure_changed(body, new):
    later = article("later", body, 8)
    told = brief(AIR, (OLD, later), since=OLD.arrived + timedelta(days=1), now=NOW)
    assert bool(quotes(told)) is new
    assert told.counts.articles == 1


def test_a_sentence_that_leans_comes_with_the_one_before_it():
    body = (
        "The minister spoke to parliament about the budget on Thursday. He said that the air defence of the islands "
        "could not wait for another government."
    )
    told = quotes(brief(AIR, (article("lean", body, 1),), now=NOW))
    assert [quote.context for quote in told] == [True, False]
    assert told[0].end < told[1].start


def test_a_sentence_that_leans_on_nothing_in_reach_stands_alone():
    body = "He said that the air defence of the islands could not wait for another government."
    assert [q.text for q in quotes(brief(AIR, (article("lean", body, 1),), now=NOW))] == [body]


@pytest.mark.parametrize("words", [0, 10, 25, 40, 60, 100, 250])
def test_a_budget_of_words_is_never_exceeded(words):
    told = quotes(brief(AIR, CORPUS, now=NOW, words=words))
    assert sum(len(quote.text.split()) for quote in told) <= words


def test_stories_left_out_for_want_of_room_are_counted():
    assert brief(AIR, CORPUS, now=NOW, words=20).more >= 1


@pytest.mark.parametrize("words", [30, 60, 250])
def test_pages_of_more_repeat_no_quote_and_end(words):
    seen = set()
    for _ in range(20):
        told = quotes(brief(AIR, CORPUS, now=NOW, words=words, seen=seen))
        if not told:
            break
        places = [(q.article.document, q.start) for q in told if not q.context]
        assert not seen.intersection(places)
        assert len(set(places)) == len(places)
        seen.update(places)
    else:
        pytest.fail("the pages do not end")
    assert seen


def test_seen_quotes_do_not_change_the_counts():
    whole = brief(AIR, CORPUS, now=NOW)
    seen = {(q.article.document, q.start) for q in quotes(whole)}
    assert brief(AIR, CORPUS, now=NOW, seen=seen).counts == whole.counts


def test_only_the_readers_languages_are_read():
    german = article(
        "de",
        "Die Ukraine bekommt mehr air defence aus Deutschland, sagte der Minister am Montag.",
        1,
        language="de",
    )
    told = brief(AIR, (*CORPUS, german), now=NOW, languages=("de",))
    assert {q.article.id for q in quotes(told)} == {"de"}
    assert told.counts.articles == 1


def test_an_empty_corpus_gives_an_empty_briefing():
    told = brief(AIR, (), now=NOW)
    assert (told.stories, told.more, told.counts.articles, told.counts.stories) == ((), 0, 0, 0)


def test_the_same_question_gets_the_same_answer_whatever_the_order_of_the_corpus():
    assert (
        brief(AIR, CORPUS, now=NOW).stories == brief(AIR, tuple(reversed(CORPUS)), now=NOW).stories
    )


def test_a_corpus_that_is_read_anew_gets_the_same_briefing():
    later = replace(IRIS_AGAIN, published=Published(NOW, Precision.MINUTE, Basis.FEED))
    first = brief(AIR, (IRIS, later), now=NOW, words=500)
    assert {quote.article.title for quote in quotes(first)} == {IRIS.title, None}
    assert quotes(first)[0].article.title == first.stories[0].headline
    assert brief(AIR, (replace(IRIS), replace(later)), now=NOW, words=500) == first


@given(
    st.lists(st.sampled_from(CORPUS), unique=True),
    st.integers(-2, 8),
    st.integers(0, 12),
    st.integers(0, 200),
)
@examples(60)
def test_whatever_is_asked_the_promises_hold(corpus, since, now, words):
    after, until = START + timedelta(days=since), START + timedelta(days=now)
    told = brief(AIR, tuple(corpus), since=after, now=until, words=words)
    found = quotes(told)
    assert sum(len(q.text.split()) for q in found) <= words
    assert all(after < q.article.arrived <= until for q in found)
    assert told.counts.stories >= len(told.stories)
    assert told.counts.merged <= told.counts.articles
    shown = [story for story in told.stories if story.quotes]
    assert len(shown) == len(told.stories)
    for story in shown:
        first = story.quotes[0]
        assert first.context or not needs_context(first.text, "en") or len(story.quotes) == 1


@pytest.mark.parametrize("words", [0, 15, 50, 1000])
def test_a_summary_keeps_its_budget_and_quotes_word_for_word(words):
    found = summarize((IRIS, IRIS_AGAIN), words)
    assert sum(len(q.text.split()) for q in found) <= words
    assert all(q.article.body[q.start : q.end] == q.text for q in found)
    assert len({(q.article.id, q.start) for q in found}) == len(found)


def test_no_articles_have_no_summary():
    assert summarize((), 100) == ()


def test_a_document_without_good_quotes_still_has_a_summary():
    assert summarize((replace(TREES, body="Rain. Sun.", extent=(0, 10)),), 10)
