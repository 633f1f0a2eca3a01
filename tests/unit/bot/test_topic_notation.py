"""How people write topics down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import TopicError
from bot.topic_notation import parsed, slug_of, written
from bot.topic_rules import LONGEST_SLUG
from summaries.model import Topic

GRID = Topic("energy-grid", "Energy grid", ("power grid", "substation"), (), ("energy drink",))
PATH = (("membership", "accession"), ("NATO",), ("Ukraine",))


@pytest.mark.parametrize(
    "text",
    [
        "Energy grid: power grid, substation; not: energy drink",
        "Energy grid:power grid,substation;not:energy drink",
        "Energy grid: power grid, substation, not: energy drink",
        "Energy grid: power grid / substation; except: energy drink",
        "Energy grid\npower grid\nsubstation\nnot: energy drink",
        "Energy grid:\n- power grid\n- substation\nnot:\n- energy drink\n",
        "Energy grid:\n• power grid\n• substation\n\nNot:\n• energy drink",
        "  Energy   grid :  power   grid ,, substation, power grid ;; not : energy drink ; ",
        "not: energy drink; phrases: power grid, substation; title: Energy grid",
        "title: Energy grid; power grid; substation; not: energy drink",
        "Energy grid: “power grid”, «substation»; not: „energy drink“",
        "Energy grid: power\u00a0grid, substation\r\nnot: energy\tdrink",
        "Energy grid: not: energy drink; phrases: power grid, substation; slug: energy_grid",
    ],
)
def test_one_topic_may_be_written_in_many_ways(text: str):
    assert parsed(text) == GRID


@pytest.mark.parametrize(
    ("items", "phrases", "all_of"),
    [
        ("membership / accession + NATO + Ukraine", (), PATH),
        ("SAMP/T, R&D, 24/7", ("SAMP/T", "R&D", "24/7"), ()),
        ('"C++ developer", "a / b", "x + y"', ("C++ developer", "a / b", "x + y"), ()),
        ('"Paris, Texas"; "1:0"; "say ""no"""', ("Paris, Texas", "1:0", 'say "no"'), ()),
        ("фонд «Повернись живим», ППО", ("фонд «Повернись живим»", "ППО"), ()),
        ("the “iron” curtain", ("the “iron” curtain",), ()),
        ("ratio 12:30, well-known", ("ratio 12:30", "well-known"), ()),
        ("siege, membership / accession + NATO + Ukraine", ("siege",), PATH),
        ('"a + b" / c + d', (), (("a + b", "c"), ("d",))),
    ],
)
def test_signs_that_belong_to_a_phrase_are_told_from_those_that_part_phrases(
    items: str, phrases: tuple[str, ...], all_of: tuple[tuple[str, ...], ...]
):
    topic = parsed(f"Anything: {items}")

    assert (topic.phrases, topic.all_of) == (phrases, all_of)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "An example: Energy grid: power grid"),
        ("Energy grid", "Write a title, a colon and phrases"),
        ("power grid, substation\nblackout", "Write a title, a colon and phrases"),
        ("Energy grid:", "no phrases"),
        ("Energy grid: not: energy drink", "no phrases"),
        ("not: energy drink", "title is missing"),
        (": power grid", "title is missing"),
        ("Energy grid: power grid +substation", "a space on either side of +"),
        ("Energy grid: power/ grid", "a space on either side of /"),
        ("Energy grid: a + b; c + d", "one combination"),
        ("Energy grid: a + + b", "missing beside a +"),
        ("Energy grid: a; not: b + c", "rules out by itself"),
        ("Energy grid: a; but: b", "“but:” means nothing"),
        ("Energy grid: a; not: a", "rule itself out"),
        ("Energy grid: a, ?!", "“?!” holds no word"),
        (f"Energy grid: {'a' * 101}", "100 characters"),
        (f"{'a' * 81}: a", "80 characters"),
        ("Sources: a", "slug: sources-news"),
        ("Topic edit: a", "/topic_edit is a command of the bot"),
        ("Grid: a; slug: topics", "/topics is a command of the bot"),
        ("Grid: a; slug: Energy grid", "small letters"),
        (f"Grid: a; slug: {'a' * 33}", "32 characters"),
        ("電力: a", "Add one in small letters"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(text: str, words: str):
    with pytest.raises(TopicError) as told:
        parsed(text)
    assert words in str(told.value)
    assert str(told.value)[0].isupper() or str(told.value)[0] in "“/"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Air defence", "air-defence"),
        ("Ukraine’s NATO path, 2026", "ukraines-nato-path-2026"),
        ("Оборона неба", "oborona-neba"),
        ("Київська енергомережа", "kyivska-enerhomerezha"),
        ("Съезд и подъезд", "sezd-i-podezd"),
        ("Łódź – Straße Ærø", "lodz-strasse-aero"),
        ("Élysée", "elysee"),
        ("電力", ""),
        ("a" * 40, "a" * 32),
        ("The long and winding road to the sea", "the-long-and-winding-road-to-the"),
    ],
)
def test_a_title_makes_a_slug_of_latin_letters(title: str, slug: str):
    assert slug_of(title) == slug
    assert len(slug) <= LONGEST_SLUG


def test_a_topic_anew_keeps_its_slug_and_what_it_is_checked_by():
    old = Topic("grid", "Grid", ("grid",), examples=("The grid failed.",))

    new = parsed("Energy grid: power grid; slug: grid", old)

    assert new == Topic("grid", "Energy grid", ("power grid",), examples=("The grid failed.",))
    assert parsed("not: drink\nphrases: power grid", old).title == "Grid"
    with pytest.raises(TopicError, match="keeps its slug"):
        parsed("Energy grid: power grid; slug: energy-grid", old)
    with pytest.raises(TopicError, match=r"Write \+ before a phrase"):
        parsed("power grid", old)


def test_it_is_written_as_people_would():
    topic = Topic("grid", "Grid", ("a b", "c"), PATH, ("drink",))

    assert written(topic) == ("Grid: a b, c; membership / accession + NATO + Ukraine; not: drink")
    assert written(GRID, between="\n") == "Energy grid: power grid, substation\nnot: energy drink"


@pytest.mark.parametrize("title", ["Not", "Title", "5:2 diet", "A; b", '"Quoted"', "“a” b", "- a"])
def test_a_title_that_would_be_misread_is_quoted(title: str):
    topic = Topic("a-slug", title, ("x",))
    assert parsed(written(topic)) == topic


SIGNS = st.text(st.sampled_from("ab Я1,;:+/-\"“”„«»'\n\t•.&\x00not"), max_size=40)


@given(st.one_of(SIGNS, st.text(max_size=60)))
def test_whatever_is_typed_makes_a_topic_that_reads_back_the_same_or_a_sentence(text: str):
    for typed in (text, f"Title: {text}", f"Title: x; {text}; slug: some-slug"):
        try:
            topic = parsed(typed)
        except TopicError:
            continue
        for between in ("; ", "\n"):
            assert parsed(written(topic, between=between)) == topic


PHRASE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).map(
    lambda text: " ".join(f"{text}x".split())
)
GROUP = st.lists(PHRASE, min_size=1, max_size=3, unique=True).map(tuple)


@given(
    PHRASE,
    st.lists(PHRASE, max_size=4, unique=True).map(tuple),
    st.lists(GROUP, min_size=2, max_size=3).map(tuple) | st.just(()),
    st.lists(PHRASE.map(lambda text: f"not {text}"), max_size=3, unique=True).map(tuple),
)
def test_any_topic_can_be_written_down(
    title: str,
    phrases: tuple[str, ...],
    all_of: tuple[tuple[str, ...], ...],
    exclude: tuple[str, ...],
):
    phrases = phrases if phrases or all_of else ("x",)
    held = {*phrases, *(phrase for group in all_of for phrase in group)}
    topic = Topic("some-slug", title, phrases, all_of, tuple(e for e in exclude if e not in held))

    assert parsed(written(topic)) == topic
