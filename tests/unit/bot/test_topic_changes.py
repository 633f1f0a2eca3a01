"""How people write changes to topics down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import TopicError
from bot.topic_changes import changed, named_first
from bot.topic_notation import written
from summaries.model import Topic

PATH = (("membership", "accession"), ("NATO",), ("Ukraine",))
GRID = Topic("grid", "Energy grid", ("power grid", "well-known"), PATH, ("energy drink",), ("E",))
OTHER = Topic("energy", "Energy", ("energy",))


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("+substation", "phrases", ("power grid", "well-known", "substation")),
        ("+transformer station -power grid", "phrases", ("well-known", "transformer station")),
        ("+a, b c, +d", "phrases", ("power grid", "well-known", "a", "b c", "d")),
        ("-power grid\n+anti-missile", "phrases", ("well-known", "anti-missile")),
        ("–power grid", "phrases", ("well-known",)),
        ("-POWER GRID", "phrases", ("well-known",)),
        ("-well-known", "phrases", ("power grid",)),
        ('+"a, b" +c/d', "phrases", ("power grid", "well-known", "a, b", "c/d")),
        ("not +red bull", "exclude", ("energy drink", "red bull")),
        ("not: +red bull -energy drink", "exclude", ("red bull",)),
        ("-energy drink", "exclude", ()),
        ("-accession", "all_of", (("membership",), ("NATO",), ("Ukraine",))),
        ("-accession / membership + NATO + Ukraine", "all_of", ()),
        ("+strike / attack + plant", "all_of", (("strike", "attack"), ("plant",))),
        ("title Electricity", "title", "Electricity"),
        ("Title: Power: the grid\n", "title", "Power: the grid"),
    ],
)
def test_a_change_touches_what_it_names_and_nothing_else(text: str, field: str, value: object):
    new = changed(GRID, text)

    assert getattr(new, field) == value
    for other in {"slug", "title", "phrases", "all_of", "exclude", "examples"} - {field}:
        assert getattr(new, other) == getattr(GRID, other)


def test_several_changes_may_come_at_once():
    new = changed(GRID, "+substation -power grid not +red bull -energy drink; title Grid")

    assert (new.title, new.phrases, new.exclude) == (
        "Grid",
        ("well-known", "substation"),
        ("red bull",),
    )


def test_a_whole_topic_takes_the_place_of_the_old_one():
    new = changed(GRID, "Electricity: power line; not: hotline")

    assert new == Topic("grid", "Electricity", ("power line",), (), ("hotline",), ("E",))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("substation", "Write + before a phrase"),
        ("+substation; foo", "Begin “foo” with +"),
        ("-substation", "“substation” is none of its phrases"),
        ("not -red bull", "none of the phrases that rule out"),
        ("-NATO", "a part of the combination would be empty"),
        ("-NATO + Ukraine", "no such combination"),
        ("+a + b +c + d", "one combination"),
        ("+power grid", "nothing changes"),
        ("title Energy grid", "nothing changes"),
        ("title: ", "Write the new title"),
        ("-power grid -well-known -accession / membership + NATO + Ukraine", "no phrases"),
        ("+energy drink", "rule itself out"),
        ("+?!", "holds no word"),
        ("Grid: a; slug: other", "keeps its slug"),
    ],
)
def test_a_change_that_makes_no_sense_is_told_in_a_sentence(text: str, words: str):
    with pytest.raises(TopicError) as told:
        changed(GRID, text)
    assert words in str(told.value)


@given(st.text(st.sampled_from('ab ,;:+/-–"“”\nnotile'), max_size=40))
def test_whatever_is_typed_changes_a_topic_or_is_told_in_a_sentence(text: str):
    try:
        new = changed(GRID, text)
    except TopicError as error:
        new, told = None, str(error)
    assert told if new is None else new != GRID


def test_a_topic_sent_back_as_it_was_shown_changes_nothing():
    with pytest.raises(TopicError, match="nothing changes"):
        changed(GRID, written(GRID, between="\n"))


@pytest.mark.parametrize(
    ("text", "topic", "rest"),
    [
        ("grid", GRID, ""),
        ("/grid +x", GRID, "+x"),
        ("GRID\nEnergy grid: x", GRID, "Energy grid: x"),
        ("energy grid +x", GRID, "+x"),
        ("energy +x", OTHER, "+x"),
        ("Energy grid: x, y", GRID, "Energy grid: x, y"),
        ("Energy: x", OTHER, "Energy: x"),
        ("grids +x", None, "grids +x"),
        ("", None, ""),
    ],
)
def test_the_topic_that_is_to_change_comes_first(text: str, topic: Topic | None, rest: str):
    assert named_first(text, [OTHER, GRID]) == (topic, rest)


def test_phrases_that_a_folder_names_twice_are_no_change():
    twice = Topic("grid", "Grid", ("grid", "red", "grid"), (("a", "a"), ("b",)), ("x", "x"))
    with pytest.raises(TopicError, match="nothing changes"):
        changed(twice, written(twice))
    assert changed(twice, "-grid").phrases == ("red",)
