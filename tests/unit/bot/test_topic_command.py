"""Which topic somebody means."""

import pytest

from bot.chat.commands.topic import resolve, unknown
from summaries.model import Topic

TOPICS = [
    Topic("air-defence", "Air defence", ("NASAMS", "сили ППО")),
    Topic("hypersonic-missile", "Hypersonic missile", ("x",)),
    Topic("nato-path", "NATO path", ("x",)),
    Topic("nato-summit", "NATO summit", ("x",)),
]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("air-defence", "air-defence"),
        ("Air Defence", "air-defence"),
        ("air_defence", "air-defence"),
        ("air defense", "air-defence"),
        ("airdefence", "air-defence"),
        ("nasams", "air-defence"),
        ("сили ППО", "air-defence"),
        ("air defnece", "air-defence"),
        ("hypersonic", "hypersonic-missile"),
        ("missile", "hypersonic-missile"),
        ("hipersonic misile", "hypersonic-missile"),
        ("path", "nato-path"),
        ("NATO path!", "nato-path"),
    ],
)
def test_a_name_near_enough_is_understood(query: str, slug: str):
    assert resolve(query, TOPICS).topic.slug == slug


@pytest.mark.parametrize(
    "query", ["nato", "supersonic", "cooking", "", "🚀", "a", "x" * 5000, "missile path"]
)
def test_what_could_mean_several_or_nothing_is_not_guessed(query: str):
    assert resolve(query, TOPICS).topic is None


def test_the_nearest_come_first():
    assert resolve("supersonic", TOPICS).nearest[0].slug == "hypersonic-missile"
    assert {t.slug for t in resolve("nato", TOPICS).nearest} >= {"nato-path", "nato-summit"}


def test_a_long_query_is_cut_in_the_answer():
    tree = unknown("word " * 500, (), TOPICS).tree
    assert len(tree[0].text) < 120


def test_without_topics_nothing_is_asked():
    assert resolve("air", []).topic is None
    assert unknown("air", (), []).keyboard == ()
