# ruff: noqa: E501 # texts of news read better unbroken
import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from summaries.model import Article, Basis, Precision, Published
from summaries.stories import Reported, group
from summaries.story_index import IDLE, StoryIndex
from summaries.vectors import nearness, vector

NOW = datetime(2026, 11, 22, tzinfo=UTC)

EVENTS = {
    "radar": [
        "Estonia, Latvia and Lithuania signed an agreement on Tuesday to pool data from 14 radar stations. The joint centre near Riga will open in January. Officials said unknown aircraft would be identified in two minutes. Estonian Defence Minister Hanno Pevkur told reporters that the agreement closes the last gap.",
        "The three Baltic states will share the data of their radar stations from January, under an agreement signed in Brussels. A joint centre near Riga is to identify unknown aircraft within two minutes, Hanno Pevkur, Estonia's defence minister, said. Latvia and Lithuania pay half of the costs of the 14 stations.",
    ],
    "bridge": [
        "The old stone bridge of Dolna will be rebuilt, the county decided on Monday. Divers have found 60 of its 84 stones in the river. The bridge fell in the flood of 2021, and villagers have used a ferry ever since.",
        "Dolna gets its stone bridge back: the county voted on Monday to rebuild what the flood of 2021 destroyed. Of the 84 stones, divers found 60 in the river; the ferry that villagers use will stop when the bridge opens.",
    ],
    "strike": [
        "Crane drivers at the port of Odesa ended their strike on Friday after the union accepted a pay rise of nine percent. Forty ships had been waiting outside the harbour, the port authority said.",
        "A nine percent pay rise has ended the strike of crane drivers in Odesa. The union accepted the port authority's offer on Friday, while forty ships waited outside the harbour.",
    ],
    "telescope": [
        "Astronomers in Chile have found a planet that circles two stars, the European Southern Observatory said. The planet is the size of Neptune and needs 93 days for an orbit, 640 light years away.",
        "A planet with two suns has been discovered by astronomers at the European Southern Observatory in Chile. It is as large as Neptune, 640 light years away, and completes its orbit in 93 days.",
    ],
}


def article(name, body, day=None, language="en", document=None, extent=None):
    published = Published(day, Precision.DAY, Basis.PAGE) if day else None
    arrived = day or datetime(2024, 1, 1, tzinfo=UTC)
    return Article(
        name,
        document or name,
        body,
        arrived,
        published=published,
        language=language,
        extent=extent or (0, len(body)),
    )


ARTICLES = [
    article(f"{name}{i}", body) for name, pair in EVENTS.items() for i, body in enumerate(pair)
]


def same_event(a, b):
    return bool(Reported([b]).same_event(a)[0])


def names(stories):
    return sorted(sorted(a.id for a in story) for story in stories)


def test_reports_of_one_event_in_other_words_are_one_story():
    assert names(group(ARTICLES)) == sorted([f"{name}0", f"{name}1"] for name in EVENTS)


@pytest.mark.parametrize("turn", range(4))
def test_the_order_of_articles_does_not_change_the_stories(turn):
    turned = ARTICLES[turn * 2 + 1 :] + ARTICLES[: turn * 2 + 1]
    assert names(group(turned)) == names(group(ARTICLES))


@pytest.mark.parametrize("seed", range(12))
def test_where_each_report_is_near_the_next_their_order_does_not_change_the_stories_either(seed):
    words = (
        "harbour radar council bridge timber violin glacier orchard lantern saddle meadow copper "
        "thimble walnut falcon granite ribbon marble pepper anchor canoe velvet ginger turnip "
        "magnet pigeon basket cactus helmet jigsaw kettle ladder mitten napkin oyster pebble"
    ).split()
    chain = [
        article(f"chain{i}", " ".join((words * 2)[3 * i : 3 * i + 8]) + ".", NOW) for i in range(12)
    ]
    shuffled = random.Random(seed).sample(chain, len(chain))
    assert names(group(shuffled)) == names(group(chain))


def test_different_events_of_one_topic_stay_apart():
    bodies = [
        "A first Iris-T air defence system has arrived in Ukraine from Germany, the defence ministry in Berlin said. The crew was trained at Todendorf for six weeks and will protect Kyiv.",
        "Japan's parliament approved a budget for new air defence ships on Thursday. Two Aegis vessels will be built at Yokohama by 2028, at a cost of 400 billion yen.",
        "Poland signed a contract for 48 Patriot air defence launchers with an American firm in Warsaw. Factories at Stalowa Wola will make the launchers under licence.",
    ]
    assert len(group([article(f"a{i}", body) for i, body in enumerate(bodies)])) == 3


def test_items_of_one_document_never_join():
    one, other = EVENTS["radar"]
    body = f"{one}\n\n{other}"
    cut = len(one)
    items = [
        article("page#1", body, document="page", extent=(0, cut)),
        article("page#2", body, document="page", extent=(cut + 2, len(body))),
    ]
    assert len(group(items)) == 2


@pytest.mark.parametrize(("month", "stories"), [(2, 1), (9, 2)])
def test_articles_seasons_apart_never_join(month, stories):
    first, second = EVENTS["bridge"]
    pair = [
        article("a", first, datetime(2024, 1, 10, tzinfo=UTC)),
        article("b", second, datetime(2024, month, 10, tzinfo=UTC)),
    ]
    assert len(group(pair)) == stories


def test_articles_in_different_languages_never_join():
    body = EVENTS["radar"][0]
    assert len(group([article("a", body, language="en"), article("b", body, language="de")])) == 2


def test_the_same_text_twice_is_one_story():
    body = EVENTS["radar"][0]
    assert len(group([article("a", body), article("b", body)])) == 1


@pytest.mark.parametrize("body", ["", "...", "of the and", "Word"])
def test_an_article_that_says_next_to_nothing_is_a_story_of_its_own(body):
    assert len(group([article("a", body), article("b", EVENTS["radar"][0])])) == 2


def test_no_articles_are_no_stories():
    assert group([]) == []


def test_nearness_does_not_depend_on_the_order():
    a, b = vector(ARTICLES[0]), vector(ARTICLES[1])
    assert nearness(a, b) == pytest.approx(nearness(b, a))
    assert nearness(a, b) > 0.17 > nearness(a, vector(ARTICLES[2]))


SILO = (
    "A drone attack on the port of Odesa set a grain silo on fire, the governor Oleh Kiper said. "
    "Two workers were injured and firefighters were at the scene. Air defence shot down most of "
    "the drones over the sea."
)
SILO_RETOLD = (
    "Firefighters needed three hours for a burning grain silo in Odesa's harbour, which a drone "
    "had hit at night. Two dockers were taken to hospital, the governor wrote."
)


@pytest.mark.parametrize(("days", "one_event"), [(0, True), (1, True), (95, False)])
def test_the_further_apart_two_reports_are_the_nearer_they_must_be(days, one_event):
    first = datetime(2024, 6, 1, tzinfo=UTC)
    a, b = article("a", SILO, first), article("b", SILO_RETOLD, first + timedelta(days=days))

    assert same_event(a, b) is same_event(b, a) is one_event
    assert len(group([a, b])) == (1 if one_event else 2)


def test_an_article_is_of_the_same_event_as_itself_but_not_as_another_item_of_its_page():
    body = f"{EVENTS['radar'][0]}\n\n{EVENTS['radar'][1]}"
    cut = len(EVENTS["radar"][0])
    one = article("page#1", body, document="page", extent=(0, cut))
    other = article("page#2", body, document="page", extent=(cut + 2, len(body)))

    assert same_event(one, one)
    assert not same_event(one, other)


def test_the_words_that_all_articles_share_do_not_bring_them_together():
    bodies = [
        "Patriot launchers and Patriot radars arrived at Rzeszow on Monday for a Patriot exercise.",
        "A Patriot battery moved to Okinawa; Patriot crews there watch the strait all summer long.",
    ]
    pair = [article(f"a{i}", body) for i, body in enumerate(bodies)]
    far = nearness(*(vector(a, frozenset({"patriot"})) for a in pair))

    assert far < nearness(*(vector(a) for a in pair)) / 2


def test_articles_that_come_in_one_by_one_end_in_the_same_stories():
    index = StoryIndex()
    for each in ARTICLES:
        index.add(each, now=NOW)
        index.refresh()

    assert sorted(map(sorted, index.stories().values())) == names(group(ARTICLES))
    assert len(index) == len(ARTICLES)


def test_an_article_that_is_known_stays_where_it_is():
    index = StoryIndex()
    first = index.add(ARTICLES[0], now=NOW)

    assert index.add(ARTICLES[0], now=NOW) == first
    assert len(index) == 1


def test_a_report_that_shows_two_stories_to_be_one_joins_them_under_the_older_number():
    # The first report speaks of the signing, the second of the radars; the third tells both.
    first = article(
        "a", "Three ministers signed a joint agreement in Brussels: Pevkur, Spruds, Kaunas."
    )
    second = article(
        "b", "Fourteen radar stations near Riga will identify aircraft within minutes."
    )
    third = article(
        "c",
        "Ministers Pevkur, Spruds and Kaunas signed a joint agreement in Brussels. Fourteen radar "
        "stations near Riga will identify aircraft within minutes.",
    )
    index = StoryIndex()
    older, newer = index.add(first, now=NOW), index.add(second, now=NOW)
    assert older != newer

    index.add(third, now=NOW)
    index.refresh()

    assert index.story_of("a") == index.story_of("c") == older


def test_stories_that_nobody_added_to_for_long_leave_the_index():
    index = StoryIndex()
    index.add(ARTICLES[0], now=NOW)
    index.add(ARTICLES[2], now=NOW + timedelta(days=50))

    index.forget_idle(NOW + IDLE + timedelta(days=1))

    assert index.story_of(ARTICLES[0].id) is None
    assert index.story_of(ARTICLES[2].id) is not None
    assert index.add(ARTICLES[1], now=NOW + timedelta(days=62)) != index.story_of(ARTICLES[2].id)
    index.refresh()
    assert len(index.stories()) == 2


@pytest.mark.parametrize(("year", "stories"), [(2023, 2), (2025, 1)])
def test_an_undated_report_was_out_when_it_arrived_and_may_be_far_older(year, stories):
    dated = article("dated", EVENTS["radar"][0], datetime(2024, 6, 1, tzinfo=UTC))
    undated = replace(
        article("undated", EVENTS["radar"][1]), arrived=datetime(year, 6, 1, tzinfo=UTC)
    )
    assert len(group([dated, undated])) == stories


@pytest.mark.parametrize("turn", [1, -1])
def test_of_undated_copies_the_last_to_arrive_says_how_late_they_may_be_from(turn):
    text = EVENTS["radar"][0]
    early, late = (
        replace(article(name, text), arrived=NOW - timedelta(days=days))
        for name, days in (("early", 300), ("late", 0))
    )
    index = StoryIndex()
    for each in [early, late][::turn]:
        index.add(each, now=NOW)

    index.add(article("dated", text, NOW), now=NOW)

    assert index.story_of("dated") == index.story_of("late")


def test_a_thousand_copies_are_one_story_in_bounded_time():
    copies = [article(f"copy{i}", EVENTS["radar"][i % 2]) for i in range(1_000)]

    started = time.process_time()
    assert len(group(copies)) == 1
    assert time.process_time() - started < 30
