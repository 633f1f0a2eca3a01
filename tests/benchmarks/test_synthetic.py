"""The news that measures run on, and how a figure is held against its promise."""

from itertools import combinations

import pytest

from summaries.cleaning import clean
from summaries.stories import group
from tests.benchmarks.figure import Figure
from tests.benchmarks.synthetic import News


def test_the_same_seed_gives_the_same_news():
    first, second = (list(News(1).reports(20)) for _ in range(2))

    assert first == second
    assert first != list(News(2).reports(20))


def test_a_page_is_cleaned_down_to_its_article():
    for report in News(1).reports(10):
        document = clean(report.raw, "text")
        assert document.title == report.title
        assert document.published is not None
        assert document.published.start.date() == report.published.date()
        assert document.body == report.article.body


def test_reports_of_one_event_are_told_from_others_by_their_words():
    reports = list(News(1).reports(120))
    event = {report.article.id: report.event for report in reports}

    stories = group([report.article for report in reports])

    wrong = sum(event[a.id] != event[b.id] for s in stories for a, b in combinations(s, 2))
    right = sum(event[a.id] == event[b.id] for s in stories for a, b in combinations(s, 2))
    assert right > 20
    assert wrong < right / 10


def test_news_comes_in_order_with_events_side_by_side():
    reports = list(News(1).reports(200))

    assert [r.published for r in reports] == sorted(r.published for r in reports)
    assert reports[0].event != reports[1].event
    assert len({r.event for r in reports}) < 150


@pytest.mark.parametrize(
    ("median", "promise", "least", "used"),
    [(0.1, 0.2, False, 0.5), (0.4, 0.2, False, 2.0), (40, 20, True, 0.5), (10, 20, True, 2.0)],
)
def test_more_than_all_of_a_promise_used_is_a_miss(median, promise, least, used):
    assert Figure("a", median, promise, "s", least).used == pytest.approx(used)
