"""``quotewire topic add``, ``edit`` and ``remove``, as people and scripts use them."""

import asyncio
import io
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.filing import filed, unfinished
from bot.store.places import Place, open_place
from bot.store.records import ADMIN, Chat, ChatKey, ChatKind
from bot.topic_book import followers
from summaries.model import Article, Topic
from tests import postgres
from tests.running import QUOTEWIRE, running

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
GRID = "Energy grid: infrastructure, power plant; not: cultural"


def slugs(as_json) -> list[str]:
    return [topic["topic"] for topic in as_json("topic", "list")["topics"]]


def test_adding_a_topic_has_the_promised_shape_and_is_kept(as_json):
    told = as_json("topic", "add", GRID)

    matched = told.pop("matched")
    assert told == {
        "topic": "energy-grid",
        "title": "Energy grid",
        "articles": 5,
        "status": "added",
    }
    assert matched > 0
    assert slugs(as_json)[-1] == "energy-grid"
    briefing = as_json("brief", "energy-grid")["briefings"][0]
    assert briefing["stories"]


def test_a_dry_run_keeps_nothing(as_json, quotewire):
    assert as_json("topic", "add", GRID, "--dry-run")["status"] == "tried"
    assert "energy-grid" not in slugs(as_json)
    assert as_json("topic", "edit", "nato-path", "title Path", "--dry-run")["status"] == "tried"
    assert quotewire("topic", "edit", "nato-path")[1].startswith("NATO path: ")


def test_a_changed_topic_stays_changed_although_the_folder_says_otherwise(as_json, quotewire):
    told = as_json("topic", "edit", "hypersonic-missile", "title Fast missiles")
    assert (told["title"], told["status"]) == ("Fast missiles", "changed")

    code, out, _ = quotewire("topic", "edit", "hypersonic-missile")

    assert code == 0
    assert out.startswith("Fast missiles: ")
    assert as_json("topic", "edit", "hypersonic-missile")["definition"] == out.rstrip("\n")


def test_a_change_may_begin_with_a_hyphen_and_come_from_standard_input(
    quotewire, as_json, monkeypatch
):
    as_json("topic", "add", "Energy", "grid:", "infrastructure,", "power", "plant")
    assert quotewire("topic", "edit", "energy-grid", "--", "-infrastructure")[0] == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("Grid\npower line\nnot: life line\n"))
    assert quotewire("topic", "edit", "energy-grid", "-")[0] == 0

    assert quotewire("topic", "edit", "energy-grid")[1] == (
        "Grid: power line\nnot: life line\nslug: energy-grid\n"
    )


def test_a_removed_topic_of_the_folder_stays_removed(as_json):
    assert as_json("topic", "remove", "Air defence") == {
        "topic": "air-defence",
        "status": "removed",
    }
    assert slugs(as_json) == ["hypersonic-missile", "nato-path"]
    as_json("topic", "add", "Air defence: NASAMS")
    assert slugs(as_json) == ["hypersonic-missile", "nato-path", "air-defence"]


def test_people_see_why_it_matches_and_examples(quotewire):
    code, out, err = quotewire("topic", "add", GRID)

    assert (code, err) == (0, "")
    assert "of 5 stored articles" in out
    assert "infrastructure" in out
    assert "In no article: power plant" in out
    assert " │ " in out
    assert out.endswith("Added.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["add", "power grid"], 1, "Write a title, a colon and phrases"),
        (["add", "Help: a"], 1, "/help is a command of the bot"),
        (["add", "Air defence: a"], 1, "There is a topic air-defence already"),
        (["edit", "cooking", "+x"], 1, "There is no topic 'cooking'"),
        (["edit", "nato-path", "+?!"], 1, "holds no word"),
        (["remove", "nato"], 1, "There is no topic 'nato'"),
        (["add"], 2, "DEFINITION"),
        (["edit", "nato-path", "-NATO"], 2, "-NATO"),
    ],
)
def test_what_cannot_be_done_is_told(quotewire, arguments: list[str], code: int, words: str):
    told = quotewire("topic", *arguments)

    assert told[0] == code
    assert words in told[2]


def test_while_a_bot_runs_on_the_folder_the_chat_is_named_as_the_place(tmp_path: Path):
    data = tmp_path / "running"
    environment = {n: v for n, v in os.environ.items() if not n.startswith("QUOTEWIRE_")}
    environment["QUOTEWIRE_DATA"] = str(data)
    with running(data):
        add = subprocess.run(
            [QUOTEWIRE, "topic", "add", GRID],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        tried = subprocess.run(
            [QUOTEWIRE, "topic", "add", GRID, "--dry-run"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert add.returncode == 1
    assert "send /addtopic" in add.stderr
    assert tried.returncode == 0, tried.stderr
    assert tried.stdout.endswith("Nothing was kept.\n")


@pytest.fixture
def database(monkeypatch) -> Iterator[Place]:
    """A database in force, in which a bot filed one article of its own."""
    with postgres.ready() as conninfo:
        place = Place(url=postgres.as_url(conninfo))
        monkeypatch.setenv("QUOTEWIRE_DATABASE_URL", postgres.as_url(conninfo))
        asyncio.run(filled(place))
        yield place


async def filled(place: Place) -> None:
    async with await open_place(place) as store:
        body = "The old bridge over the river closed."
        article = Article("feed/1", "feed/1", body, NOW, language="en", extent=(0, len(body)))
        await store.articles.put(filed([article], "1", []), now=NOW)
        await store.topics.put([Topic("river", "River", ("river",))])
        key = ChatKey(7)
        chat = Chat(key, ChatKind.PRIVATE, NOW, topics=("bridge",))
        await store.chats.change(key, lambda _: chat)


async def test_a_database_is_changed_without_the_corpus_of_this_shell(database: Place, as_json):
    told = await asyncio.to_thread(as_json, "topic", "add", "Bridge: bridge")

    assert (told["matched"], told["articles"]) == (1, 1)
    async with await open_place(database) as store:
        assert [topic.slug for topic in await store.topics.all()] == ["river", "bridge"]
        assert await store.topics.of(ADMIN) == ["bridge"]
        assert [a.id for a in await store.articles.get(topic="bridge")] == ["feed/1"]
        assert [a.id for a in await store.articles.get(topic="river")] == ["feed/1"]
        assert await followers(store, "bridge") == 1
        assert not await unfinished(store)
