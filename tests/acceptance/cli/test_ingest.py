import json
import subprocess
from pathlib import Path

import pytest

from tests.running import QUOTEWIRE
from tests.tricky import Tricky
from tests.unit.sources.workplace import LONG, Item, page, rss

pytestmark = pytest.mark.usefixtures("in_process")
TEXT = "Council buys batteries\n\n" + "\n\n".join(LONG)


@pytest.fixture
def story(tmp_path: Path) -> str:
    (tmp_path / "story.txt").write_text(TEXT)
    return "story.txt"


def test_a_file_and_an_address_are_stored_by_the_real_program(
    server: Tricky, tmp_path: Path, story: str
):
    server.serve("/story", page("Council buys batteries", *LONG))
    environment = {
        "QUOTEWIRE_DATA": str(tmp_path / "data"),
        "QUOTEWIRE_ALLOW_HOSTS": server.place,
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        [QUOTEWIRE, "ingest", story, server.local("/story"), "--json"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert [a["title"] for a in told["articles"]] == ["Council buys batteries"] * 2
    assert [a["status"] for a in told["articles"]] == ["added", "added"]
    assert [a["topics"] for a in told["articles"]] == [["air-defence"]] * 2
    assert told["failures"] == []


def test_what_was_stored_is_in_the_next_briefing(quotewire, as_json, story: str):
    _, out, _ = quotewire("ingest", story)
    assert "Council buys batteries" in out
    assert out.endswith("story.txt: stored\n")
    quotes = [
        quote["text"]
        for told in as_json("brief", "air-defence")["briefings"][0]["stories"]
        for quote in told["quotes"]
    ]
    assert LONG[0] in quotes


def test_the_same_again_is_known_and_another_text_is_stored_anew(
    quotewire, as_json, tmp_path: Path, story: str
):
    first = as_json("ingest", story)["articles"][0]
    again = as_json("ingest", story)["articles"][0]
    (tmp_path / story).write_text(f"{TEXT}\n\nThe mayor said that she would sign on Friday.")
    changed = as_json("ingest", story)["articles"][0]
    assert [a["status"] for a in (first, again, changed)] == ["added", "known", "changed"]
    assert len({a["article"] for a in (first, again, changed)}) == 1


def test_every_article_of_a_feed_is_listed(as_json, server: Tricky):
    server.serve("/feed", rss(*(Item(n, None) for n in range(5))))
    told = as_json("ingest", server.local("/feed"))
    assert {a["title"] for a in told["articles"]} == {Item(n).title for n in range(5)}
    assert len({a["article"] for a in told["articles"]}) == 5


def test_people_are_shown_the_newest_and_told_of_the_rest(quotewire, server: Tricky):
    server.serve("/feed", rss(*(Item(n, None) for n in range(5))))
    _, out, _ = quotewire("ingest", server.local("/feed"))
    assert out.endswith(": stored, and 2 more\n")


def test_a_dry_run_keeps_nothing(as_json, story: str):
    (told,) = as_json("ingest", story, "--dry-run")["articles"]
    assert (told["status"], told["article"]) == ("tried", None)
    assert as_json("source", "list") == {"sources": []}


def test_a_source_that_is_read_once_more_loses_nothing(as_json, server: Tricky):
    server.serve("/feed", rss(Item(1, None)))
    as_json("source", "add", server.local("/feed"))
    server.serve("/feed", rss(Item(2, None)))
    (told,) = as_json("ingest", server.local("/feed"))["articles"]
    assert told["status"] == "added"
    (source,) = as_json("source", "list")["sources"]
    assert (source["kind"], source["articles"]) == ("feed", 2)


def test_what_fails_is_told_and_the_rest_is_stored(
    quotewire, as_json, server: Tricky, tmp_path: Path, story: str
):
    (tmp_path / "empty.txt").write_text("Subscribe to our newsletter")
    (tmp_path / "story.pdf").write_text("x")
    names = (server.local("/missing"), "nowhere.txt", "empty.txt", "story.pdf", story)
    code, out, err = quotewire("ingest", *names, "--json")
    assert code == 1
    told = json.loads(out)
    assert [failure["source"] for failure in told["failures"]] == list(names[:-1])
    assert all(failure["reason"].endswith(".") for failure in told["failures"])
    assert [a["status"] for a in told["articles"]] == ["added"]
    assert err == "quotewire ingest: 4 of 5 could not be used.\n"
    assert len(as_json("source", "list")["sources"]) == 1


def test_wrong_usage_is_told_with_2(quotewire):
    code, out, _ = quotewire("ingest")
    assert (code, out) == (2, "")
