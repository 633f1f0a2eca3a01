import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Cause, SourceError, SourceUnknown, StoreError
from bot.health import Health, health
from bot.sources.pieces import Reading, Request
from bot.store.source import Source, SourceKind
from tests import tricks
from tests.unit.sources.conftest import NOW
from tests.unit.sources.workplace import AIR, LONG, Item, Workplace, page, rss, story

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
UNDATED = None


def seconds_later(place: Workplace) -> Awaitable[None]:
    return place.later(seconds=10)


async def test_what_is_new_in_a_feed_arrives_when_it_is_seen(either_place: Workplace):
    place = either_place
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", rss(Item(2, 20 * HOUR), Item(1)))
    await place.later(hours=2)
    arrived = {article.title: article.arrived for article in await place.articles()}
    assert arrived[Item(2).title] == NOW + 2 * HOUR
    assert arrived[Item(1).title] < NOW
    assert len(await place.store.articles.get(topic=AIR.slug, since=NOW)) == 1


async def test_nothing_arrives_twice_however_often_a_feed_is_read(either_place: Workplace):
    place = either_place
    place.server.serve("/feed", rss(Item(1), Item(2, UNDATED)))
    source = await place.added(place.server.url("/feed"))
    before = await place.articles()
    for n in range(3):
        place.server.serve("/feed", rss(Item(1), Item(2, UNDATED), title=f"Post {n}"))
        brought = await place.desk.refresh(source.number)
        assert (brought.new, brought.changed) == (0, 0)
    assert await place.articles() == before


async def test_an_edited_item_keeps_its_arrival_and_how_it_read(either_place: Workplace):
    place = either_place
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    (before,) = await place.articles()
    place.server.serve("/feed", rss(replace(Item(1), text=story(9))))
    brought = await place.desk.refresh(1)
    assert (brought.new, brought.changed) == (0, 1)
    (after,) = await place.articles()
    assert (after.id, after.arrived) == (before.id, before.arrived)
    assert after.body == story(9)
    assert [earlier.body for earlier in await place.store.articles.earlier(before.id)] == [story(1)]


async def test_two_that_refresh_one_source_at_once_store_its_news_once(either_place: Workplace):
    place = either_place
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", rss(Item(2), Item(1)), delay=0.05)
    both = await asyncio.gather(place.desk.refresh(1), place.desk.refresh(1))
    assert sorted(each.new for each in both) == [0, 1]
    assert len(await place.articles()) == 2


async def test_a_source_that_is_being_fetched_is_not_begun_again(place: Workplace):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", rss(Item(2)), delay=0.1)
    place.clock.now += 2 * HOUR
    for _ in range(3):
        await place.refresher.due()
    await place.refresher.idle()
    assert place.server.count("/feed") == 2


async def test_what_was_cut_short_comes_with_the_next_fetch(place: Workplace):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    before = await place.source()
    place.server.serve("/feed", rss(Item(2)), delay=5)
    place.clock.now += 2 * HOUR
    await place.refresher.due()
    await asyncio.sleep(0.05)
    await place.refresher.close()
    assert await place.source() == before
    place.server.serve("/feed", rss(Item(2), Item(1)))
    await seconds_later(place)
    assert Item(2).title in await place.titles()


async def test_a_crash_between_articles_and_memory_loses_and_doubles_nothing(
    either_place: Workplace, monkeypatch: pytest.MonkeyPatch
):
    place = either_place
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", rss(Item(2), Item(1)))

    async def crash(*_: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as broken:
        broken.setattr(type(place.store.sources), "remember", crash)
        await place.later(hours=2)
    arrived = {article.id: article.arrived for article in await place.articles()}
    assert len(arrived) == 2
    await place.later(minutes=1)
    assert {a.id: a.arrived for a in await place.articles()} == arrived
    assert len((await place.store.sources.memory(1)).seen) == 2


async def test_an_exception_nobody_expected_in_one_source_stops_no_other(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    for number, name in enumerate(("/a", "/b"), 1):
        place.server.serve(name, rss(Item(number)))
        await place.added(place.server.url(name))
        place.server.serve(name, rss(Item(10 + number)))
    read = place.refresher.read

    async def stumbling(request: Request) -> Reading:
        if "/a" in request.address:
            raise ZeroDivisionError
        return await read(request)

    monkeypatch.setattr(place.refresher, "read", stumbling)
    await place.later(hours=2)
    assert Item(12).title in await place.titles()
    assert "Source 1 was not refreshed." in caplog.text
    caplog.clear()


async def test_a_source_that_makes_us_stumble_is_not_fetched_every_few_seconds(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", rss(Item(2)))

    async def stumbling(request: Request) -> Reading:
        raise ZeroDivisionError

    monkeypatch.setattr(place.refresher, "read", stumbling)
    await place.later(hours=2)
    for _ in range(30):
        await seconds_later(place)
    assert place.server.count("/feed") == 2
    source = await place.source()
    assert (source.cause, source.detail, source.failures) == (Cause.STUCK, "ZeroDivisionError", 1)
    await place.later(hours=1)
    assert (await place.source()).failures == 2
    caplog.clear()


async def test_a_store_that_fails_is_not_tried_every_few_seconds(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", rss(Item(2)))

    async def fails(*_: object) -> None:
        raise StoreError("The disk is full. Make room on it.")

    with monkeypatch.context() as broken:
        broken.setattr(type(place.store.sources), "change", fails)
        await place.later(hours=2)
        for _ in range(30):
            await seconds_later(place)
    assert place.server.count("/feed") == 2
    assert "Source 1 was not refreshed: The disk is full." in caplog.text
    await place.later(minutes=11)
    assert (await place.source()).worked == place.clock.now
    caplog.clear()


async def test_nor_is_a_source_that_makes_us_stumble_while_the_store_fails(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", rss(Item(2)))

    async def fails(*_: object) -> None:
        raise StoreError("The disk is full. Make room on it.")

    async def stumbling(request: Request) -> Reading:
        raise ZeroDivisionError

    monkeypatch.setattr(type(place.store.sources), "change", fails)
    monkeypatch.setattr(place.refresher, "read", stumbling)
    await place.later(hours=2)
    for _ in range(5):
        await seconds_later(place)
    assert place.server.count("/feed") == 2
    caplog.clear()


async def test_a_source_removed_while_it_is_fetched_leaves_no_articles(either_place: Workplace):
    place = either_place
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", rss(Item(2)), delay=0.2)
    place.clock.now += 2 * HOUR
    await place.refresher.due()
    await asyncio.sleep(0.05)
    async with asyncio.timeout(0.1):  # it does not wait for the server
        assert await place.desk.remove(1) == 1
    await place.refresher.idle()
    await asyncio.sleep(0.2)
    assert not await place.articles()
    assert not await place.store.sources.all()


async def test_a_source_removed_by_another_process_leaves_no_articles(either_place: Workplace):
    place = either_place
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", rss(Item(2)), delay=0.1)
    refreshing = asyncio.create_task(place.desk.refresh(1))
    await asyncio.sleep(0.03)
    await place.store.articles.remove(await place.store.articles.ids("1"))
    await place.store.sources.remove(1)
    with pytest.raises(SourceUnknown):
        await refreshing
    assert not await place.articles()


async def test_an_unchanged_feed_is_read_no_further(place: Workplace):
    feed = {"ETag": '"1"', "Last-Modified": "Tue, 24 Nov 2026 10:00:00 GMT"}
    place.server.serve("/feed", rss(Item(1)), feed, fresh=True)
    await place.added(place.server.url("/feed"))
    await place.later(hours=2)
    asked = place.server.requests[-1].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == tuple(feed.values())
    assert (await place.source()).worked == place.clock.now


async def test_the_same_bytes_are_not_read_again_where_a_server_knows_no_validators(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))

    async def never(_: Request) -> Reading:
        raise AssertionError

    monkeypatch.setattr(place.refresher, "read", never)
    await place.later(hours=2)
    assert (await place.source()).cause is None


async def test_a_server_that_answers_304_for_ever_is_asked_in_full_once_a_week(place: Workplace):
    place.server.serve("/feed", rss(Item(1)), {"ETag": '"1"'}, fresh=True)
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", rss(Item(2), Item(1)), {"ETag": '"1"'}, fresh=True)
    for _ in range(5):
        await place.later(days=1)
    assert Item(2).title not in await place.titles()
    for _ in range(3):
        await place.later(days=1)
    assert Item(2).title in await place.titles()


async def test_a_feed_that_is_empty_for_once_brings_nothing_anew_when_it_is_back(
    place: Workplace,
):
    place.server.serve("/feed", rss(Item(1, UNDATED)))
    await place.added(place.server.url("/feed"))
    await place.store.retire(articles=NOW + DAY, slots=NOW)
    for items in ((), (Item(1, UNDATED),)):
        place.server.serve("/feed", rss(*items))
        brought = await place.desk.refresh(1)
        assert (brought.source.cause, brought.new) == (None, 0)
    assert not await place.articles()


@pytest.mark.parametrize("ago", [UNDATED, HOUR])
async def test_what_was_let_go_of_does_not_come_again_when_it_is_edited(
    either_place: Workplace, ago: timedelta | None
):
    place = either_place
    place.server.serve("/feed", rss(Item(1, ago), Item(2, ago)))
    await place.added(place.server.url("/feed"))
    place.clock.now += 31 * DAY
    await place.store.retire(articles=NOW + DAY, slots=NOW)
    place.server.serve("/feed", rss(Item(1, ago, text=story(7)), Item(2, ago)))
    assert (await place.desk.refresh(1)).new == 0
    assert not await place.articles()


async def test_an_undated_item_that_is_edited_while_it_is_kept_is_replaced(place: Workplace):
    place.server.serve("/feed", rss(Item(1, UNDATED)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", rss(Item(1, UNDATED, text=story(7))))
    assert (await place.desk.refresh(1)).changed == 1
    assert [article.body for article in await place.articles()] == [story(7)]


async def test_an_item_that_is_older_than_articles_are_kept_does_not_come(place: Workplace):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", rss(Item(2, 31 * DAY), Item(1)))
    assert (await place.desk.refresh(1)).new == 0


async def test_a_page_with_other_adverts_each_time_does_not_come_again(place: Workplace):
    address = place.server.serve("/story", page("Council buys batteries", *LONG))
    await place.added(address)
    (article,) = await place.articles()
    await place.store.retire(articles=NOW + DAY, slots=NOW)
    advert = '<meta name="nonce" content="4711">'
    place.server.serve("/story", page("Council buys batteries", *LONG, head=advert))
    brought = await place.desk.refresh(1)
    assert (brought.source.cause, brought.new) == (None, 0)
    assert not await place.articles()
    place.server.serve("/story", page("Council buys batteries", *LONG, story(3)))
    assert (await place.desk.refresh(1)).new == 1
    assert [each.id for each in await place.articles()] == [article.id]


async def test_a_page_that_moves_keeps_the_name_of_its_article(place: Workplace):
    await place.added(place.server.serve("/old", page("Council buys batteries", *LONG)))
    (before,) = await place.articles()
    place.server.redirect("/old", place.server.url("/new"), status=301)
    place.server.serve("/new", page("Council buys batteries", *LONG, story(3)))
    for _ in range(3):
        await place.desk.refresh(1)
    assert (await place.source()).address == place.server.url("/new")
    place.server.serve("/new", page("Council buys batteries", *LONG, story(4)))
    assert (await place.desk.refresh(1)).changed == 1
    assert [each.id for each in await place.articles()] == [before.id]
    assert place.told.kinds == ["moved"]


async def test_the_entries_of_a_text_are_known_again_when_another_comes_on_top(place: Workplace):
    def text(*numbers: int) -> bytes:
        return "\n\n".join(f"{story(n)} {LONG[n % 3]} IMAGES" for n in numbers).encode()

    plain = {"Content-Type": "text/plain"}
    await place.added(place.server.serve("/wire.txt", text(2, 1), plain))
    before = {article.id: article.body for article in await place.articles()}
    assert len(before) == 2
    place.server.serve("/wire.txt", text(3, 2, 1), plain)
    brought = await place.desk.refresh(1)
    assert (brought.new, brought.changed) == (1, 0)
    after = {article.id: article.body for article in await place.articles()}
    assert before.items() < after.items()


async def test_a_failure_is_told_once_and_so_is_recovery(place: Workplace):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", b"", status=503)
    for _ in range(10):
        await place.later(hours=3)
    assert place.told.kinds == ["failing"]
    place.server.serve("/feed", rss(Item(1)))
    for _ in range(3):
        await place.later(days=1)
    assert place.told.kinds == ["failing", "recovered"]


async def test_that_a_failing_source_is_gone_in_the_end_is_told_too(place: Workplace):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", b"", status=503)
    for _ in range(10):
        await place.later(hours=3)
    place.server.serve("/feed", b"", status=410)
    await place.later(days=1)
    await place.later(days=1)
    assert place.told.kinds == ["failing", "gone"]
    assert (await place.source()).due is None


async def test_what_admins_could_not_be_told_they_are_told_later(place: Workplace):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", b"", status=410)
    place.told.deaf = True
    await place.later(hours=2)
    await place.refresher.tell_owed()
    assert not place.told.notices
    place.told.deaf = False
    for _ in range(3):
        await place.refresher.tell_owed()
    assert place.told.kinds == ["gone"]


async def test_where_nobody_can_be_told_one_attempt_is_enough(place: Workplace):
    for name in ("/a", "/b", "/c"):
        place.server.serve(name, rss(Item(1), title=name))
        await place.added(place.server.url(name))
        place.server.serve(name, b"", status=410)
    place.told.deaf = True
    await place.later(hours=2)
    attempts: list[object] = []

    async def counting(notice: object) -> bool:
        attempts.append(notice)
        return False

    place.refresher.tell = counting
    await place.refresher.tell_owed()
    assert len(attempts) == 1


async def test_that_telling_fails_is_no_fault_of_the_source(
    place: Workplace, caplog: pytest.LogCaptureFixture
):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", b"", status=410)
    place.told.broken = RuntimeError("shut down")
    await place.later(hours=2)
    source = await place.source()
    assert (source.cause, source.gone, source.told) == (Cause.GONE, True, False)
    assert "The admins were not told of source 1." in caplog.text
    caplog.clear()


async def test_a_source_that_moves_to_where_another_is_read_steps_aside(either_place: Workplace):
    place = either_place
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/old", rss(Item(2), title="Old Post"))
    await place.added(place.server.url("/old"))
    place.server.redirect("/old", place.server.url("/feed", host="www.news.example"), status=301)
    for _ in range(3):
        await place.desk.refresh(2)
    moved = await place.source(2)
    assert health(moved, NOW) is Health.PAUSED
    assert (moved.address, moved.due) == (place.server.url("/old"), None)
    assert moved.moved_to == place.server.url("/feed", host="www.news.example")
    assert place.told.kinds == ["double"]
    assert [n.source.number for n in place.told.notices] == [2]


async def test_a_source_that_moves_within_its_site_is_not_taken_for_another(place: Workplace):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    new = place.server.serve("/feed", rss(Item(1)), host="www.news.example")
    place.server.redirect("/feed", new, status=308, host="news.example")
    for _ in range(3):
        await place.desk.refresh(1)
    moved = await place.source()
    assert (moved.address, moved.aliases) == (new, (place.server.url("/feed"),))
    assert (moved.paused, place.told.kinds) == (False, ["moved"])


async def test_a_file_is_nothing_to_fetch(place: Workplace):
    await place.desk.add_document("story.txt", "\n\n".join(LONG).encode())
    with pytest.raises(SourceError, match="Source 1 is a file that somebody sent"):
        await place.desk.refresh(1)
    assert (await place.source()).due is None


async def test_a_number_nobody_has_is_said_to_be_unknown(place: Workplace):
    with pytest.raises(SourceUnknown, match="There is no source 7"):
        await place.desk.refresh(7)


async def test_no_line_of_the_log_holds_an_address_or_a_title(
    place: Workplace, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    place.server.serve("/secret-feed", rss(Item(1, link="http://news.example/secret-page")))
    await place.added(place.server.url("/secret-feed"), full_pages=True)
    await place.later(minutes=1)
    place.server.play("/secret-feed", tricks.reset())
    await place.later(hours=2)
    assert (await place.source()).cause is not None
    assert "secret" not in caplog.text
    assert "Ashford" not in caplog.text
    assert "Brambleton" not in caplog.text


def teasers(*numbers: int, host: str = "news.example", port: int) -> bytes:
    return rss(
        *(
            Item(n, text=f"{story(n).partition('.')[0]}.", link=f"http://{host}:{port}/page/{n}")
            for n in numbers
        )
    )


def serve_pages(place: Workplace, *numbers: int) -> None:
    for n in numbers:
        place.server.serve(f"/page/{n}", page(Item(n).title, *LONG, story(n)))


async def test_the_pages_of_teasers_are_read_where_that_is_wanted(either_place: Workplace):
    place = either_place
    serve_pages(place, 1, 2)
    place.server.serve("/feed", teasers(1, 2, port=place.server.port))
    await place.added(place.server.url("/feed"), full_pages=True)
    await seconds_later(place)
    for article in await place.articles():
        assert LONG[2] in article.body
        assert article.arrived < NOW
    await place.later(hours=2)
    assert place.server.count("/page/1") == 1


async def test_of_many_pages_some_are_read_each_time_until_all_are(place: Workplace):
    numbers = range(1, 46)
    serve_pages(place, *numbers)
    place.server.serve("/feed", teasers(*numbers, port=place.server.port), {"ETag": '"1"'})
    await place.added(place.server.url("/feed"), full_pages=True)
    counts = []
    for _ in range(4):
        await place.later(hours=12)
        counts.append(sum(LONG[2] in article.body for article in await place.articles()))
    assert counts == [20, 40, 45, 45]
    assert max(place.server.count(f"/page/{n}") for n in numbers) == 1
    assert (await place.source()).etag == '"1"'


async def test_pages_that_cannot_be_had_for_now_are_tried_a_few_times_and_block_no_others(
    place: Workplace,
):
    for n in range(1, 21):
        place.server.serve(f"/page/{n}", b"", status=503)
    serve_pages(place, 21)
    place.server.serve("/feed", teasers(*range(1, 22), port=place.server.port), {"ETag": '"1"'})
    await place.added(place.server.url("/feed"), full_pages=True)
    for _ in range(2):
        await place.later(hours=12)
    assert any(LONG[2] in article.body for article in await place.articles())
    for _ in range(4):
        await place.later(hours=12)
    assert {place.server.count(f"/page/{n}") for n in range(1, 21)} == {3}
    source = await place.source()
    assert (source.cause, source.etag) == (None, '"1"')
    assert len(await place.articles()) == 21


async def test_pages_of_a_host_that_wants_to_be_left_alone_wait_as_long_as_it_wants(
    place: Workplace,
):
    busy = place.server.serve(
        "/page/1", b"", {"Retry-After": "86400"}, status=429, host="b.example"
    )
    place.server.serve("/feed", rss(Item(1, text="The council voted.", link=busy)))
    await place.added(place.server.url("/feed"), full_pages=True)
    for _ in range(6):
        await place.later(hours=12)
    assert place.server.count("/page/1") == 1
    seen = (await place.store.sources.memory(1)).seen
    assert list(seen.values()) == ["again 1"]


async def test_a_page_that_is_refused_leaves_the_teaser_and_is_not_asked_for_again(
    place: Workplace,
):
    place.server.serve("/page/1", b"", status=403)
    place.server.serve("/feed", teasers(1, port=place.server.port))
    await place.added(place.server.url("/feed"), full_pages=True)
    for _ in range(3):
        await place.later(hours=12)
    assert place.server.count("/page/1") == 1


async def test_full_pages_may_be_wanted_later(place: Workplace):
    serve_pages(place, 1)
    place.server.serve("/feed", teasers(1, port=place.server.port), {"ETag": '"1"'}, fresh=True)
    await place.added(place.server.url("/feed"))
    before = {article.id: article.arrived for article in await place.articles()}
    await place.desk.read_full_pages(1, wanted=True)
    await seconds_later(place)
    (article,) = await place.articles()
    assert LONG[2] in article.body
    assert before.get(article.id, article.arrived) == article.arrived


async def test_a_feed_that_turns_into_a_page_says_so(place: Workplace):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", page("We moved", *LONG))
    assert (await place.desk.refresh(1)).source.cause is Cause.NO_FEED
    assert len(await place.articles()) == 1


async def test_what_reading_says_went_wrong_is_the_cause(place: Workplace):
    place.server.serve("/feed", rss(Item(1)))
    await place.added(place.server.url("/feed"))
    place.server.serve("/feed", b"\x00\xff\x00\xff" * 100)
    source = (await place.desk.refresh(1)).source
    assert source.cause in {Cause.ENCODING, Cause.NO_FEED}
    assert source.failing_since == NOW


async def test_many_sources_are_fetched_at_once(place: Workplace):
    for n in range(12):
        address = place.server.serve("/feed", rss(Item(n)), delay=0.1, host=f"h{n}.example")
        await place.store.sources.add(
            lambda number, address=address: Source(
                number, SourceKind.FEED, address, "Post", NOW, due=NOW
            )
        )
    begun = asyncio.get_running_loop().time()
    await seconds_later(place)
    assert asyncio.get_running_loop().time() - begun < 1
    assert len(await place.articles()) == 12
