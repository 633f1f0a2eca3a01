import asyncio
from datetime import timedelta

import pytest

from bot.desk import Caveat
from bot.errors import Cause, FetchError
from bot.sources.pieces import Reading, Request
from bot.store.source import SourceKind
from summaries.model import Basis
from tests.unit.sources.conftest import NOW
from tests.unit.sources.workplace import AIR, LONG, Item, Workplace, page, rss, story

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
UKRAINIAN = """\
Міська рада Ямполя замовила радари протиповітряної оборони, і їх поставлять на пагорбах, повідомив \
мер у вівторок після засідання.
Уряд не виключає, що нові батареї прибудуть до порту вже навесні, якщо парламент погодить видатки \
на цей рік.
Радари замовлено.""".splitlines()


async def test_a_feed_is_told_with_what_it_would_bring(place: Workplace):
    items = [Item(n, n * 3 * DAY) for n in range(1, 6)]
    feed = rss(*items, Item(8, DAY, text="The harvest in the valley ended a week early, it said."))
    trial = (await place.tryout.address(place.server.serve("/feed", feed))).trial
    assert (trial.kind, trial.dialect, trial.title) == (SourceKind.FEED, "RSS 2.0", "Harbour Post")
    assert (trial.language, trial.items, trial.week) == ("en", 6, 3)
    assert trial.matches == ((AIR, 2),)
    assert trial.known is None
    first, second, third = trial.newest
    assert [s.article.title for s in trial.newest] == [Item(8).title, Item(1).title, Item(2).title]
    assert (first.topics, second.topics, third.topics) == ((), (AIR,), (AIR,))
    assert second.article.published is not None
    assert second.article.published.basis is Basis.FEED
    assert second.quote is not None
    assert second.quote.text == f"{story(1).split('. ')[0]}."
    assert second.article.outlet == "Harbour Post"


@pytest.mark.parametrize(
    ("feed", "expected"),
    [
        (rss(), {Caveat.NOTHING_YET}),
        (rss(Item(1, None), Item(2, None)), {Caveat.UNDATED}),
        (rss(Item(1), Item(2, None)), {Caveat.SOME_UNDATED}),
        (rss(Item(1, 40 * DAY)), {Caveat.OLD}),
        (rss(Item(1, text="The harvest ended early this year, it said.")), {Caveat.NONE_MATCH}),
    ],
)
async def test_an_admin_is_warned_of_what_is_odd(
    place: Workplace, feed: bytes, expected: set[Caveat]
):
    trial = (await place.tryout.address(place.server.serve("/feed", feed))).trial
    assert set(trial.caveats) - {Caveat.TEASERS} == expected


async def test_a_page_leads_to_the_first_feed_that_can_be_read(place: Workplace):
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{t}" href="/{t}.xml">'
        for t in ("broken", "main", "sport")
    )
    home = f"<html><head><title>Post</title>{links}</head><body><p>Hello</p></body></html>".encode()
    place.server.serve("/main.xml", rss(Item(1)))
    tried = await place.tryout.address(place.server.serve("/", home))
    assert tried.trial.address == place.server.url("/main.xml")
    assert tried.trial.page == place.server.url("/")
    assert [title for _, title in tried.trial.others] == ["broken", "sport"]
    assert tried.source.address == place.server.url("/main.xml")


async def test_where_no_feed_of_a_page_can_be_read_the_first_says_why(place: Workplace):
    home = (
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>'
        b"<body></body></html>"
    )
    place.server.serve("/feed.xml", b"", status=403)
    with pytest.raises(FetchError) as failed:
        await place.tryout.address(place.server.serve("/", home))
    assert failed.value.cause is Cause.REFUSED


async def test_a_page_with_an_article_is_told_as_one(place: Workplace):
    address = place.server.serve("/story", page("Council buys batteries", *LONG))
    trial = (await place.tryout.address(address)).trial
    assert (trial.kind, trial.dialect, trial.items) == (SourceKind.PAGE, "web page", 1)
    assert trial.newest[0].article.outlet == "news.example"


async def test_a_page_without_an_article_or_a_feed_says_what_to_do(place: Workplace):
    address = place.server.serve("/", b"<html><body><p>Hello</p></body></html>")
    with pytest.raises(FetchError, match="Give the address of an article or of a feed") as failed:
        await place.tryout.address(address)
    assert failed.value.cause is Cause.NO_ARTICLE


async def test_a_plain_text_is_told_as_one(place: Workplace):
    text = {"Content-Type": "text/plain; charset=utf-8"}
    address = place.server.serve("/story.txt", "\n\n".join(LONG).encode(), text)
    trial = (await place.tryout.address(address)).trial
    assert (trial.kind, trial.dialect) == (SourceKind.TEXT, "plain text")


async def test_the_language_is_that_of_what_it_carries_whatever_it_says(place: Workplace):
    items = [Item(n, text=text) for n, text in enumerate(UKRAINIAN)]
    tried = await place.tryout.address(place.server.serve("/feed", rss(*items, language="en-US")))
    assert (tried.trial.language, tried.source.language) == ("uk", "uk")
    assert {article.language for article in tried.articles} == {"uk"}
    empty = await place.tryout.address(place.server.serve("/empty", rss(language="de")))
    assert empty.trial.language == "de"


async def test_a_date_that_is_yet_to_come_is_not_believed(place: Workplace):
    feed = rss(Item(1, -30 * DAY), Item(2))
    trial = (await place.tryout.address(place.server.serve("/feed", feed))).trial
    dates = {s.article.title: s.article.published for s in trial.newest}
    assert dates[Item(1).title] is None
    assert dates[Item(2).title] is not None
    assert all(s.article.arrived <= NOW for s in trial.newest)


async def test_what_is_too_old_to_be_kept_is_shown_and_not_kept(place: Workplace):
    tried = await place.tryout.address(place.server.serve("/feed", rss(Item(1, 40 * DAY))))
    assert [s.article.title for s in tried.trial.newest] == [Item(1).title]
    assert (tuple(tried.articles), tried.trial.week) == ((), 0)


async def test_an_address_that_was_led_on_is_known_by_both(place: Workplace):
    place.server.serve("/feed", rss(Item(1)))
    address = place.server.redirect("/rss", place.server.url("/feed"))
    tried = await place.tryout.address(address)
    assert (tried.source.address, tried.source.aliases) == (address, (place.server.url("/feed"),))


async def test_without_a_title_the_host_stands_for_it(place: Workplace):
    feed = rss(Item(1), title="")
    address = place.server.serve("/feed", feed, host="www.news.example")
    assert (await place.tryout.address(address)).trial.title == "news.example"


async def test_a_trial_keeps_the_bot_from_nothing_else(place: Workplace):
    feed = rss(*(Item(n, timedelta(minutes=n)) for n in range(1, 200)))
    address = place.server.serve("/feed", feed)
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        loop = asyncio.get_running_loop()
        while True:
            begun = loop.time()
            await asyncio.sleep(0.005)
            longest = max(longest, loop.time() - begun)

    watching = asyncio.create_task(watch())
    await place.tryout.address(address)
    watching.cancel()
    assert longest < 0.5


async def test_what_reading_refuses_is_told_as_it_was_said(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
):
    async def refusing(_: Request) -> Reading:
        raise FetchError(Cause.STUCK, "Reading this took longer than 20 seconds and was ended.")

    object.__setattr__(place.tryout, "read", refusing)
    with pytest.raises(FetchError, match="took longer than 20 seconds"):
        await place.tryout.address(place.server.serve("/feed", rss(Item(1))))
