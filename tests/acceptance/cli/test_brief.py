"""``quotewire brief``, as people and scripts use it."""

import shutil
from pathlib import Path

import pytest

from tests.acceptance.conftest import SEEDS

ALL_SEEDS = sorted(str(p) for p in SEEDS.glob("*.txt"))


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
                    "spoken",
                    "context",
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


def test_an_article_published_after_now_does_not_exist_yet(as_json):
    def outlets(now: str) -> set[str | None]:
        told = as_json("brief", "hypersonic-missile", "--corpus", str(SEEDS), "--now", now)
        return {q["outlet"] for b in told["briefings"] for s in b["stories"] for q in s["quotes"]}

    assert outlets("2023-01-01") == {None, "Ukrinform"}
    assert outlets("2024-12-01") == {None, "Ukrinform", "Greenwatch"}


def test_a_budget_too_small_for_any_quote_is_said_to_be(quotewire):
    code, out, _ = quotewire("brief", "air-defence", "--words", "5")

    assert code == 0
    assert "3 stories on Air defence, but no quote is short enough" in out


def test_more_words_bring_more_quotes(as_json):
    def quoted(words: int) -> int:
        (briefing,) = as_json("brief", "air-defence", "--words", str(words))["briefings"]
        return sum(len(story["quotes"]) for story in briefing["stories"])

    assert quoted(2000) > quoted(250)


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


def test_a_topic_named_twice_is_briefed_once(as_json, raid):
    told = as_json("brief", "raids", "Raids", "--corpus", str(raid))

    assert len(told["briefings"]) == 1


def test_a_briefing_marks_the_words_that_somebody_spoke(quotewire, raid):
    (raid / "three.txt").write_text(
        "The mayor of Izmail spoke to the council late on Monday evening.\n\n"
        "“We have had a long night. The drones burnt the old market hall down to its walls. "
        "We will build it up again,” she said.\n",
        "utf-8",
    )

    _, out, _ = quotewire("brief", "raids", "--corpus", str(raid), "--now", "2099-01-01")

    _, _, below = out.partition("The drones burnt the old market hall")
    assert "(somebody quoted there)" in below.splitlines()[1]
