"""What the embedded store does with its files."""

import json
import os
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store.tiny import AtomicStorage, open_tiny
from summaries.model import Topic


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


TOPIC = Topic("air-defence", "Air defence", ("air defence",))


async def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch):
    store = await open_tiny(tmp_path)
    await store.put_topics([TOPIC])
    before = (tmp_path / "topics.json").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="cannot be written: No space left on device"):
        await store.put_topics([Topic("x", "X", ("x",))])

    assert (tmp_path / "topics.json").read_bytes() == before
    assert names_in(tmp_path) == ["topics.json"]
    assert list(await store.topics()) == [TOPIC]


def test_what_was_written_is_read(tmp_path: Path):
    storage = AtomicStorage(tmp_path / "t.json")
    assert storage.read() is None
    storage.write({"t": {"1": {"a": "Київ"}}})
    assert storage.read() == {"t": {"1": {"a": "Київ"}}}


async def test_what_a_killed_write_left_behind_is_cleared_away(tmp_path: Path):
    (tmp_path / ".topics.json.x1y2").write_text("half", "utf-8")

    await open_tiny(tmp_path)

    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    "content",
    ['{"articles": {"1": {"id"', "null", '{"articles": []}', '{"articles": {"1": {}}}', "[]"],
)
async def test_a_damaged_file_is_told_of_in_one_sentence(tmp_path: Path, content: str):
    (tmp_path / "articles.json").write_text(content, "utf-8")

    with pytest.raises(StoreError, match=r"damaged.*Restore it from a backup"):
        await open_tiny(tmp_path)


async def test_a_folder_that_cannot_be_made_is_told_of(tmp_path: Path):
    (tmp_path / "file").write_text("x", "utf-8")

    with pytest.raises(StoreError, match="QUOTEWIRE_DATA"):
        await open_tiny(tmp_path / "file" / "data")


async def test_fields_of_a_newer_version_are_passed_over(tmp_path: Path):
    store = await open_tiny(tmp_path)
    await store.put_topics([TOPIC])
    content = json.loads((tmp_path / "topics.json").read_text("utf-8"))
    content["topics"]["1"]["colour"] = "blue"
    (tmp_path / "topics.json").write_text(json.dumps(content), "utf-8")

    assert list(await (await open_tiny(tmp_path)).topics()) == [TOPIC]
