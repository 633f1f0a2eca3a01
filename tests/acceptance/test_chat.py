"""What somebody who chats with the bot gets."""

import re
from pathlib import Path

import pytest

from bot.app import answering
from bot.sandbox import GROUP, Exchange, Sandbox
from summaries.model import Topic
from tests.acceptance.conftest import SEEDS, Talk
from tests.judge import objections

FURNITURE = (
    "Recommended",
    "Transcript",
    "last month",
    "#NATO",
    "00:0",
    "IMAGES",
    "Description",
    "Immigration",
    "Added on",
    "Copyright",
    "News update",
    "UNRWA",
    "RMG",
    "Sudan",
    "image-225449",
    "JOIN US",
    "Kyivpost_official",
    "Tipping Point",
    "Ctrl + Enter",
    "Greenwatch Desk",
    "3:48pm",
)


def quotes_in(message: dict) -> list[str]:
    """The texts of a message's block quotes."""
    encoded = message["text"].encode("utf-16-le")
    return [
        encoded[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
        for e in message["entities"]
        if e["type"] in {"blockquote", "expandable_blockquote"}
    ]


def seed(number: str) -> str:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return " ".join(path.read_text("utf-8").split())


def transcript_without_timecodes(text: str) -> str:
    import re

    return re.sub(r"\s?\d\d:\d\d", " ", text)


def is_verbatim(sentence: str, number: str) -> bool:
    folded = " ".join(transcript_without_timecodes(seed(number)).split())
    return sentence in folded


@pytest.mark.parametrize(
    ("topic", "documents", "phrases"),
    [
        ("air-defence", ["000", "003", "004"], ["air defence"]),
        ("hypersonic-missile", ["000", "002", "004"], ["hypersonic"]),
        ("nato-path", ["000", "001"], ["push to join the bloc", "path to NATO"]),
    ],
)
async def test_a_topic_is_answered_in_quotes_from_the_right_documents(
    talk: Talk, topic: str, documents: list[str], phrases: list[str]
):
    message = await talk.say(f"/topic {topic}")

    quotes = quotes_in(message)
    assert quotes
    for quote in quotes:
        assert any(is_verbatim(quote, number) for number in documents), quote
    assert all(phrase in message["text"] for phrase in phrases)
    assert not [word for word in FURNITURE if word in message["text"]]


async def test_each_quote_is_followed_by_outlet_and_date(talk: Talk):
    message = await talk.say("/topic air-defence")

    lines = message["text"].split("\n")
    assert "— Ukrinform, undated" in lines
    assert "— Kyiv Post, October 2022" in lines
    assert "— Outlet unknown, undated" in lines


async def test_the_small_print_counts_what_was_read(talk: Talk):
    message = await talk.say("/topic hypersonic-missile")

    assert message["text"].endswith(
        "5 articles read, 3 of them undated; 2 stories on this topic, 1 report merged"
    )


@pytest.mark.parametrize(
    "words",
    [
        "/topic air defence",
        "/topic Air Defense",
        "/topic air_defence",
        "/topic AIR-DEFENCE",
        "/topic air defnce",
        "/air_defence",
        "/topic@quotewire_sandbox_bot air-defence",
        "air defence",
        "/topic\nair-defence",
    ],
)
async def test_a_topic_is_found_by_slug_title_command_and_close_spelling(talk: Talk, words: str):
    assert (await talk.say(words))["text"].startswith("Air defence\n")


async def test_topic_without_a_name_offers_all_topics_and_a_press_answers(talk: Talk):
    menu = await talk.say("/topic")

    labels = [b["text"] for row in menu["reply_markup"]["inline_keyboard"] for b in row]
    assert labels == ["Air defence", "Hypersonic missile", "NATO path"]
    assert (await talk.press(menu, "NATO path"))["answered"]
    assert (await talk.replies())[0]["text"].startswith("NATO path\n")


async def test_an_unknown_topic_gets_the_nearest_ones_as_buttons(talk: Talk):
    message = await talk.say("/topic supersonic")

    assert message["text"].startswith("I have no topic called “supersonic”.")
    labels = [b["text"] for row in message["reply_markup"]["inline_keyboard"] for b in row]
    assert labels[0] == "Hypersonic missile"


async def test_more_brings_further_quotes_until_there_are_none(talk: Talk):
    message = await talk.say("/topic air-defence")
    told = quotes_in(message)
    pages = 0
    while any(
        b["text"] == "More" for row in message["reply_markup"]["inline_keyboard"] for b in row
    ):
        assert (await talk.press(message, "More"))["answered"]
        message = (await talk.replies())[0]
        fresh = quotes_in(message)
        assert fresh
        assert not set(fresh) & set(told)
        told += fresh
        pages += 1
        assert pages < 10

    assert pages >= 1
    assert any("NASAMS" in quote for quote in told)


async def test_a_pressed_more_goes_away_so_that_no_page_comes_twice(talk: Talk):
    message = await talk.say("/topic air-defence")
    await talk.press(message, "More")
    await talk.replies()

    for _ in range(100):
        messages = (await talk.state())["messages"]
        old = next(m for m in messages if m["message_id"] == message["message_id"])
        labels = [b["text"] for row in old["reply_markup"]["inline_keyboard"] for b in row]
        if "More" not in labels:
            break
    assert labels == ["Sources"]


async def test_sources_lists_the_articles_of_a_briefing(talk: Talk):
    message = await talk.say("/topic hypersonic-missile")
    await talk.press(message, "Sources")

    text = (await talk.replies())[0]["text"]
    assert text.startswith("Sources: Hypersonic missile")
    assert (
        "NATO, Ukraine to Meet Tuesday Over Russian Attack\n— Greenwatch, 22 November 2024" in text
    )
    assert re.search(r"\d\. \w.+ …\n— Outlet unknown, undated", text)
    assert ".txt" not in text


async def test_start_welcomes_and_offers_topics(talk: Talk):
    message = await talk.say("/start")

    assert "word for word" in message["text"]
    assert len(message["reply_markup"]["inline_keyboard"]) == 3


async def test_help_and_topics_answer(talk: Talk):
    assert "/topics" in (await talk.say("/help"))["text"]
    assert "Air defence: /air_defence" in (await talk.say("/topics"))["text"]


async def test_the_menu_has_a_command_for_each_topic(talk: Talk):
    commands = [c["command"] for c in (await talk.state())["commands"]]

    assert commands == [
        "topic",
        "air_defence",
        "hypersonic_missile",
        "nato_path",
        "topics",
        "mydata",
        "forgetme",
        "help",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "<b>bold</b> & <script>alert(1)</script>",
        "&lt;i&gt;",
        "a\u202eb",
        "x" * 3000,
        "<",
        "🚀" * 50,
        "\x07bell",
        "/topic <a href='x'>",
        "“”",
        "%s {0} {query}",
    ],
)
async def test_whatever_is_typed_comes_back_as_text(talk: Talk, typed: str):
    message = await talk.say(typed)

    marks = {e["type"] for e in message.get("entities", [])}
    assert marks <= {"bot_command"}
    assert "topic" in message["text"]
    if typed.startswith("<b>"):
        assert "<b>bold</b> & <script>alert(1)</script>" in message["text"]


async def test_an_unknown_command_is_told_so_in_private(talk: Talk):
    assert "I do not know the command /weather" in (await talk.say("/weather"))["text"]


async def test_a_button_of_a_topic_that_is_gone_says_so(talk: Talk, store):
    menu = await talk.say("/topic")
    await store.topics.remove(["nato-path"])

    answer = await talk.press(menu, "NATO path")

    assert answer["text"] == "That topic is no longer here. /topics lists what there is."


async def test_in_a_group_the_bot_replies_to_the_question_and_leaves_others_commands_alone(
    talk: Talk,
):
    people = (await talk.http.get("/sandbox/people")).json()
    group = next(c["id"] for c in people["chats"] if c["type"] != "private")
    there = Talk(talk.http, talk.exchanges, chat=group)

    await there.write("/weather")
    await there.write("/topic@some_other_bot air-defence")
    answer = await there.say("/topic nato-path")

    assert answer["text"].startswith("NATO path\n")
    assert answer["reply_to_message"]["text"] == "/topic nato-path"
    bots = [m for m in (await there.state())["messages"] if m["from"]["is_bot"]]
    assert len(bots) == 1


async def test_two_people_are_answered_each_in_their_own_chat(talk: Talk, admin_talk: Talk):
    await talk.write("/topic nato-path")
    await admin_talk.write("/topic air-defence")

    assert (await talk.replies())[0]["text"].startswith("NATO path")
    assert (await admin_talk.replies())[0]["text"].startswith("Air defence")


async def test_a_briefing_has_no_link_previews_and_is_html(talk: Talk):
    await talk.say("/topic air-defence")

    sent = talk.requests("sendMessage")[-1].parameters
    assert sent["parse_mode"] == "HTML"
    assert sent["link_preview_options"] == {"is_disabled": True}


def test_the_seeds_are_the_five_documents():
    assert len(list(Path(SEEDS).glob("*.txt"))) == 5


async def test_a_hundred_and_fifty_topics_fit_into_what_telegram_takes(talk: Talk, store):
    await store.topics.put(
        [Topic(f"topic-{n}", f"Topic number {n} " + "x" * 60, ("x",)) for n in range(150)]
    )

    await talk.write("/topics")

    parts = await talk.replies(4)
    told = "\n".join(part["text"] for part in parts)
    assert all(f"/topic_{n}\n" in told + "\n" for n in range(150))
    assert "reply_markup" not in parts[0]
    assert 10 < len(parts[-1]["reply_markup"]["inline_keyboard"]) <= 100


async def test_an_unexpected_error_is_logged_without_the_text_and_the_person_is_told(
    talk: Talk, store, monkeypatch, caplog
):
    async def broken():
        raise ZeroDivisionError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(store.topics, "all", broken)
        message = await talk.say("my secret words")

    assert message["text"] == "Something went wrong here. It has been noted; please try again."
    assert "a bug" in caplog.text
    assert "my secret words" not in caplog.text
    assert "reply_markup" in await talk.say("/topics")


async def test_new_topics_and_articles_are_answered_without_a_restart(talk: Talk, store):
    before = await talk.say("/topic nato-path")
    await store.articles.remove([a.id for a in await store.articles.get() if "001_" in a.id])

    after = await talk.say("/topic nato-path")

    assert "push to join the bloc" in before["text"]
    assert "push to join the bloc" not in after["text"]
    assert "4 articles read" in after["text"]


async def test_in_private_a_command_for_another_bot_is_left_alone(talk: Talk):
    await talk.write("/topic@some_other_bot air-defence")
    await talk.say("/help")

    texts = [m["text"] for m in (await talk.state())["messages"] if m["from"]["is_bot"]]
    assert len(texts) == 1
    assert texts[0].startswith("What I can do")


async def test_the_bots_name_and_commands_are_understood_in_any_case(talk: Talk):
    name = (await talk.state())["bot"]["username"].upper()

    assert (await talk.say(f"/TOPIC@{name} nato-path"))["text"].startswith("NATO path")


async def test_in_a_group_what_people_say_to_each_other_is_left_alone(talk: Talk):
    there = Talk(talk.http, talk.exchanges, chat=GROUP.id)

    await there.write("air defence is on everybody's mind")
    await there.say("/help")

    bots = [m["text"] for m in (await there.state())["messages"] if m["from"]["is_bot"]]
    assert len(bots) == 1


async def test_a_press_in_a_group_is_answered_without_quoting_the_bot_itself(talk: Talk):
    there = Talk(talk.http, talk.exchanges, chat=GROUP.id)
    menu = await there.say("/topic")
    await there.press(menu, "NATO path")

    (answer,) = await there.replies()
    assert "reply_to_message" in menu
    assert "reply_to_message" not in answer


async def test_the_last_page_of_more_says_that_it_is_the_last(talk: Talk, store):
    message = await talk.say("/topic air-defence")
    await store.articles.remove([a.id for a in await store.articles.get()])

    answer = await talk.press(message, "More")

    assert answer["text"] == "That was all there is on this topic."


async def test_a_misspelt_command_of_a_topic_is_understood(talk: Talk):
    assert (await talk.say("/nato_pth"))["text"].startswith("NATO path")


async def test_the_menu_never_has_more_commands_than_telegram_takes(
    store, sandbox: tuple[Sandbox, list[Exchange]]
):
    running, exchanges = sandbox
    await store.topics.put([Topic(f"t-{n}", "T" * 80, ("x",)) for n in range(150)])

    async with answering(store, token=running.token, api_url=running.api_url):
        pass

    (menu,) = [e for e in exchanges if e.method == "setMyCommands"]
    assert menu.status == 200
    assert len(menu.parameters["commands"]) == 100
    assert [line for e in exchanges for line in objections(e.method, e.parameters)] == []
