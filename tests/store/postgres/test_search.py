"""How candidates for a search are found among many articles."""

import pytest

from bot.store.postgres import articles
from bot.store.postgres.store import PostgresStore
from summaries.search import search
from tests.contract.records import DAY, MINUTE, NOW, article, filed
from tests.contract.test_articles import ids


def text(number: int, body: str, **changes):
    return filed(number, body=body, extent=(0, len(body)), **changes)


@pytest.fixture
async def many(store: PostgresStore, monkeypatch) -> PostgresStore:
    """Twenty articles that all speak of a harbour, and room for five candidates."""
    monkeypatch.setattr(articles, "_CANDIDATES", 5)
    await store.articles.put(
        [text(n, f"The harbour was quiet on day{n}. Nobody came to see it.") for n in range(20)],
        now=NOW,
    )
    return store


async def found(store: PostgresStore, query: str, most: int = 5) -> list[str]:
    return ids(hit.article for hit in await store.articles.search(query, most=most))


async def test_those_that_hold_all_words_are_among_the_candidates(many: PostgresStore):
    await many.articles.put([text(50, "A strike closed it.", arrived=NOW - MINUTE)], now=NOW)
    await many.articles.put([text(51, "A strike in the harbour.", arrived=NOW - MINUTE)], now=NOW)

    assert (await found(many, "harbour strike"))[0] == "seeds/51.txt"
    assert sorted(await found(many, "strikes")) == ["seeds/50.txt", "seeds/51.txt"]


async def test_those_that_hold_a_phrase_are_among_the_candidates(many: PostgresStore):
    await many.articles.put(
        [text(50, "They spoke of a quiet harbour.", arrived=NOW - MINUTE)], now=NOW
    )

    assert await found(many, '"quiet harbour"') == ["seeds/50.txt"]
    assert await found(many, '"quiet harbour" boats') == ["seeds/50.txt"]
    assert await found(many, '"harbour quiet" submarine') == []


async def test_what_speaks_of_it_more_comes_before_what_is_newer(many: PostgresStore):
    old = text(50, "Harbour, harbour, harbour.", arrived=NOW - MINUTE, title="Harbour")
    await many.articles.put([old], now=NOW)

    assert (await found(many, "harbour"))[0] == "seeds/50.txt"


async def test_what_has_it_in_its_title_is_among_the_candidates(many: PostgresStore):
    old = text(50, "Nobody came.", arrived=NOW - MINUTE, title="Harbour")
    await many.articles.put([old], now=NOW)

    assert "seeds/50.txt" in await found(many, "harbour")


async def test_a_phrase_of_common_words_is_looked_for_in_the_newest(many: PostgresStore):
    await many.articles.put([text(50, "It was not to be.", arrived=NOW + DAY)], now=NOW)

    assert await found(many, '"not to be"') == ["seeds/50.txt"]
    assert await found(many, '"to be or"') == []
    assert await found(many, "the of") == []


async def test_as_many_are_found_as_are_asked_for(many: PostgresStore):
    assert len(await found(many, "harbour", most=20)) == 20


@pytest.mark.parametrize(
    ("language", "body", "query"),
    [
        ("uk", "Рада ухвалила закон про об'єкти.", "об’єкт"),
        ("pl", "Rada przyjęła ustawę o ochronie granic.", "ustawa"),
        ("de", "Die Straßen blieben gesperrt.", "strasse"),
        ("fr", "L’État a fermé le port.", "etat"),
        ("ru", "Ещё один посёлок остался без света.", "поселок"),
        ("cs", "Vláda přijala nový zákon.", "zákon"),
        (None, "Air defences were quiet.", "air defense"),
        ("uk", "Прибув комплекс NASAMS.", "nasams"),
    ],
)
async def test_each_language_is_found_as_the_engine_finds_it(
    store: PostgresStore, language: str | None, body: str, query: str
):
    await store.articles.put([text(1, body, language=language), text(2, "Nothing of it.")], now=NOW)

    wanted = search([article(1, body=body, extent=(0, len(body)), language=language)], query)

    assert [hit.snippet for hit in wanted] != []
    assert await found(store, query) == ["seeds/1.txt"]


@pytest.mark.parametrize(
    "query",
    [
        "word " * 5_000,
        " ".join(f"word{i}" for i in range(5_000)),
        " ".join(f'"word{i} council"' for i in range(500)),
        "x" * 5_000,
        "' \\ & | ! <-> :* ( ) ''",
        "\ud800 \x00",
        "",
    ],
)
async def test_strange_queries_are_answered(store: PostgresStore, query: str):
    await store.articles.put([text(1, "A harbour.")], now=NOW)

    assert await found(store, query) == []


async def test_a_text_of_any_length_can_be_put_and_found(store: PostgresStore):
    endless = " ".join(f"слово{number}" for number in range(100_000))
    await store.articles.put(
        [
            text(1, f"Harbour. {endless}", language="uk"),
            text(2, "x" * 1_000_000 + " harbour"),
            text(3, "harbour " * 100_000),
            text(4, "it's a back\\slash's harbour"),
        ],
        now=NOW,
    )

    assert sorted(await found(store, "harbour")) == [f"seeds/{n}.txt" for n in (1, 2, 3, 4)]
