"""Admins look after sources in the chat; everybody else is told kindly that they cannot."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import answering
from bot.desk import Caveat, Line, Refreshed, Status
from bot.errors import Cause
from bot.sandbox import ADMIN, GROUP, SUBSCRIBER, Exchange, Sandbox
from bot.store.tiny import TinyStore, open_tiny
from tests.acceptance.conftest import Talk
from tests.desk import ADDRESS, AIR, NATO, NOW, FakeDesk, source, trial
from tests.judge import objections

# Another look for updates at the end, and the menu of admins who did not write to the bot yet.
MAY_BE_REFUSED = {"getUpdates", "setMyCommands"}


@dataclass
class House:
    """The running bot, and whoever talks to it."""

    desk: FakeDesk
    http: httpx.AsyncClient
    exchanges: list[Exchange]

    def talk(self, person: int, chat: int | None = None) -> Talk:
        return Talk(self.http, self.exchanges, person=person, chat=chat or person)

    @property
    def ada(self) -> Talk:
        return self.talk(ADMIN.id)

    @property
    def sam(self) -> Talk:
        return self.talk(SUBSCRIBER.id)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[TinyStore]:
    """Topics without articles, which nothing here is about."""
    async with await open_tiny(tmp_path / "data") as opened:
        await opened.topics.put([AIR, NATO])
        yield opened


@asynccontextmanager
async def open_house(
    store: TinyStore, sandbox: tuple[Sandbox, list[Exchange]], *owners: int
) -> AsyncIterator[House]:
    """The bot with a desk. Every request that it makes is judged at the end."""
    running, exchanges = sandbox
    desk = FakeDesk()
    async with (
        httpx.AsyncClient(base_url=running.api_url) as http,
        answering(
            store,
            token=running.token,
            api_url=running.api_url,
            clock=lambda: NOW,
            desk=desk,
            owners=frozenset(owners),
        ),
    ):
        yield House(desk, http, exchanges)
    wrong = [line for e in exchanges for line in objections(e.method, e.parameters)]
    assert not wrong, "\n".join(wrong)
    refused = [e for e in exchanges if e.status >= 400 and e.method not in MAY_BE_REFUSED]
    assert not refused


@pytest.fixture
async def house(store: TinyStore, sandbox: tuple[Sandbox, list[Exchange]]) -> AsyncIterator[House]:
    async with open_house(store, sandbox, ADMIN.id) as house:
        yield house


@pytest.fixture
async def ownerless(
    store: TinyStore, sandbox: tuple[Sandbox, list[Exchange]]
) -> AsyncIterator[House]:
    async with open_house(store, sandbox) as house:
        yield house


def labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def seen_again(talk: Talk, message: dict[str, Any]) -> dict[str, Any]:
    """A message as it is now."""
    messages = (await talk.state())["messages"]
    return next(m for m in messages if m["message_id"] == message["message_id"])


async def test_an_address_becomes_a_dry_run_and_then_a_source(house: House):
    ada, desk = house.ada, house.desk
    desk.trials["kyivpost.example"] = trial()

    await ada.write("/addsource kyivpost.example")
    dry_run = await ada.sees("RSS 2.0, in English, 20 items, 14 of the last 7 days")

    assert "Air defence: 6\nNATO path: 2" in dry_run["text"]
    assert "24 November 2026, 06:00 UTC (date from the feed); on Air defence" in dry_run["text"]
    assert "Ukraine received two more air defence systems on Monday" in dry_run["text"]
    assert labels(dry_run) == ["Add", "Cancel"]
    assert not desk.sources

    await ada.press(dry_run, "Add")
    await ada.sees("Added as source 1: Kyiv Post. 20 articles kept. I read it again in 1 hour.")

    assert desk.sources[1].address == ADDRESS
    assert labels(await seen_again(ada, dry_run)) == []


async def test_the_dry_run_takes_the_place_of_the_line_that_says_it_is_looked_at(house: House):
    ada = house.ada
    house.desk.trials["kyivpost.example"] = trial()

    await ada.write("/addsource kyivpost.example")
    await ada.sees("20 items")

    assert len(await ada.replies()) == 1
    sent = [e.parameters["text"] for e in ada.requests("sendMessage")]
    assert sent == ["Looking at kyivpost.example …"]


async def test_a_feed_of_teasers_can_be_added_with_its_full_pages(house: House):
    ada = house.ada
    house.desk.trials["kyivpost.example"] = trial(caveats=(Caveat.TEASERS,))

    await ada.write("/addsource kyivpost.example")
    dry_run = await ada.sees("only a sentence or two")
    await ada.press(dry_run, "Add, and read full pages")
    await ada.sees("I read the full pages")

    assert house.desk.sources[1].full_pages


async def test_whoever_cancels_adds_nothing(house: House):
    ada = house.ada
    house.desk.trials["kyivpost.example"] = trial()
    await ada.write("/addsource kyivpost.example")
    dry_run = await ada.sees("20 items")

    await ada.press(dry_run, "Cancel")

    assert (await ada.replies())[0]["text"] == "Nothing was added."
    assert labels(await seen_again(ada, dry_run)) == []
    assert not house.desk.sources


async def test_another_feed_of_the_page_is_tried_at_a_tap(house: House):
    ada, desk = house.ada, house.desk
    other = "https://kyivpost.example/opinion.xml"
    desk.trials["kyivpost.example"] = trial(others=((other, "Opinion"),))
    desk.trials[other] = trial(id="other", title="Kyiv Post Opinion", address=other)

    await ada.write("/addsource kyivpost.example")
    dry_run = await ada.sees("20 items")
    await ada.press(dry_run, "Try Opinion")

    assert labels(await ada.sees("Kyiv Post Opinion")) == ["Add", "Cancel"]


async def test_an_address_that_fails_says_why_in_the_same_message(house: House):
    ada = house.ada
    await ada.write("/addsource nosuch.example")
    await ada.sees("I cannot find this host. Check how it is spelt.")
    assert len(await ada.replies()) == 1


async def test_the_list_is_read_page_by_page_in_one_message(house: House):
    ada = house.ada
    house.desk.put(*(source(n) for n in range(1, 15)))

    listed = await ada.say("/sources")
    assert "14 sources: 14 working" in listed["text"]
    assert "Page 1 of 2" in listed["text"]
    assert labels(listed) == [*map(str, range(1, 11)), "Next"]

    await ada.press(listed, "Next")
    second = await ada.sees("Page 2 of 2")
    assert second["message_id"] == listed["message_id"]
    assert labels(second) == ["11", "12", "13", "14", "Back"]

    await ada.press(second, "12")
    assert "Source 12" in (await ada.replies())[0]["text"]


async def test_a_switch_changes_the_details_where_they_stand(house: House):
    ada = house.ada
    house.desk.put(source())
    details = await ada.say("/source 12")

    await ada.press(details, "Pause")
    paused = await ada.sees("Paused: I leave it alone")
    assert paused["message_id"] == details["message_id"]
    await ada.press(paused, "Read full pages")
    assert "Full pages: read" in (await ada.sees("Full pages: read"))["text"]

    assert house.desk.sources[12].paused
    assert house.desk.sources[12].full_pages


async def test_a_title_is_given_by_replying_to_the_question(house: House):
    ada = house.ada
    house.desk.put(source())
    details = await ada.say("/source 12")

    await ada.press(details, "Rename")
    question = (await ada.replies())[0]
    (asked,) = [e for e in ada.requests("sendMessage") if "reply_markup" in e.parameters][-1:]
    assert "force_reply" in str(asked.parameters["reply_markup"])
    answer = await ada.say("The  Harbour\nPost", reply_to=question)

    assert answer["text"] == "Source 12 is called “The Harbour Post” now."
    assert house.desk.sources[12].title == "The Harbour Post"


async def test_in_a_group_a_reply_of_somebody_else_renames_nothing(house: House):
    house.desk.put(source())
    ada, sam = house.talk(ADMIN.id, GROUP.id), house.talk(SUBSCRIBER.id, GROUP.id)

    question = await ada.say("/source 12 rename")
    await sam.write("Mine", reply_to=question)
    answer = await ada.say("Ours", reply_to=question)

    assert answer["text"] == "Source 12 is called “Ours” now."
    assert house.desk.sources[12].title == "Ours"
    assert not [m for m in (await ada.state())["messages"] if "“Mine”" in m["text"]]


async def test_a_reply_that_is_no_answer_to_a_question_is_read_as_ever(house: House):
    ada = house.ada
    help_message = await ada.say("/help")
    assert (await ada.say("air defence", reply_to=help_message))["text"].endswith("on Air defence.")


async def test_removing_is_asked_once_more(house: House):
    ada = house.ada
    house.desk.put(source(), articles=123)

    question = await ada.say("/removesource 12")
    assert "source 12, Outlet 12, with the 123 articles" in question["text"]
    await ada.press(question, "Keep it")
    kept = await ada.sees("Nothing was removed.")
    assert kept["message_id"] == question["message_id"]
    assert labels(kept) == []
    assert 12 in house.desk.sources

    question = await ada.say("/removesource 12")
    await ada.press(question, "Remove it")
    await ada.sees("Removed: Outlet 12, with 123 articles.")
    assert not house.desk.sources


async def test_a_button_of_a_source_that_is_no_more_says_so(house: House):
    ada = house.ada
    house.desk.put(source())
    details = await ada.say("/source 12")
    house.desk.sources.clear()

    assert (await ada.press(details, "Pause"))["text"].startswith("There is no source 12.")


async def test_a_refresh_tells_what_it_brought(house: House):
    ada = house.ada
    house.desk.put(source())
    house.desk.brought[12] = Refreshed(source(), new=3, changed=1)
    details = await ada.say("/source 12")

    await ada.press(details, "Refresh now")

    assert labels(await ada.sees("Outlet 12: 3 new articles, 1 changed article.")) == ["Source 12"]


async def test_a_refresh_that_fails_tells_the_cause_and_what_to_do(house: House):
    ada = house.ada
    house.desk.put(source())
    house.desk.brought[12] = Refreshed(source(cause=Cause.REFUSED, detail="status 403"))
    details = await ada.say("/source 12")
    await ada.press(details, "Refresh now")
    told = await ada.sees("could not be read")
    assert "its server lets no bots in (status 403). Look for another feed" in told["text"]


@pytest.mark.parametrize("name", ["notes.txt", "page.HTML", "page.htm", "notes.md"])
async def test_a_file_that_is_sent_is_taken_in(house: House, name: str):
    ada = house.ada
    await ada.attach(name, "Київ – word for word.".encode())
    added = await ada.sees(f"Added as source 1: {name}.")
    assert house.desk.documents == {name: "Київ – word for word.".encode()}
    assert labels(added) == ["Source 1", "Remove"]


async def test_another_kind_of_file_is_told_what_is_possible(house: House):
    await house.ada.attach("report.pdf", b"%PDF")
    await house.ada.sees("“report.pdf” is none of these")


async def test_a_file_over_the_cap_is_not_even_fetched(house: House):
    await house.ada.attach("long.txt", b"a" * 5_000_001)
    await house.ada.sees("I take files of up to 5 MB")
    assert not house.ada.requests("getFile")


async def test_in_a_group_a_file_counts_only_with_a_command_as_its_caption(house: House):
    ada = house.talk(ADMIN.id, GROUP.id)
    await ada.attach("private.txt", b"between us")
    await ada.attach("notes.txt", b"for all", caption="/addtext")
    await ada.sees("Added as source 1: notes.txt.")
    assert house.desk.documents == {"notes.txt": b"for all"}


async def test_words_beside_a_file_are_not_taken_in_and_that_is_said(house: House):
    await house.ada.attach("notes.txt", b"for all", caption="/addtext And these words.")
    told = await house.ada.sees("I took the file, not the words beside it.")
    assert "Added as source 1" in str(told)
    assert house.desk.documents == {"notes.txt": b"for all"}


async def test_a_list_of_feeds_is_imported_with_a_line_for_each(house: House):
    ada, desk = house.ada, house.desk
    desk.lines = [
        Line(1, 3, "Reuters", "https://r.example/f", Status.ADDED, source(1)),
        Line(2, 3, "Dead", "https://d.example/f", Status.FAILED, reason="Nobody answers there."),
        Line(3, 3, "BBC", "https://b.example/f", Status.KNOWN, source(2)),
    ]
    await ada.attach("feedly.opml", b"<opml/>")
    done = await ada.sees("feedly.opml: 3 feeds, 1 added, 1 known already, 1 not added.")
    assert "2. Dead\nnot added. Nobody answers there." in done["text"]
    assert "1. Reuters\nadded as source 1" in done["text"]
    assert labels(done) == ["All sources"]


async def test_the_text_of_a_message_is_taken_in_by_replying_to_it(house: House):
    ada, sam = house.talk(ADMIN.id, GROUP.id), house.talk(SUBSCRIBER.id, GROUP.id)
    message = await sam.write("Two ships left the harbour on Monday.")
    await ada.write("/addtext", reply_to=message)
    await ada.sees("Added as source 1: Two ships left the harbour on")
    assert list(house.desk.documents.values()) == [b"Two ships left the harbour on Monday."]


async def test_the_bots_own_messages_are_not_taken_in(house: House):
    ada = house.ada
    briefing = await ada.say("/topics")
    assert "I do not quote myself" in (await ada.say("/addtext", reply_to=briefing))["text"]
    assert not house.desk.documents


async def test_the_feeds_come_as_an_opml_file(house: House):
    ada = house.ada
    house.desk.put(source())
    message = await ada.say("/exportsources")
    assert message["caption"].startswith("1 feed as OPML.")
    assert message["document"]["file_name"] == "quotewire-sources.opml"


@pytest.mark.parametrize("command", ["/addsource x.example", "/sources", "/admins", "/addtext a"])
async def test_who_is_no_admin_is_told_so_in_a_sentence(house: House, command: str):
    told = await house.sam.say(command)
    assert "are looked after by this bot's admins" in told["text"]
    assert "/addadmin 1001" in told["text"]


async def test_who_is_no_admin_cannot_press_an_admins_button_either(house: House):
    house.desk.put(source())
    ada, sam = house.talk(ADMIN.id, GROUP.id), house.talk(SUBSCRIBER.id, GROUP.id)
    question = await ada.say("/removesource 12")
    assert (await sam.press(question, "Remove it"))["text"] == "Only this bot's admins can do that."
    assert 12 in house.desk.sources


async def test_without_any_owner_the_bot_says_how_to_become_one(ownerless: House):
    told = await ownerless.sam.say("/addsource x.example")
    assert "QUOTEWIRE_ADMINS=1001" in told["text"]
    in_group = await ownerless.talk(SUBSCRIBER.id, GROUP.id).say("/addsource x.example")
    assert "1001" not in in_group["text"]
    assert "write to me in private" in in_group["text"]


async def test_an_owner_makes_somebody_an_admin_by_replying_to_them(house: House, store: TinyStore):
    ada, sam = house.talk(ADMIN.id, GROUP.id), house.talk(SUBSCRIBER.id, GROUP.id)
    hello = await sam.write("hello")

    answer = await ada.say("/addadmin", reply_to=hello)

    assert answer["text"].startswith("Sam (1001) is an admin now")
    assert [(a.user, a.name) for a in await store.admins.all()] == [(1001, "Sam")]
    assert "There are no sources yet" in (await house.sam.say("/sources"))["text"]
    listed = (await house.sam.say("/admins"))["text"]
    assert "1002: owner, named in the settings" in listed
    assert "Sam (1001): admin since 24 November, that is you" in listed
    assert "Only owners" in (await house.sam.say("/addadmin 5"))["text"]


async def test_an_admin_is_one_no_more_once_an_owner_says_so(house: House):
    await house.sam.say("/start")
    await house.ada.say("/addadmin 1001")
    assert "no admin any more" in (await house.ada.say("/removeadmin 1001"))["text"]
    assert "looked after by" in (await house.sam.say("/sources"))["text"]


async def test_owners_stay_owners(house: House):
    assert "is an owner" in (await house.ada.say("/removeadmin 1002"))["text"]
    assert "1002: owner" in (await house.ada.say("/admins"))["text"].replace("Ada (1002)", "1002")


async def menu(talk: Talk) -> set[str]:
    return {c["command"] for c in (await talk.state())["commands"]}


async def test_only_admins_see_the_commands_of_admins(house: House):
    await house.sam.say("/start")
    assert "addsource" not in await menu(house.sam)
    await house.ada.say("/start")
    assert {"addsource", "admins", "topics"} <= await menu(house.ada)
    assert "addsource" not in await menu(house.talk(ADMIN.id, GROUP.id))

    await house.ada.say("/addadmin 1001")
    assert "addsource" in await menu(house.sam)
    await house.ada.say("/removeadmin 1001")
    assert "addsource" not in await menu(house.sam)
    assert "topics" in await menu(house.sam)


async def test_the_help_of_admins_tells_of_their_commands(house: House):
    assert "/addsource: Add a source by its address" in (await house.ada.say("/help"))["text"]
    assert "/addsource" not in (await house.sam.say("/help"))["text"]


async def test_a_long_live_answer_is_cut_off_kindly_when_the_bot_stops(
    store: TinyStore, sandbox: tuple[Sandbox, list[Exchange]]
):
    async with open_house(store, sandbox, ADMIN.id) as house:

        async def endless(content: bytes) -> AsyncIterator[Line]:
            yield Line(1, 2, "Reuters", "https://r.example/f", Status.ADDED, source(1))
            await asyncio.Event().wait()

        house.desk.import_opml = endless  # type: ignore[method-assign]
        await house.ada.attach("feedly.opml", b"<opml/>")
        await house.ada.sees("Importing feedly.opml: 1 of 2")
    last = [e for e in house.exchanges if e.method == "editMessageText"][-1]
    assert "I was stopped before this was done." in str(last.parameters["text"])


async def test_briefings_come_while_something_long_goes_on(house: House):
    async def endless(content: bytes) -> AsyncIterator[Line]:
        for number in itertools.count(1):
            yield Line(number, 1_000, "R", "https://r.example/f", Status.ADDED, source(number))
            await asyncio.sleep(0.01)

    house.desk.import_opml = endless  # type: ignore[method-assign]
    started = asyncio.get_running_loop().time()
    await house.ada.attach("feedly.opml", b"<opml/>")
    await house.ada.sees("Importing feedly.opml:")
    await house.sam.say("/topic air-defence")
    edits = house.ada.requests("editMessageText")
    assert len(edits) <= 4 + asyncio.get_running_loop().time() - started
