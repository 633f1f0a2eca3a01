import pytest

from summaries.languages import detect
from summaries.terms import LANGUAGES, content_stems, fold, stemmer, stop_stems, token_spans, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Russia's 3,000 air-defence units",
            ["russia", "s", "3", "000", "air", "defence", "units"],
        ),
        ("Об'єкт п’ятий", ["об'єкт", "п'ятий"]),
        ("snake_case C++ a.b", ["snake", "case", "c", "a", "b"]),
        ("Größe naïve żółć", ["größe", "naïve", "żółć"]),
        ("", []),
        ("… — 🙂", []),
    ],
)
def test_tokens_are_words_of_letters_and_digits(text, words):
    assert tokens(text) == words


@pytest.mark.parametrize("text", ["İstanbul’da Kyiv", "ǅ and ẞ", "Об'єкт — five"])
def test_spans_of_tokens_lie_where_the_words_are(text):
    assert [text[a:b].lower() for _, a, b in token_spans(text)] == [
        w for w, _, _ in token_spans(text)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("defence", "defense"),
        ("defences", "defenses"),
        ("offence", "offense"),
        ("kyiv", "kiev"),
        ("kharkiv", "kharkov"),
        ("zelenskyy", "zelenskiy"),
        ("organise", "organize"),
        ("organisation", "organization"),
        ("colour", "color"),
        ("neighbours", "neighbors"),
        ("centre", "center"),
        ("travelled", "traveled"),
        ("programme", "program"),
        ("grey", "gray"),
    ],
)
def test_two_spellings_of_one_word_fold_to_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("four", "for"), ("prise", "prize"), ("wise", "wize"), ("our", "or"), ("hour", "hor")],
)
def test_words_that_only_look_alike_do_not_fold(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["missile", "missiles"]),
        ("uk", ["ракета", "ракети", "ракету", "ракетою", "ракет", "ракетами"]),
        ("uk", ["вступ", "вступу", "вступом"]),
        ("uk", ["оборона", "оборони", "обороною"]),
        ("ru", ["ракета", "ракеты", "ракетами"]),
        ("de", ["rakete", "raketen"]),
        ("fr", ["missile", "missiles"]),
        ("es", ["misil", "misiles"]),
        ("xx", ["missile", "missiles"]),
        (None, ["missile", "missiles"]),
    ],
)
def test_forms_of_a_word_share_a_stem(language, forms):
    assert len(set(map(stemmer(language), forms))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_spoken_has_a_stemmer_and_knows_its_stop_words(language):
    assert stemmer(language)("abc") == "abc"
    assert isinstance(stop_stems(language), frozenset)


def test_content_words_are_no_stop_words_and_longer_than_a_letter():
    assert content_stems(tokens("The ministers of the U.S. met a minister"), "en") == [
        "minist",
        "met",
        "minist",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council voted on Tuesday to plant ten thousand trees.", "en"),
        ("Рада у вівторок проголосувала за те, щоб посадити дерева.", "uk"),
        ("Совет во вторник проголосовал за то, чтобы посадить деревья.", "ru"),
        ("Der Rat hat am Dienstag beschlossen, Bäume zu pflanzen.", "de"),
        ("Le conseil a décidé mardi de planter dix mille arbres.", "fr"),
        ("El consejo decidió el martes plantar diez mil árboles.", "es"),
        ("Rada zdecydowała we wtorek o posadzeniu dziesięciu tysięcy drzew.", "pl"),
        ("Too short.", None),
        ("12345 67890 !!! ... 12345 67890 12345", None),
        ("", None),
    ],
)
def test_the_language_of_a_text_is_told_or_left_open(text, language):
    assert detect(text) == language
