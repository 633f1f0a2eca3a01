import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.candidates import leans, needs_context, quotable, well_formed
from summaries.leaning import LEANING
from summaries.terms import LANGUAGES


@pytest.mark.parametrize(
    "text",
    [
        "The council voted on Tuesday to plant trees.",
        "The minister asked whether anybody would pay for it?",
        "The mayor said that “the situation is difficult” for all.",
        "Стольтенберг заявив, що «союзники нададуть більше систем ППО» Україні.",
        "The allies’ weapons arrived in the ministers’ absence on Monday.",
        "Der Minister sagte, es sei „ein guter Tag“ für alle.",
        "The old harbour, he said, was ‘the heart of the city’.",
        "Engineers don't expect the city's bridge to reopen this year.",
    ],
)
def test_a_whole_sentence_that_stands_on_its_own_makes_a_good_quote(text):
    assert quotable(text)


@pytest.mark.parametrize(
    "text",
    [
        "Too short to say much.",
        "The line is long enough but it never ends",
        " ".join(["word"] * 51) + ".",
        "“The council voted on Tuesday to plant ten trees.”",
        "'The council voted on Tuesday to plant ten trees.'",
        "The council said that “we shall plant ten thousand trees.",
        "The council shall plant ten thousand trees,” the mayor said.",
        "The council shall plant ten thousand trees,’ the mayor said.",
        "The council shall plant ten thousand trees,' the mayor said.",
        'The council said that "we shall plant ten trees.',
        "The council said ‘we shall plant ten thousand trees.",
        "Рада заявила: «Ми посадимо десять тисяч дерев цього року.",
    ],
)
def test_a_fragment_or_half_a_quotation_makes_no_quote(text):
    assert not well_formed(text)
    assert not quotable(text)


@pytest.mark.parametrize(
    ("text", "language", "leaning", "needs"),
    [
        ("He said that the council would plant trees.", "en", True, True),
        ("But the council voted against it.", "en", True, True),
        ("In addition the council voted against it.", "en", True, True),
        ("We shall plant trees.", "en", True, False),
        ("There are ten thousand trees.", "en", True, False),
        ("Hebron's council voted.", "en", False, False),
        ("Він сказав, що рада проти.", "uk", True, True),
        ("Крім того, рада проти.", "uk", True, True),
        ("Ми посадимо дерева.", "uk", True, False),
        ("Однако совет против.", "ru", True, True),
        ("He said so.", "de", False, False),
        ("He said so.", "xx", False, False),
        ("The council said that these three would stay.", "en", False, True),
        ("By contrast, the council voted against it.", "en", False, True),
        ("According to him, the council voted against it.", "en", False, True),
        ("According to himself and the council, all is well.", "en", False, False),
        ("The latter voted against it.", "en", False, True),
        ("Earlier, the council had voted against it.", "en", False, True),
        ("Earlier this week the council voted against it.", "en", False, False),
        ("Зі свого боку рада проголосувала проти.", "uk", True, True),
        ("За його словами, рада проголосувала проти.", "uk", True, True),
        ("Зокрема, рада проголосувала проти.", "uk", True, True),
        ("Вони також проголосували проти.", "uk", True, True),
        ("Додав, що рада проголосувала проти.", "uk", True, True),
        ("У зв’язку з цим рада проголосувала проти.", "uk", True, True),
        ("Рада обох обидва рази голосувала проти.", "uk", False, True),
        ("Цього тижня рада проголосувала проти.", "uk", False, False),
        ("За словами міністра, рада проголосувала проти.", "uk", False, False),
        ("Місто у ці дні готується до свята.", "uk", False, False),
        ("Ми підтримали раду.", "uk", True, False),
        ("По его словам, совет против.", "ru", True, True),
        ("Тем не менее совет проголосовал против.", "ru", True, True),
        ("По словам министра, совет против.", "ru", False, False),
        ("Мы посадим деревья.", "ru", True, False),
        ("Er sagte, der Rat sei dagegen.", "de", True, True),
        ("Zudem ist der Rat dagegen.", "de", True, True),
        ("Nach eigenen Angaben ist der Rat dagegen.", "de", True, True),
        ("Die Regierung ist dagegen.", "de", False, False),
        ("Das Parlament ist dagegen.", "de", False, False),
        ("Diese Woche stimmt der Rat darüber ab.", "de", False, False),
        ("Diese Entscheidung fiel am Abend.", "de", True, True),
        ("Es gibt zehntausend Bäume.", "de", True, False),
        ("Am Abend stimmten die beiden Minister zu.", "de", False, True),
        ("Erst am Abend stimmte der Rat zu.", "de", False, False),
        ("Il a dit que le conseil était contre.", "fr", True, True),
        ("C’est le conseil qui décide.", "fr", True, True),
        ("Ce dernier a voté contre.", "fr", True, True),
        ("Ce mardi, le conseil a voté contre.", "fr", False, False),
        ("Cette semaine, le conseil vote.", "fr", False, False),
        ("De son côté, le conseil est contre.", "fr", True, True),
        ("Il y a dix mille arbres en ville.", "fr", False, False),
        ("J'ai planté un arbre.", "fr", True, False),
        ("Nous planterons des arbres.", "fr", True, False),
        ("Le maire et les deux ministres sont contre.", "fr", False, True),
        ("Cependant, le conseil est contre.", "fr", True, True),
        ("Cesaria a chanté devant le conseil.", "fr", False, False),
        ("Depuis lundi, le conseil est en grève.", "fr", False, False),
        ("Depuis lors, le conseil est en grève.", "fr", True, True),
        ("Ella dijo que el consejo está en contra.", "es", True, True),
        ("Dijo que el consejo está en contra.", "es", True, True),
        ("Sin embargo, el consejo votó en contra.", "es", True, True),
        ("El consejo votó en contra.", "es", False, False),
        ("Este martes el consejo votó en contra.", "es", False, False),
        ("Este proyecto costará un millón.", "es", True, True),
        ("Nosotros plantaremos árboles.", "es", True, False),
        ("Ayer por la tarde los dos ministros firmaron.", "es", False, True),
        ("On powiedział, że rada jest przeciw.", "pl", True, True),
        ("Dodał, że rada jest przeciw.", "pl", True, True),
        ("Poza tym rada jest przeciw.", "pl", True, True),
        ("Tymczasem rada zagłosowała przeciw.", "pl", True, True),
        ("Rada zagłosowała przeciw.", "pl", False, False),
        ("My posadzimy drzewa.", "pl", True, False),
        ("Wczoraj obie strony podpisały umowę.", "pl", False, True),
        ("Tego dnia rada zagłosowała przeciw.", "pl", False, False),
        ("Lui ha detto che il consiglio è contrario.", "it", True, True),
        ("Ha aggiunto che il consiglio è contrario.", "it", True, True),
        ("Quest'ultimo ha votato contro.", "it", True, True),
        ("Quest’anno il consiglio pianta alberi.", "it", False, False),
        ("La sua decisione è arrivata ieri.", "it", True, True),
        ("La Camera ha votato contro.", "it", False, False),
        ("Noi pianteremo alberi.", "it", True, False),
        ("Ele disse que o conselho é contra.", "pt", True, True),
        ("Afirmou que o conselho é contra.", "pt", True, True),
        ("Além disso, o conselho é contra.", "pt", True, True),
        ("O conselho votou contra.", "pt", False, False),
        ("Esta semana o conselho vota.", "pt", False, False),
        ("Nós plantaremos árvores.", "pt", True, False),
        ("Ontem à noite os dois ministros assinaram.", "pt", False, True),
    ],
)
def test_a_sentence_that_begins_with_a_pronoun_or_connective_leans(text, language, leaning, needs):
    assert leans(text, language) is leaning
    assert needs_context(text, language) is needs


def test_every_language_spoken_has_its_ways_to_lean():
    assert sorted(LEANING) == sorted(LANGUAGES)
    assert all(len(table.words) > 30 and table.stands and table.back for table in LEANING.values())


@given(st.text(max_size=80), st.sampled_from([*LANGUAGES, None, "xx"]))
def test_what_needs_context_is_told_of_any_text(text, language):
    assert needs_context(text, language) in {True, False}
    assert not (quotable(text, language) and leans(text, language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Rada zagłosowała we wtorek za budową.", "pl"),
        ("Совет проголосовал во вторник против.", "ru"),
        ("Рада проголосувала у вівторок проти.", "uk"),
    ],
)
def test_languages_without_articles_say_as_much_in_fewer_words(text, language):
    assert quotable(text, language)
    assert not quotable(text, "de")
