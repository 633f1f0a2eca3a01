"""What a briefing looks like as a message."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.briefings import Page
from bot.chat.keyboards import briefing_keyboard, decode
from bot.chat.messages.briefing import briefing_tree, sources_tree
from bot.chat.messages.render import render
from bot.chat.messages.split import split
from summaries.model import (
    Article,
    Basis,
    Briefing,
    Counts,
    Disagreement,
    Precision,
    Published,
    Quote,
    Story,
    Topic,
    Update,
)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TOPIC = Topic("bridge", "Bridge", ("bridge",))
DAY = Published(datetime(2026, 11, 20, tzinfo=UTC), Precision.DAY, Basis.FEED)


def article(name: str, *sentences: str, **values) -> Article:
    body = " ".join(sentences)
    return Article(name, name, body, NOW, extent=(0, len(body)), **values)


def quote(of: Article, sentence: str, **values) -> Quote:
    start = of.body.index(sentence)
    return Quote(of, start, start + len(sentence), 1.0, **values)


def page(*stories: Story, number: int = 0, more: int = 0) -> Page:
    counts = Counts(articles=3, stories=len(stories), merged=0, undated=1)
    return Page(Briefing(TOPIC, stories, counts, more=more), number, NOW)


def shown(*stories: Story, **values) -> str:
    return render(briefing_tree(page(*stories, **values)))


A = article(
    "a",
    "It opened.",
    "He cut a ribbon.",
    outlet="The <Ledger>",
    title="A bridge opens",
    url="https://x.example/?a=1&b=2",
    published=DAY,
)


def test_a_story_is_its_title_its_quotes_and_who_says_so():
    told = shown(Story("A bridge opens", (A,), (quote(A, "It opened."),)))

    assert told == (
        "<b>Bridge</b>\n<i>1 story from 1 article</i>\n\n"
        "<b>A bridge opens</b>\n<blockquote>It opened.</blockquote>\n"
        '— <a href="https://x.example/?a=1&amp;b=2">The &lt;Ledger&gt;</a>, 20 November 2026\n\n'
        "<i>3 articles read, 1 of them undated; 1 story on this topic</i>"
    )


def test_a_story_without_a_title_begins_with_its_quote():
    bare = article("b", "It opened.")
    told = shown(Story("It opened.", (bare,), (quote(bare, "It opened."),)))

    assert "<b>It opened.</b>" not in told
    assert "\n\n<blockquote>It opened.</blockquote>\n— Outlet unknown, undated" in told


def test_quotes_of_one_article_share_one_attribution():
    told = shown(
        Story("A bridge opens", (A,), (quote(A, "It opened."), quote(A, "He cut a ribbon.")))
    )

    assert told.count("<blockquote>") == 2
    assert told.count("20 November 2026") == 1


def test_a_sentence_stands_in_one_block_with_the_one_it_leans_on():
    context = quote(A, "It opened.", context=True)
    told = shown(Story("A bridge opens", (A,), (context, quote(A, "He cut a ribbon."))))

    assert "<blockquote>It opened. He cut a ribbon.</blockquote>" in told


def test_somebody_elses_words_are_marked():
    told = shown(Story("A bridge opens", (A,), (quote(A, "It opened.", spoken=True),)))

    assert "20 November 2026 (somebody quoted there)" in told


@pytest.mark.parametrize(("length", "folds"), [(300, False), (900, True)])
def test_a_very_long_quote_folds(length: int, folds: bool):
    long = article("c", "x" * length)
    told = shown(Story("T", (long,), (quote(long, "x" * length),)))

    assert ("<blockquote expandable>" in told) is folds


def test_undated_stories_are_said_to_come_last():
    undated = article("d", "It closed.")
    stories = (
        Story("A bridge opens", (A,), (quote(A, "It opened."),)),
        Story("It closed.", (undated,), (quote(undated, "It closed."),)),
    )

    assert "2 stories from 2 articles, newest first, undated last" in shown(*stories)
    assert "2 stories from 2 articles, newest first<" in shown(stories[0], stories[0])
    assert "2 stories from 2 articles<" in shown(stories[1], stories[1])


def test_sources_name_each_document_once():
    story = Story("A bridge opens", (A, A), (quote(A, "It opened."),))

    told = render(sources_tree(page(story, story)))

    assert told.count("A bridge opens") == 1
    assert told.startswith("<b>Sources: Bridge</b>\n\n1. <a href=")


def test_buttons_lead_to_the_next_page_and_to_this_pages_sources():
    story = Story("A bridge opens", (A,), (quote(A, "It opened."),))
    ((more, sources),) = briefing_keyboard(page(story, number=2, more=1))

    assert decode(more.data).page == 3
    assert decode(sources.data).page == 2
    assert decode(sources.data).asof == NOW
    assert len(briefing_keyboard(page(story))[0]) == 1
    assert briefing_keyboard(page()) == ()


def test_nothing_on_a_topic_is_said_honestly():
    assert "Nothing on Bridge in the 3 articles I have read." in shown()
    assert shown(number=1) == "That was all there is on this topic."


def test_headline_and_attribution_stay_with_an_endless_quote():
    endless = article("e", "word " * 2500 + "end.", outlet="Ledger", title="Endless")
    story = Story("Endless", (endless,), (quote(endless, endless.body),))

    parts = split(briefing_tree(page(story)))

    texts = ["".join(block.text for block in part) for part in parts]
    assert any("Endlessword" in text for text in texts)
    assert any("end.— Ledger, undated" in text for text in texts)
    assert sum(text.count("word ") for text in texts) == 2500  # no word was cut


MARCH_4 = Published(datetime(2025, 3, 4, tzinfo=UTC), Precision.DAY, Basis.FEED)
MARCH_5 = Published(datetime(2025, 3, 5, tzinfo=UTC), Precision.DAY, Basis.FEED)
BEFORE = article("before", "Four people died.", outlet="Baltic Wire", published=MARCH_4)
LATER = article("later", "Six people died <there>.", outlet="Meridian", published=MARCH_5)
RIVAL = article("rival", "Five people died.", outlet="Courier", published=MARCH_5)


def test_an_update_says_what_the_figure_was_and_who_said_so():
    told = Update(quote(BEFORE, "Four people died."), (("Four", "Six"),))
    text = "Six people died <there>."

    shown_story = shown(Story(text, (LATER,), (quote(LATER, text, update=told),)))

    assert (
        "— Meridian, 5 March 2025\n"
        "<i>Updated: Six, before it was Four (Baltic Wire, 4 March 2025)</i>" in shown_story
    )


def test_reports_that_differ_stand_side_by_side_and_nothing_is_quoted_twice():
    text = "Six people died <there>."
    said, other = quote(LATER, text), quote(RIVAL, "Five people died.")
    story = Story(
        text,
        (LATER, RIVAL),
        (said,),
        voices=2,
        disagreements=(Disagreement((said, other), ("Six", "Five")),),
    )

    told = shown(story)

    assert (
        "<i>Reports differ: Six (Meridian, 5 March 2025); Five (Courier, 5 March 2025)</i>" in told
    )
    assert told.count("Six people died") == 1
    assert "<blockquote>Five people died.</blockquote>\n— Courier, 5 March 2025" in told


@pytest.mark.parametrize(
    ("articles", "voices", "words"),
    [
        ((LATER,), 1, None),
        ((LATER, RIVAL), 2, "2 reports, 2 outlets"),
        (
            (LATER, BEFORE, RIVAL),
            2,
            "3 reports, 3 outlets, 1 near copy, first 4 March 2025, last 5 March 2025",
        ),
    ],
)
def test_a_story_of_several_reports_says_how_many_stand_behind_it(articles, voices, words):
    text = "Six people died <there>."

    told = shown(Story(text, articles, (quote(LATER, text),), voices=voices))

    assert (f"<i>{words}</i>" in told) if words else (" report" not in told.split("\n\n")[1])


def test_the_sources_say_for_which_phrases_they_are_quoted():
    text = "Six people died <there>."
    story = Story(text, (LATER,), (quote(LATER, text, phrase="death <toll> + raid"),))

    told = render(sources_tree(page(story)))

    assert "<i>Quoted for “death &lt;toll&gt;” with “raid”</i>" in told


def test_the_sources_name_the_phrases_of_all_items_of_a_document():
    other = replace(LATER, id="later#2")
    text = "Six people died <there>."
    stories = [
        Story(text, (item,), (quote(item, text, phrase=phrase),))
        for item, phrase in ((LATER, "death"), (other, "raid"))
    ]

    assert "<i>Quoted for “death”, “raid”</i>" in render(sources_tree(page(*stories)))


def test_reports_of_one_day_are_not_told_apart_by_the_minute():
    noon = Published(datetime(2025, 3, 5, 12, tzinfo=UTC), Precision.MINUTE, Basis.FEED)
    text = "Six people died <there>."
    story = Story(text, (LATER, replace(RIVAL, published=noon)), (quote(LATER, text),), voices=2)

    assert "<i>2 reports, 2 outlets</i>" in shown(story)


def test_a_briefing_says_how_many_of_its_stories_it_shows():
    story = Story("It opened.", (A,), (quote(A, "It opened."),))
    counts = Counts(articles=3, stories=2, merged=0, undated=0)

    told = render(briefing_tree(Page(Briefing(TOPIC, (story,), counts), 0, NOW)))

    assert "3 articles read; 2 stories on this topic, 1 shown" in told


def test_nothing_new_is_said_to_be_nothing_new():
    counts = Counts(articles=3, stories=0, merged=0, undated=0)

    told = render(briefing_tree(Page(Briefing(TOPIC, (), counts, since=NOW), 0, NOW)))

    assert "Nothing new on Bridge in the 3 articles I have read." in told
