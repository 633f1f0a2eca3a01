import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.candidates import quotable
from summaries.quotation import MARKS, quotations
from summaries.sentences import split
from tests.examples import examples


def quoted(text):
    return [text[a : b + 1] for a, b in quotations(text).spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("He said “no ‘never’ no” twice.", ["“no ‘never’ no”"]),
        ("Er sagte „nein“ und »ja«.", ["„nein“", "»ja«"]),
        ("Він сказав «ні „ніколи“ ні».", ["«ні „ніколи“ ні»"]),
        ("Il dit « non » et “oui”.", ["« non »", "“oui”"]),
        ("It's the allies' car and the Joneses’ house.", []),
        ("Rock ’n’ roll of the ’90s and 'em.", []),
        ("He called it 'the end' of the allies' war.", ["'the end'"]),
        ("He said ‘the allies’ side’ was his.", ["‘the allies’ side’"]),
        ("Об'єкт п’ятий.", []),
        ('Компанія „Укрзалізниця" і газета “Дзеркало“.', ['„Укрзалізниця"', "“Дзеркало“"]),
        ("Er nannte es ‚Unsinn‘ in Klaus’ Haus.", ["‚Unsinn‘"]),
        ("Il dit : « C’est l’heure » à l'aube.", ["« C’est l’heure »"]),
        ('Dijo: «No es “fácil” hoy» en "El País".', ["«No es “fácil” hoy»", '"El País"']),
        ("L'on. Rossi parla d’un “errore” su ‘La Stampa’.", ["“errore”", "‘La Stampa’"]),
        ("Film „Ida «Lipska»” i „Nie”.", ["„Ida «Lipska»”", "„Nie”"]),
        ('Об\'єкт «Центр "Південь"» стоїть.', ['«Центр "Південь"»']),
        ("“It goes on", ["“It goes on"]),
    ],
)
def test_quotations_are_found_from_mark_to_mark(text, found):
    assert quoted(text) == found


@pytest.mark.parametrize(
    ("text", "balanced"),
    [
        ("He said “no”.", True),
        ("The allies’ car.", True),
        ("He said “no.", False),
        ("No,” he said.", False),
        ("He said “no ‘never” no.", False),
        ("No mark at all.", True),
    ],
)
def test_a_text_is_balanced_when_all_its_quotations_are_whole(text, balanced):
    assert quotations(text).balanced is balanced


@given(st.text(st.sampled_from([*MARKS, "a", "s", "n", "9", " ", ".", ",", "(", "—"]), max_size=60))
@examples(400)
def test_every_mark_opens_or_closes_at_most_once_and_spans_do_not_overlap(text):
    result = quotations(text)
    assert not result.openers & result.closers
    assert all(text[i] in MARKS for i in result.openers | result.closers)
    last = -1
    for start, end in result.spans:
        assert last < start <= end <= len(text)
        last = end


WIRE = (
    "Kim said at noon, ``We will not go,'' and left. "
    "``It is over. It was long,'' she said of Kim's ``row''."
)


def test_the_typed_pairs_of_a_wire_are_quotation_marks():
    found = quotations(WIRE)

    assert [WIRE[a : b + 1] for a, b in found.spans] == [
        "``We will not go,''",
        "``It is over. It was long,''",
        "``row''",
    ]
    assert found.balanced
    assert {WIRE[i] for i in found.openers} == {"`"}
    assert {WIRE[i] for i in found.closers} == {"'"}


@pytest.mark.parametrize("text", ["``We will not go, he said.", "We will not go,'' he said ``no."])
def test_a_typed_pair_that_nothing_closes_is_not_balanced(text):
    assert not quotations(text).balanced


def test_a_quotation_of_a_wire_begins_its_own_sentence():
    texts = [WIRE[s.start : s.end] for s in split(WIRE, "en")]

    assert texts == [
        "Kim said at noon, ``We will not go,'' and left.",
        "``It is over.",
        "It was long,'' she said of Kim's ``row''.",
    ]
    assert [quotable(text) for text in texts] == [True, False, False]
