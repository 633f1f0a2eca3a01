import pytest

from summaries.facts import fact_of
from summaries.novelty import Judged, Relation, Told, changes, covered, opposed, relation
from summaries.ranking import terms_of

OLD = "A missile strike on the port of Odesa killed 60 people on Monday, officials said."
SAME, UPDATE, NEW = Relation.SAME, Relation.UPDATE, Relation.NEW


def fact(text, language="en"):
    return fact_of(text, terms_of(text, language), language)


@pytest.mark.parametrize(
    "text",
    [
        OLD,
        "Officials said that a missile strike killed 60 people in the port of Odesa on Monday.",
        "On Monday, 60 people were killed by a missile strike on Odesa's port.",
        "Sixty people died on Monday in a missile strike on the port of Odesa.",
    ],
)
def test_the_same_fact_in_other_words_is_nothing_new(text):
    assert relation(fact(OLD), fact(text)) is SAME


@pytest.mark.parametrize(
    "text",
    [
        OLD.replace("60", "65"),
        OLD.replace("60", "sixty-five"),
        "The number of people killed by the missile strike on Odesa's port has risen to 65.",
    ],
)
def test_another_figure_for_the_same_thing_is_an_update(text):
    assert relation(fact(OLD), fact(text)) is UPDATE
    assert [change.earlier.value for change in changes(fact(OLD), fact(text))] == [60]
    assert [change.later.value for change in changes(fact(OLD), fact(text))] == [65]


@pytest.mark.parametrize(
    "text",
    [
        "The port of Odesa reopened after the strike, and two ships left for Egypt.",
        "A missile strike on the port of Odesa wounded 80 people on Monday, hospitals said.",
        "The council voted to plant trees.",
        "",
    ],
)
def test_another_fact_is_news(text):
    assert relation(fact(OLD), fact(text)) is NEW


@pytest.mark.parametrize(
    ("language", "before", "after", "expected"),
    [
        (
            "en",
            "Russian drones killed six people in a block of flats in Kharkiv, police said.",
            "Russian drones killed nine people in a block of flats in Kharkiv, police said.",
            UPDATE,
        ),
        (
            "en",
            "Germany will send a third Patriot system to Kyiv in spring, the minister said.",
            "Germany will not send a third Patriot system to Kyiv in spring, the minister said.",
            NEW,
        ),
        (
            "en",
            "Poland said that it would close the border with Belarus on Friday evening.",
            "Poland said that it wouldn't close the border with Belarus on Friday evening.",
            NEW,
        ),
        (
            "uk",
            "Уряд передасть місту дві нові системи оборони до кінця зими, сказав міністр.",
            "Уряд передасть місту три нові системи оборони до кінця зими, сказав міністр.",
            UPDATE,
        ),
        (
            "uk",
            "Унаслідок удару по Дніпру загинули шестеро людей, повідомили рятувальники.",
            "Унаслідок удару по Дніпру загинуло 6 людей, повідомили рятувальники.",
            SAME,
        ),
    ],
)
def test_counts_in_words_are_figures_and_denials_are_news(language, before, after, expected):
    assert relation(fact(before, language), fact(after, language)) is expected
    assert relation(fact(before, language), fact(before, language)) is SAME


def test_a_figure_that_was_not_told_is_news_and_one_left_out_is_not():
    vague = "A missile strike on the port of Odesa killed people on Monday, officials said."

    assert relation(fact(vague), fact(OLD)) is NEW
    assert relation(fact(OLD), fact(vague)) is SAME


def test_two_events_told_in_the_same_words_are_two_pieces_of_news():
    strike = "Russian drones struck a hotel in the port of Odesa early on Tuesday, officials said."
    other = "Russian drones struck a depot in the port of Odesa early on Tuesday, officials said."

    assert relation(fact(strike), fact(other)) is SAME
    assert relation(fact(strike), fact(other), same_event=False) is NEW


def test_background_told_word_for_word_again_is_nothing_new_whatever_the_event():
    background = "Russia launched its full-scale invasion of Ukraine from three sides in winter."

    assert relation(fact(background), fact(background), same_event=False) is SAME


def test_languages_are_not_compared():
    assert relation(fact("Patriot Iris-T NASAMS Gepard", "en"), fact(OLD, "de")) is NEW


def test_the_latest_of_several_earlier_figures_is_the_one_brought_up_to_date():
    told = Told([fact(OLD.replace("60", "40")), fact(OLD), fact("The council planted trees.")])

    assert told.judge(fact(OLD.replace("60", "65"))) == Judged(UPDATE, 1)


def test_what_was_told_once_is_nothing_new_although_it_updates_something_older():
    told = Told([fact(OLD), fact(OLD.replace("60", "65"))])

    assert told.judge(fact(OLD.replace("60", "65"))) == Judged(SAME, 1, wholly=True)


def test_nothing_told_makes_everything_news():
    assert Told([]).judge(fact(OLD)) == Judged(NEW)


def test_a_figure_of_another_event_is_not_brought_up_to_date():
    told = Told([fact(OLD)])

    judged = told.judge(fact(OLD.replace("60", "65")), same_event=lambda _: False)

    assert judged == Judged(NEW)


@pytest.mark.parametrize(
    ("one", "other", "figures"),
    [
        (
            "The strike on the railway plant killed 12 workers, the city council said.",
            "At the railway plant 14 people died, said the emergency service.",
            [("12", "14")],
        ),
        (
            "Partners pledged 1.2 billion euros for air defence on Thursday.",
            "The partners promised 1.3 billion euros to guard the towns on Thursday.",
            [("1.2 billion", "1.3 billion")],
        ),
        # of other things, far apart, or said to have changed
        ("The strike killed 12 workers.", "The strike injured 14 workers.", []),
        ("Partners pledged 12 euros for Odesa.", "Partners pledged 1.3 billion euros.", []),
        (
            "The strike on the railway plant killed 12 workers.",
            "The number of those killed by the strike on the plant has risen to 14.",
            [],
        ),
        ("The strike killed 12 workers at the plant.", "The strike killed 12 at the plant.", []),
        (
            "The strike of the dockers at the port lasted 14 hours, the union said.",
            "The dockers at the port get 12 per cent more after the strike, the union said.",
            [],
        ),
    ],
)
def test_outlets_that_give_one_figure_differently_oppose_each_other(one, other, figures):
    found = opposed(fact(one), fact(other))

    assert [(change.earlier.text, change.later.text) for change, _ in found] == figures


SCATTERED = [
    "A missile strike hit the port of Odesa on Monday, officials said.",
    "60 people were killed and two grain silos burnt out, according to the fire brigade.",
]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The missile strike on the port of Odesa killed 60 people and burnt two silos.", True),
        ("The missile strike on the port of Odesa killed 61 people and burnt two silos.", False),
        ("The missile strike on the port of Odesa did not burn the two grain silos.", False),
        ("Turkish insurers raised their premium for ships that call at the port of Odesa.", False),
        ("It burnt.", False),
    ],
)
def test_what_several_sentences_told_together_is_nothing_new(text, told):
    assert covered(fact(text), map(fact, SCATTERED)) is told


DISMISSED = (
    "Ukraine dismissed the air defence commander of the Odesa region on Sunday after a missile "
    "strike killed 60 people at the port, the general staff said."
)


def test_a_figure_told_again_does_not_make_the_rest_of_a_sentence_old():
    assert not Told([fact(OLD)]).judge(fact(DISMISSED)).wholly
    assert not covered(fact(DISMISSED), [fact(OLD)])


def test_a_correction_is_an_update_although_it_tells_the_old_figure_again():
    before = "Three people died in an explosion at a chemical plant in Leuna, authorities said."
    after = "Police lowered the death toll of the explosion at a Leuna plant from three to two."

    assert relation(fact(before), fact(after)) is UPDATE
    assert [(c.earlier.text, c.later.text) for c in changes(fact(before), fact(after))] == [
        ("Three", "two")
    ]


@pytest.mark.parametrize("relation_to", [relation, opposed])
def test_what_is_said_of_two_cities_is_neither_the_same_nor_opposed(relation_to):
    kharkiv = fact("In the morning drones killed nine people in Kharkiv, the mayor said.")
    sumy = fact("In the morning drones killed five people in Sumy, the mayor said.")

    assert relation_to(kharkiv, sumy) in (NEW, ())


def test_each_figure_changes_once():
    before = fact("The strike killed three people and wounded nine people in Odesa.")
    after = fact("The strike killed four people and wounded eleven people in Odesa.")

    assert [(c.earlier.text, c.later.text) for c in changes(before, after)] == [
        ("three", "four"),
        ("nine", "eleven"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "opposes"),
    [
        ("more than ten", "12", False),
        ("at least 12", "14", False),
        ("up to 14", "12", False),
        ("at least 12", "at least 14", True),
        ("more than 14", "12", True),
        ("another 14", "12", False),
        ("12", "14", True),
    ],
)
def test_bounds_that_leave_room_oppose_nothing(one, other, opposes):
    said = "Air defence shot down {} drones over the port of Odesa, officials said."

    assert bool(opposed(fact(said.format(one)), fact(said.format(other)))) is opposes


def test_a_part_of_those_counted_before_is_no_new_count_of_them():
    before = fact("The strike on the furniture factory wounded six people, the mayor said.")
    after = fact(
        "One of the people wounded in the strike on the furniture factory has died, and the number "
        "of wounded rose to 11, the mayor said."
    )

    assert [(c.earlier.text, c.later.text) for c in changes(before, after)] == [("six", "11")]


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (
            "en",
            "A Russian missile hit a hospital in Kharkiv on Friday, killing three people.",
            "A Russian missile hit a hospital in Sumy on Saturday, killing three people.",
        ),
        (
            "en",
            "Members of the union at the port have accepted the pay offer of the company.",
            "Members of the union at the port have rejected the pay offer of the company.",
        ),
        (
            "en",
            "A court in Lyon found the banker Paul Mercier guilty of fraud on Monday.",
            "A court in Lyon found the banker Jean Aubert guilty of fraud on Monday.",
        ),
        (
            "en",
            "Russian drones hit a power station in Odesa on Friday, the governor said.",
            "Russian drones hit a power station in Odesa again on Saturday, the governor said.",
        ),
        (
            "en",
            "Holdbau will buy Norcem for two billion euros, both companies said.",
            "Norcem will buy Holdbau for two billion euros, both companies said.",
        ),
        (
            "en",
            "The party GERB won 56 seats in the vote and the party PP won 44 seats.",
            "The party GERB won 44 seats in the vote and the party PP won 56 seats.",
        ),
        (
            "de",
            "Bei einem Brand in einem Hochhaus in Köln sind drei Menschen gestorben.",
            "Bei einem Brand in einem Hochhaus in Essen sind drei Menschen gestorben.",
        ),
        (
            "uk",
            "Уряд звільнив міністра економіки через закупівлю дронів за три мільйони гривень.",
            "Уряд звільнив міністра оборони через закупівлю дронів за три мільйони гривень.",
        ),
    ],
)
def test_one_other_word_can_be_the_news(language, before, after):
    told = Told([fact(before, language)])

    assert not told.judge(fact(after, language)).wholly
    assert told.judge(fact(before, language)).wholly


@pytest.mark.parametrize(
    "after",
    [
        "Officials said that a missile strike killed 60 people in the port of Odesa on Monday.",
        "On Monday, 60 people were killed by a missile strike on Odesa's port.",
        "On Monday 60 people died in a missile strike on the port of Odesa, officials said.",
    ],
)
def test_what_is_told_in_another_order_and_some_other_words_is_told(after):
    assert Told([fact(OLD)]).judge(fact(after)).wholly
