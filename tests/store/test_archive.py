"""Backups."""

import gzip
import hashlib
import json
import os
import stat
from contextlib import ExitStack
from pathlib import Path

import pytest

import bot.store.whole
from bot.errors import BackupError
from bot.store import archive
from bot.store.archive import open_archive
from bot.store.checking import check
from bot.store.moving import move
from bot.store.places import Place, open_place
from bot.store.records import CORPUS
from bot.store.rows import Table
from bot.store.source import Earlier
from bot.store.tiny import TinyStore, open_tiny
from tests import postgres
from tests.contract.records import AIR, HOUR, NOW, PATH, article, filed, source
from tests.contract.test_care import dumped, fill


@pytest.fixture
async def store(tmp_path: Path):
    async with await open_tiny(tmp_path / "data") as opened:
        await fill(opened)
        yield opened


async def backed_up(store: TinyStore, path: Path) -> archive.Foot:
    async with store.snapshot() as snapshot:
        return await archive.write(snapshot, path, made=NOW)


async def test_a_backup_makes_the_same_store_again(store: TinyStore, tmp_path: Path):
    path = tmp_path / "backup.gz"
    foot = await backed_up(store, path)
    await store.articles.put([filed(99)], now=NOW)

    backup = open_archive(path)
    async with await open_tiny(tmp_path / "restored") as restored:
        await move(backup, restored, origin="the backup")
        rows = await dumped(restored)

    await store.articles.remove([filed(99).article.id])
    assert rows == await dumped(store)
    assert (backup.head.made, backup.foot) == (NOW, foot)
    assert foot.rows == {table: len(rows[table]) for table in Table}


async def test_the_same_data_make_the_same_file_and_it_is_for_its_owner_only(store, tmp_path: Path):
    for name in "ab":
        await backed_up(store, tmp_path / name)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


async def test_anybody_can_read_it_without_quotewire(store: TinyStore, tmp_path: Path):
    await backed_up(store, tmp_path / "b.gz")

    with gzip.open(tmp_path / "b.gz", "rt", encoding="utf-8") as lines:
        first, *rows, last = map(json.loads, lines)

    assert first["quotewire"] == "backup"
    assert [row["row"]["topic"]["slug"] for row in rows if row["table"] == "topics"] == [
        "air-defence",
        "nato-path",
    ]
    assert sum(last["rows"].values()) == len(rows)


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _cut_between_lines(content: bytes) -> bytes:
    return gzip.compress(b"".join(gzip.decompress(content).splitlines(True)[:-3]))


def _changed(content: bytes) -> bytes:
    return gzip.compress(gzip.decompress(content).replace(b"Kyiv Post", b"Kyiv Past"))


@pytest.mark.parametrize(
    "spoil",
    [
        _cut,
        _cut_between_lines,
        _changed,
        lambda content: b"",
        lambda content: gzip.compress(b""),
        lambda content: b"not gzip at all",
        lambda content: gzip.compress(b'{"quotewire": 5}\n{}\n'),
        lambda content: gzip.compress(gzip.decompress(content) + b"{}\n"),
    ],
)
async def test_a_file_that_is_no_whole_backup_is_refused(store, tmp_path: Path, spoil):
    path = tmp_path / "b.gz"
    await backed_up(store, path)
    path.write_bytes(spoil(path.read_bytes()))

    with pytest.raises(BackupError, match="is not a whole backup"):
        open_archive(path)


async def test_a_backup_of_a_newer_version_is_told_of(store, tmp_path: Path):
    path = tmp_path / "b.gz"
    await backed_up(store, path)
    newer = gzip.decompress(path.read_bytes()).replace(b'"format":2', b'"format":3', 1)
    path.write_bytes(gzip.compress(newer))

    with pytest.raises(BackupError, match=r"which is newer\. Upgrade this one"):
        open_archive(path)


def test_a_backup_that_is_not_there_is_told_of(tmp_path: Path):
    with pytest.raises(BackupError, match="cannot be read: No such file"):
        open_archive(tmp_path / "nowhere")


async def test_a_full_disk_leaves_the_backup_before_and_no_litter(
    store, tmp_path: Path, monkeypatch
):
    path = tmp_path / "b.gz"
    await backed_up(store, path)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bot.store.whole.os, "fsync", full)
    await store.articles.put([filed(99)], now=NOW)
    with pytest.raises(BackupError, match="cannot be written: No space left"):
        await backed_up(store, path)
    monkeypatch.undo()

    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["b.gz"]
    assert os.path.isdir(tmp_path / "data")  # noqa: PTH112


@pytest.mark.parametrize(
    ("written", "read"),
    [(b'"briefed":null,', b""), (b'"briefed":null,', b'"briefed":null,"colour":"blue",')],
)
async def test_a_backup_of_another_version_fills_a_store_all_the_same(
    store, tmp_path: Path, written: bytes, read: bytes
):
    path = tmp_path / "b.gz"
    await backed_up(store, path)
    *lines, last = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    other = [text.replace(written, read) for text in lines]
    assert other != lines
    foot = json.loads(last) | {"sha256": hashlib.sha256(b"".join(other)).hexdigest()}
    path.write_bytes(gzip.compress(b"".join([*other, json.dumps(foot).encode() + b"\n"])))

    async with await open_tiny(tmp_path / "restored") as restored:
        await move(open_archive(path), restored, origin="the backup")
        assert await dumped(restored) == await dumped(store)


async def test_pages_come_in_any_order(store: TinyStore, tmp_path: Path):
    await backed_up(store, tmp_path / "b.gz")
    backup = open_archive(tmp_path / "b.gz")

    first = await backup.page(Table.ARTICLES, most=2)
    await backup.page(Table.TOPICS)
    second = await backup.page(Table.ARTICLES, after=("seeds/10.txt",), most=2)
    between = await backup.page(Table.ARTICLES, after=("seeds/1.txt",), by=("seeds/2.txt",))

    ids = [[row["article"]["id"] for row in page] for page in (first, second, between)]
    assert ids == [
        ["seeds/1.txt", "seeds/10.txt"],
        ["seeds/2.txt", "seeds/3.txt"],
        ["seeds/10.txt", "seeds/2.txt"],
    ]


async def test_a_number_that_was_given_before_a_backup_is_not_given_after_it(
    store: TinyStore, tmp_path: Path
):
    for number in (10, 11):
        await store.sources.remove(number)
    await backed_up(store, tmp_path / "b.gz")

    async with await open_tiny(tmp_path / "restored") as restored:
        await move(open_archive(tmp_path / "b.gz"), restored, origin="the backup")
        assert (await restored.sources.add(source)).number == 12


BEFORE_SOURCES = Path(__file__).parent / "data" / "before_sources.jsonl"


@pytest.mark.parametrize("kind", ["tiny", "postgres"])
async def test_a_backup_of_the_time_before_sources_makes_a_whole_store(tmp_path: Path, kind: str):
    path = tmp_path / "old.gz"
    path.write_bytes(gzip.compress(BEFORE_SOURCES.read_bytes()))
    with ExitStack() as stack:
        if kind == "tiny":
            place = Place(folder=tmp_path / "restored")
        else:
            place = Place(url=stack.enter_context(postgres.ready()))
        async with await open_place(place) as restored:
            await move(open_archive(path), restored, origin="the backup")

            assert not (await check(restored)).problems
            assert list(await restored.topics.all()) == [PATH, AIR]
            assert list(await restored.topics.of(CORPUS)) == [PATH.slug, AIR.slug]
            assert [each.id for each in await restored.articles.get()] == [
                article(n).id for n in (1, 2, 3, 10)
            ]
            assert len((await restored.chats.about(1001))["chats"]) == 2
            assert list(await restored.sources.all()) == list(await restored.admins.all()) == []
            assert (await restored.sources.add(source)).number == 1
            await restored.articles.put([filed(1, body="Other.")], now=NOW + HOUR)
            (before,) = await restored.articles.earlier(article(1).id)
            assert before == Earlier(article(1).id, 1, NOW + HOUR, "T 1", article(1).body)
