# ruff: noqa: E501 # texts of news read better unbroken
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.sentences import paragraphs, split
from summaries.terms import LANGUAGES
from tests.examples import examples

PASSAGES = Path(__file__).with_name("data") / "sentences"

CUT = [
    ("en", "Gen. Mark Milley spoke on Wednesday.|He praised Lt. Gen. Smith."),
    ("en", "The U.S. Army sent 40 trucks.|They left the U.S. on Friday."),
    ("en", "It fell to No. 10 on the list.|Nobody was surprised."),
    ("en", "Was it true?|No.|Nobody knew."),
    ("en", "The train left at 6 a.m. on Monday.|It was late."),
    ("en", "The train left at 6 a.m.|Nobody saw it go."),
    ("en", "The meeting is at 3 p.m. Kyiv time.|Bring coats."),
    ("en", "Prices rose 3.5 percent to $1.2 billion.|Wages did not."),
    ("en", "J. K. Rowling and George W. Bush met.|They talked."),
    ("en", "Dr. Jones vs. the State of Ohio was settled.|Mrs. Smith was not there."),
    ("en", "“Allies have provided air defence.|We need more,” he said.|Then he left."),
    ("en", "“Is NATO worried?” she asked.|Nobody answered."),
    ("en", "“Is NATO worried?” the minister asked the reporters.|Nobody answered."),
    ("en", "“Is NATO worried?” Rutte said.|Nobody answered."),
    ("en", '"Stop!" said the officer.|"We can\'t go on."'),
    ("en", "He asked: “Will they come?”|They did not."),
    ("en", "‘We won’t leave the allies’ side.|It’s our duty,’ he said.|He meant it."),
    ("en", "'Never again,' she said.|'We will stay here.'|She smiled."),
    ("en", "We heard... nothing at all.|Then it came."),
    ("en", "Well, we've heard...|I've spoken to an official.|It was loud…|Nobody moved."),
    (
        "en",
        "The mission (the third this year) failed.|(Reuters could not verify this.)|It goes on.",
    ),
    ("en", "He works for Yahoo! in London.|She works for Lockheed Martin Corp. in Texas."),
    ("en", "The firm, Acme Inc., was sold.|Its rival, Bolt Co., was not."),
    ("en", "See Fig. 3 and Art. 5 of the treaty.|The rest is, e.g. by experts, disputed."),
    ("en", "He was born on Jan. 5, 1960.|He died in Sept. 2001."),
    ("en", "What now?!|Nobody knows."),
    ("en", "“The enemy is strong.”|“We are stronger,” replied Lt. Col. Hrytsenko."),
    ("en", "In St. Petersburg it snowed.|At St. James's Square it rained."),
    ("en", "Visit example.com for more.|The file is report.pdf and is large."),
    ("en", 'He said: "I am done."|"So am I," she said.'),
    ("en", "The law applies in Washington, D.C., and Guam.|It does not in Puerto Rico."),
    ("uk", "У 2024 р. Україна отримала 12 систем.|Це на третину більше."),
    ("uk", "Він народився в м. Київ у 1970 році.|Потім переїхав до с. Моринці."),
    ("uk", "Напр., у Львові та ін. містах є трамвай.|У Сумах його немає."),
    ("uk", "«Ми не здамося.|Ми переможемо», — сказав він.|Зал аплодував."),
    ("uk", "«Чи прийде допомога?» — запитав журналіст.|Відповіді не було."),
    ("uk", "Міністр О. Резніков прибув.|Його зустрів Й. Столтенберг."),
    ("uk", "Як сказано в ст. 5 договору, напад на одного є нападом на всіх.|Це ключова норма."),
    ("uk", "Об'єкт «Південь» п'ятий рік будують.|Кінця не видно."),
    ("ru", "В 2024 г. страна получила 12 систем.|Это много."),
    ("ru", "Министр А. С. Пушкин прибыл в г. Москву.|Его встретили."),
    ("ru", "«Мы не уйдём!» — заявил он.|Все молчали."),
    ("de", "Das kostet z. B. 3,5 Mio. Euro.|Der Bund zahlt."),
    ("de", "Das gilt z.B. für Dr. Müller und Prof. Schmidt.|Am 1. August 2025 beginnt es."),
    ("de", "„Wir holen nach, was liegen blieb.|Das dauert“, sagte Wissing.|Die Opposition lachte."),
    ("de", "„Kommt die Hilfe?“, fragte er.|Niemand antwortete."),
    ("de", "Das Treffen ist am 22. November.|Danach folgt der 3. Gipfel."),
    ("fr", "M. Macron a parlé.|Mme Dupont, elle, s'est tue."),
    ("fr", "« Nous irons jusqu'au bout ! » a déclaré M. Barrot.|Il est parti."),
    ("fr", "« Où sont-ils ? » demande-t-elle.|Personne ne répond."),
    ("es", "El Sr. García y la Sra. López llegaron.|¿Qué pasará ahora?|¡Nadie lo sabe!"),
    ("es", "«No es fácil», dijo la ministra.|EE. UU. no respondió."),
    ("pl", "Prof. Nowak i dr Kowalski przyjechali.|Spotkanie trwało ok. 3 godz. i było tajne."),
    ("pl", "„Nie oddamy ani guzika”, powiedział gen. Andrzejczak.|W 2024 r. wydano 5 mld zł."),
]


@pytest.mark.parametrize(("language", "marked"), CUT, ids=[text[:40] for _, text in CUT])
def test_a_sentence_ends_where_a_reader_ends_it(language, marked):
    wanted = marked.split("|")
    body = " ".join(wanted)
    assert [body[s.start : s.end] for s in split(body, language)] == wanted


def passages():
    """What is cut at each bar; a line of the file is a passage."""
    return [
        (language, line)
        for language in LANGUAGES
        for line in (PASSAGES / f"{language}.txt").read_text("utf-8").splitlines()
    ]


@pytest.mark.parametrize(("language", "marked"), passages())
def test_no_abbreviation_ends_a_sentence_before_its_reader_does(language, marked):
    wanted = marked.split("|")
    body = " ".join(wanted)
    assert [body[s.start : s.end] for s in split(body, language)] == wanted


def test_an_abbreviation_of_one_language_is_none_of_another():
    body = "The car is red. Nowak came."
    assert len(split(body, "pl")) == 1
    assert len(split(body, "en")) == 2


def test_a_language_that_is_not_known_is_cut_like_english():
    body = "Mr. Smith came. He saw."
    assert split(body, "xx") == split(body, "en") == split(body, None)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "“Allies have provided air defence.|*We need more,” he said.|Then he left."),
        ("en", "‘We won’t leave the allies’ side.|*It’s our duty,’ he said.|He meant it."),
        (
            "en",
            "‘It was discussed.|*As you know, we don't have it.|*It means work,’ he added.|He left.",
        ),
        (
            "en",
            "'Never again.|*We will stay,' she said.|The allies' weapons came.|Jones' car left.",
        ),
        ("en", '"One of us.|*Two of us.|*Three of us," he said.|Done was done.'),
        ("en", "He said ‘the situation is difficult.’|He left."),
        ("en", "The allies’ weapons came.|The ministers’ talks ended.|Nobody spoke."),
        ("en", "He remembers the ‘90s.|Nobody else does."),
        ("en", 'The pipe is 5" wide.|It stands.|He said so.'),
        ("en", "“Nobody closes this one.|*It goes on."),
        ("en", "And this one nobody opened.”|He left."),
        ("uk", "«Ми не здамося.|*Ми переможемо», — сказав він.|Зал аплодував."),
        ("de", "„Wir holen nach.|*Das dauert“, sagte er.|Er ging."),
        ("de", "»Wir holen nach.|*Das dauert«, sagte er.|Er ging."),
        ("fr", "« Nous irons.|*Nous restons », dit-il.|Il est parti."),
        ("pl", "„Nie oddamy.|*To nasze”, powiedział.|Wyszedł."),
    ],
)
def test_a_sentence_inside_a_longer_quotation_is_spoken(language, marked):
    wanted = marked.split("|")
    body = " ".join(wanted).replace("*", "")
    sentences = split(body, language)
    assert [body[s.start : s.end] for s in sentences] == [w.lstrip("*") for w in wanted]
    assert [s.spoken for s in sentences] == [w.startswith("*") for w in wanted]


def test_a_quotation_that_nothing_closes_ends_with_its_paragraph():
    body = "“It is late. We go.\n\nThe minister left. He was tired."
    assert [s.spoken for s in split(body, "en")] == [False, True, False, False]


def test_paragraphs_are_parted_by_blank_lines_and_numbered():
    body = "One is here. It stays.\n \n\nTwo is there.\nStill two."
    assert [body[a:b] for a, b in paragraphs(body)] == [
        "One is here. It stays.",
        "Two is there.\nStill two.",
    ]
    assert [s.paragraph for s in split(body, "en")] == [0, 0, 1, 1]


def test_only_the_extent_asked_for_is_cut():
    body = "One is here.\n\nTwo is there. It stays.\n\nThree is gone."
    found = split(body, "en", (14, 37))
    assert [body[s.start : s.end] for s in found] == ["Two is there.", "It stays."]


PROSE = st.lists(
    st.sampled_from(
        [
            "The U.S.",
            "Gen.",
            "said",
            "He",
            "left.",
            "“We",
            "go.”",
            "(so",
            "was",
            "it.)",
            "...",
            "?",
            "!",
            "‘no’",
            "5",
            "№",
            "—",
            "«Так»,",
            "\n\n",
            "\n",
            " ",
            "a.m.",
            "d'or",
            "🙂",
            "e\u0301",
            "\u00a0»",
            "Др.",
            "5 тис. грн.",
            "R-S.C.",
            "… Die",
            "p.m. Monday",
            "ім.",
            "z.",
            "B.",
            "St. The",
            "no. A",
        ]
    ),
    max_size=40,
).map(" ".join)
ODD = st.text(
    st.characters(codec=None) | st.sampled_from("\ud800\udfff\x00\x1f\u2028\u0085\u202e.!? \n")
)
TEXT = st.text(max_size=200) | PROSE | ODD


@given(TEXT, st.sampled_from([*LANGUAGES, "xx", None]))
@examples(500)
def test_sentences_are_ordered_apart_and_cover_every_character(body, language):
    sentences = split(body, language)
    covered = set()
    last = 0
    for sentence in sentences:
        assert last <= sentence.start < sentence.end <= len(body)
        text = body[sentence.start : sentence.end]
        assert text == text.strip()
        covered.update(range(sentence.start, sentence.end))
        last = sentence.end
    between = "".join(c for i, c in enumerate(body) if i not in covered)
    assert not between.strip()


def test_half_a_surrogate_pair_and_control_characters_are_kept_where_they_stand():
    body = "One \ud800 is\x00 here. Two \udfff is\x1f there."
    assert [body[s.start : s.end] for s in split(body, "en")] == [
        "One \ud800 is\x00 here.",
        "Two \udfff is\x1f there.",
    ]


def endless(part: int) -> dict[str, str]:
    """Paragraphs of up to five million characters, or one part of so many of each."""
    return {
        "letters": "a" * (5_000_000 // part),
        "sentences": "The minister said so. " * (227_000 // part),
        "marks of surprise": "!?..." * (200_000 // part),
        "spaces": "a" + " " * (1_000_000 // part) + "b",
        "quotation marks": "“a ”" * (200_000 // part),
        "apostrophes": "the s’ " * (150_000 // part),
        "brackets": "(a. " * (100_000 // part),
        "lower case": "a. " * (300_000 // part),
        "paragraphs": "a\n\n" * (50_000 // part),
        "abbreviations": "Gen. St. no. The ... He " * (50_000 // part),
        "initials": "A. " * (300_000 // part),
        "letters and dots": "a." * (500_000 // part),
        "dots": "." * (1_000_000 // part),
        "line ends": "a.\n" * (300_000 // part),
    }


ENDLESS = endless(5)


def split_within(seconds: float, paragraph: str) -> None:
    """A fifth of a second for the shorter ones; hours where something backtracks.

    Of the processor, and wide, for a busy or slow machine fails no test.
    """
    started = time.process_time()
    split(paragraph, "en")
    assert time.process_time() - started < seconds


@pytest.mark.parametrize("name", ENDLESS)
def test_an_endless_paragraph_is_cut_in_bounded_time(name):
    split_within(8, ENDLESS[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", ENDLESS)
def test_five_million_characters_are_cut_in_bounded_time(name):
    split_within(60, endless(1)[name])
