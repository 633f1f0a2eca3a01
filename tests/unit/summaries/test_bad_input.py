"""Whatever comes in, the engine answers, in bounded time, and every quote is a span."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.answers import answer
from summaries.briefing import brief, summarize
from summaries.cleaning import clean
from summaries.model import Article, Basis, Precision, Published, Topic
from summaries.reading import read
from summaries.search import search
from summaries.stories import group
from tests.examples import examples

NOW = datetime(2025, 3, 4, tzinfo=UTC)
TOPIC = Topic("drones", "Drones", ("drone", "дрон", "air defence"))
SENTENCE = "Russian drones hit the port of Odesa on Tuesday, and air defence shot 12 of them down. "
# Half surrogates, controls, marks that turn the direction, and the alphabets of the news.
CHARACTERS = st.characters(codec=None) | st.sampled_from(
    "\ud800\udfff\x00\x07\u202e\u200b\u0301“”„«»‘’``''.?!…—–-()[]0123456789 \n\t№%€"
    "drone air defence дрон оборона Öß ñ ł ґ ё"
)


def article_of(raw, name="a", language=None, arrived=NOW):
    document = clean(raw, "text", language)
    return Article(
        name,
        name,
        document.body,
        arrived,
        title=document.title,
        outlet=document.outlet,
        published=document.published,
        language=document.language,
        extent=(0, len(document.body)),
    )


def all_quotes(articles):
    briefing = brief(TOPIC, articles, now=NOW + timedelta(days=1))
    return [
        *(quote for story in briefing.stories for quote in story.quotes),
        *summarize(articles, 100),
        *answer("drones in Odesa", articles),
    ]


def check(articles):
    for article in articles:
        reading = read(article)
        for sentence, text in zip(reading.sentences, reading.texts, strict=True):
            assert article.body[sentence.start : sentence.end] == text
    for quote in all_quotes(articles):
        assert quote.article.body[quote.start : quote.end] == quote.text
    assert sorted(a.id for story in group(articles) for a in story) == sorted(
        a.id for a in articles
    )
    search(articles, "drones Odesa дрони")


@given(
    st.lists(st.text(CHARACTERS, max_size=400), min_size=1, max_size=4),
    st.sampled_from([None, "en", "uk", "de", "fr"]),
)
@examples(150)
def test_any_text_is_answered_and_every_quote_is_a_span(texts, language):
    check([article_of(raw, f"a{n}", language) for n, raw in enumerate(texts)])


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " \n\t\n",
        "Sirens.",
        SENTENCE,
        "No end no stop no sentence",
        "He said so. They did. It was it.",
        "🚀🚀🚀 🚀",
        "Дрони hit порт Odesa, and ППО shot 12 of них down. Це drone war, сказав Mr. Rutte.",
        "\ud83d Russian drones hit Odesa \udfff and air defence shot them down. \x00\x01",
        "12. 13. 14. 15. 16.",
        "``''``'' ““”” «»",
    ],
)
def test_odd_documents_are_answered(raw):
    check([article_of(raw), article_of(raw, "b")])


def test_no_candidate_sentence_leaves_everything_a_candidate():
    body = "He said so. They did it. It was over."

    assert summarize([Article("a", "a", body, NOW, language="en", extent=(0, len(body)))], 20)


HUGE = {
    "sentences without a line break": SENTENCE,
    "words without a sentence": "word ",
    "figures": "12 13 14 ",
    "quotation marks": "\" ' ` “ ",
    "one letter": "a",
    "Ukrainian": "Дрони вдарили по порту Одеси 4 березня, ППО збила 12 із них. ",
}


def timed(raw, seconds):
    started = time.process_time()
    check([article_of(raw)])
    assert time.process_time() - started < seconds


@pytest.mark.parametrize("piece", HUGE.values(), ids=HUGE)
def test_a_line_without_end_takes_bounded_time(piece):
    timed(piece * (100_000 // len(piece)), 10)


@pytest.mark.slow
@pytest.mark.parametrize("piece", HUGE.values(), ids=HUGE)
def test_five_megabytes_in_one_line_take_bounded_time(piece):
    timed(piece * (5_000_000 // len(piece)), 120)


def reports(count):
    for number in range(count):
        moment = NOW - timedelta(minutes=number)
        town = f"Town{number % 500}"
        body = (
            f"Drones hit {town} at dawn, the mayor of {town} said, and air defence shot {number} "
            f"down. A depot in {town} burnt for {number % 7 + 2} hours, and a road was shut.\n\n"
            f"Residents of {town} spent the night in shelters. Trains ran late."
        )
        yield Article(
            f"r{number}",
            f"r{number}",
            body,
            moment,
            outlet=f"Outlet {number % 40}",
            published=Published(moment, Precision.MINUTE, Basis.FEED),
            language="en",
            extent=(0, len(body)),
        )


@pytest.mark.slow
def test_ten_thousand_articles_at_once_are_briefed_in_bounded_time():
    articles = list(reports(10_000))

    started = time.perf_counter()
    briefing = brief(TOPIC, articles, now=NOW)
    assert time.perf_counter() - started < 180
    assert briefing.counts.articles == 10_000
    assert briefing.stories


@pytest.mark.parametrize("count", [400, pytest.param(1_000, marks=pytest.mark.slow)])
def test_hundreds_of_articles_at_once_are_briefed_with_what_came_before(count):
    articles = list(reports(count))

    briefing = brief(TOPIC, articles, since=NOW - timedelta(hours=5), now=NOW)

    assert briefing.counts.articles == 300
