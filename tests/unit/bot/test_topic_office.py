"""Topics in the admins' chat, where the sandbox cannot show it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.briefings import Briefings
from bot.chat.answer import Answer, Notice
from bot.chat.asker import Asker
from bot.chat.conversation import Conversation
from bot.chat.keyboards import Keyboard
from bot.chat.messages.split import split
from bot.chat.messages.topic_trial import trial_tree, various
from bot.chat.office import Attached
from bot.chat.topic_office import TopicOffice
from bot.filing import filed
from bot.refiling import Refiler
from bot.sources.corpus import read_topics
from bot.store.tiny import TinyStore, open_tiny
from bot.topic_book import try_out
from bot.topic_rules import LONGEST_SLUG
from summaries.dryrun import Example
from summaries.model import Article, Topic
from tests.acceptance.conftest import SEEDS

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


async def nobody() -> bool:
    return False


ADA = Asker(1002, nobody, 1002)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[TinyStore]:
    async with await open_tiny(tmp_path) as opened:
        yield opened


class Menu:
    """Counts how often the menu was published."""

    def __init__(self) -> None:
        self.times = 0

    async def published(self) -> None:
        self.times += 1


@pytest.fixture
async def office(store: TinyStore) -> AsyncIterator[TopicOffice]:
    async with Refiler(store) as refiler:
        yield TopicOffice(store, refiler, Menu().published, lambda: NOW)


def text(answer: Answer | Notice) -> str:
    if isinstance(answer, Notice):
        return answer.text
    return "\n".join(block.text for block in answer.tree)


def data(keyboard: Keyboard) -> list[str]:
    return [button.data for row in keyboard for button in row]


async def said(office: TopicOffice, command: str) -> Answer:
    """The last that the answer to a command shows."""
    name, _, argument = command.partition(" ")
    answer = await office.command(name, argument, ADA, Attached())
    return [each async for each in answer.live][-1] if answer.live is not None else answer


def article(name: str, body: str, **known: object) -> Article:
    return Article(name, name, body, NOW, language="en", extent=(0, len(body)), **known)


async def test_a_trial_that_is_no_longer_at_hand_is_to_be_sent_again(office: TopicOffice):
    trial = await said(office, "addtopic Bridge: bridge")
    save, drop = data(trial.keyboard)

    assert text(await office.press("top:save:0badcafe", ADA)).endswith("Please send it again.")
    saved = await office.press(save, ADA)
    assert text(saved).startswith("Saved: Bridge, /bridge")
    assert text(await office.press(save, ADA)).endswith("Please send it again.")
    assert text(await office.press(drop, ADA)) == "Nothing was saved."


async def test_only_the_latest_fifty_trials_are_kept_at_hand(office: TopicOffice):
    first = await said(office, "addtopic Bridge: bridge")
    for _ in range(50):
        last = await said(office, "addtopic River: river")

    assert isinstance(await office.press(data(first.keyboard)[0], ADA), Notice)
    assert isinstance(await office.press(data(last.keyboard)[0], ADA), Answer)


async def test_two_topics_with_one_name_cannot_both_be_saved(office: TopicOffice, store: TinyStore):
    trials = [
        await said(office, f"addtopic Bridge: {phrase}; slug: {slug}")
        for phrase, slug in (("bridge", "a"), ("viaduct", "b"))
    ]
    first, second = [await office.press(data(t.keyboard)[0], ADA) for t in trials]

    assert isinstance(first, Answer)
    assert text(second).startswith("Somebody changed the topics meanwhile.")
    assert [topic.slug for topic in await store.topics.all()] == ["a"]


async def test_progress_is_shown_while_articles_are_matched(office: TopicOffice, store: TinyStore):
    articles = [article(f"{n:04}", "A new bridge.") for n in range(1_200)]
    await store.articles.put(filed(articles, "feed", []), now=NOW)
    trial = await said(office, "addtopic Bridge: bridge")
    saved = await office.press(data(trial.keyboard)[0], ADA)

    assert isinstance(saved, Answer)
    assert saved.live is not None
    shown = [text(answer).split("\n")[-1] async for answer in saved.live]
    assert shown == [
        "Matching stored articles: 500 of 1,200",
        "Matching stored articles: 1,000 of 1,200",
        "Matching stored articles: 1,200 of 1,200",
        "Done. 1,200 articles match.",
    ]


async def test_a_briefing_says_that_articles_are_still_being_matched(store: TinyStore):
    await store.topics.put([Topic("bridge", "Bridge", ("bridge",)), Topic("a", "A", ("a",))])
    conversation = Conversation(
        store, Briefings(store), lambda: NOW, unfinished=lambda slug: slug == "bridge"
    )

    assert "still being matched" in text(await conversation.command("bridge", "", ADA))
    assert "still being matched" not in text(await conversation.command("a", "", ADA))


async def test_buttons_fit_into_64_bytes_for_the_longest_slug(
    office: TopicOffice, store: TinyStore
):
    slug = "a" * LONGEST_SLUG
    await store.topics.put([Topic(slug, "A", ("a",))])

    for command in ("topic_edit", "removetopic", f"removetopic {slug}"):
        for each in data((await said(office, command)).keyboard):
            assert len(each.encode()) <= 64
            assert each.startswith(office.prefix)


async def test_a_button_of_a_topic_that_is_gone_says_so(office: TopicOffice):
    for action in ("show", "ask", "remove"):
        assert "no longer here" in text(await office.press(f"top:{action}:bridge", ADA))
    assert isinstance(await office.press("top:nonsense", ADA), Notice)


async def test_without_topics_there_is_nothing_to_change(office: TopicOffice):
    for command in ("topic_edit", "removetopic bridge"):
        assert text(await said(office, command)) == "There are no topics yet. /addtopic makes one."


@pytest.mark.parametrize("topic", read_topics(SEEDS / "topics.toml"), ids=lambda topic: topic.slug)
async def test_a_definition_is_sent_to_be_copied_or_says_that_it_is_too_long(
    office: TopicOffice, store: TinyStore, topic: Topic
):
    await store.topics.put([topic])

    answer = await said(office, f"topic_edit {topic.slug}")

    copied = [run.text for block in answer.tree for run in block.runs if run.code]
    if "too long" in text(answer):
        assert len(copied[0]) > 3_000
    else:
        assert len(split(answer.tree)) == 1
        again = await said(office, copied[0].removeprefix("/"))
        assert "nothing changes" in text(again)


async def trial(store: TinyStore, topic: Topic, *articles: Article) -> str:
    await store.articles.put(filed(articles, "feed", []), now=NOW)
    return "\n".join(b.text for b in trial_tree(await try_out(store, topic, now=NOW)))


async def test_a_phrase_that_is_too_general_is_pointed_out(store: TinyStore):
    articles = [article(str(n), "The city grew.") for n in range(30)]
    told = await trial(store, Topic("city", "City", ("city",)), *articles)
    assert "30 of 30 stored articles speak of it, all of the last week." in told
    assert "Is one of the phrases too general?" in told


async def test_an_empty_store_says_nothing_of_matches(store: TinyStore):
    told = await trial(store, Topic("city", "City", ("city",)))
    assert "There are no stored articles yet" in told


async def test_what_an_exclusion_keeps_away_is_named(store: TinyStore):
    topic = Topic("grid", "Grid", ("grid",), exclude=("energy drink",))
    body = "The grid is an energy drink now."
    told = await trial(store, topic, article("a", body, title="Drinks"), article("b", "The grid."))
    assert "1 of 2 stored articles speaks of it" in told
    assert "Ruled out by “energy drink”: Drinks" in told


async def test_long_lists_of_phrases_end_with_a_number(store: TinyStore):
    words = [f"word{number}" for number in range(15)]
    articles = [article(word, f"Here is {word}.") for word in words]
    topic = Topic("words", "Words", (*words, *(f"no{n}" for n in range(14))))
    told = await trial(store, topic, *articles)
    assert "and 3 further phrases" in told
    assert "no11, and 2 more" in told


async def test_the_last_week_is_told_apart(store: TinyStore):
    body = "The grid."
    old = Article("old", "old", body, NOW - timedelta(days=9), extent=(0, len(body)))
    topic = Topic("grid", "Grid", ("grid",))
    assert "None is of the last week." in await trial(store, topic, old)
    assert "; of the last week 0 of 1." in await trial(store, topic, article("new", "Nothing."))


def test_examples_are_of_different_phrases_where_there_are_such():
    one = article("a", "x")
    examples = [Example(one, 0, 1, phrase) for phrase in "aaabc"]
    assert [e.phrase for e in various(examples, 3)] == ["a", "b", "c"]
    assert [e.phrase for e in various(examples, 4)] == ["a", "a", "b", "c"]
