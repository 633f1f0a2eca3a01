import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.numerals import multiplier_of, value_of
from summaries.terms import LANGUAGES

VALUES = {
    "en": "zero 0 one 1 two 2 five 5 Twelve 12 nineteen 19 twenty 20 ninety 90",
    "uk": "нуль 0 два 2 дві 2 двох 2 двома 2 трьох 3 чотирма 4 п'ять 5 п’яти 5 пʼять 5 шести 6 "
    "шістьох 6 семи 7 восьми 8 дев'ятеро 9 десяти 10 Дванадцять 12 п'ятнадцяти 15 двадцяти 20 "
    "сорок 40 сорока 40 п’ятдесят 50 дев'яносто 90 сто 100 двісті 200 двохсот 200 триста 300 "
    "п'ятсот 500 дев'ятсот 900",
    "ru": "ноль 0 два 2 две 2 двух 2 трёх 3 трех 3 пятью 5 шести 6 семью 7 восьми 8 десяти 10 "
    "двенадцать 12 двадцати 20 сорок 40 пятьдесят 50 девяносто 90 сто 100 двести 200 триста 300 "
    "пятисот 500",
    "de": "null 0 eins 1 zwei 2 zweier 2 drei 3 dreier 3 zwölf 12 siebzehn 17 dreißig 30 "
    "einundzwanzig 21 fünfundvierzig 45 zweihundert 200 einhundert 100 dreihundertfünfzig 350 "
    "zweihunderteinundzwanzig 221",
    "fr": "zéro 0 deux 2 trois 3 sept 7 seize 16 vingt 20 soixante 60 septante 70 nonante 90",
    "es": "cero 0 dos 2 tres 3 once 11 dieciséis 16 veintiún 21 veintidós 22 treinta 30 cien 100 "
    "ciento 100 doscientas 200 quinientos 500",
    "pl": "zero 0 dwa 2 dwie 2 dwóch 2 dwaj 2 trzech 3 pięciu 5 sześć 6 ośmiu 8 dwanaście 12 "
    "dwunastu 12 dwadzieścia 20 czterdziestu 40 sto 100 dwieście 200 dwustu 200 pięćset 500",
    "it": "zero 0 due 2 tre 3 undici 11 venti 20 ventuno 21 ventidue 22 ventitré 23 trentotto 38 "
    "novanta 90 duecento 200 centoventi 120 duecentocinquanta 250",
    "pt": "zero 0 dois 2 duas 2 três 3 onze 11 catorze 14 dezesseis 16 vinte 20 cem 100 cento 100 "
    "duzentas 200 quinhentos 500",
}
NO_VALUES = {
    "en": "a an dozen dozens few second first oneself tenth",
    "uk": "один одна одного перший десятки десяток пара вісімка стан стати",
    "ru": "один одна одного первый десятки пара стать",
    "de": "ein eine einen dutzend erste viertel hund hundert jahrhundert wunder achtung",
    "fr": "un une neuf premier dizaine centaine",
    "es": "un una uno primero docena",
    "pl": "jeden jedna pierwszy para stół",
    "it": "un uno una primo dozzina centro accento percento venticello",
    "pt": "um uma primeiro dezena",
}
MULTIPLIERS = {
    "en": "hundred 100 thousand 1000 million 1000000 bn 1000000000 trillion 1000000000000",
    "uk": "тисяча 1000 тисяч 1000 тис. 1000 мільйонів 1000000 млн 1000000 млрд 1000000000",
    "ru": "тысячи 1000 тыс. 1000 миллиона 1000000 млн 1000000 миллиардов 1000000000",
    "de": "hundert 100 Tausend 1000 Tsd. 1000 Millionen 1000000 Mio. 1000000 Mrd. 1000000000 "
    "Billion 1000000000000",
    "fr": "cents 100 mille 1000 millions 1000000 milliards 1000000000 Mds 1000000000",
    "es": "mil 1000 millón 1000000 millones 1000000 billón 1000000000000",
    "pl": "tysięcy 1000 tys. 1000 milionów 1000000 mln 1000000 mld 1000000000",
    "it": "mille 1000 mila 1000 milioni 1000000 mld 1000000000 miliardi 1000000000",
    "pt": "mil 1000 milhões 1000000 bilhões 1000000000",
}


def pairs(table):
    rows = {language: row.split() for language, row in table.items()}
    return [
        (language, word, int(number))
        for language, words in rows.items()
        for word, number in zip(words[::2], words[1::2], strict=True)
    ]


@pytest.mark.parametrize(("language", "word", "value"), pairs(VALUES))
def test_a_number_word_has_its_value_in_any_form(language, word, value):
    assert value_of(word, language) == value


@pytest.mark.parametrize(
    ("language", "word"), [(lang, w) for lang, row in NO_VALUES.items() for w in row.split()]
)
def test_articles_ordinals_and_vague_numbers_have_no_value(language, word):
    assert value_of(word, language) is None


@pytest.mark.parametrize(("language", "word", "value"), pairs(MULTIPLIERS))
def test_a_word_that_multiplies_tells_by_what(language, word, value):
    assert multiplier_of(word, language) == value


@pytest.mark.parametrize(
    ("word", "language"), [("дві", "en"), ("two", "uk"), ("zwei", "xx"), ("", "en"), ("2", "en")]
)
def test_only_words_of_the_language_count(word, language):
    assert value_of(word, language) is None
    assert multiplier_of(word, language) is None


def test_a_language_that_is_not_known_is_read_as_english():
    assert value_of("seven", None) == 7
    assert multiplier_of("million", None) == 1_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_spoken_counts_to_twenty_and_in_millions(language):
    values = {value_of(w, language) for w in VALUES[language].split()}
    assert 2 in values
    assert any(value and value >= 20 for value in values)
    assert 1_000_000 in {multiplier_of(w, language) for w in MULTIPLIERS[language].split()}


@given(st.text(max_size=20) | st.text("ceinthudrvo", max_size=20), st.sampled_from(LANGUAGES))
def test_any_text_has_a_value_or_none(word, language):
    value = value_of(word, language)
    assert value is None or 0 <= value < 1_000
