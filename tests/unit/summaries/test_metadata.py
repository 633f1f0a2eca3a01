"""What the head of a page states of its article."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.cleaning import clean
from summaries.metadata import read_metadata
from summaries.model import Basis, Precision
from tests.examples import examples

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Lamps &amp; posts replaced",
    "datePublished": "2025-03-04T15:40:00+02:00",
    "publisher": {"@type": "Organization", "name": "Harbour Times"},
    "inLanguage": "en-GB",
    "url": "https://harbour.example/lamps",
}


def stated(*scripts, meta=None, times=()):
    texts = [script if isinstance(script, str) else json.dumps(script) for script in scripts]
    return read_metadata(meta or {}, texts, times)


def test_json_ld_gives_title_outlet_date_language_and_address():
    found = stated(ARTICLE)
    assert (found.title, found.outlet) == ("Lamps & posts replaced", "Harbour Times")
    assert (found.language, found.url) == ("en", "https://harbour.example/lamps")
    assert found.published.iso() == "2025-03-04T13:40Z"
    assert found.published.basis is Basis.PAGE


@pytest.mark.parametrize(
    "script",
    [
        [ARTICLE],
        {"@graph": [{"@type": "WebSite", "name": "Site"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        ARTICLE | {"@type": ["Article", "ReportageNewsArticle"]},
        ARTICLE | {"@type": "BlogPosting"},
    ],
)
def test_an_article_is_found_wherever_json_ld_keeps_it(script):
    assert stated(script).outlet == "Harbour Times"


def test_a_publisher_may_stand_elsewhere_in_the_graph_or_be_a_name_alone():
    us = {"@id": "#us", "@type": "Organization", "name": "Harbour Times"}
    graph = {"@graph": [us, ARTICLE | {"publisher": {"@id": "#us"}}]}
    assert stated(graph).outlet == "Harbour Times"
    assert stated(ARTICLE | {"publisher": "Harbour Times"}).outlet == "Harbour Times"
    assert stated(ARTICLE | {"publisher": [{"name": "Harbour Times"}]}).outlet == "Harbour Times"


def test_of_several_articles_only_the_pages_own_speaks():
    other = ARTICLE | {"url": "https://harbour.example/x", "datePublished": "2020-01-01"}
    assert stated([other, ARTICLE]).published is None
    own = {"canonical": "https://harbour.example/lamps"}
    assert stated([other, ARTICLE], meta=own).published.iso() == "2025-03-04T13:40Z"


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "[" * 100_000,
        "null",
        "5",
        '{"@type": "Person", "name": "Anna", "datePublished": "2025-03-04"}',
        '{"@type": 7}',
        '{"@type": "NewsArticle", "datePublished": {"a": 1}, "publisher": 5, "headline": [7]}',
        '{"@type": "NewsArticle", "datePublished": "04/01/2022"}',
        '{"@type": "NewsArticle", "datePublished": "yesterday"}',
        '{"@type": "NewsArticle", "url": "javascript:alert(1)"}',
    ],
)
def test_what_states_nothing_or_is_broken_tells_nothing(script):
    found = stated(script)
    assert (found.title, found.outlet, found.published, found.language, found.url) == (None,) * 5


@pytest.mark.parametrize(
    ("name", "content", "iso"),
    [
        ("article:published_time", "2025-03-04T15:40:00+02:00", "2025-03-04T13:40Z"),
        ("datepublished", "2025-03-04T15:40", "2025-03-04"),
        ("parsely-pub-date", "Tue, 04 Mar 2025 15:40:12 +0200", "2025-03-04T13:40Z"),
        ("pubdate", "20250304T154012Z", "2025-03-04T15:40Z"),
        ("dcterms.issued", "2025-03-04", "2025-03-04"),
        ("date", "03/04/2025", None),
        ("article:modified_time", "2025-03-04", None),
    ],
)
def test_a_meta_tag_states_the_day_with_its_zone(name, content, iso):
    published = stated(meta={name: content}).published
    assert (published and published.iso()) == iso


def test_times_above_the_text_count_where_they_agree():
    assert stated(times=["2025-03-04T10:00Z", "2025-03-04T12:00Z"]).published is not None
    assert stated(times=["2025-03-04T10:00Z", "2025-03-05T12:00Z"]).published is None


PAGE = (
    "<article><h1>The lamps go out</h1>{}"
    "<p>The city replaces its lamps, it said, all 412 of them by May.</p>{}"
)


@pytest.mark.parametrize(
    ("above", "below", "iso"),
    [
        ('<time datetime="2025-03-04T10:00Z">4 March</time>', "", "2025-03-04T10:00Z"),
        ("", '<time datetime="2025-03-04T10:00Z">4 March</time>', None),
        (
            "",
            '<time itemprop="datePublished" datetime="2025-03-04T10:00Z"></time>',
            "2025-03-04T10:00Z",
        ),
        ("", '<time pubdate datetime="2025-03-04">4 March</time>', "2025-03-04"),
        ('<time itemprop="dateModified" datetime="2025-03-04">x</time>', "", None),
        ('<a href="/x">More <time datetime="2025-03-04">x</time></a>', "", None),
        ('<ul><li>More <time datetime="2025-03-04">x</time></ul>', "", None),
        ('<nav><time datetime="2025-03-04">x</time></nav>', "", None),
        ('<time datetime="PT5M">5 min</time>', "", None),
    ],
)
def test_a_time_is_the_articles_only_where_it_stands_above_its_text_or_says_so(above, below, iso):
    published = clean(PAGE.format(above, below)).published
    assert (published and published.iso()) == iso


def test_a_moment_keeps_its_precision():
    assert stated(ARTICLE).published.precision is Precision.MINUTE
    assert stated(ARTICLE | {"datePublished": "2025-03"}).published.precision is Precision.MONTH


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [*ARTICLE, "@graph", "@id", "name", "mainEntity", "mainEntityOfPage", "x"]
            ),
            inner | st.just("NewsArticle"),
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(ANY)
@examples(300)
def test_any_json_ld_can_be_read(value):
    stated(value)
