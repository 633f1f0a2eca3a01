import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.languages import detect
from summaries.model import Article, Topic
from summaries.reading import read
from summaries.topics import Matcher, affinities, match, may_speak_of
from tests.examples import examples

SEEDS = tomllib.loads((Path(__file__).parents[3] / "seeds" / "topics.toml").read_text("utf-8"))


def topic(*phrases, all_of=(), exclude=()):
    return Topic("a", "A", phrases, tuple(map(tuple, all_of)), tuple(exclude))


@pytest.mark.parametrize(
    ("phrase", "text", "language"),
    [
        ("air defence", "They need air defenses.", "en"),
        ("air defense", "The air-defence systems came.", "en"),
        ("air defence", "They look at air and missile defence needs.", "en"),
        ("air defence", "Air\ndefence matters.", "en"),
        ("Kyiv", "Officials in Kiev said so.", "en"),
        ("Kiev", "Kyiv’s mayor said so.", "en"),
        ("NASAMS", "Two nasams arrived.", "en"),
        ("Iris-T", "A first Iris-T system came.", "en"),
        ("Iris-T", "A first IRIS T system came.", "en"),
        ("SAMP/T", "A SAMP/T battery came.", "en"),
        ("join the alliance", "It wants to join the Western alliance.", "en"),
        ("protect the skies", "It helps protecting the skies.", "en"),
        ("air shield", "An “air shield” is needed.", "en"),
        ("гіперзвукова ракета", "Запуск гіперзвукової ракети підтвердили.", "uk"),
        ("системи ППО", "Україна отримає систему ППО.", "uk"),
        ("вступ до НАТО", "Шлях вступу до НАТО відкритий.", "uk"),
        ("об'єкт", "Про об’єкт не повідомили.", "uk"),
        ("C++", "He writes C++ at night.", "en"),
        ("a.b", "The a.b test failed.", "en"),
    ],
)
def test_a_phrase_is_found_in_its_forms_and_spellings(phrase, text, language):
    found = match(topic(phrase), text, language)
    assert found is not None
    assert found.phrase == phrase


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("air defence", "Flights resumed in the air, defence officials said."),
        ("air defence", "He left by air. Defence was late."),
        ("air defence", "The air (defence came later)."),
        ("air defence", "The air was too cold for any defence."),
        ("air defence", "The defence of the air."),
        ("air defence", "Repair defences."),
        ("air defence", ""),
        ("a.b", "The axb test failed."),
        ("mis.*le", "The missile flew far."),
        ("(", "The ( was open."),
        ("*", "A * here."),
        ("", "Anything at all."),
        ("[a-z]+", "Any word at all."),
    ],
)
def test_a_phrase_is_not_found_across_punctuation_or_as_a_pattern(phrase, text):
    assert match(topic(phrase), text, "en") is None


def test_a_phrase_of_signs_only_matches_nothing_and_harms_no_other():
    assert (
        match(topic("(", "*", "", "air defence"), "More air defence.", "en").phrase == "air defence"
    )


def test_an_excluded_phrase_rules_a_sentence_out_whatever_else_it_holds():
    chosen = topic("air defence", exclude=["air defence identification zone"])
    assert match(chosen, "Japan extended its air defence identification zone.", "en") is None
    assert match(chosen, "Japan bought air defence.", "en") is not None


NEAR = topic(all_of=[["join NATO", "membership"], ["Ukraine", "Kyiv"]])


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Ukraine wants to join NATO.", True),
        ("Membership is what Kyiv wants.", True),
        ("Ukraine wants peace.", False),
        ("Sweden wants to join NATO.", False),
        ("Ukraine " + "and so on " * 10 + "membership.", False),
        ("Ukraine " + "and so on " * 10 + "membership for Kyiv.", True),
    ],
)
def test_one_phrase_of_each_group_must_stand_near_the_others(text, near):
    assert (match(NEAR, text, "en") is not None) is near


@pytest.mark.parametrize("seed", SEEDS["topic"], ids=[t["slug"] for t in SEEDS["topic"]])
def test_every_example_of_the_shipped_topics_holds(seed):
    chosen = topic(*seed["phrases"], all_of=seed.get("all_of", ()), exclude=seed.get("exclude", ()))
    assert [text for text in seed["examples"] if match(chosen, text, detect(text)) is None] == []
    assert [text for text in seed["counterexamples"] if match(chosen, text, detect(text))] == []


@given(st.lists(st.text(max_size=12), max_size=4), st.text(max_size=60))
@examples(200)
def test_any_phrase_can_be_looked_for_in_any_text(phrases, text):
    found = match(topic(*phrases), text, "en")
    assert found is None or found.phrase in phrases


def article(body, **more):
    return Article(
        "a",
        "a",
        body,
        datetime(2024, 1, 1, tzinfo=UTC),
        extent=(0, len(body)),
        language="en",
        **more,
    )


def values(chosen, told):
    return [near.value for near in affinities(chosen, read(told))]


def test_a_sentence_that_refers_back_to_one_of_the_topic_is_half_of_it():
    body = "Ukraine got air defence. They will protect Kyiv.\n\nThey are old. The Council met."
    assert values(topic("air defence"), article(body)) == [1.0, 0.5, 0.0, 0.0]


def test_the_lead_below_a_title_of_the_topic_belongs_to_it():
    told = article(
        "Ministers met in Brussels. They spoke.", title="Air defence: ministers in Brussels"
    )
    assert values(topic("air defence"), told) == [0.5, 0.0]


def test_an_article_whose_title_is_ruled_out_says_nothing_of_the_topic():
    told = article("Air defence is needed.", title="The defence of the title")
    assert values(topic("air defence", exclude=["defence of the title"]), told) == [0.0]


def test_a_lead_that_is_ruled_out_does_not_belong_to_the_topic_for_its_title():
    told = article(
        "The air defence union of miners signed. They spoke.", title="Air defence union signs"
    )
    assert values(topic("air defence", exclude=["union of miners"]), told) == [0.0, 0.0]


PATH = topic(all_of=[["accession"], ["NATO", "alliance"], ["Ukraine", "Kyiv"]])


def test_the_title_or_the_two_sentences_before_may_supply_a_group_but_the_first():
    body = "NATO met in Riga. It rained. Ukraine's accession was left out. Ukraine thanked NATO."
    near = affinities(PATH, read(article(body)))
    assert [a.value for a in near] == [0.0, 0.0, 0.75, 0.0]
    assert near[2].phrase == "accession + Ukraine"
    titled = article("Warsaw wanted a year for Kyiv's accession.", title="NATO meets")
    assert values(PATH, titled) == [0.75]


def test_a_group_that_stands_far_off_or_behind_supplies_nothing():
    far = article("NATO met. " + "It rained. " * 3 + "Ukraine's accession was left out.")
    assert values(PATH, far)[-1] == 0
    assert values(PATH, article("Ukraine's accession was left out. NATO met.")) == [0, 0]


def test_of_two_groups_none_may_be_missing():
    assert values(NEAR, article("Kyiv spoke. Membership is far off.")) == [0, 0]


def test_the_reason_names_all_phrases_that_stand_together_as_the_topic_spells_them():
    assert match(NEAR, "Kyiv’s memberships grow.", "en").phrase == "membership + Kyiv"


def test_a_longer_phrase_of_a_group_goes_before_one_within_it():
    chosen = topic(all_of=[["bid", "NATO bid"], ["Ukraine"]])
    assert match(chosen, "Ukraine's NATO bid failed.", "en").phrase == "NATO bid + Ukraine"
    chosen = topic(all_of=[["entry", "entry into NATO"], ["Ukraine"]])
    assert match(chosen, "Ukraine's entry into NATO.", "en").phrase == "entry into NATO + Ukraine"


def test_many_topics_are_told_apart_in_one_look():
    topics = [
        Topic("air", "A", ("air defence",), exclude=("grain",)),
        Topic("food", "F", ("grain",)),
        Topic("path", "P", all_of=(("join",), ("Kyiv",))),
    ]
    seen = Matcher(topics, "en").look("Air defence for grain, and Kyiv.")
    assert {slug: sight.speaks for slug, sight in seen.items()} == {
        "air": False,
        "food": True,
        "path": False,
    }
    assert seen["air"].excluded == "grain"


def test_the_topics_an_article_can_speak_of_are_told_from_its_words():
    topics = [Topic("air", "A", ("air defence",)), Topic("food", "F", ("grain",))]
    told = article("Grain came by air. The council met.")
    assert [t.slug for t in Matcher(topics, "en").topics_of(told)] == ["food"]
    assert may_speak_of(topics[1], told)
    assert not may_speak_of(topics[0], told)
    assert may_speak_of(topics[0], article("It came.", title="Air defence"))


SOME = st.sampled_from(
    [
        "Air",
        "defence",
        "NATO",
        "Ukraine’s",
        "accession",
        "об’єкт",
        "İX",
        "met",
        "He",
        "grain",
        "U.S.",
    ]
)
SENTENCES = st.lists(
    st.lists(SOME, min_size=1, max_size=6).map(lambda words: " ".join(words) + "."), max_size=5
)


@given(SENTENCES, SENTENCES.map(" ".join))
@examples(300)
def test_an_article_that_cannot_speak_of_a_topic_never_does(sentences, title):
    told = article(" ".join(sentences), title=title)
    for chosen in (PATH, NEAR, topic("air defence", "об'єкт", "İX", exclude=["grain"])):
        if any(values(chosen, told)):
            assert may_speak_of(chosen, told)


def test_thousands_of_topics_are_compiled_once_and_looked_for_together():
    topics = [Topic(f"t{i}", "T", (f"word{i} council", f"other {i}")) for i in range(3_000)]
    matcher = Matcher(topics, "en")
    assert list(matcher.look("The word77 council met other 5.")) == ["t5", "t77"]
    assert len(matcher.topics_of(article("word1 of the council. Other 2."))) == 2
