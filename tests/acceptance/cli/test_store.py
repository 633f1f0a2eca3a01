"""``quotewire store``: care of the data, from a shell."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.tiny import open_tiny
from tests import postgres
from tests.contract.records import SAM
from tests.contract.test_care import fill
from tests.running import QUOTEWIRE, running


@pytest.fixture
def data() -> Path:
    return Path(os.environ["QUOTEWIRE_DATA"])


@pytest.fixture
async def filled(data: Path) -> Path:
    async with await open_tiny(data) as store:
        await fill(store)
    return data


@pytest.fixture
def database() -> Iterator[str]:
    with postgres.database() as conninfo:
        yield postgres.as_url(conninfo)


def counts(told: dict) -> dict[str, int]:
    return {table["table"]: table["rows"] for table in told["tables"]}


EVERYTHING = {
    "topics": 2,
    "sources": 10,
    "memories": 10,
    "admins": 2,
    "articles": 4,
    "earlier": 4,
    "chats": 4,
    "digests": 2,
    "slots": 3,
    "notes": 2,
}


def test_check_tells_what_is_there_and_that_all_is_well(filled: Path, as_json, quotewire):
    told = as_json("store", "check")

    assert (told["store"], told["ok"], told["problems"]) == (str(filled), True, [])
    assert counts(told) == EVERYTHING
    assert all(len(table["checksum"]) == 64 for table in told["tables"])
    code, out, _ = quotewire("store", "check")
    assert code == 0
    assert "All is well." in out


def test_check_names_a_damaged_file_and_changes_nothing(filled: Path, quotewire):
    path = filled / "chats-000001.json"
    path.with_name(path.name + ".previous").write_bytes(path.read_bytes())
    path.write_text("{", "utf-8")

    code, out, err = quotewire("store", "check", "--json")

    assert code == 1
    told = json.loads(out)
    assert not told["ok"]
    assert f"{path} is damaged" in told["problems"][0]
    assert "not as it should be: 1 problem" in err
    assert path.read_text("utf-8") == "{"


def test_check_finds_what_does_not_fit_together(filled: Path, quotewire):
    path = filled / "digests-000001.json"
    path.unlink()
    path.with_name(path.name + ".previous").unlink(missing_ok=True)

    code, out, _ = quotewire("store", "check")

    assert code == 1
    assert "wrong: 2 slots owe what no digest holds." in out
    assert str(SAM.chat) not in out


def test_without_data_there_is_nothing_to_check(data: Path, quotewire):
    code, _, err = quotewire("store", "check")

    assert code == 1
    assert "There is no data folder" in err
    assert not data.exists()


def test_a_backup_is_restored_into_an_empty_folder(
    filled: Path, as_json, quotewire, tmp_path: Path, monkeypatch
):
    (tmp_path / "backups").mkdir()
    backup = as_json("store", "backup", str(tmp_path / "backups"))
    assert backup["rows"] == EVERYTHING
    assert Path(backup["file"]).stat().st_size == backup["bytes"]
    before = as_json("store", "check")["tables"]

    code, _, err = quotewire("store", "restore", backup["file"])
    assert code == 0, err  # the same is there already
    monkeypatch.setenv("QUOTEWIRE_DATA", str(tmp_path / "new"))
    restored = as_json("store", "restore", backup["file"])

    assert restored["tables"] == before == as_json("store", "check")["tables"]


def test_a_restore_does_not_overwrite_unless_told_to(filled: Path, as_json, quotewire, tmp_path):
    backup = as_json("store", "backup", str(tmp_path / "b.gz"))["file"]
    before = as_json("store", "check")["tables"]
    assert quotewire("store", "move", "--to", f"tinydb:{tmp_path / 'copy'}")[0] == 0
    for path in filled.glob("topics-*"):
        path.unlink()

    code, _, err = quotewire("store", "restore", backup)
    assert code == 1
    assert "10 memories, 2 admins, 4 articles, 4 earlier, 4 chats, 2 digests, 3 slots)" in err

    assert as_json("store", "restore", backup, "--replace")["tables"] == before


def test_a_backup_that_is_damaged_is_refused_before_anything_is_touched(
    filled: Path, as_json, quotewire, tmp_path
):
    path = Path(as_json("store", "backup", str(tmp_path / "b.gz"))["file"])
    path.write_bytes(path.read_bytes()[:-20])
    before = as_json("store", "check")

    code, _, err = quotewire("store", "restore", str(path), "--replace")

    assert code == 1
    assert "is not a whole backup" in err
    assert as_json("store", "check") == before


def test_the_data_move_to_a_database_and_back(
    filled: Path, database: str, as_json, quotewire, tmp_path, monkeypatch
):
    before = as_json("store", "check")["tables"]

    told = as_json("store", "move", "--to", database)
    assert told["tables"] == before
    monkeypatch.setenv("QUOTEWIRE_DATABASE_URL", database)
    assert as_json("store", "check")["tables"] == before
    backup = as_json("store", "backup", str(tmp_path / "b.gz"))
    assert backup["rows"] == EVERYTHING
    code, out, err = quotewire("store", "move", "--to", f"tinydb:{tmp_path / 'back'}")
    assert code == 0, err
    assert "Both hold the same, by counts and checksums" in out
    assert f"set QUOTEWIRE_DATA to {tmp_path / 'back'} and remove QUOTEWIRE_DATABASE_URL" in out

    monkeypatch.delenv("QUOTEWIRE_DATABASE_URL")
    monkeypatch.setenv("QUOTEWIRE_DATA", str(tmp_path / "back"))
    assert as_json("store", "check")["tables"] == before


def test_a_move_to_where_the_data_are_is_wrong_usage(filled: Path, quotewire):
    code, _, err = quotewire("store", "move", "--to", str(filled))

    assert code == 2
    assert "there already" in err


def test_a_database_that_does_not_answer_is_told_of_without_the_password(filled: Path, quotewire):
    code, _, err = quotewire(
        "store", "move", "--to", "postgresql://me:secret@127.0.0.1:9/quotewire"
    )

    assert code == 1
    assert "Traceback" not in err
    assert "secret" not in err


def test_an_export_has_topics_and_articles_and_chats_only_if_asked(
    filled: Path, quotewire, tmp_path
):
    path = tmp_path / "export.json"
    assert quotewire("store", "export", str(path))[0] == 0
    told = json.loads(path.read_text("utf-8"))
    assert [t["topic"]["slug"] for t in told["topics"]] == ["air-defence", "nato-path"]
    assert len(told["articles"]) == 4
    assert set(told) == {"quotewire", "version", "made", "topics", "articles"}

    assert quotewire("store", "export", str(path), "--chats")[0] == 0
    told = json.loads(path.read_text("utf-8"))
    assert [len(told[name]) for name in ("chats", "digests", "slots")] == [4, 2, 3]


def test_an_export_goes_to_standard_output(filled: Path):
    done = subprocess.run([QUOTEWIRE, "store", "export"], capture_output=True, check=True)

    assert len(json.loads(done.stdout)["articles"]) == 4


def test_while_the_bot_runs_it_is_checked_and_backed_up_but_not_moved(
    tmp_path: Path, as_json, quotewire, data: Path
):
    with running(data) as bot:
        assert as_json("store", "check")["ok"]
        backup = as_json("store", "backup", str(tmp_path / "b.gz"))
        assert backup["rows"]["articles"] > 5
        code, _, err = quotewire("store", "move", "--to", f"tinydb:{tmp_path / 'new'}")
        assert code == 1
        assert f"in use by process {bot.process.pid} ('quotewire run'" in err
        code, out, _ = quotewire("doctor")
        assert code == 0
        assert f"In use by process {bot.process.pid}" in out
        assert "NATO path" in quotewire("brief", "nato-path")[1]
        assert quotewire("search", "hypersonic")[0] == 0


def test_a_second_bot_on_the_same_folder_is_refused_with_the_first_ones_name(data: Path):
    with running(data) as bot:
        second = subprocess.run(
            [QUOTEWIRE, "run"],
            env=os.environ | {"QUOTEWIRE_SANDBOX_LISTEN": "127.0.0.1:0"},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    assert second.returncode == 1
    assert f"in use by process {bot.process.pid} ('quotewire run', since" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_database_that_a_bot_uses_is_not_moved(
    tmp_path: Path, database: str, quotewire, data: Path, monkeypatch
):
    with running(data, DATABASE_URL=database):
        monkeypatch.setenv("QUOTEWIRE_DATABASE_URL", database)
        code, _, err = quotewire("store", "move", "--to", f"tinydb:{tmp_path / 'new'}")
        assert code == 1
        assert "Another Quotewire has" in err
        assert "Stop every bot that uses it first" in err
        assert "NATO path" in quotewire("brief", "nato-path")[1]


def test_a_bot_does_not_start_on_an_unfinished_move(data: Path, tmp_path: Path, quotewire):
    import asyncio

    async def unfinished() -> None:
        async with await open_tiny(data) as store:
            await store.notes.put("moving from", "/elsewhere")

    asyncio.run(unfinished())
    done = subprocess.run([QUOTEWIRE, "run"], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "from /elsewhere has not ended" in done.stderr
    assert "has not ended" in quotewire("store", "check")[1]


def test_a_move_that_is_killed_goes_on(filled: Path, database: str, as_json):
    process = subprocess.Popen(
        [QUOTEWIRE, "store", "move", "--to", database, "--json"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    # Wherever that is: the outcome is the same.
    try:
        process.wait(1.2)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()

    assert (
        as_json("store", "move", "--to", database)["tables"] == as_json("store", "check")["tables"]
    )


def test_a_move_from_a_folder_that_is_not_there_touches_nothing(
    filled: Path, as_json, quotewire, monkeypatch, tmp_path
):
    before = as_json("store", "check")
    monkeypatch.setenv("QUOTEWIRE_DATA", str(tmp_path / "typo"))

    code, _, err = quotewire("store", "move", "--to", f"tinydb:{filled}", "--replace")

    assert code == 1
    assert "There is no data folder" in err
    assert not (tmp_path / "typo").exists()
    monkeypatch.setenv("QUOTEWIRE_DATA", str(filled))
    assert as_json("store", "check") == before


def test_a_mistyped_address_is_not_taken_for_a_folder(filled: Path, quotewire, tmp_path):
    code, _, err = quotewire("store", "move", "--to", "postgresq://me:secret@host/db")

    assert code == 2
    assert "neither a database nor a folder" in err
    assert "secret" not in err


def test_data_that_cannot_be_read_are_put_aside_by_a_restore_that_replaces(
    filled: Path, as_json, quotewire, tmp_path
):
    backup = as_json("store", "backup", str(tmp_path / "b.gz"))["file"]
    before = as_json("store", "check")["tables"]
    for path in filled.glob("articles-*"):
        path.write_text("{", "utf-8")
    code, _, err = quotewire("store", "check")
    assert code == 1
    assert "'quotewire store restore FILE --replace'" in err
    assert quotewire("store", "restore", backup)[0] == 1

    code, _, err = quotewire("store", "restore", backup, "--replace")

    assert code == 0, err
    assert "What was damaged is in" in err
    assert as_json("store", "check")["tables"] == before
    (aside,) = filled.glob("damaged-*")
    assert (aside / "articles-000001.json").read_text("utf-8") == "{"


def test_a_backup_overwrites_no_file_and_makes_the_folder_it_is_told(
    filled: Path, as_json, quotewire, tmp_path
):
    path = tmp_path / "b.gz"
    path.write_text("mine", "utf-8")
    code, _, err = quotewire("store", "backup", str(path))
    assert code == 1
    assert "is there already" in err
    assert path.read_text("utf-8") == "mine"

    made = Path(as_json("store", "backup", f"{tmp_path}/new/folder/")["file"])
    assert made.parent == tmp_path / "new" / "folder"
    assert made.name.startswith("quotewire-20")


def test_a_backup_of_damaged_data_is_written_and_told_of(filled: Path, quotewire, tmp_path):
    (filled / "chats-000001.json").write_text("{", "utf-8")

    code, out, err = quotewire("store", "backup", str(tmp_path / "b.gz"))

    assert code == 1
    assert "read back and found whole" in out
    assert "The backup is written, but of damaged data" in err


def test_doctor_only_looks(filled: Path, data: Path, quotewire, monkeypatch, tmp_path):
    path = filled / "chats-000001.json"
    path.write_text("{", "utf-8")
    code, out, _ = quotewire("doctor")
    assert code == 1
    assert "is damaged" in out
    assert path.read_text("utf-8") == "{"

    monkeypatch.setenv("QUOTEWIRE_DATA", str(tmp_path / "new"))
    code, out, _ = quotewire("doctor")
    assert code == 0
    assert "is not there yet; 'quotewire run' makes it" in out
    assert not (tmp_path / "new").exists()


def test_what_throws_data_away_is_spelt_out(filled: Path, quotewire, tmp_path):
    assert quotewire("store", "move", "--to", f"tinydb:{tmp_path / 'x'}", "--repl")[0] == 2
