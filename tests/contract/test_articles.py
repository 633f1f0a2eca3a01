"""Articles and topics, in whichever store."""

from dataclasses import replace
from datetime import timedelta

from bot.store.base import Store
from bot.store.records import ADMIN, CORPUS, Filed
from summaries.model import Read, Topic
from tests.contract.conftest import Restarts
from tests.contract.records import AIR, DAY, MINUTE, NOW, PATH, article, filed


def ids(articles) -> list[str]:
    return [a.id for a in articles]


async def all_filed(store: Store) -> list[Filed]:
    return [filed for page in [p async for p in store.articles.pages(2)] for filed in page]


async def test_articles_come_back_as_they_were_put_oldest_arrival_first(
    store: Store, restart: Restarts
):
    bare = article(1, published=None, outlet=None, language=None, extent=(0, 5))
    await store.articles.put(
        [filed(2, url="https://example.org/2", title="A 🚀"), Filed(bare, "x")], now=NOW
    )
    wanted = [bare, article(2, url="https://example.org/2", title="A 🚀")]

    assert list(await store.articles.get()) == wanted
    assert list(await (await restart()).articles.get()) == wanted


async def test_articles_of_a_topic_are_those_filed_under_it(store: Store, restart: Restarts):
    await store.articles.put(
        [filed(1, "air-defence"), filed(2), filed(3, "x", "air-defence")], now=NOW
    )

    assert ids(await store.articles.get(topic="air-defence")) == ["seeds/1.txt", "seeds/3.txt"]
    store = await restart()
    assert ids(await store.articles.get(topic="air-defence")) == ["seeds/1.txt", "seeds/3.txt"]
    assert ids(await store.articles.get(topic="x")) == ["seeds/3.txt"]
    assert ids(await store.articles.get(topic="nothing")) == []


async def test_since_leaves_out_what_arrived_at_that_moment_and_by_what_arrived_later(store: Store):
    await store.articles.put([filed(n, "t") for n in range(1, 6)], now=NOW)

    found = await store.articles.get(since=NOW + 2 * MINUTE, by=NOW + 4 * MINUTE)
    of_topic = await store.articles.get(topic="t", since=NOW + 2 * MINUTE, by=NOW + 4 * MINUTE)

    assert ids(found) == ids(of_topic) == ["seeds/3.txt", "seeds/4.txt"]


async def test_of_articles_that_arrived_at_once_the_order_is_that_of_their_ids(store: Store):
    await store.articles.put([filed(n, arrived=NOW) for n in (3, 1, 2)], now=NOW)

    assert ids(await store.articles.get()) == ["seeds/1.txt", "seeds/2.txt", "seeds/3.txt"]


async def test_documents_are_counted_once_and_the_undated_among_them(store: Store):
    await store.articles.put(
        [
            filed(1, published=None),
            filed(2, document="page"),
            filed(3, document="page"),
            filed(4, document="other", published=None),
            filed(5, document="other", published=None),
        ],
        now=NOW,
    )

    assert await store.articles.count() == Read(documents=3, undated=2)
    assert await store.articles.count(since=NOW + MINUTE) == Read(2, 1)
    assert await store.articles.count(by=NOW + 3 * MINUTE) == Read(2, 1)
    assert await store.articles.count(since=NOW + DAY) == Read(0, 0)


async def test_an_article_put_again_keeps_its_arrival_and_takes_the_rest(
    store: Store, restart: Restarts
):
    await store.articles.put([filed(1, "old")], now=NOW)

    changed = await store.articles.put(
        [filed(1, "new", body="New.", arrived=NOW + 9 * DAY)], now=NOW
    )

    assert changed == 1
    store = await restart()
    assert list(await store.articles.get(topic="new")) == [article(1, body="New.")]
    assert list(await store.articles.get(topic="old")) == []


async def test_of_an_article_that_is_put_twice_at_once_the_last_counts(store: Store):
    assert await store.articles.put([filed(1, body="A."), filed(1, body="B.")], now=NOW) >= 1

    assert list(await store.articles.get()) == [article(1, body="B.")]


async def test_what_is_put_again_unchanged_changes_nothing(store: Store):
    await store.articles.put([filed(1, "t")], now=NOW)
    await store.topics.put([AIR])
    before = await store.revision()

    assert await store.articles.put([filed(1, "t", arrived=NOW + timedelta(days=1))], now=NOW) == 0
    await store.topics.put([AIR])
    await store.articles.remove(["nowhere"])
    await store.topics.remove(["nothing"])
    await store.articles.refile({"seeds/1.txt": ["t"], "nowhere": ["t"]})

    assert await store.revision() == before


async def test_topics_are_told_by_who_defined_them(store: Store, restart: Restarts):
    await store.topics.put([PATH, AIR])
    await store.topics.put([AIR], origin=ADMIN)

    store = await restart()
    assert list(await store.topics.of(CORPUS)) == [PATH.slug]
    assert list(await store.topics.of(ADMIN)) == [AIR.slug]
    await store.topics.put([PATH], origin=ADMIN)
    assert list(await store.topics.of(ADMIN)) == [PATH.slug, AIR.slug]
    assert list(await store.topics.all()) == [PATH, AIR]
    await store.topics.put([PATH])
    assert list(await store.topics.of(CORPUS)) == [PATH.slug]
    await store.topics.remove([PATH.slug])
    assert list(await store.topics.of(CORPUS)) == []


async def test_who_defined_a_topic_is_no_matter_for_caches(store: Store, restart: Restarts):
    await store.topics.put([AIR])
    before = await store.revision()
    await store.topics.put([AIR], origin=ADMIN)

    assert await store.revision() == before
    assert list(await (await restart()).topics.of(ADMIN)) == [AIR.slug]


async def test_the_revision_moves_with_every_change(store: Store):
    seen = [await store.revision()]
    await store.articles.put([filed(1)], now=NOW)
    seen.append(await store.revision())
    await store.topics.put([AIR])
    seen.append(await store.revision())
    await store.articles.refile({"seeds/1.txt": ["t"]})
    seen.append(await store.revision())
    await store.topics.remove([AIR.slug])
    seen.append(await store.revision())
    await store.articles.remove([article(1).id])
    seen.append(await store.revision())

    assert len(set(seen)) == len(seen)


async def test_the_articles_of_a_source_are_told_by_their_ids(store: Store):
    await store.articles.put(
        [filed(1, source="a"), filed(2, source="b"), filed(3, source="a")], now=NOW
    )

    assert sorted(await store.articles.ids("a")) == ["seeds/1.txt", "seeds/3.txt"]
    assert list(await store.articles.ids("nothing")) == []


async def test_articles_are_refiled_and_others_left_as_they_are(store: Store, restart: Restarts):
    await store.articles.put([filed(1, "a"), filed(2, "a"), filed(3, "a")], now=NOW)

    await store.articles.refile({"seeds/1.txt": [], "seeds/2.txt": ["b", "c"], "nowhere": ["b"]})

    found = {f.article.id: set(f.topics) for f in await all_filed(await restart())}
    assert found == {"seeds/1.txt": set(), "seeds/2.txt": {"b", "c"}, "seeds/3.txt": {"a"}}


async def test_pages_hold_every_article_once_with_its_source_in_the_order_of_ids(store: Store):
    put = [filed(n, "t", source=f"feed {n}") for n in (5, 2, 1, 4, 3)]
    await store.articles.put(put, now=NOW)

    assert await all_filed(store) == sorted(put, key=lambda f: f.article.id)


async def test_topics_come_back_in_the_order_they_were_put(store: Store, restart: Restarts):
    await store.topics.put([PATH, AIR])
    await store.topics.put([replace(PATH, title="Path", examples=("We join NATO.",))])

    wanted = [replace(PATH, title="Path", examples=("We join NATO.",)), AIR]
    assert list(await store.topics.all()) == wanted
    assert list(await (await restart()).topics.all()) == wanted


async def test_a_topic_that_comes_back_goes_to_the_end(store: Store, restart: Restarts):
    await store.topics.put([PATH, AIR])
    await store.topics.remove([PATH.slug])
    await store.topics.put([PATH])

    assert list(await (await restart()).topics.all()) == [AIR, PATH]


async def test_what_is_removed_is_gone_and_unknown_names_are_no_error(
    store: Store, restart: Restarts
):
    await store.articles.put([filed(1), filed(2)], now=NOW)
    await store.topics.put([AIR, PATH])

    await store.articles.remove([article(1).id, "nowhere"])
    await store.topics.remove([AIR.slug, "nothing"])

    again = await restart()
    assert ids(await again.articles.get()) == ["seeds/2.txt"]
    assert list(await again.topics.all()) == [PATH]


async def test_a_text_that_no_database_holds_keeps_its_length(store: Store, restart: Restarts):
    await store.articles.put([filed(1, body="a\x00b\ud83dc", title="\x00")], now=NOW)
    await store.topics.put([Topic("x", "X\udc00", ("y\x00",))])

    store = await restart()
    (kept,) = await store.articles.get()
    assert (kept.body, kept.title) == ("a\ufffdb\ufffdc", "\ufffd")
    assert list(await store.topics.all()) == [Topic("x", "X\ufffd", ("y\ufffd",))]


async def test_search_finds_what_holds_the_words_best_first(store: Store):
    await store.articles.put(
        [
            filed(1, body="The mayor opened a bridge. Air defence was quiet.", extent=(0, 49)),
            filed(2, body="Air defence shot down six drones.", title="Air defence", extent=(0, 33)),
            filed(3, body="Рада ухвалила закон про оборону.", language="uk", extent=(0, 32)),
            filed(4, body="Nothing of that kind.", extent=(0, 21)),
        ],
        now=NOW,
    )

    assert ids(h.article for h in await store.articles.search("air defense drones")) == [
        "seeds/2.txt",
        "seeds/1.txt",
    ]
    assert ids(h.article for h in await store.articles.search("закони")) == ["seeds/3.txt"]
    assert ids(h.article for h in await store.articles.search("air", most=1)) == ["seeds/2.txt"]
    (hit,) = await store.articles.search('"opened a bridge"')
    assert hit.snippet == "The mayor opened a bridge."
    assert await store.articles.search("submarine") == []
    assert await store.articles.search("'; DROP & ! | (:*") == []


async def test_search_finds_articles_that_were_changed_after_the_last_search(store: Store):
    await store.articles.put([filed(1, body="A bridge.", extent=(0, 9))], now=NOW)
    assert ids(h.article for h in await store.articles.search("bridge")) == ["seeds/1.txt"]

    await store.articles.put([filed(1, body="A tunnel.", extent=(0, 9))], now=NOW)

    assert await store.articles.search("bridge") == []
    assert ids(h.article for h in await store.articles.search("tunnels")) == ["seeds/1.txt"]
