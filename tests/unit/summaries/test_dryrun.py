from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from summaries.dryrun import EVER, Difference, difference, dry_run
from summaries.model import Article, Topic
from summaries.topics import match
from tests.examples import examples

NOW = datetime(2024, 11, 22, tzinfo=UTC)


def article(name, body, *, days=1.0, title=None, language="en"):
    return Article(
        name,
        name,
        body,
        NOW - timedelta(days=days),
        title=title,
        language=language,
        extent=(0, len(body)),
    )


TOPIC = Topic(
    "air",
    "Air",
    ("air defence", "air shield", "NASAMS"),
    all_of=(("shot down",), ("drone",)),
    exclude=("identification zone",),
)
CORPUS = [
    article("a", "Kyiv got air defences. They work. An air shield is wanted."),
    article("b", "More air defence came. A drone was shot down.", days=2),
    article("zone", "Japan widened its air defence identification zone.", days=3),
    article("trees", "The council planted trees."),
    article("old", "NASAMS came.", days=8),
    article("later", "NASAMS will come.", days=-1),
]
TRIED = dry_run(TOPIC, CORPUS, now=NOW)


def test_it_counts_the_articles_of_the_last_week_and_those_that_would_match():
    assert (TRIED.articles, TRIED.matched, TRIED.sentences) == (4, 2, 4)
    assert TRIED.since == NOW - timedelta(days=7)


def test_it_tells_for_each_phrase_in_how_many_articles_it_was_the_reason():
    assert [(r.phrase, r.articles) for r in TRIED.reasons] == [
        ("air defence", 2),
        ("air shield", 1),
        ("shot down + drone", 1),
    ]


def test_it_names_the_phrases_that_stand_nowhere():
    assert TRIED.unused == ("NASAMS",)


def test_a_phrase_that_stands_behind_another_in_a_sentence_is_not_unused():
    tried = dry_run(
        Topic("a", "A", ("air", "shield")), [article("a", "An air shield rose.")], now=NOW
    )
    assert [r.phrase for r in tried.reasons] == ["air"]
    assert tried.unused == ()


def test_it_names_the_articles_that_only_an_exclusion_keeps_away():
    assert [(out.article.id, out.phrase) for out in TRIED.ruled_out] == [
        ("zone", "identification zone")
    ]
    titled = article("t", "More air defence came.", title="The identification zone")
    assert dry_run(TOPIC, [titled], now=NOW).ruled_out[0].article is titled


def test_an_article_that_matches_elsewhere_is_not_ruled_out():
    told = article("t", "Air defence came. An air defence identification zone was drawn.")
    tried = dry_run(TOPIC, [told], now=NOW)
    assert (tried.matched, tried.sentences, tried.ruled_out) == (1, 1, ())


def test_an_exclusion_in_an_article_that_would_not_match_is_no_news():
    told = article("t", "The identification zone was widened.")
    assert dry_run(TOPIC, [told], now=NOW).ruled_out == ()


def test_its_examples_are_sentences_word_for_word_one_of_each_phrase_first():
    assert {e.phrase for e in TRIED.examples} == {"air defence", "air shield", "shot down + drone"}
    for example in TRIED.examples:
        assert example.text == example.article.body[example.start : example.end]
        assert match(TOPIC, example.text, "en").phrase == example.phrase
    many = [article(f"a{i}", f"Air defence came to town {i}.") for i in range(20)]
    many.append(article("z", "An air shield rose.", days=6))
    examples = dry_run(TOPIC, many, now=NOW).examples
    assert len(examples) == 5
    assert examples[-1].phrase == "air shield"


def test_the_span_can_be_longer_than_time_itself():
    assert dry_run(TOPIC, CORPUS, now=NOW, span=timedelta(days=10**6)).articles == 5


def test_nothing_read_matches_nothing():
    tried = dry_run(TOPIC, [], now=NOW)
    assert (tried.articles, tried.matched, tried.reasons) == (0, 0, ())
    assert tried.unused == ("air defence", "air shield", "NASAMS", "shot down", "drone")


@given(st.lists(st.text(max_size=20), max_size=4), st.lists(st.text(max_size=80), max_size=4))
@examples(100)
def test_any_phrases_can_be_tried_on_any_texts(phrases, bodies):
    corpus = [
        article(str(i), body.encode("utf-8", "replace").decode()) for i, body in enumerate(bodies)
    ]
    tried = dry_run(Topic("a", "A", tuple(phrases)), corpus, now=NOW)
    assert tried.matched <= tried.articles <= len(corpus)
    assert all(reason.phrase in phrases for reason in tried.reasons)


def test_a_changed_topic_tells_which_documents_it_gains_and_loses():
    new = Topic("air", "Air", ("trees", "air shield", "NASAMS"))

    found = difference(TOPIC, new, CORPUS)

    assert [(e.article.id, e.text) for e in found.gained] == [
        ("trees", "The council planted trees.")
    ]
    assert [(e.article.id, e.phrase) for e in found.lost] == [("b", "air defence")]
    assert difference(TOPIC, TOPIC, CORPUS) == Difference((), ())


def test_a_document_counts_once_although_another_article_of_it_is_lost():
    body = "Air defence came.\n\nNASAMS came."
    first, second = (
        Article(f"page#{start}", "page", body, NOW, extent=(start, end))
        for start, end in ((0, 17), (19, 31))
    )
    old, new = Topic("a", "A", ("air defence",)), Topic("a", "A", ("NASAMS",))

    assert difference(old, new, [first, second]) == Difference((), ())


def test_all_that_is_stored_may_be_read():
    assert dry_run(TOPIC, CORPUS, now=NOW, span=EVER).matched == 3
