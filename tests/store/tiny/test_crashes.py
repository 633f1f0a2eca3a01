"""What a crash, a full disk or an erasure leaves of the embedded store's files."""

import asyncio
import shutil
import time
from pathlib import Path

import pytest

from bot.errors import StoreError, StoreInUse
from bot.store.checking import check
from bot.store.records import ChatKey
from bot.store.source import Admin
from bot.store.tiny import open_tiny
from bot.store.tiny.storage import SafeStorage
from summaries.model import Topic
from tests.contract.records import (
    GROUP,
    LEASE,
    MIA,
    NOW,
    SAM,
    article,
    chat,
    digest,
    entry,
    filed,
    source,
)
from tests.contract.test_chats import keep
from tests.store.tiny.test_files import FULL, TOPIC, written


@pytest.mark.parametrize("survive", [0, 1, 2, 3])
async def test_what_is_written_together_is_there_together_after_a_crash(
    tmp_path: Path, monkeypatch, survive: int
):
    store = await open_tiny(tmp_path / "data")
    await keep(store, *(chat(ChatKey(number)) for number in range(1, 301)))
    await store.outbox.keep([digest()])
    await store.outbox.enter([entry(ChatKey(1))])
    await store.flush()
    written_before = []
    real = SafeStorage.write

    def crash(self, data):
        if len(written_before) == survive:
            raise FULL
        written_before.append(self._path)
        real(self, data)

    monkeypatch.setattr(SafeStorage, "write", crash)
    await store.chats.move(1, -77)  # from the first file of chats to the second
    if survive < 3:
        with pytest.raises(StoreError):
            await store.flush()
    else:
        await store.flush()
    shutil.copytree(tmp_path / "data", tmp_path / "after")
    monkeypatch.undo()
    await store.close()

    for writable in (False, True, True):
        async with await open_tiny(tmp_path / "after", writable=writable) as again:
            assert await again.chats.get(ChatKey(1)) is None
            assert await again.chats.get(ChatKey(-77))
            assert len(await again.outbox.of(-77)) == 1
            assert not (await check(again)).problems
    assert not (tmp_path / "after" / "journal.json").exists()


@pytest.mark.parametrize("survive", [None, 0, 1, 2])
async def test_an_article_and_how_it_read_before_change_together(
    tmp_path: Path, monkeypatch, refusing_disk, survive: int | None
):
    store = await open_tiny(tmp_path / "data")
    await store.articles.put([filed(1, body="Before.", extent=(0, 5))], now=NOW)
    await store.flush()
    left = survive or 0
    real = SafeStorage.write

    def crash(self, data):
        nonlocal left
        if not left:
            raise FULL
        left -= 1
        real(self, data)

    monkeypatch.setattr(SafeStorage, "write", crash)
    refusing_disk.refusal = FULL if survive is None else None  # then not even the journal is there
    await store.articles.put([filed(1, body="After.", extent=(0, 5))], now=NOW)
    if survive == 2:
        await store.flush()
    else:
        with pytest.raises(StoreError):
            await store.flush()
    shutil.copytree(tmp_path / "data", tmp_path / "after")
    monkeypatch.undo()
    await store.close()

    for writable in (False, True):
        async with await open_tiny(tmp_path / "after", writable=writable) as again:
            (now,) = await again.articles.get()
            before = await again.articles.earlier(article(1).id)
            if survive is None:
                assert (now.body, list(before)) == ("Before.", [])
            else:
                assert (now.body, [each.body for each in before]) == ("After.", ["Before."])
            assert not (await check(again)).problems


@pytest.mark.parametrize("survive", [0, 1, 2])
async def test_a_source_and_the_number_that_it_was_given_are_there_together(
    tmp_path: Path, monkeypatch, survive: int
):
    store = await open_tiny(tmp_path / "data")
    left = survive
    real = SafeStorage.write

    def crash(self, data):
        nonlocal left
        if not left:
            raise FULL
        left -= 1
        real(self, data)

    await store.sources.add(source)
    monkeypatch.setattr(SafeStorage, "write", crash)
    if survive < 2:
        with pytest.raises(StoreError):
            await store.flush()
    else:
        await store.flush()
    shutil.copytree(tmp_path / "data", tmp_path / "after")
    monkeypatch.undo()
    await store.close()

    async with await open_tiny(tmp_path / "after") as again:
        assert await again.sources.remove(1)
        assert (await again.sources.add(source)).number == 2


async def test_a_crash_before_anything_was_written_leaves_everything_as_it_was(
    tmp_path: Path, refusing_disk
):
    store = await open_tiny(tmp_path / "data")
    await keep(store, *(chat(ChatKey(number)) for number in range(1, 301)))
    await store.flush()
    refusing_disk.refusal = FULL
    await store.chats.move(1, -77)
    with pytest.raises(StoreError):
        await store.flush()
    shutil.copytree(tmp_path / "data", tmp_path / "after")
    refusing_disk.refusal = None
    await store.close()

    async with await open_tiny(tmp_path / "after") as again:
        assert await again.chats.get(ChatKey(1))
        assert await again.chats.get(ChatKey(-77)) is None


async def test_an_erasure_that_the_disk_refused_is_done_when_there_is_room(
    tmp_path: Path, refusing_disk
):
    unusual = ChatKey(5550001777)
    store = await open_tiny(tmp_path)
    await keep(store, chat(unusual), chat(MIA))
    await store.flush()
    refusing_disk.refusal = FULL
    with pytest.raises(StoreError):
        await store.chats.forget(unusual.chat)
    assert any(str(unusual.chat) in path.read_text("utf-8") for path in tmp_path.glob("*.json*"))

    refusing_disk.refusal = None
    await store.close()

    assert not any(
        str(unusual.chat) in path.read_text("utf-8") for path in tmp_path.glob("*.json*")
    )


async def test_an_erasure_that_a_crash_cut_short_is_done_at_the_next_start(
    tmp_path: Path, monkeypatch
):
    unusual = ChatKey(5550001777)
    store = await open_tiny(tmp_path / "data")
    await keep(store, chat(unusual), chat(MIA))
    await store.flush()

    def crash(_: SafeStorage) -> None:
        raise FULL

    monkeypatch.setattr(SafeStorage, "forget_previous", crash)
    with pytest.raises(StoreError):
        await store.chats.forget(unusual.chat)
    shutil.copytree(tmp_path / "data", tmp_path / "after")
    monkeypatch.undo()
    await store.close()

    async with await open_tiny(tmp_path / "after"):
        texts = [path.read_text("utf-8") for path in (tmp_path / "after").glob("*.json*")]
        assert not any(str(unusual.chat) in text for text in texts)


async def test_a_closed_store_writes_no_more(tmp_path: Path):
    store = await open_tiny(tmp_path)
    await store.close()
    await written(tmp_path, TOPIC)
    await store.topics.put([Topic("x", "X", ("x",))])

    with pytest.raises(StoreError, match="is closed"):
        await store.flush()
    await store.close()

    async with await open_tiny(tmp_path) as again:
        assert list(await again.topics.all()) == [TOPIC]


async def test_a_store_whose_closing_is_cancelled_keeps_the_folder_until_all_is_written(
    tmp_path: Path, monkeypatch
):
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()
    real = SafeStorage.write

    def slow(self, data):
        loop.call_soon_threadsafe(begun.set)
        time.sleep(0.2)
        real(self, data)

    store = await open_tiny(tmp_path)
    await store.topics.put([TOPIC])
    monkeypatch.setattr(SafeStorage, "write", slow)
    closing = asyncio.ensure_future(store.close())
    await begun.wait()
    closing.cancel()

    with pytest.raises(StoreInUse):
        await open_tiny(tmp_path)
    async with asyncio.timeout(30):
        while True:
            try:
                again = await open_tiny(tmp_path)
            except StoreInUse:
                await asyncio.sleep(0.02)
            else:
                break
    assert list(await again.topics.all()) == [TOPIC]
    await again.close()


async def test_who_only_reads_erases_nothing(tmp_path: Path):
    async with await open_tiny(tmp_path) as store:
        await keep(store, chat(SAM))
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.json*")}

    async with await open_tiny(tmp_path, writable=False) as reader:
        await reader.chats.forget(SAM.chat)

    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.json*")} == before


async def test_who_is_cancelled_while_waiting_leaves_the_write_whole(tmp_path: Path, monkeypatch):
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()
    real = SafeStorage.write

    def slow(self, data):
        loop.call_soon_threadsafe(begun.set)
        asyncio.run(asyncio.sleep(0.1))
        real(self, data)

    monkeypatch.setattr(SafeStorage, "write", slow)
    async with await open_tiny(tmp_path) as store:
        await store.topics.put([TOPIC])
        waiting = asyncio.ensure_future(store.flush())
        await begun.wait()
        waiting.cancel()
        await store.topics.put([Topic("x", "X", ("x",))])

    async with await open_tiny(tmp_path) as store:
        assert [topic.slug for topic in await store.topics.all()] == ["air-defence", "x"]


async def test_after_forgetting_no_file_holds_the_chat_not_even_the_copy_before(tmp_path: Path):
    unusual = -5550001999
    async with await open_tiny(tmp_path) as store:
        await keep(store, chat(GROUP), chat(MIA))
        await store.flush()
        await keep(store, chat(MIA, language="uk"))
        await store.chats.move(GROUP.chat, unusual)
        await store.outbox.keep([digest()])
        moved = chat(GROUP).key.__class__(unusual)
        await store.outbox.enter([entry(moved), entry(MIA)])
        await store.flush()
        await store.outbox.claim(now=NOW, lease=LEASE)
        assert any(str(unusual) in path.read_text("utf-8") for path in tmp_path.glob("*.json*"))
        (tmp_path / "chats-000001.json.damaged").write_text(str(unusual), "utf-8")

        await store.chats.forget(unusual)

        holding = [p.name for p in tmp_path.iterdir() if str(unusual) in p.read_text("utf-8")]
        assert holding == []
        assert (tmp_path / "chats-000001.json.previous").exists()
    async with await open_tiny(tmp_path) as store:
        assert (await store.chats.get(MIA)).language == "uk"


async def test_nothing_is_left_of_an_admin_who_is_forgotten(tmp_path: Path):
    user = 5550001777
    async with await open_tiny(tmp_path) as store:
        await store.admins.put(Admin(user, NOW, "Ярина"))
        await store.flush()
        await store.admins.put(Admin(MIA.chat, NOW))
        await store.flush()

        await store.chats.forget(user)

        texts = [path.read_text("utf-8") for path in tmp_path.glob("*.json*")]
        assert not any(str(user) in text or "Ярина" in text for text in texts)
        assert [each.user for each in await store.admins.all()] == [MIA.chat]
