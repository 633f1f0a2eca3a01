# ruff: noqa: E501 # texts of news read better unbroken
from datetime import UTC, datetime

import pytest

from summaries import stories
from summaries.model import Article, Basis, Precision, Published
from summaries.stories import group, nearness, vector

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


def names(stories):
    return sorted(sorted(a.id for a in story) for story in stories)


def test_reports_of_one_event_in_other_words_are_one_story():
    assert names(group(ARTICLES)) == sorted([f"{name}0", f"{name}1"] for name in EVENTS)


@pytest.mark.parametrize("turn", range(4))
def test_the_order_of_articles_does_not_change_the_stories(turn):
    turned = ARTICLES[turn * 2 + 1 :] + ARTICLES[: turn * 2 + 1]
    assert names(group(turned)) == names(group(ARTICLES))


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


def test_the_further_apart_two_reports_are_the_nearer_they_must_be():
    body = (
        "A drone attack on the port of Odesa set a grain silo on fire, the governor Oleh Kiper "
        "said. Two workers were injured and firefighters were at the scene. Air defence shot "
        "down most of the drones over the sea."
    )
    other = (
        "A drone attack damaged a warehouse in the port of Mykolaiv, the governor Vitaliy Kim "
        "said. Nobody was injured. Air defence shot down several drones over the sea."
    )

    def report(name: str, text: str, day: int) -> Article:
        published = Published(datetime(2024, 6, day, tzinfo=UTC), Precision.DAY, Basis.FEED)
        return Article(
            name, name, text, NOW, published=published, language="en", extent=(0, len(text))
        )

    def near(days: int) -> float:
        return stories._distance(report("a", body, 1), report("b", other, 1 + days))

    assert near(0) == near(1) == 0
    assert near(1) < near(5) < near(10) <= near(25) < 0.3
