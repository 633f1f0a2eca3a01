import pytest

from summaries.candidates import leans, needs_context, quotable, well_formed


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
    ],
)
def test_a_sentence_that_begins_with_a_pronoun_or_connective_leans(text, language, leaning, needs):
    assert leans(text, language) is leaning
    assert needs_context(text, language) is needs
