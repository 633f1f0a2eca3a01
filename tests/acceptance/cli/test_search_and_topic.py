"""``quotewire search`` and ``topic``, as people and scripts use them."""

from tests.acceptance.conftest import SEEDS

ALL_SEEDS = sorted(str(p) for p in SEEDS.glob("*.txt"))


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
            "spoken",
            "context",
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
