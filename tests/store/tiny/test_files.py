"""What the embedded store does with its files."""

import asyncio
import json
import logging
import os
import stat
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store.tiny import files, open_tiny
from bot.store.tiny.storage import SafeStorage
from summaries.model import Topic
from tests.contract.records import LEASE, NOW, SAM, chat, digest, entry, filed, memory, source
from tests.contract.test_chats import keep

TOPIC = Topic("air-defence", "Air defence", ("air defence",))
FULL = OSError(28, "No space left on device")
DENIED = PermissionError(13, "Permission denied")


def names_in(folder: Path) -> set[str]:
    """The files of tables."""
    return {path.name for path in folder.iterdir() if ".json" in path.name} - {"owner.json"}


async def written(folder: Path, *topics: Topic) -> None:
    async with await open_tiny(folder) as store:
        for topic in topics:
            await store.topics.put([topic])
            await store.flush()


@pytest.mark.parametrize("refusal", [FULL, DENIED])
async def test_a_disk_that_refuses_is_told_of_and_the_old_data_stay(
    tmp_path: Path, refusing_disk, refusal: OSError
):
    await written(tmp_path, TOPIC)
    before = (tmp_path / "topics-000001.json").read_bytes()
    store = await open_tiny(tmp_path)

    refusing_disk.refusal = refusal
    await store.topics.put([Topic("x", "X", ("x",))])
    with pytest.raises(StoreError, match=f"cannot be used: {refusal.strerror}.*is intact"):
        await store.flush()

    assert (tmp_path / "topics-000001.json").read_bytes() == before
    assert names_in(tmp_path) == {"topics-000001.json", "topics-000001.json.previous"}
    with pytest.raises(StoreError):
        await store.close()


async def test_what_a_full_disk_refused_is_written_when_there_is_room_again(
    tmp_path: Path, refusing_disk
):
    store = await open_tiny(tmp_path)
    refusing_disk.refusal = FULL
    await store.topics.put([TOPIC])
    with pytest.raises(StoreError):
        await store.flush()

    refusing_disk.refusal = None
    await store.close()

    async with await open_tiny(tmp_path) as again:
        assert list(await again.topics.all()) == [TOPIC]


async def test_what_nobody_waits_for_is_written_soon_and_a_refusal_is_logged_and_tried_again(
    tmp_path: Path, refusing_disk, monkeypatch, caplog
):
    monkeypatch.setattr(files, "_GROUPED_FOR", 0.01)
    monkeypatch.setattr(files, "_TRY_AGAIN_AFTER", 0.01)
    async with await open_tiny(tmp_path) as store:
        refusing_disk.refusal = FULL
        await store.topics.put([TOPIC])
        while not caplog.records:
            await asyncio.sleep(0.01)
        refusing_disk.refusal = None
        while not (tmp_path / "topics-000001.json").exists():
            await asyncio.sleep(0.01)

    assert "Not written yet, tried again in a while" in caplog.text


async def test_deliveries_that_could_not_be_claimed_durably_are_still_to_be_had(
    tmp_path: Path, refusing_disk
):
    async with await open_tiny(tmp_path) as store:
        await keep(store, chat(SAM))
        await store.outbox.keep([digest()])
        await store.outbox.enter([entry(SAM)])
        refusing_disk.refusal = FULL
        with pytest.raises(StoreError):
            await store.outbox.claim(now=NOW, lease=LEASE)
        refusing_disk.refusal = None

        (claimed,) = await store.outbox.claim(now=NOW, lease=LEASE)

    assert (claimed.attempts, claimed.doubts) == (1, 0)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
async def test_a_folder_without_rights_is_told_of(tmp_path: Path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="Permission denied"):
            await open_tiny(tmp_path / "data")
    finally:
        tmp_path.chmod(0o700)


async def test_a_folder_that_cannot_be_made_is_told_of(tmp_path: Path):
    (tmp_path / "file").write_text("x", "utf-8")

    with pytest.raises(StoreError, match="QUOTEWIRE_DATA"):
        await open_tiny(tmp_path / "file" / "data")


async def test_what_a_killed_write_left_behind_is_cleared_away(tmp_path: Path):
    (tmp_path / ".topics-000001.json.x1y2").write_text("half", "utf-8")

    async with await open_tiny(tmp_path):
        assert names_in(tmp_path) == set()


@pytest.mark.parametrize(
    "content",
    [
        '{"topics": {"1": {"place"',
        "",
        "null",
        "[]",
        '{"topics": []}',
        '{"topics": {"x": {}}}',
        '{"topics": {"1": "x"}}',
        '{"topics": {"1": {"place": "first"}}}',
        "\x00" * 100,
    ],
)
async def test_a_file_that_cannot_be_read_is_replaced_by_the_copy_before_it_loudly(
    tmp_path: Path, content: str, caplog
):
    await written(tmp_path, TOPIC, Topic("x", "X", ("x",)))
    path = tmp_path / "topics-000001.json"
    path.write_text(content, "utf-8")

    async with await open_tiny(tmp_path) as store:
        assert list(await store.topics.all()) == [TOPIC]
        await store.topics.put([Topic("y", "Y", ("y",))])

    assert "The copy before it is used" in caplog.text
    assert any(record.levelno >= logging.ERROR for record in caplog.records)
    assert (tmp_path / "topics-000001.json.damaged").read_text("utf-8") == content
    async with await open_tiny(tmp_path) as store:
        assert [topic.slug for topic in await store.topics.all()] == ["air-defence", "y"]


async def test_a_file_that_is_gone_is_replaced_by_the_copy_before_it(tmp_path: Path, caplog):
    await written(tmp_path, TOPIC, Topic("x", "X", ("x",)))
    (tmp_path / "topics-000001.json").unlink()

    async with await open_tiny(tmp_path) as store:
        assert list(await store.topics.all()) == [TOPIC]

    assert "is missing" in caplog.text


async def test_without_a_copy_that_can_be_read_nothing_is_overwritten(tmp_path: Path):
    await written(tmp_path, TOPIC, Topic("x", "X", ("x",)))
    path = tmp_path / "topics-000001.json"
    for name in (path, path.with_name(path.name + ".previous")):
        name.write_text("{", "utf-8")

    with pytest.raises(StoreError, match=r"damaged.*Restore the data from a backup"):
        await open_tiny(tmp_path)

    assert path.read_text("utf-8") == "{"
    path.unlink()  # and the folder is not held any longer
    path.with_name(path.name + ".previous").unlink()
    async with await open_tiny(tmp_path) as store:
        assert not await store.topics.all()


async def test_a_file_that_the_disk_does_not_give_back_is_replaced_by_the_copy_before_it(
    tmp_path: Path, monkeypatch
):
    await written(tmp_path, TOPIC, Topic("x", "X", ("x",)))
    real = Path.read_bytes

    def bad_sector(self: Path) -> bytes:
        if self.name == "topics-000001.json":
            raise OSError(5, "Input/output error")
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", bad_sector)
    async with await open_tiny(tmp_path, writable=False) as store:
        assert list(await store.topics.all()) == [TOPIC]
        assert "cannot be read (Input/output error)" in (await store.faults())[0]


async def test_a_file_system_without_links_is_repaired_too(tmp_path: Path, monkeypatch):
    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    await written(tmp_path, TOPIC, Topic("x", "X", ("x",)))
    (tmp_path / "topics-000001.json").write_text("{", "utf-8")

    for _ in range(2):
        async with await open_tiny(tmp_path) as store:
            assert list(await store.topics.all()) == [TOPIC]


async def test_a_row_of_an_unknown_shape_is_told_of_without_overwriting_it(tmp_path: Path):
    (tmp_path / "chats-000001.json").write_text('{"chats": {"1": {"key": 4242}}}', "utf-8")

    with pytest.raises(StoreError, match="does not write") as told:
        await open_tiny(tmp_path)

    assert "4242" not in str(told.value)
    assert "4242" in (tmp_path / "chats-000001.json").read_text("utf-8")


async def test_fields_of_a_newer_version_are_passed_over(tmp_path: Path):
    await written(tmp_path, TOPIC)
    path = tmp_path / "topics-000001.json"
    content = json.loads(path.read_text("utf-8"))
    content["topics"]["1"]["topic"]["colour"] = "blue"
    path.write_text(json.dumps(content), "utf-8")

    async with await open_tiny(tmp_path) as store:
        assert list(await store.topics.all()) == [TOPIC]


async def test_a_small_change_rewrites_a_small_file(tmp_path: Path):
    async with await open_tiny(tmp_path) as store:
        await store.articles.put([filed(n) for n in range(1, 1001)], now=NOW)
        await store.flush()
        before = {path: path.stat().st_ino for path in tmp_path.glob("articles-*.json")}
        await store.articles.put([filed(1001)], now=NOW)
        await store.flush()
        after = {path: path.stat().st_ino for path in tmp_path.glob("articles-*.json")}

    changed = [path for path in after if before.get(path) != after[path]]
    assert len(before) > 10
    assert len(changed) == 1
    assert len(json.loads(changed[0].read_text("utf-8"))["articles"]) <= 64


async def test_what_is_remembered_of_one_source_rewrites_little(tmp_path: Path):
    async with await open_tiny(tmp_path) as store:
        for number in range(1, 41):
            await store.sources.add(source)
            await store.sources.remember(memory(number))
        await store.flush()
        before = {path: path.stat().st_ino for path in tmp_path.glob("*.json")}
        await store.sources.remember(memory(7))
        await store.flush()
        assert {path: path.stat().st_ino for path in tmp_path.glob("*.json")} == before

        await store.sources.remember(memory(7, habits=[[7]]))
        await store.flush()
        after = {path: path.stat().st_ino for path in tmp_path.glob("*.json")}

    changed = [path for path in after if before[path] != after[path]]
    assert [path.name for path in changed] == ["memories-000002.json"]
    rows = json.loads(changed[0].read_text("utf-8"))["memories"]
    assert [row["source"] for row in rows.values()] == [5, 6, 7, 8]
    assert rows["3"]["habits"] == [[7]]


async def test_memories_take_little_more_room_than_what_they_hold(tmp_path: Path):
    large = memory(1, habits=[[10**12 + 1000 * row + n for n in range(40)] for row in range(50)])
    async with await open_tiny(tmp_path) as store:
        for number in range(1, 101):
            await store.sources.add(source)
            await store.sources.remember(replace(large, source=number))
        await store.flush()

    tracemalloc.start()
    try:
        async with await open_tiny(tmp_path) as store:
            held, most = tracemalloc.get_traced_memory()
            assert await store.sources.memory(50) == replace(large, source=50)
    finally:
        tracemalloc.stop()
    assert held < 100 * 2000 * 20  # a number is 9 bytes, of which Python makes 40
    assert most < held + 20 * 2000 * 40


async def test_files_of_the_time_before_sources_are_read(tmp_path: Path):
    await written(tmp_path, TOPIC)
    for path in tmp_path.glob("topics-*"):
        rows = json.loads(path.read_text("utf-8"))
        assert rows["topics"]["1"].pop("origin") == "corpus"
        path.write_text(json.dumps(rows), "utf-8")

    async with await open_tiny(tmp_path) as store:
        assert list(await store.topics.of("corpus")) == [TOPIC.slug]
        assert list(await store.sources.all()) == []


async def test_what_is_old_goes_with_its_files(tmp_path: Path):
    async with await open_tiny(tmp_path) as store:
        await store.articles.put([filed(n) for n in range(1, 200)], now=NOW)
        await store.flush()
        await store.retire(articles=NOW.replace(year=2027), slots=NOW)

    assert names_in(tmp_path) == set()


async def test_many_who_wait_at_once_share_a_write(tmp_path: Path, monkeypatch):
    writes = []
    real = SafeStorage.write

    def counted(self, data):
        writes.append(self._path.name)
        real(self, data)

    monkeypatch.setattr(SafeStorage, "write", counted)

    async def put(store, number: int) -> None:
        await store.topics.put([Topic(f"t{number}", "T", ("x",))])
        await store.flush()

    async with await open_tiny(tmp_path) as store:
        await asyncio.gather(*(put(store, number) for number in range(50)))

    assert 1 <= len(writes) <= 2


async def test_the_files_are_for_their_owner_only(tmp_path: Path):
    await written(tmp_path / "data", TOPIC)

    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data" / "topics-000001.json").stat().st_mode) == 0o600


async def test_a_file_system_without_links_keeps_a_copy_all_the_same(tmp_path: Path, monkeypatch):
    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    await written(tmp_path, TOPIC, Topic("x", "X", ("x",)))

    (tmp_path / "topics-000001.json").unlink()
    content = json.loads((tmp_path / "topics-000001.json.previous").read_text("utf-8"))
    assert [row["topic"]["slug"] for row in content["topics"].values()] == ["air-defence"]
