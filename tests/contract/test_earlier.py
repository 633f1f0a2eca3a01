"""How articles read before they were edited, in whichever store."""

import pytest

from bot.store.base import Store
from bot.store.records import CORPUS
from bot.store.rows import Table
from bot.store.source import Earlier
from tests.contract.conftest import Restarts
from tests.contract.records import DAY, HOUR, NOW, article, filed

ID = article(1).id


async def put(store: Store, hours: int = 0, **changes) -> int:
    return await store.articles.put([filed(1, **changes)], now=NOW + hours * HOUR)


async def rows_of(store: Store) -> int:
    async with store.snapshot() as snapshot:
        return await snapshot.count(Table.EARLIER)


async def test_an_article_that_is_edited_keeps_how_it_read(store: Store, restart: Restarts):
    await put(store, title="One", body="First. Київ 🚀")
    assert list(await store.articles.earlier(ID)) == []
    assert await put(store, 1, title="One", body="Second.") == 1
    assert await put(store, 2, title=None, body="Second.") == 1
    assert await put(store, 3, title=None, body="Third.") == 1

    wanted = [
        Earlier(ID, 1, NOW + HOUR, "One", "First. Київ 🚀"),
        Earlier(ID, 2, NOW + 2 * HOUR, "One", "Second."),
        Earlier(ID, 3, NOW + 3 * HOUR, None, "Second."),
    ]
    assert list(await store.articles.earlier(ID)) == wanted
    store = await restart()
    assert list(await store.articles.earlier(ID)) == wanted
    assert [each.body for each in await store.articles.get()] == ["Third."]
    assert list(await store.articles.earlier("nowhere")) == []


async def test_an_article_that_reads_the_same_keeps_nothing(store: Store):
    await put(store, title="One")
    assert await put(store, 1, title="One", outlet="Other", url="https://example.org") == 1
    assert await put(store, 2, title="One", outlet="Other", url="https://example.org") == 0
    await store.articles.refile({ID: ["t"]})

    assert list(await store.articles.earlier(ID)) == []


async def test_a_text_that_comes_back_is_a_version_of_its_own(store: Store):
    for hours, body in enumerate(["A.", "B.", "A.", "B."]):
        await put(store, hours, body=body)

    assert [each.body for each in await store.articles.earlier(ID)] == ["A.", "B.", "A."]


async def test_of_an_article_that_is_put_twice_at_once_nobody_saw_the_first(store: Store):
    two = [filed(1, body="A."), filed(1, body="B.")]
    assert await store.articles.put(two, now=NOW) == 1

    assert list(await store.articles.earlier(ID)) == []


async def test_of_very_many_versions_the_first_stays_and_the_last_fifty(
    store: Store, restart: Restarts
):
    for number in range(1, 56):
        await put(store, number, body=f"Text {number}.")

    store = await restart()
    kept = await store.articles.earlier(ID)
    assert [each.number for each in kept] == [1, *range(5, 55)]
    assert [each.body for each in kept] == [f"Text {n}." for n in [1, *range(5, 55)]]
    await put(store, 56, body="Text 56.")
    assert [each.number for each in await store.articles.earlier(ID)] == [1, *range(6, 56)]


async def test_an_article_takes_its_versions_along(store: Store, restart: Restarts):
    for hours, body in enumerate(["A.", "B.", "C."]):
        await store.articles.put(
            [filed(n, body=body) for n in (1, 2)] + [filed(3, source=CORPUS, body=body)],
            now=NOW + hours * HOUR,
        )
    assert await rows_of(store) == 6

    await store.articles.remove([ID])
    assert list(await store.articles.earlier(ID)) == []
    assert await rows_of(store) == 4
    await store.retire(articles=NOW + DAY, slots=NOW)

    store = await restart()
    assert await rows_of(store) == 2
    assert [each.body for each in await store.articles.earlier(article(3).id)] == ["A.", "B."]
    await put(store, body="D.")
    assert list(await store.articles.earlier(ID)) == []


@pytest.mark.parametrize("count", [1, 3])
async def test_rows_of_an_article_that_go_take_its_versions_along(store: Store, count: int):
    for hours in range(count + 1):
        await put(store, hours, body=f"{hours}.")

    await store.drop_rows(Table.ARTICLES, [(ID,)])

    assert await rows_of(store) == 0


async def test_rows_that_are_put_leave_no_version(store: Store):
    await put(store)
    async with store.snapshot() as snapshot:
        (row,) = await snapshot.page(Table.ARTICLES)
    row["article"]["body"] = "Other."

    await store.put_rows(Table.ARTICLES, [row])

    assert [each.body for each in await store.articles.get()] == ["Other."]
    assert await rows_of(store) == 0
