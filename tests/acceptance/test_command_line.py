"""The command line as people and scripts use it."""

import asyncio
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from bot.cli import main
from bot.sandbox import Exchange, Sandbox
from bot.sandbox.methods import METHODS
from tests.acceptance.conftest import SEEDS, refusing
from tests.judge import objections
from tests.running import QUOTEWIRE, start, wait_until_ready

ALL_SEEDS = sorted(str(p) for p in SEEDS.glob("*.txt"))


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch):
    """A data folder of its own, and no settings from outside."""
    for name in [n for n in os.environ if n.startswith("QUOTEWIRE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("QUOTEWIRE_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def quotewire(capsys):
    """Runs a command; its exit code, standard output and standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        output = capsys.readouterr()
        return code, output.out, output.err

    return run


@pytest.fixture
def as_json(quotewire):
    def run(*arguments: str) -> dict:
        code, out, err = quotewire(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)

    return run


@pytest.mark.parametrize("corpus", [None, SEEDS])
def test_brief_has_the_promised_shape_and_every_quote_equals_its_span(as_json, corpus):
    where = ["--corpus", str(corpus)] if corpus else []
    told = as_json("brief", "air-defence", "hypersonic-missile", "nato-path", *where)

    assert [b["topic"] for b in told["briefings"]] == [
        "air-defence",
        "hypersonic-missile",
        "nato-path",
    ]
    for briefing in told["briefings"]:
        assert set(briefing) == {"topic", "title", "stories", "counts"}
        assert set(briefing["counts"]) == {"articles", "stories", "merged", "undated"}
        assert briefing["stories"]
        for story in briefing["stories"]:
            assert set(story) == {
                "headline",
                "first_published",
                "last_published",
                "outlets",
                "voices",
                "quotes",
                "disagreements",
            }
            for quote in story["quotes"]:
                assert set(quote) == {
                    "text",
                    "article",
                    "start",
                    "end",
                    "outlet",
                    "published",
                    "url",
                    "score",
                    "phrase",
                    "update",
                }
                body = as_json("clean", str(SEEDS / Path(quote["article"]).name))["body"]
                assert body[quote["start"] : quote["end"]] == quote["text"]


def test_the_documents_work_without_any_description(as_json, tmp_path: Path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for path in ALL_SEEDS:
        shutil.copy(path, folder)

    told = as_json("brief", "air-defence", "nato-path", "--corpus", "texts")

    quotes = [q for b in told["briefings"] for s in b["stories"] for q in s["quotes"]]
    assert quotes
    assert all(q["article"].startswith("texts/0") for q in quotes)
    assert {q["outlet"] for q in quotes} <= {None, "Greenwatch", "Euronews EN", "Kyiv Post"}


def test_since_leaves_out_what_arrived_before(as_json):
    told = as_json(
        "brief",
        "air-defence",
        "--corpus",
        str(SEEDS),
        "--since",
        "2022-11-01",
        "--now",
        "2030-01-01",
    )

    (briefing,) = told["briefings"]
    outlets = {q["outlet"] for s in briefing["stories"] for q in s["quotes"]}
    assert "Kyiv Post" not in outlets
    assert briefing["counts"]["articles"] == 4


def test_words_is_the_most_that_is_quoted(as_json):
    for most in (10, 40, 100):
        (briefing,) = as_json("brief", "air-defence", "--words", str(most))["briefings"]
        quotes = [q["text"] for s in briefing["stories"] for q in s["quotes"]]
        assert sum(len(text.split()) for text in quotes) <= most


def test_clean_has_the_promised_shape(as_json):
    told = as_json("clean", str(SEEDS / "002_e90900833cc1bb33.txt"))

    assert {"title", "outlet", "published", "language", "body", "dropped"} <= set(told)
    assert told["title"] == "NATO, Ukraine to Meet Tuesday Over Russian Attack"
    assert (told["outlet"], told["published"], told["language"]) == (
        "Greenwatch",
        "2024-11-22",
        "en",
    )
    assert all(set(d) == {"line", "text", "reason"} for d in told["dropped"])


@pytest.mark.parametrize("algorithm", ["quotewire", "lexrank", "luhn", "sumbasic"])
def test_summarize_has_the_promised_shape_and_keeps_its_budget(as_json, algorithm):
    told = as_json("summarize", *ALL_SEEDS, "--words", "80", "--algorithm", algorithm)

    assert set(told) == {"quotes", "words", "algorithm", "seconds"}
    assert set(told["seconds"]) == {"prepare", "rank"}
    assert told["algorithm"] == algorithm
    assert 0 < told["words"] == sum(len(q["text"].split()) for q in told["quotes"]) <= 80
    for quote in told["quotes"]:
        assert set(quote) == {"text", "article", "start", "end", "score"}
        body = as_json("clean", quote["article"])["body"]
        assert body[quote["start"] : quote["end"]] == quote["text"]


def test_group_puts_the_two_reports_of_one_meeting_together(as_json):
    told = as_json("group", *ALL_SEEDS)

    stories = [[Path(a).name[:3] for a in story["articles"]] for story in told["stories"]]
    assert ["000", "002"] in stories
    assert ["003"] in stories
    assert ["004"] in stories
    shape = {"headline", "articles", "outlets", "voices", "first_published", "last_published"}
    assert all(set(story) == shape for story in told["stories"])


def test_search_has_the_promised_shape(as_json):
    told = as_json("search", "hypersonic", "missile")

    assert told["articles"]
    for hit in told["articles"]:
        assert set(hit) == {"article", "title", "outlet", "published", "score", "snippet"}
    assert "hypersonic" in told["articles"][0]["snippet"].lower()


def test_search_answers_with_quotes_within_a_budget_each_equal_to_its_span(as_json):
    told = as_json("search", "air", "defence", "--words", "40")

    assert told["quotes"]
    assert sum(len(quote["text"].split()) for quote in told["quotes"]) <= 40
    for quote in told["quotes"]:
        assert set(quote) == {
            "text",
            "article",
            "start",
            "end",
            "score",
            "outlet",
            "published",
            "url",
            "phrase",
        }
        assert quote["phrase"] == "air defence"
        name = quote["article"].rpartition("/")[2]
        body = as_json("clean", str(SEEDS / name))["body"]
        assert body[quote["start"] : quote["end"]] == quote["text"]


def test_words_in_quotes_must_stand_together_in_what_search_gives(as_json):
    assert len(as_json("search", '"air shield"')["articles"]) == 1
    assert as_json("search", '"shield air"')["articles"] == []


def test_people_see_the_quotes_before_the_articles(quotewire):
    code, out, _ = quotewire("search", "air shield", "--corpus", str(SEEDS))

    assert code == 0
    quote, articles = out.split("article", 1)
    assert "“air shield”" in quote
    assert "Kyiv Post, October 2022" in quote
    assert "air shield" in articles


def test_topic_list_has_the_promised_shape(as_json, quotewire):
    told = as_json("topic", "list")

    assert [topic["topic"] for topic in told["topics"]] == [
        "air-defence",
        "hypersonic-missile",
        "nato-path",
    ]
    for topic in told["topics"]:
        assert set(topic) == {"topic", "title", "phrases", "all_of", "exclude"}
    assert "Air defence, " in quotewire("topic", "list")[1]


def test_topic_test_has_the_promised_shape(as_json):
    told = as_json("topic", "test", "NATO path", "--now", "2024-12-01", "--since", "2000d")

    assert set(told) == {
        "topic",
        "since",
        "now",
        "articles",
        "matched",
        "sentences",
        "phrases",
        "unused",
        "excluded",
        "examples",
    }
    assert told["topic"] == "nato-path"
    assert told["now"] == "2024-12-01T00:00Z"
    assert 0 < told["articles"] <= 5


def test_phrases_can_be_tried_before_a_topic_exists(as_json, quotewire):
    words = ["--phrase", "air shield", "--phrase", "gold rush", "--since", "20000d"]
    told = as_json("topic", "test", *words)

    assert (told["topic"], told["articles"], told["matched"]) == (None, 5, 1)
    assert told["phrases"] == [{"phrase": "air shield", "articles": 1}]
    assert told["unused"] == ["gold rush"]
    (example,) = told["examples"]
    assert set(example) == {"text", "phrase", "article", "start", "end"}
    out = as_json("topic", "test", *words, "--exclude", "G7")["excluded"]
    assert [entry["phrase"] for entry in out] == ["G7"]
    near = ["--all-of", "shield, gold", "--all-of", "Zelensky,Kyiv", "--since", "20000d"]
    assert as_json("topic", "test", *near)["phrases"] == [
        {"phrase": "shield + Zelensky", "articles": 1}
    ]
    _, shown, _ = quotewire("topic", "test", *words)
    assert "1 of 5 articles" in shown
    assert "In no article: gold rush." in shown
    assert "for 'air shield'" in shown


def test_a_topic_can_be_tried_with_further_phrases(as_json):
    span = ["--since", "20000d"]
    alone = as_json("topic", "test", "hypersonic-missile", *span)
    more = as_json("topic", "test", "hypersonic-missile", "--phrase", "air shield", *span)

    assert more["matched"] == alone["matched"] + 1


def test_a_span_without_articles_is_said_to_be(quotewire):
    code, out, _ = quotewire("topic", "test", "air-defence", "--now", "2010-01-01")

    assert code == 0
    assert "No article arrived since 2009-12-25 00:00 UTC." in out


def test_what_is_typed_in_bytes_that_are_no_text_harms_nothing(quotewire):
    code, out, _ = quotewire("topic", "test", "--phrase", "air\udcff shield", "--since", "20000d")
    assert code == 0
    assert "air? shield" in out
    assert quotewire("search", "zebra\udcff")[0] == 0
    assert quotewire("search", "missile\udcff", "--json")[0] == 0


def test_doctor_finds_nothing_wrong_with_a_fresh_installation(as_json):
    told = as_json("doctor")

    assert told["ok"]
    assert {c["name"] for c in told["checks"]} >= {"store", "corpus", "token", "clock"}
    assert "data" in told["settings"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["brief", "air-defence"],
        ["summarize", *ALL_SEEDS],
        ["clean", ALL_SEEDS[0]],
        ["group", *ALL_SEEDS],
        ["search", "missile"],
        ["topic", "list"],
        ["topic", "test", "air-defence"],
        ["doctor"],
    ],
)
def test_every_command_speaks_to_people_too(quotewire, arguments):
    code, out, err = quotewire(*arguments)

    assert (code, err) == (0, "")
    assert len(out) > 100
    assert "{" not in out


BAD_INPUT = [
    (["brief", "cooking"], 1, "There is no topic 'cooking'. Try one of: air-defence"),
    (["brief", "air-defence", "--corpus", "nowhere"], 1, "There is no folder nowhere."),
    (["brief", "air-defence", "--since", "soon"], 2, "'soon' is no moment."),
    (["brief", "air-defence", "--words", "0"], 2, "not a number above 0"),
    (["brief", "air-defence", "--since", "2025-01-02", "--now", "2025-01-01"], 2, "nothing can be"),
    (["search", "?!"], 2, "no word to search for"),
    (["search", "missile", "--words", "0"], 2, "not a number above 0"),
    (["topic"], 2, "ACTION"),
    (["topic", "test"], 2, "Name a topic, or give phrases"),
    (["topic", "test", "cooking"], 1, "There is no topic 'cooking'. Try one of: air-defence"),
    (["topic", "test", "air-defense", "--phrase", "?!"], 2, "'?!' holds no word"),
    (["topic", "test", "air-defence", "--since", "soon"], 2, "'soon' is no moment."),
    (["topic", "test", "air-defence", "--since", "0d"], 2, "nothing to read"),
    (["topic", "list", "--corpus", "nowhere"], 1, "There is no folder nowhere."),
    (["brief"], 2, "TOPIC"),
    (["frobnicate"], 2, "invalid choice"),
    (["clean", "nowhere.txt"], 1, "There is no file nowhere.txt."),
    (["clean", "empty.txt"], 1, "empty.txt is empty."),
    (["clean", "."], 1, "is a folder"),
    (["clean", "picture.txt"], 1, "is not text"),
    (["summarize", "furniture.txt"], 1, "nothing to quote"),
    (["summarize", "nowhere.txt"], 1, "There is no file"),
    (["summarize", "furniture.txt", "--algorithm", "gpt"], 2, "invalid choice"),
    (["brief", "air-defence", "--corpus", "corrupt"], 1, "corpus.toml is not valid TOML"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), BAD_INPUT)
def test_bad_input_gets_a_sentence_and_no_traceback(
    quotewire, tmp_path: Path, arguments, code, words
):
    (tmp_path / "empty.txt").write_text("", "utf-8")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "furniture.txt").write_text("#news\nAdvertisement\n", "utf-8")
    (tmp_path / "corrupt").mkdir()
    (tmp_path / "corrupt" / "a.txt").write_text("The council met on Monday again.", "utf-8")
    (tmp_path / "corrupt" / "corpus.toml").write_text('["a.txt"]\noutlet = \n', "utf-8")

    result, out, err = quotewire(*arguments)

    assert result == code
    assert words in err
    assert "Traceback" not in err
    assert out == ""


def test_a_document_that_is_all_furniture_is_said_to_be(quotewire, tmp_path: Path):
    (tmp_path / "a.txt").write_text("#news #world\nSubscribe to our newsletter\n", "utf-8")

    code, out, err = quotewire("clean", "a.txt", "--json")

    assert code == 0
    assert json.loads(out)["body"] == ""
    assert "every line of it is furniture" in err


def test_help_needs_no_settings_and_no_store(quotewire, monkeypatch):
    monkeypatch.setenv("QUOTEWIRE_TIMEZONE", "nowhere")

    code, out, _ = quotewire("--help")

    assert code == 0
    assert "brief" in out


# The real process.


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_serves_the_chat_page_and_stops_at_once_when_told_to(
    data: Path, number: signal.Signals
):
    port = free_port()
    process = start(data, SANDBOX_LISTEN=f"127.0.0.1:{port}")
    try:
        told = wait_until_ready(process)
        assert f"http://127.0.0.1:{port}" in told
        assert "<html" in httpx.get(f"http://127.0.0.1:{port}/").text
        stopped = time.monotonic()
        process.send_signal(number)
        _, rest = process.communicate(timeout=10)
    finally:
        process.kill()
    assert process.returncode == 0
    assert time.monotonic() - stopped < 10
    assert "Traceback" not in rest


def test_a_taken_port_is_told_of_in_one_sentence(data: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        _, err = start(data, SANDBOX_LISTEN=f"127.0.0.1:{port}").communicate(timeout=30)

    assert f"{port}" in err
    assert "QUOTEWIRE_SANDBOX_LISTEN" in err
    assert "Traceback" not in err


async def test_a_wrong_token_is_told_of_in_one_sentence(data: Path):
    async with Sandbox(port=0) as sandbox:
        wrong = "987654321:" + "A" * 35
        code, err = await finished(data, TOKEN=wrong, API_URL=sandbox.api_url)

    assert code == 1
    assert "does not know this token. Copy it again from @BotFather" in err
    assert "Traceback" not in err
    assert wrong not in err


async def test_no_network_is_told_of_in_one_sentence(data: Path):
    code, err = await finished(
        data, TOKEN="987654321:" + "A" * 35, API_URL=f"http://127.0.0.1:{free_port()}"
    )

    assert code == 1
    assert "Check this machine's network connection" in err
    assert "Traceback" not in err


async def test_with_a_token_the_bot_serves_the_api_it_is_given(data: Path):
    exchanges = []
    answered = asyncio.Event()

    def note(exchange: Exchange) -> None:
        exchanges.append(exchange)
        if exchange.method == "sendMessage":
            answered.set()

    async with Sandbox(port=0, on_exchange=note) as sandbox:
        process = start(data, TOKEN=sandbox.token, API_URL=sandbox.api_url)
        try:
            told = await asyncio.to_thread(wait_until_ready, process)
            async with httpx.AsyncClient(base_url=sandbox.api_url) as http:
                question = {"person": 1001, "text": "/topic air-defence"}
                await http.post("/sandbox/chats/1001/messages", json=question)
            await asyncio.wait_for(answered.wait(), 10)
            process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(process.communicate, timeout=10)
        finally:
            process.kill()

    assert "Quotewire is running." in told
    assert {"getMe", "getUpdates", "setMyCommands"} <= {e.method for e in exchanges}
    assert sandbox.token not in told
    assert not [line for e in exchanges for line in objections(e.method, e.parameters)]


async def finished(data: Path, **settings: str) -> tuple[int, str]:
    process = start(data, **settings)
    _, err = await asyncio.to_thread(process.communicate, timeout=60)
    return process.returncode, err


def test_an_article_published_after_now_does_not_exist_yet(as_json):
    def outlets(now: str) -> set[str | None]:
        told = as_json("brief", "hypersonic-missile", "--corpus", str(SEEDS), "--now", now)
        return {q["outlet"] for b in told["briefings"] for s in b["stories"] for q in s["quotes"]}

    assert outlets("2023-01-01") == {None, "Ukrinform"}
    assert outlets("2024-12-01") == {None, "Ukrinform", "Greenwatch"}


def test_the_bot_does_not_import_what_it_does_not_need():
    told = subprocess.run(
        [sys.executable, "-c", _IMPORTS], capture_output=True, text=True, check=True
    ).stdout

    assert told.split() == []


_IMPORTS = """
import sys
import bot.app, bot.chat.telegram, bot.sandbox
print(*sorted({"nltk", "bm25s", "scipy"} & {m.split(".")[0] for m in sys.modules}))
"""


async def test_a_token_refused_while_running_ends_the_bot_with_a_sentence(data: Path):
    async with Sandbox(port=0) as sandbox:
        process = start(data, TOKEN=sandbox.token, API_URL=sandbox.api_url)
        try:
            await asyncio.to_thread(wait_until_ready, process)
            sandbox._api._token = "987654321:" + "B" * 35  # as when @BotFather revokes it
            async with httpx.AsyncClient(base_url=sandbox.api_url) as http:
                wake = {"person": 1001, "text": "/help"}  # ends the poll that is under way
                await http.post("/sandbox/chats/1001/messages", json=wake)
            _, err = await asyncio.to_thread(process.communicate, timeout=20)
        finally:
            process.kill()

    assert process.returncode == 1
    assert "does not know this token" in err
    assert "Traceback" not in err


async def test_a_server_that_fails_after_the_first_answer_is_told_of(data: Path, monkeypatch):
    monkeypatch.setitem(METHODS, "deletewebhook", refusing(500, "Internal Server Error"))
    async with Sandbox(port=0) as sandbox:
        code, err = await finished(data, TOKEN=sandbox.token, API_URL=sandbox.api_url)

    assert code == 1
    assert "gives no useful answer" in err
    assert "Traceback" not in err


def test_a_bot_that_is_still_starting_stops_when_told_to(data: Path):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        process = start(data, TOKEN="987654321:" + "A" * 35, API_URL=url)
        asked, _ = silent.accept()
        with asked:
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=4)

    assert process.returncode == 0
    assert "Traceback" not in err


def test_one_bad_file_among_several_is_told_of_and_the_rest_is_read(quotewire, tmp_path: Path):
    (tmp_path / "empty.txt").write_text("", "utf-8")

    code, out, err = quotewire("summarize", "empty.txt", *ALL_SEEDS)

    assert code == 0
    assert "empty.txt is empty" in err
    assert "│" in out


def test_words_spoken_by_somebody_are_marked_as_such(quotewire):
    _, out, _ = quotewire("summarize", str(SEEDS / "003_0ef06e8af33ecdcf.txt"), "--words", "40")

    spoken = "Allies have provided air defence, but we need even more."
    assert spoken not in out or "(somebody quoted there)" in out.split(spoken)[1].splitlines()[1]


def test_a_budget_too_small_for_any_quote_is_said_to_be(quotewire):
    code, out, _ = quotewire("brief", "air-defence", "--words", "5")

    assert code == 0
    assert "3 stories on Air defence, but no quote is short enough" in out


def test_more_words_bring_more_quotes(as_json):
    def quoted(words: int) -> int:
        (briefing,) = as_json("brief", "air-defence", "--words", str(words))["briefings"]
        return sum(len(story["quotes"]) for story in briefing["stories"])

    assert quoted(2000) > quoted(250)


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_reader_who_leaves_early_is_no_failure_and_a_full_disk_is_told_of(form):
    command = [QUOTEWIRE, "brief", "air-defence", *form]

    piped = subprocess.run(
        f"set -o pipefail; {shlex.join(command)} | true",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
    )
    with Path("/dev/full").open("w") as full:
        filled = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)

    assert (piped.returncode, piped.stderr) == (0, "")
    assert filled.returncode == 1
    assert "No space left on device" in filled.stderr
    assert "Traceback" not in filled.stderr


DAY_ONE, DAY_TWO = (
    f"Russian drones killed {count} people in a block of flats in the port of Odesa, the "
    "governor said. "
    "Air defence crews had shot down most of the drones over the sea before dawn.\n"
    for count in ("four", "six")
)


@pytest.fixture
def raid(tmp_path):
    """A folder with a report, and another from the day after with another figure."""
    folder = tmp_path / "raid"
    folder.mkdir()
    (folder / "one.txt").write_text(DAY_ONE, "utf-8")
    (folder / "two.txt").write_text(DAY_TWO, "utf-8")
    (folder / "corpus.toml").write_text(
        '["one.txt"]\noutlet = "Wire"\npublished = "2025-03-04"\n'
        '["two.txt"]\noutlet = "Post"\npublished = "2025-03-05"\n',
        "utf-8",
    )
    (folder / "topics.toml").write_text(
        '[[topic]]\nslug = "raids"\ntitle = "Raids"\nphrases = ["drones"]\n', "utf-8"
    )
    return folder


def test_brief_since_tells_only_what_is_new_and_which_figure_changed(as_json, raid):
    told = as_json(
        "brief",
        "raids",
        "--corpus",
        str(raid),
        "--since",
        "2025-03-05T12:00",
        "--now",
        "2025-03-07",
    )

    [briefing] = told["briefings"]
    assert briefing["counts"] == {"articles": 1, "stories": 1, "merged": 0, "undated": 0}
    [quote] = briefing["stories"][0]["quotes"]
    assert "six people" in quote["text"]
    assert quote["update"]["figures"] == [{"before": "four", "now": "six"}]
    assert "four people" in quote["update"]["earlier"]["text"]
    assert quote["update"]["earlier"]["outlet"] == "Wire"


def test_an_update_is_told_to_people_too(quotewire, raid):
    _, out, _ = quotewire(
        "brief",
        "raids",
        "--corpus",
        str(raid),
        "--since",
        "2025-03-05T12:00",
        "--now",
        "2025-03-07",
    )

    assert "Updated: six, before it was four (Wire, 4 March 2025)" in out
    assert "shot down most" not in out


def test_brief_takes_languages_and_refuses_those_it_does_not_read(as_json, quotewire, raid):
    told = as_json("brief", "raids", "--corpus", str(raid), "--languages", "uk,de")
    code, _, err = quotewire("brief", "raids", "--corpus", str(raid), "--languages", "en,xx")

    assert told["briefings"][0]["counts"]["articles"] == 0
    assert code == 2
    assert "Use codes, separated by commas: en, uk, ru" in err


def test_another_algorithm_is_a_setting_and_an_option(quotewire, as_json, monkeypatch, raid):
    monkeypatch.setenv("QUOTEWIRE_ALGORITHM", "luhn")

    assert as_json("summarize", str(raid / "one.txt"))["algorithm"] == "luhn"
    chosen = as_json("summarize", str(raid / "one.txt"), "--algorithm", "quotewire")
    assert chosen["algorithm"] == "quotewire"
    assert as_json("brief", "raids", "--corpus", str(raid))["briefings"][0]["stories"]
    monkeypatch.setenv("QUOTEWIRE_ALGORITHM", "magic")
    code, _, err = quotewire("summarize", str(raid / "one.txt"))
    assert code == 1
    assert "QUOTEWIRE_ALGORITHM is 'magic'. Use one of quotewire, lexrank" in err
