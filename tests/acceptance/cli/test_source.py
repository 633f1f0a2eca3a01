import json
import subprocess
from pathlib import Path

import pytest

from bot.app import place_in
from bot.settings import load
from tests.running import QUOTEWIRE, running
from tests.tricky import Tricky
from tests.unit.sources.workplace import LONG, Item, page, rss

pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture
def feed(server: Tricky) -> str:
    server.serve("/feed", rss(*(Item(n, None) for n in range(2))))
    return server.local("/feed")


def test_a_source_is_added_as_the_real_program_does(server: Tricky, tmp_path: Path):
    """With the reading process, and nothing of ours in between."""
    server.serve("/feed", rss(Item(1, None)))
    environment = {
        "QUOTEWIRE_DATA": str(tmp_path / "data"),
        "QUOTEWIRE_ALLOW_HOSTS": server.place,
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        [QUOTEWIRE, "source", "add", server.local("/feed"), "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    added = json.loads(done.stdout)
    assert (added["status"], added["source"], added["items"]) == ("added", 1, 1)


def test_adding_shows_what_it_would_bring_and_keeps_it(quotewire, as_json, feed: str):
    code, out, err = quotewire("source", "add", feed)
    assert (code, err) == (0, "")
    assert "Harbour Post" in out
    assert Item(0).title in out
    assert out.endswith(
        "Added as source 1.\n'quotewire source full-pages 1 on' reads the full pages too.\n"
    )
    (listed,) = as_json("source", "list")["sources"]
    assert (listed["source"], listed["articles"], listed["state"]) == (1, 2, "working")


def test_the_articles_of_an_added_source_are_named_as_they_are_kept(as_json, feed: str):
    as_json("source", "add", feed)
    as_json("source", "remove", "1")
    added = as_json("source", "add", feed)
    assert added["source"] == 2
    assert all(item["article"].startswith("2:") for item in added["newest"])


def test_a_dry_run_keeps_nothing(quotewire, as_json, feed: str):
    tried = as_json("source", "add", feed, "--dry-run")
    assert (tried["status"], tried["source"]) == ("tried", None)
    assert {item["article"] for item in tried["newest"]} == {None}
    _, out, _ = quotewire("source", "add", feed, "--dry-run")
    assert out.endswith("Nothing was kept. Without --dry-run it would be added.\n")
    assert as_json("source", "list") == {"sources": []}


def test_adding_it_again_says_that_it_is_known(quotewire, as_json, feed: str):
    as_json("source", "add", feed)
    assert as_json("source", "add", feed + "?utm_source=x")["status"] == "known"
    code, out, _ = quotewire("source", "add", feed)
    assert code == 0
    assert out.endswith("That is source 1 already: Harbour Post.\n")


def test_what_cannot_be_fetched_fails_in_a_sentence(quotewire, server: Tricky):
    code, out, err = quotewire("source", "add", server.local("/missing"), "--json")
    assert (code, out) == (1, "")
    assert err.startswith("quotewire source: 127.0.0.1 has nothing at this address (404).")


def test_a_private_address_is_refused_where_it_is_not_allowed(quotewire, monkeypatch):
    monkeypatch.delenv("QUOTEWIRE_ALLOW_HOSTS", raising=False)
    code, _, err = quotewire("source", "add", "http://127.0.0.1:9/feed")
    assert code == 1
    assert "not into the public Internet" in err


def test_a_source_is_shown_paused_resumed_renamed_and_removed(quotewire, as_json, feed: str):
    as_json("source", "add", feed)
    assert as_json("source", "pause", "1")["state"] == "paused"
    assert as_json("source", "resume", "1")["due"] is not None
    assert as_json("source", "rename", "1", "The Post")["title"] == "The Post"
    assert as_json("source", "full-pages", "1", "on")["full_pages"] is True
    shown = as_json("source", "show", "1")
    assert (shown["title"], shown["articles"], shown["kind"]) == ("The Post", 2, "feed")
    _, out, _ = quotewire("source", "remove", "1")
    assert out == "Removed source 1, The Post, and 2 articles of it.\n"
    assert as_json("source", "list") == {"sources": []}


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "9"),
        ("remove", "9"),
        ("refresh", "9"),
        ("pause", "9"),
        ("rename", "9", "X"),
        ("full-pages", "9", "on"),
        ("show", "9" * 30),
        ("remove", "9" * 30),
    ],
)
def test_a_number_nobody_has_fails_with_what_to_do_in_a_shell(quotewire, arguments):
    code, out, err = quotewire("source", *arguments)
    assert (code, out) == (1, "")
    assert err == (
        f"quotewire source: There is no source {arguments[1]}. 'quotewire source list' lists "
        "them.\n"
    )


def test_refreshing_tells_what_came(quotewire, as_json, server: Tricky, feed: str):
    as_json("source", "add", feed)
    server.serve("/feed", rss(*(Item(n, None) for n in range(4))))
    _, out, _ = quotewire("source", "refresh")
    assert out == "   1  Harbour Post: 2 new, 0 changed\n"


def test_one_that_fails_is_told_and_the_others_are_refreshed(
    quotewire, as_json, server: Tricky, feed: str
):
    as_json("source", "add", feed)
    server.serve("/other", rss(Item(8, None), title="Other"))
    as_json("source", "add", server.local("/other"))
    server.serve("/other", b"", status=503)
    code, out, err = quotewire("source", "refresh", "--json")
    assert code == 1
    assert [each["cause"] for each in json.loads(out)["sources"]] == [None, "server"]
    assert err == "quotewire source: 1 source of 2 could not be read.\n"


def test_nothing_is_refreshed_where_one_of_the_numbers_is_unknown(
    quotewire, as_json, server: Tricky, feed: str
):
    as_json("source", "add", feed)
    before = server.count("/feed")
    code, _, err = quotewire("source", "refresh", "1", "9")
    assert (code, "There is no source 9" in err) == (1, True)
    assert server.count("/feed") == before


def test_all_means_those_that_are_fetched(quotewire, as_json, server: Tricky, feed: str):
    as_json("source", "add", feed)
    as_json("source", "pause", "1")
    before = server.count("/feed")
    assert as_json("source", "refresh") == {"sources": []}
    assert server.count("/feed") == before


def test_full_pages_are_read_when_a_source_is_added_with_them(as_json, server: Tricky):
    item = Item(1, None, text="The council voted.", link=server.local("/page"))
    server.serve("/page", page(item.title, *LONG))
    server.serve("/feed", rss(item))
    as_json("source", "add", server.local("/feed"), "--full-pages")
    assert as_json("source", "show", "1")["articles"] == 1
    assert server.count("/page") == 1


def test_feeds_come_in_and_go_out_as_opml(quotewire, as_json, tmp_path: Path, feed: str):
    as_json("source", "add", feed)
    _, out, _ = quotewire("source", "export")
    assert out.startswith("<?xml")
    code, out, err = quotewire("source", "export", "feeds.opml")
    assert (code, out, err) == (0, "", "quotewire: Written to feeds.opml.\n")
    (line,) = as_json("source", "import", "feeds.opml")["lines"]
    assert (line["status"], line["source"], line["address"]) == ("known", 1, feed)


def test_an_import_in_which_a_line_fails_fails_after_all_lines(
    quotewire, as_json, server: Tricky, tmp_path: Path, feed: str
):
    (tmp_path / "feeds.opml").write_text(
        '<opml version="2.0"><body>'
        f'<outline type="rss" text="Good" xmlUrl="{feed}"/>'
        f'<outline type="rss" text="Bad" xmlUrl="{server.local("/missing")}"/>'
        "</body></opml>"
    )
    code, out, err = quotewire("source", "import", "feeds.opml", "--json")
    assert code == 1
    assert sorted(line["status"] for line in json.loads(out)["lines"]) == ["added", "failed"]
    assert err == "quotewire source: 1 feed of 2 could not be added.\n"
    assert [source["title"] for source in as_json("source", "list")["sources"]] == ["Good"]


def test_what_is_no_opml_fails_in_a_sentence(quotewire, tmp_path: Path):
    (tmp_path / "feeds.opml").write_text("hello")
    code, out, err = quotewire("source", "import", "feeds.opml")
    assert (code, out) == (1, "")
    assert err.startswith("quotewire source: ")
    code, _, err = quotewire("source", "import", "nowhere.opml")
    assert (code, "There is no file nowhere.opml" in err) == (1, True)


def test_a_file_that_cannot_be_written_fails_in_a_sentence(quotewire, as_json, feed: str):
    as_json("source", "add", feed)
    code, _, err = quotewire("source", "export", "nowhere/feeds.opml")
    assert code == 1
    assert err == (
        "quotewire source: nowhere/feeds.opml cannot be written: No such file or directory.\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [(), ("add",), ("show",), ("show", "x"), ("show", "0"), ("full-pages", "1", "maybe")],
)
def test_wrong_usage_is_told_with_2(quotewire, arguments):
    code, out, _ = quotewire("source", *arguments)
    assert (code, out) == (2, "")


def test_an_empty_list_says_how_to_begin(quotewire):
    _, out, _ = quotewire("source", "list")
    assert out == "There are no sources yet. 'quotewire source add ADDRESS' adds one.\n"


def test_what_only_looks_works_while_the_bot_runs(quotewire, as_json, feed: str, tmp_path: Path):
    as_json("source", "add", feed)
    with running(place_in(load()).folder):
        assert len(as_json("source", "list")["sources"]) == 1
        assert as_json("source", "add", feed, "--dry-run")["status"] == "known"
        code, _, err = quotewire("source", "pause", "1")
        assert (code, "is in use by" in err) == (1, True)
