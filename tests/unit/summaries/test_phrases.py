import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.phrases import Phrases
from summaries.terms import tokens
from tests.examples import examples


def found(phrases, text, language="en", **more):
    return [phrases[span.number] for span in Phrases(phrases, language, **more).find(text)]


def test_all_phrases_are_found_in_one_look_in_the_order_in_which_they_stand():
    phrases = ["drone", "air defence", "grain"]
    assert found(phrases, "Air defences shot down a drone, and a drone fell.") == [
        "air defence",
        "drone",
        "drone",
    ]


def test_of_two_phrases_that_begin_together_the_one_given_first_comes_first():
    phrases = ["air defence system", "air defence"]
    assert found(phrases, "An air defence system came.") == phrases
    assert found(phrases[::-1], "An air defence system came.") == phrases[::-1]


@pytest.mark.parametrize(
    ("phrase", "text", "language"),
    [
        ("NASAMS", "Україна отримала два комплекси NASAMS.", "uk"),
        ("Patriot battery", "Надійшли Patriot batteries.", "uk"),
        ("Iris-T", "Комплекс «Iris-T» прибув.", "uk"),
        ("NATO", "Die Nato berät.", "de"),
        ("НАТО", "The word НАТО stood on the wall.", "en"),
        ("гіперзвукова ракета", "The caption said: гіперзвукової ракети.", "en"),
    ],
)
def test_a_phrase_is_found_in_an_article_of_another_language_or_alphabet(phrase, text, language):
    assert found([phrase], text, language) == [phrase]


@pytest.mark.parametrize(
    ("phrase", "text", "holds"),
    [
        ("перехоплювач", "Дрони-перехоплювачі надійшли.", True),
        ("перехоплювач", "На переходу чекали довго.", False),
        ("перехопили ракету", "Перехопила дві ракети.", True),
        ("протиповітряна оборона", "Сили протиповітряної оборони працювали.", True),
        ("протиповітряна оборона", "Протипожежна оборона лісу.", False),
        ("Україна", "Український уряд зібрався.", False),
    ],
)
def test_ukrainian_words_that_only_begin_alike_are_told_apart(phrase, text, holds):
    assert bool(found([phrase], text, "uk")) is holds


@pytest.mark.parametrize(
    ("phrase", "text", "holds"),
    [
        ("AD", "The unit runs AD for the port.", True),
        ("AD", "The ad ran for a week.", False),
        ("ППО", "Працювала ППО.", True),
        ("US aid", "He told us aid came late.", False),
        ("NASAMS", "Two nasams came.", True),
        ("ad", "The AD came.", True),
    ],
)
def test_two_or_three_capitals_match_capitals_only(phrase, text, holds):
    assert bool(found([phrase], text)) is holds


def test_punctuation_that_a_phrase_has_itself_may_stand_in_the_text():
    assert found(["Paris, Texas"], "He lives in Paris, Texas.")
    assert not found(["Paris Texas"], "He lives in Paris, Texas.")


def test_how_many_words_may_stand_between_is_a_choice():
    assert found(["join alliance"], "They join the alliance.", apart=1)
    assert not found(["join alliance"], "They join the alliance.", apart=0)


def test_a_word_that_repeats_does_not_hide_the_rest_of_a_phrase():
    assert found(["security forces left"], "The security of security forces that left.")
    assert found(["air base attack"], "The air base base camp attack was short.")


def test_a_phrase_of_two_hundred_words_is_found_as_it_stands():
    phrase = " ".join(f"word{i}" for i in range(200))
    assert found([phrase], f"He said {phrase} and left.") == [phrase]
    assert not found([phrase], phrase.replace("word100", "other"))
    assert not found([phrase], phrase.replace("word100", "word100 other"))
    assert not found([phrase], phrase.replace("word100", "word100,"))


def test_a_text_that_only_repeats_a_phrase_gives_a_thousand_places():
    assert len(found(["air"], "air " * 3_000)) == 1_000


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        (" ".join(["air"] * 200), "air " * 10_000),
        (" ".join(["air"] * 199) + " x", "air " * 10_000 + ", x"),
        (" ".join(["air"] * 11) + " x", "air " * 10_000 + ", x"),
        ("a q", "a " * 20_000 + ", q"),
        ("x y", "x " + "and " * 20_000 + "y"),
        ("x y x y x y z", "x y " * 10_000 + ", z"),
    ],
)
def test_a_text_that_repeats_itself_costs_little(phrase, text):
    begun = time.process_time()
    found([phrase], text)
    assert time.process_time() - begun < 10  # it is well below one; without bounds, minutes


def test_what_cannot_be_there_is_told_from_the_words_alone():
    look = Phrases(["air defence", "grain", "air shield", "("], "en")
    assert look.possible(look.keys_in("Defences came by air.")) == [0]
    assert look.possible(look.keys_in("")) == []


words = st.text(
    st.characters(categories=["L", "N"], include_characters="'’-"), min_size=1, max_size=8
).filter(tokens)
language = st.sampled_from(["en", "uk", "ru", "de", None])


@given(st.lists(words, min_size=1, max_size=5).map(" ".join), st.text(), st.text(), language)
@examples(300)
def test_a_phrase_put_into_any_text_between_words_is_found(phrase, before, after, language):
    look = Phrases([phrase], language)
    text = f"{before} {phrase} {after}"
    assert look.find(text)
    assert look.possible(look.keys_in(text)) == [0]


@given(
    st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=3).map(" ".join), max_size=6),
    st.lists(st.sampled_from(["a", "b", "c", "d", "e", ",", "and", "xx"]), max_size=12).map(
        " ".join
    ),
)
@examples(300)
def test_looking_for_many_phrases_finds_what_looking_for_each_finds(phrases, text):
    together = [(s.number, s.start, s.end) for s in Phrases(phrases, "en").find(text)]
    alone = [
        (number, s.start, s.end)
        for number, phrase in enumerate(phrases)
        for s in Phrases([phrase], "en").find(text)
    ]
    assert sorted(together) == sorted(alone)
