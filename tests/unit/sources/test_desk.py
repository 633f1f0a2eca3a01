import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk import Caveat, Line, Status
from bot.errors import Cause, FetchError, SourceError, SourceKnown, SourceUnknown
from bot.store.source import SourceKind
from tests.unit.sources.conftest import NOW
from tests.unit.sources.workplace import LONG, Item, Workplace, page, rss

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEXT = "\n\n".join(LONG).encode()


def opml(*addresses: str, titles: tuple[str, ...] = ()) -> bytes:
    names = titles or tuple(f"Feed {n}" for n in range(len(addresses)))
    outlines = "".join(
        f'<outline type="rss" text="{name}" xmlUrl="{address}"/>'
        for name, address in zip(names, addresses, strict=True)
    )
    return f'<opml version="2.0"><head/><body>{outlines}</body></opml>'.encode()


async def lines(place: Workplace, content: bytes) -> list[Line]:
    return [line async for line in place.desk.import_opml(content)]


async def test_what_was_tried_is_kept_with_its_articles_and_never_fetched_for_that(
    either_place: Workplace,
):
    place = either_place
    place.server.serve("/feed", rss(Item(1), Item(2)), {"ETag": '"1"'})
    source = await place.added(place.server.url("/feed"))
    assert place.server.count("/feed") == 1
    assert (source.number, source.title, source.worked) == (1, "Harbour Post", NOW)
    assert source.due is not None
    assert source.due > NOW
    assert (source.etag, await place.desk.articles(1)) == ('"1"', 2)
    assert await place.desk.get(1) == source


async def test_trying_keeps_nothing(place: Workplace):
    await place.desk.try_out(place.server.serve("/feed", rss(Item(1))))
    assert not await place.desk.all()
    assert not await place.articles()


async def test_what_was_tried_long_ago_is_asked_for_again(place: Workplace):
    trial = await place.desk.try_out(place.server.serve("/feed", rss(Item(1))))
    place.clock.now += timedelta(minutes=61)
    with pytest.raises(SourceError, match="too long ago"):
        await place.desk.add(trial.id)


async def test_of_very_many_that_were_tried_the_first_are_forgotten(place: Workplace):
    address = place.server.serve("/feed", rss(Item(1)))
    trials = [await place.desk.try_out(address) for _ in range(51)]
    with pytest.raises(SourceError, match="too long ago"):
        await place.desk.add(trials[0].id)
    await place.desk.add(trials[1].id)


async def test_what_is_added_twice_is_told_to_be_a_source_already(either_place: Workplace):
    place = either_place
    trial = await place.desk.try_out(place.server.serve("/feed", rss(Item(1))))
    both = await asyncio.gather(
        place.desk.add(trial.id), place.desk.add(trial.id), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in both) == ["Source", "SourceKnown"]
    assert len(await place.desk.all()) == 1
    assert len(await place.articles()) == 1
    with pytest.raises(SourceKnown, match="That is source 1 already"):
        await place.desk.add(trial.id)


async def test_one_feed_by_two_addresses_is_added_once_even_by_two_at_once(
    either_place: Workplace,
):
    place = either_place
    place.server.serve("/feed", rss(Item(1)))
    trials = [
        await place.desk.try_out(place.server.url(path, host=host))
        for path, host in (("/feed", "news.example"), ("/feed", "www.news.example"))
    ]
    added = await asyncio.gather(
        *(place.desk.add(trial.id) for trial in trials), return_exceptions=True
    )
    (error,) = [each for each in added if isinstance(each, SourceKnown)]
    assert str(error) == "That is source 1 already: Harbour Post."
    assert error.number == 1
    assert len(await place.desk.all()) == 1


async def test_a_title_that_no_store_can_hold_does_not_make_a_source_known(place: Workplace):
    tried = await place.tryout.address(place.server.serve("/feed", rss(Item(1))))
    tried = replace(tried, source=replace(tried.source, title="Post\ud800 \x00"))
    source = await place.refresher.begin(tried, full_pages=False)
    assert (source.number, source.title) == (1, "Post\ufffd \ufffd")


async def test_only_feeds_have_full_pages(place: Workplace):
    source = await place.added(place.server.serve("/story", page("News", *LONG)), full_pages=True)
    assert (source.kind, source.full_pages) == (SourceKind.PAGE, False)
    assert await place.desk.articles(1) == 1
    with pytest.raises(SourceError, match="Source 1 is no feed"):
        await place.desk.read_full_pages(1, wanted=True)


async def test_a_source_with_full_pages_is_due_at_once(place: Workplace):
    source = await place.added(place.server.serve("/feed", rss(Item(1))), full_pages=True)
    assert source.due == NOW
    await place.later(seconds=10)
    assert await place.desk.articles(1) == 1


async def test_a_source_removed_while_it_is_added_leaves_no_articles(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
):
    trial = await place.desk.try_out(place.server.serve("/feed", rss(Item(1))))
    add = type(place.store.sources).add

    async def added_and_removed(sources, make):
        source = await add(sources, make)
        await place.desk.remove(source.number)
        return source

    monkeypatch.setattr(type(place.store.sources), "add", added_and_removed)
    with pytest.raises(SourceUnknown):
        await place.desk.add(trial.id)
    assert not await place.articles()


async def test_a_crash_while_a_source_is_added_has_it_fetched_later(
    either_place: Workplace, monkeypatch: pytest.MonkeyPatch
):
    place = either_place
    trial = await place.desk.try_out(place.server.serve("/feed", rss(Item(1))))

    async def crash(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as broken:
        broken.setattr(type(place.store.articles), "put", crash)
        with pytest.raises(asyncio.CancelledError):
            await place.desk.add(trial.id)
    assert not await place.articles()
    await place.later(minutes=11)
    (article,) = await place.articles()
    assert article.arrived < NOW


async def test_a_removed_source_takes_its_articles_and_not_its_number(either_place: Workplace):
    place = either_place
    place.server.serve("/a", rss(Item(1)))
    place.server.serve("/b", rss(Item(2), title="Other"))
    await place.added(place.server.url("/a"))
    await place.added(place.server.url("/b"))
    assert await place.desk.remove(2) == 1
    assert [article.title for article in await place.articles()] == [Item(1).title]
    assert (await place.added(place.server.url("/b"))).number == 3
    with pytest.raises(SourceUnknown, match="There is no source 2"):
        await place.desk.remove(2)


async def test_a_paused_source_is_left_alone_until_it_is_resumed(either_place: Workplace):
    place = either_place
    await place.added(place.server.serve("/feed", rss(Item(1))))
    assert (await place.desk.pause(1)).due is None
    await place.later(days=2)
    assert place.server.count("/feed") == 1
    assert (await place.desk.refresh(1)).source.due is None
    assert (await place.desk.resume(1)).due == place.clock.now
    await place.later(seconds=1)
    assert place.server.count("/feed") == 3


async def test_pausing_holds_while_a_fetch_is_under_way(place: Workplace):
    await place.added(place.server.serve("/feed", rss(Item(1))))
    place.server.serve("/feed", rss(Item(2)), delay=0.1)
    place.clock.now += 2 * HOUR
    await place.refresher.due()
    await asyncio.sleep(0.02)
    await place.desk.pause(1)
    await place.refresher.idle()
    source = await place.desk.get(1)
    assert (source.paused, source.due) == (True, None)


async def test_what_was_gone_begins_anew_when_it_is_resumed(place: Workplace):
    await place.added(place.server.serve("/feed", rss(Item(1))))
    place.server.serve("/feed", b"", status=410)
    await place.later(hours=2)
    resumed = await place.desk.resume(1)
    assert (resumed.gone, resumed.cause, resumed.failures) == (False, None, 0)
    await place.later(seconds=1)
    assert place.told.kinds == ["gone", "gone"]
    place.server.serve("/feed", rss(Item(1)))
    await place.desk.resume(1)
    await place.later(seconds=1)
    assert (await place.desk.get(1)).cause is None


async def test_resuming_a_file_does_not_make_it_due(place: Workplace):
    await place.desk.add_document("story.txt", TEXT)
    assert (await place.desk.resume(1)).due is None


async def test_a_gone_source_that_is_looked_at_once_more_in_vain_stays_gone(place: Workplace):
    await place.added(place.server.serve("/feed", rss(Item(1))))
    place.server.serve("/feed", b"", status=410)
    await place.later(hours=2)
    place.server.serve("/feed", b"", status=503)
    source = (await place.desk.refresh(1)).source
    assert (source.gone, source.due) == (True, None)
    assert place.told.kinds == ["gone"]


async def test_a_title_is_given_on_one_line(place: Workplace):
    await place.added(place.server.serve("/feed", rss(Item(1))))
    assert (await place.desk.rename(1, "  The \n Post ")).title == "The Post"
    assert len((await place.desk.rename(1, "x" * 300)).title) == 80
    with pytest.raises(SourceError, match="empty"):
        await place.desk.rename(1, " \n ")


async def test_full_pages_do_not_wake_a_paused_source(place: Workplace):
    await place.added(place.server.serve("/feed", rss(Item(1))))
    await place.desk.pause(1)
    assert (await place.desk.read_full_pages(1, wanted=True)).due is None


async def test_what_is_known_by_its_address_is_recognised_in_any_spelling(place: Workplace):
    await place.added(place.server.serve("/feed", rss(Item(1))))
    place.server.redirect("/rss", place.server.url("/feed"))
    for address in (
        place.server.url("/feed/?utm_source=x", host="www.news.example"),
        place.server.url("/feed#top"),
        place.server.url("/rss"),
    ):
        place.server.serve("/feed/", rss(Item(1)))
        known = (await place.desk.try_out(address)).known
        assert known is not None, address
        assert known.number == 1


async def test_one_feed_at_two_places_is_recognised_by_what_it_carries(either_place: Workplace):
    place = either_place
    items = [Item(n) for n in range(1, 11)]
    await place.added(place.server.serve("/feed", rss(*items)))
    twin = place.server.serve("/rss.php", rss(Item(11), *items[:9]), host="mirror.example")
    known = (await place.desk.try_out(twin)).known
    assert known is not None
    assert known.number == 1


async def test_two_sections_of_a_paper_are_two_sources(place: Workplace):
    await place.added(place.server.serve("/world", rss(*map(Item, range(1, 11)))))
    local = place.server.serve("/local", rss(*map(Item, range(5, 16))))
    assert (await place.desk.try_out(local)).known is None


async def test_a_file_makes_no_address_known(place: Workplace):
    await place.desk.add_document("story.txt", TEXT)
    trial = await place.desk.try_out(place.server.serve("/story.txt", rss(Item(1))))
    assert trial.known is None


async def test_what_was_read_once_may_be_fetched_from_then_on(either_place: Workplace):
    place = either_place
    address = place.server.serve("/feed", rss(Item(1)))
    taken = await place.desk.ingest(address)
    assert (taken.status, taken.articles) == (Status.ADDED, 1)
    before = await place.articles()
    source = await place.added(address)
    assert (source.number, source.kind) == (1, SourceKind.FEED)
    assert source.due is not None
    assert await place.articles() == before


async def test_what_was_read_once_is_kept_when_it_is_read_again_and_no_longer_there(
    place: Workplace,
):
    address = place.server.serve("/feed", rss(Item(1)))
    await place.desk.ingest(address)
    place.server.serve("/feed", rss(Item(2)))
    taken = await place.desk.ingest(address)
    assert taken.status is Status.CHANGED
    assert await place.titles() == {Item(1).title, Item(2).title}


async def test_reading_a_source_once_more_refreshes_it_and_takes_nothing_away(
    either_place: Workplace,
):
    place = either_place
    address = place.server.serve("/feed", rss(Item(1)))
    await place.added(address)
    place.server.serve("/feed", rss(Item(2)))
    taken = await place.desk.ingest(address)
    assert taken.status is Status.ADDED
    assert taken.source is not None
    assert (taken.source.number, taken.source.kind) == (1, SourceKind.FEED)
    assert await place.titles() == {Item(1).title, Item(2).title}
    assert (await place.desk.ingest(address)).status is Status.KNOWN


async def test_reading_once_on_trial_keeps_nothing(place: Workplace):
    taken = await place.desk.ingest(place.server.serve("/feed", rss(Item(1))), dry_run=True)
    assert (taken.status, taken.source, len(taken.samples)) == (Status.TRIED, None, 1)
    assert not await place.desk.all()


async def test_a_list_of_feeds_is_added_with_a_line_for_each(either_place: Workplace):
    place = either_place
    await place.added(place.server.serve("/known", rss(Item(0), title="Known")))
    content = opml(
        place.server.serve("/a", rss(Item(1))),
        place.server.url("/known"),
        place.server.serve("/page", page("News", *LONG)),
        place.server.url("/missing"),
        titles=("Mine", "Known", "Page", "Missing"),
    )
    told = {line.title: line for line in await lines(place, content)}
    assert {title: line.status for title, line in told.items()} == {
        "Mine": Status.ADDED,
        "Known": Status.KNOWN,
        "Page": Status.FAILED,
        "Missing": Status.FAILED,
    }
    assert sorted(line.number for line in told.values()) == [1, 2, 3, 4]
    assert {line.total for line in told.values()} == {4}
    assert told["Page"].reason == "There is a page at this address, not a feed."
    assert "404" in (told["Missing"].reason or "")
    assert [source.title for source in await place.desk.all()] == ["Known", "Mine"]


async def test_a_feed_that_is_listed_twice_is_added_once(
    either_place: Workplace, monkeypatch: pytest.MonkeyPatch
):
    place = either_place
    all_of = type(place.store.sources).all

    async def slowly(sources):
        found = await all_of(sources)
        await asyncio.sleep(0.05)  # all lines look before the first is added
        return found

    monkeypatch.setattr(type(place.store.sources), "all", slowly)
    address = place.server.serve("/feed", rss(Item(1)), delay=0.05)
    again = [place.server.redirect(f"/rss{n}", address) for n in range(2)]
    told = await lines(place, opml(address, *again))
    assert sorted(line.status for line in told) == ["added", "known", "known"]
    assert {line.source.number for line in told if line.source} == {1}
    assert len(await place.desk.all()) == 1


async def test_an_import_does_not_push_out_what_somebody_just_tried(place: Workplace):
    trial = await place.desk.try_out(place.server.serve("/feed", rss(Item(1))))
    pages = [place.server.serve(f"/page{n}", page(f"News {n}", *LONG)) for n in range(55)]
    await lines(place, opml(*pages))
    assert (await place.desk.add(trial.id)).number == 1


async def test_an_import_that_nobody_follows_any_more_ends(place: Workplace):
    slow = [place.server.serve(f"/f{n}", rss(Item(n)), delay=0.2 * n) for n in range(4)]
    importing = place.desk.import_opml(opml(*slow))
    await anext(importing)
    await importing.aclose()
    before = len(asyncio.all_tasks())
    await asyncio.sleep(0.3)
    assert len(await place.desk.all()) == 1
    assert len(asyncio.all_tasks()) <= before


async def test_what_is_no_list_of_feeds_is_refused(place: Workplace):
    with pytest.raises(SourceError):
        await lines(place, b"<rss/>")


async def test_the_feeds_go_out_as_a_list_that_comes_in_again(place: Workplace):
    await place.added(place.server.serve("/a", rss(Item(1), title="Fish &amp; Chips")))
    await place.added(place.server.serve("/story", page("News", *LONG)))
    await place.desk.add_document("story.txt", TEXT)
    exported = await place.desk.export_opml()
    assert exported.count(b"<outline") == 1
    assert b'type="rss"' in exported
    await place.desk.remove(1)
    (line,) = await lines(place, exported)
    assert (line.title, line.status) == ("Fish & Chips", Status.ADDED)


async def test_numbers_nobody_has_are_told_to_be_unknown(place: Workplace):
    for doing in (
        place.desk.get(4),
        place.desk.pause(4),
        place.desk.resume(4),
        place.desk.rename(4, "X"),
        place.desk.read_full_pages(4, wanted=True),
        place.desk.remove(4),
        place.desk.refresh(4),
    ):
        with pytest.raises(SourceUnknown, match=r"There is no source 4\. /sources lists them\."):
            await doing
    assert await place.desk.articles(4) == 0


async def test_a_number_no_database_can_hold_is_unknown_too(either_place: Workplace):
    for doing in (either_place.desk.get, either_place.desk.pause, either_place.desk.remove):
        with pytest.raises(SourceUnknown):
            await doing(10**30)


async def test_an_address_that_makes_no_sense_is_refused_without_a_look(place: Workplace):
    with pytest.raises(FetchError) as refused:
        await place.desk.try_out("ftp://news.example/feed")
    assert refused.value.cause is Cause.ADDRESS
    assert not place.server.requests


async def test_an_empty_feed_may_be_added_and_brings_its_first_article_when_it_comes(
    place: Workplace,
):
    address = place.server.serve("/feed", rss())
    trial = await place.desk.try_out(address)
    assert trial.caveats == (Caveat.NOTHING_YET,)
    await place.desk.add(trial.id)
    place.server.serve("/feed", rss(replace(Item(1), ago=timedelta(0))))
    await place.later(hours=2)
    (article,) = await place.articles()
    assert article.arrived == NOW + 2 * HOUR
