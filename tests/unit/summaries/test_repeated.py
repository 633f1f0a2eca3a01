"""Lines that repeat across the documents of one source."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.cleaning import clean
from summaries.repeated import NOTHING, REASON, learn, lines_of, repeated
from tests.examples import examples

ABOUT = "The Harbour Times is an independent newsroom that reports from the coast of the north."
SUPPORT = "Our reporting is paid for by its readers, who give what they can each month."
PLACES = (
    ("Dolna", "bridge", "reopened after two years of repairs that cost nine million euros"),
    ("Koldar", "glacier", "lost a third of its ice since the spring of that year"),
    ("Riga", "radar station", "was moved to a hill above the western suburbs"),
    ("Pontypridd", "market", "closed when the river rose above its old walls"),
    ("Odesa", "lighthouse", "was painted white again by forty volunteers"),
    ("Varna", "school", "opened a second building for three hundred pupils"),
    ("Gdynia", "shipyard", "launched its first ferry in eleven years"),
    ("Porto", "tram line", "reached the airport one month before its date"),
)


def report(number: int, *, about: str = ABOUT, tail: str = "", title: str = "") -> str:
    place, thing, what = PLACES[number % len(PLACES)]
    return "\n\n".join(
        [
            f"{title or f'{place} and its {thing}: what changed'}",
            about,
            f"The {thing} of {place} {what}, the town hall said on Monday.{tail}",
            f"People in {place} had asked for news of the {thing} since winter, the mayor said.",
            f"A further report on the {thing} is due in {number + 3} weeks, paid for by {place}.",
        ]
    )


def habits(*raws: str):
    history = []
    for raw in raws:
        history = learn(history, lines_of(clean(raw, "text", "en")))
    return repeated(history)


def cleaned(raw: str, known):
    return clean(raw, "text", "en", repeated=known)


def test_a_sentence_that_stands_on_three_pages_of_a_source_is_furniture():
    known = habits(*(report(n) for n in range(3)))
    document = cleaned(report(4), known)
    assert ABOUT not in document.body
    assert [(d.line, d.text, d.reason) for d in document.dropped] == [(3, ABOUT, REASON)]
    assert len(document.body.split("\n\n")) == 3


def test_case_white_space_and_bullets_make_no_difference():
    known = habits(*(report(n) for n in range(3)))
    assert known.holds(f"•  {ABOUT.upper()}")
    assert known.holds(ABOUT.replace(" ", "   "))


def test_two_pages_are_not_enough():
    assert not habits(report(0), report(1))


def test_what_stands_in_a_small_share_of_a_source_stays():
    rare = [report(n) for n in range(3)]
    many = [report(n, about=f"The {n}th day of {n + 7} brought rain.") for n in range(3, 8)]
    assert habits(*rare).holds(ABOUT)
    assert habits(*rare, *many[:2]).holds(ABOUT)
    others = [
        f"The {'abcdefghij'[n]}-road to the {n}0th mile was shut, drivers said.\n\nNo {n} came by."
        for n in range(10)
    ]
    assert not habits(*rare, *many, *others).holds(ABOUT)


def test_copies_and_updates_of_one_article_make_none_of_its_lines_furniture():
    first = report(0)
    updates = [f"{first}\n\nUpdate {n}: the mayor has spoken to {n} people." for n in "abc"]
    assert not habits(first, first, first)
    known = habits(first, *updates, report(1))
    assert not known
    for update in updates:
        assert cleaned(update, known).body == clean(update, "text", "en").body


def test_an_article_of_which_most_documents_are_versions_keeps_its_paragraphs():
    versions = [f"{report(0)}\n\nUpdate {n}: nobody was hurt." for n in "abcdef"]
    known = habits(*versions, *(report(n, about="") for n in range(1, 5)))
    for version in versions:
        assert cleaned(version, known).body == clean(version, "text", "en").body


def test_three_versions_that_share_half_of_their_paragraphs_are_one_article():
    background = report(0).split("\n\n")[2:]
    versions = [
        "\n\n".join([f"Version {n}", *report(n + 1, about="").split("\n\n")[1:], *background])
        for n in range(3)
    ]
    assert not habits(*versions)


def test_background_that_an_article_and_its_updates_share_stays_beside_other_articles():
    first = report(0)
    pages = [first, *(f"{first}\n\nUpdate {n}: nobody was hurt." for n in "ab")]
    known = habits(*pages, *(report(n) for n in range(1, 8)))
    assert known.holds(ABOUT)
    for page in pages:
        document = cleaned(page, known)
        assert [d.text for d in document.dropped if d.reason == REASON] == [ABOUT]


def test_a_sentence_at_the_end_of_a_paragraph_is_furniture_of_its_own():
    tail = f" {SUPPORT} Thank you."
    known = habits(*(report(n, about="", tail=tail) for n in range(4)))
    raw = report(5, about="", tail=tail)
    document = cleaned(raw, known)
    assert SUPPORT not in document.body
    assert (5, f"{SUPPORT} Thank you.", REASON) in [
        (d.line, d.text, d.reason) for d in document.dropped
    ]
    assert document.body.split("\n\n")[0] == (
        "The school of Varna opened a second building for three hundred pupils, the town hall said "
        "on Monday."
    )


@pytest.mark.parametrize("news", ["No casualties were reported.", "Nobody was hurt."])
def test_a_short_sentence_that_many_reports_share_is_news(news):
    known = habits(*(report(n, about=news, tail=f" {news}") for n in range(5)))
    assert known.holds(news)
    assert cleaned(report(6, about=news, tail=f" {news}"), known).body.count(news) == 2


def test_a_standing_title_is_no_title():
    site = "The Harbour Times of the north"
    known = habits(*(f"{site}\n\n{report(n)}" for n in range(3)))
    document = cleaned(f"{site}\n\n{report(3)}", known)
    assert document.title == "Pontypridd and its market: what changed"
    page = f"<html><head><title>{site}</title></head><body><h1>{site}</h1><p>{{}}</p></body></html>"
    raws = [page.format(report(n).split("\n\n")[2]) for n in range(4)]
    assert clean(raws[3]).title == site
    history = []
    for raw in raws:
        history = learn(history, lines_of(clean(raw)))
    assert clean(raws[3], repeated=repeated(history)).title is None


def test_figures_make_no_difference_in_a_count_but_do_in_a_sentence():
    counts = habits(*(f"{report(n, about='')}\n\n{n + 2} people reacted" for n in range(4)))
    assert counts.holds("1,234 people reacted")
    series = habits(*(f"What we know on day {n} of it\n\n{report(n)}" for n in range(4)))
    assert not series.holds("What we know on day 9 of it")
    drones = habits(
        *(report(n, about=f"The air force shot down {n + 20} drones.") for n in range(4))
    )
    assert not drones.holds("The air force shot down 28 drones.")


def test_a_document_of_which_every_line_repeats_keeps_them():
    known = habits(*(report(n) for n in range(3)))
    assert cleaned(ABOUT, known).body == ABOUT


def test_a_byline_is_still_read_where_it_repeats():
    by = "By Joan Ellis, Morning Post"
    known = habits(*(f"{by}\n\n{report(n)}" for n in range(4)))
    assert known.holds(by)
    assert cleaned(f"{by}\n\n{report(4)}", known).outlet == "Morning Post"


def test_what_is_remembered_is_plain_bounded_data_that_can_be_stored():
    history = []
    for n in range(70):
        history = learn(history, [f"Line {n} of {k}, it said." for k in range(900)])
    assert json.loads(json.dumps(history)) == history
    assert len(history) == 50
    assert max(map(len, history)) <= 400
    assert len(json.dumps(history)) < 400_000


def test_learning_changes_nothing_that_was_given():
    history = learn([], ["A line of it."])
    before = json.dumps(history)
    learn(history, ["Another line of it."])
    assert json.dumps(history) == before


def test_nothing_repeats_in_a_source_that_is_new():
    assert repeated([]) == NOTHING
    assert not NOTHING
    assert clean(report(0), repeated=NOTHING) == clean(report(0))


def test_stored_documents_and_new_ones_learn_the_same():
    known = habits(*(report(n) for n in range(4)))
    again = []
    for n in range(4):
        again = learn(again, lines_of(cleaned(report(n), known)))
    assert repeated(again).holds(ABOUT)


@given(st.lists(st.lists(st.text(max_size=40), max_size=8), max_size=8))
@examples(150)
def test_any_lines_can_be_learnt_and_stored(documents):
    history = []
    for lines in documents:
        history = learn(history, lines)
    known = repeated(json.loads(json.dumps(history)))
    for lines in documents:
        for line in lines:
            assert known.holds(line) in {True, False}
            assert 0 <= known.tail(line) <= len(line)


@given(st.lists(st.integers(0, 7), min_size=3, max_size=12))
@examples(60)
def test_whatever_repeats_a_document_never_loses_all_of_its_body(numbers):
    raws = [report(n) for n in numbers]
    known = habits(*raws)
    for raw in raws:
        assert cleaned(raw, known).body


@pytest.mark.parametrize("lines", [["a. " * 1_000_000], ["." * 3_000_000], ["x y."] * 300_000])
def test_endless_documents_are_learnt_in_bounded_time(lines):
    started = time.process_time()
    history = learn([], lines)
    assert repeated([*history] * 50) == NOTHING
    assert time.process_time() - started < 60


def among_others(line: str, pages: int, others: int) -> list[str]:
    return [
        *(report(n, about=line) for n in range(pages)),
        *(
            f"The {chr(97 + n)}-road to the {n}0th mile was shut, drivers said.\n\nNo {n} came by."
            for n in range(others)
        ),
    ]


def history_of(raws: list[str]):
    history = []
    for raw in raws:
        history = learn(history, lines_of(clean(raw, "text", "en")))
    return history


def test_a_long_line_on_three_pages_of_one_outlet_is_furniture_whatever_its_share():
    history = history_of(among_others(ABOUT, 3, 15))
    assert repeated(history).holds_sentence(ABOUT)
    assert not repeated(history).holds(ABOUT)


def test_where_outlets_are_unknown_a_long_line_must_stand_on_four_pages():
    assert not repeated(history_of(among_others(ABOUT, 3, 15)), mixed=True).holds_sentence(ABOUT)
    assert repeated(history_of(among_others(ABOUT, 4, 15)), mixed=True).holds_sentence(ABOUT)


@pytest.mark.parametrize(
    "line",
    [
        "The ministry in the capital said that it knew of no such plan at all.",
        "“We know of no such plan and we do not want to know of one”.",
    ],
)
def test_what_somebody_said_is_no_furniture_where_it_stands_in_few_articles(line):
    assert not repeated(history_of(among_others(line, 4, 15))).holds_sentence(line)
    assert not repeated(history_of(among_others(line, 4, 15)), mixed=True).holds_sentence(line)


def test_a_short_line_must_stand_in_a_quarter():
    line = "Nobody came to the harbour."
    assert not repeated(history_of(among_others(line, 3, 15))).holds_sentence(line)
