"""What a briefing says beyond quotes: updates, disagreements, copies, languages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from summaries.briefing import brief
from summaries.disagreement import disagreements
from summaries.model import Article, Basis, Precision, Published, Topic
from summaries.novelty import opposed
from summaries.reading import read

START = datetime(2025, 3, 4, 8, 0, tzinfo=UTC)
NOW = START + timedelta(days=30)
TOPIC = Topic("drones", "Drones", ("drone", "дрон", "Drohne"))


def article(name, body, hours=0.0, *, outlet=None, title=None, language="en"):
    moment = START + timedelta(hours=hours)
    return Article(
        name,
        name,
        body,
        moment,
        title=title,
        outlet=outlet or name.title(),
        published=Published(moment, Precision.MINUTE, Basis.FEED),
        language=language,
        extent=(0, len(body)),
    )


MORNING = article(
    "morning",
    "Russian drones killed four people in a block of flats in the port of Odesa, the governor "
    "Oleh Kravets said. The upper three floors of the building in Peresyp were gone by dawn.",
)
EVENING = article(
    "evening",
    "Russian drones killed six people in a block of flats in the port of Odesa, the governor "
    "Oleh Kravets said. Rescuers with a drone of their own found two more bodies in Peresyp.",
    26,
)
RIVAL = article(
    "rival",
    "In the port of Odesa five people died when Russian drones hit a block of flats in Peresyp, "
    "the mayor said. The governor Oleh Kravets spoke of a night of terror for the whole port.",
    2,
)
OTHER_STRIKE = article(
    "april",
    "Russian drones killed three people in a block of flats in the port of Odesa, the governor "
    "Oleh Kravets said. The raid was the first since the spring, and a pier burnt out.",
    24 * 28,
)


def all_quotes(briefing):
    return [quote for story in briefing.stories for quote in story.quotes]


def test_a_sentence_whose_figure_changed_is_an_update_and_says_what_it_was():
    briefing = brief(TOPIC, [MORNING, EVENING], since=START + timedelta(hours=12), now=NOW)

    first = next(q for q in all_quotes(briefing) if "six people" in q.text)
    assert first.update is not None
    assert first.update.changes == (("four", "six"),)
    assert first.update.earlier.article is MORNING
    assert "killed four people" in first.update.earlier.text


@pytest.mark.parametrize("turn", [1, -1])
def test_the_latest_of_the_earlier_figures_is_the_one_brought_up_to_date(turn):
    noon = article("noon", MORNING.body.replace("four people", "five people"), 4)
    told = brief(TOPIC, [MORNING, noon, EVENING][::turn], since=noon.arrived, now=NOW)
    (update,) = [quote.update for quote in all_quotes(told) if quote.update]
    assert update.changes == (("five", "six"),)


def test_a_sentence_that_was_told_before_is_not_told_again():
    again = replace(MORNING, id="again", document="again", arrived=START + timedelta(hours=20))

    briefing = brief(TOPIC, [MORNING, again], since=START + timedelta(hours=12), now=NOW)

    assert briefing.stories == ()
    assert briefing.counts.articles == 1


def test_another_strike_told_in_the_same_words_is_news_and_no_update():
    briefing = brief(TOPIC, [MORNING, OTHER_STRIKE], since=START + timedelta(days=7), now=NOW)

    told = next(q for q in all_quotes(briefing) if "three people" in q.text)
    assert told.update is None


def test_nothing_is_an_update_for_somebody_who_was_told_nothing():
    briefing = brief(TOPIC, [MORNING, EVENING], now=NOW)

    assert all(quote.update is None for quote in all_quotes(briefing))


def test_outlets_that_give_a_figure_differently_stand_side_by_side():
    briefing = brief(TOPIC, [MORNING, RIVAL], now=NOW)

    [story] = briefing.stories
    [found] = story.disagreements
    assert sorted(found.figures) == ["five", "four"]
    for quote, figure in zip(found.quotes, found.figures, strict=True):
        assert quote.article.body[quote.start : quote.end] == quote.text
        assert figure in quote.text
    assert {quote.article.outlet for quote in found.quotes} == {"Morning", "Rival"}


def test_a_toll_that_rose_a_day_later_is_no_disagreement():
    [story] = brief(TOPIC, [MORNING, EVENING], now=NOW).stories

    assert story.disagreements == ()


def test_one_report_and_its_reprint_do_not_disagree_and_are_one_voice():
    reprint = replace(MORNING, id="copy", document="copy", outlet="Copy")

    [story] = brief(TOPIC, [MORNING, reprint], now=NOW).stories

    assert story.voices == 1
    assert story.outlets == ("Copy", "Morning")
    assert story.disagreements == ()
    assert len({quote.text for quote in story.quotes}) == len(story.quotes)


@pytest.mark.parametrize(
    "worse", [{"outlet": None}, {"published": None}, {"arrived": NOW, "published": None}]
)
def test_of_copies_the_one_with_outlet_and_date_speaks(worse):
    copy = replace(MORNING, id="a copy", document="a copy", **worse)

    [story] = brief(TOPIC, [copy, MORNING], now=NOW).stories

    assert {quote.article.id for quote in story.quotes} == {"morning"}


def test_of_copies_the_earliest_speaks_then_the_fullest():
    earlier = article("wire", MORNING.body, -1)
    body = MORNING.body + " A pier burnt out, and the trams stood still until noon."
    fuller = replace(earlier, id="post", document="post", body=body, extent=(0, len(body)))

    for copies, speaker in (([MORNING, earlier], "wire"), ([MORNING, earlier, fuller], "post")):
        [story] = brief(TOPIC, copies, now=NOW).stories
        assert {quote.article.id for quote in story.quotes} == {speaker}


def test_a_story_says_who_tells_it_and_from_when_to_when():
    [story] = brief(TOPIC, [MORNING, RIVAL], now=NOW).stories

    assert story.voices == 2
    assert story.outlets == ("Rival", "Morning")
    assert story.first_published == MORNING.published
    assert story.last_published == RIVAL.published


def test_reports_full_of_figures_are_compared_in_bounded_time(monkeypatch):
    compared = []

    def counted(one, other):
        compared.append((one, other))
        return opposed(one, other)

    monkeypatch.setattr("summaries.disagreement.opposed", counted)
    said = "Russian drones killed {} people in the port of Odesa on Monday."
    towns = [
        read(article(f"town{m}", " ".join(said.format(n) for n in range(300)))) for m in range(30)
    ]
    disagreements(towns)
    assert 0 < len(compared) < 20_000


def test_disagreements_keep_within_the_budget_of_words():
    for words in (20, 30, 45, 60, 200):
        briefing = brief(TOPIC, [MORNING, RIVAL], now=NOW, words=words)
        shown = {
            (quote.article.id, quote.start): len(quote.text.split())
            for story in briefing.stories
            for quote in (*story.quotes, *(q for d in story.disagreements for q in d.quotes))
        }
        assert sum(shown.values()) <= words


GERMAN = article(
    "deutsch",
    "Russische Drohnen haben im Hafen von Odesa vier Menschen getötet und 17 verletzt, teilte "
    "Gouverneur Oleh Krawez mit. Im Stadtteil Peresyp brannte ein Wohnhaus aus, getroffen von "
    "Drohnen.",
    1,
    language="de",
)
ENGLISH = article(
    "english",
    "Russian drones killed four people and injured 17 in the port of Odesa, said the governor, "
    "Oleh Kravets. In the district of Peresyp a block of flats hit by drones burnt out.",
    language="en",
)


@pytest.mark.parametrize(("mixed", "stories"), [(False, 2), (True, 1)])
def test_languages_share_a_story_only_when_asked_to(mixed, stories):
    briefing = brief(TOPIC, [GERMAN, ENGLISH], now=NOW, mixed=mixed)

    assert briefing.counts.stories == stories


def test_a_reader_gets_only_the_languages_that_they_read():
    briefing = brief(TOPIC, [GERMAN, ENGLISH], now=NOW, languages={"de"})

    assert {quote.article.language for quote in all_quotes(briefing)} == {"de"}
    assert briefing.counts.articles == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")
@pytest.mark.parametrize("algorithm", ["quotewire", "luhn", "sumbasic"])
def test_another_algorithm_may_choose_but_only_what_speaks_of_the_topic(algorithm):
    briefing = brief(TOPIC, [MORNING, RIVAL], now=NOW, algorithm=algorithm, words=60)

    told = all_quotes(briefing)
    assert told
    assert all(quote.phrase == "drone" for quote in told if not quote.context)
    assert sum(len(quote.text.split()) for quote in told) <= 60


def on(day_or_minute, original):
    """The same report, dated to the day or the minute."""
    precision, start = day_or_minute
    return replace(original, published=Published(start, precision, Basis.FEED))


DAY = (Precision.DAY, START.replace(hour=0))
NEXT_DAY = (Precision.DAY, START.replace(hour=0) + timedelta(days=1))


@pytest.mark.parametrize(("when", "differ"), [(DAY, True), (NEXT_DAY, False)])
def test_reports_differ_only_when_they_may_be_of_the_same_time(when, differ):
    [story] = brief(TOPIC, [MORNING, on(when, RIVAL)], now=NOW).stories

    assert bool(story.disagreements) is differ


def test_a_report_that_may_be_the_older_brings_nothing_up_to_date():
    late = replace(on(DAY, EVENING), arrived=START + timedelta(hours=26))

    briefing = brief(TOPIC, [MORNING, late], since=START + timedelta(hours=12), now=NOW)

    [quote] = [q for q in all_quotes(briefing) if "six people" in q.text]
    assert quote.update is None


def test_raids_on_two_cities_do_not_differ_though_each_report_says_the_city_further_down():
    said = (
        "In the night the enemy attacked {} with drones, its mayor wrote. Trams stood still and "
        "the schools stayed shut. Air defence shot down {} drones over the city, he said."
    )
    kharkiv, sumy = (
        read(article(town, said.format(town, count)))
        for town, count in (("Kharkiv", "nine"), ("Sumy", "seven"))
    )
    rival = read(article("rival", said.format("Kharkiv", "seven")))

    assert disagreements([kharkiv, sumy]) == ()
    assert len(disagreements([kharkiv, rival])) == 1


def test_news_that_repeats_a_figure_is_told_but_after_news_that_does_not():
    sacked = article(
        "sacked",
        "The general staff dismissed the commander of the drone units after Russian drones killed "
        "four people in a block of flats in the port of Odesa. Drone crews from three other "
        "regions will guard the coast until spring, a colonel told reporters in the evening.",
        26,
    )
    since = START + timedelta(hours=12)

    few = all_quotes(brief(TOPIC, [MORNING, sacked], since=since, now=NOW, words=24))
    more = all_quotes(brief(TOPIC, [MORNING, sacked], since=since, now=NOW, words=80))

    assert [quote.text[:10] for quote in few] == ["Drone crew"]
    assert {quote.text[:10] for quote in more} == {"The genera", "Drone crew"}
