"""What every store does, whichever it is."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.store.base import Store
from bot.store.tiny import open_tiny
from summaries.model import Article, Basis, Precision, Published, Topic

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
Open = Callable[[], Coroutine[Any, Any, Store]]


def article(number: int, **changes) -> Article:
    values = Article(
        id=f"seeds/{number}.txt",
        document=f"seeds/{number}.txt",
        body=f"“Report {number}.” Київ 🚀",
        arrived=NOW + timedelta(minutes=number),
        title=None,
        outlet="Kyiv Post",
        published=Published(datetime(2022, 10, 1, tzinfo=UTC), Precision.MONTH, Basis.CORPUS),
        language="en",
        extent=(0, 5),
    )
    return replace(values, **changes)


AIR = Topic("air-defence", "Air defence", ("air defence",), (("NATO",), ("Kyiv",)), ("zone",))
PATH = Topic("nato-path", "NATO path", ("join NATO",))


@pytest.fixture(params=["tiny"])
async def reopen(request, tmp_path: Path) -> AsyncIterator[Open]:
    """Opens the same store, as often as one likes, as a restarted process would."""
    async with AsyncExitStack() as stack:

        async def open_it() -> Store:
            return await stack.enter_async_context(await open_tiny(tmp_path / "data"))

        yield open_it


async def test_articles_come_back_as_they_were_put_oldest_arrival_first(reopen: Open):
    store = await reopen()
    await store.put_articles([article(2), article(1, published=None, outlet=None)])

    assert list(await store.articles()) == [article(1, published=None, outlet=None), article(2)]
    assert list(await (await reopen()).articles()) == list(await store.articles())


async def test_articles_that_arrived_later_can_be_left_out(reopen: Open):
    store = await reopen()
    await store.put_articles([article(1), article(2)])

    found = await store.articles(arrived_by=NOW + timedelta(minutes=1))

    assert [a.id for a in found] == ["seeds/1.txt"]


async def test_an_article_put_again_keeps_its_arrival_and_takes_the_new_body(reopen: Open):
    store = await reopen()
    await store.put_articles([article(1)])

    changed = await store.put_articles([article(1, body="New.", arrived=NOW + timedelta(days=9))])

    assert changed == 1
    assert list(await store.articles()) == [article(1, body="New.")]


async def test_what_is_put_again_unchanged_changes_nothing(reopen: Open):
    store = await reopen()
    await store.put_articles([article(1)])
    await store.put_topics([AIR])
    before = await store.revision()

    assert await store.put_articles([article(1, arrived=NOW + timedelta(days=1))]) == 0
    await store.put_topics([AIR])

    assert await store.revision() == before


async def test_the_revision_moves_with_every_change(reopen: Open):
    store = await reopen()
    seen = {await store.revision()}
    await store.put_articles([article(1)])
    seen.add(await store.revision())
    await store.put_topics([AIR])
    seen.add(await store.revision())
    await store.remove_topics([AIR.slug])
    seen.add(await store.revision())
    await store.remove_articles([article(1).id])
    seen.add(await store.revision())

    assert len(seen) == 5


async def test_topics_come_back_in_the_order_they_were_put(reopen: Open):
    store = await reopen()
    await store.put_topics([PATH, AIR])
    await store.put_topics([replace(PATH, title="Path")])

    assert list(await (await reopen()).topics()) == [replace(PATH, title="Path"), AIR]


async def test_what_is_removed_is_gone_and_unknown_names_are_no_error(reopen: Open):
    store = await reopen()
    await store.put_articles([article(1), article(2)])
    await store.put_topics([AIR, PATH])

    await store.remove_articles([article(1).id, "nowhere"])
    await store.remove_topics([AIR.slug, "nothing"])

    again = await reopen()
    assert [a.id for a in await again.articles()] == ["seeds/2.txt"]
    assert list(await again.topics()) == [PATH]
