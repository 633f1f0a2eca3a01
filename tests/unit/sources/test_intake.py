import pytest

from bot.desk import Status
from bot.errors import SourceError
from bot.sources.intake import LARGEST
from bot.store.source import SourceKind
from tests.unit.sources.conftest import NOW
from tests.unit.sources.workplace import AIR, LONG, Workplace, page, story

TEXT = "Council buys batteries\n\n" + "\n\n".join(LONG)


async def test_a_text_becomes_a_source_of_its_own_with_its_article(either_place: Workplace):
    place = either_place
    taken = await place.intake.document("story.txt", TEXT.encode())
    assert (taken.status, taken.articles, taken.reason) == (Status.ADDED, 1, None)
    assert taken.source is not None
    assert (taken.source.kind, taken.source.address, taken.source.due) == (
        SourceKind.FILE,
        "story.txt",
        None,
    )
    assert taken.source.title == "Council buys batteries"
    (article,) = await place.store.articles.get(topic=AIR.slug)
    assert (article.arrived, article.language) == (NOW, "en")
    assert [sample.article.id for sample in taken.samples] == [article.id]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("story.md", "# Council buys batteries\n\n" + "\n\n".join(LONG)),
        ("story.html", page("Council buys batteries", *LONG).decode()),
        ("STORY.HTM", page("Council buys batteries", *LONG).decode()),
    ],
)
async def test_markdown_and_pages_are_read_as_what_they_are(
    place: Workplace, name: str, content: str
):
    await place.intake.document(name, content.encode())
    (article,) = await place.articles()
    assert article.title == "Council buys batteries"
    assert article.body == "\n\n".join(LONG)


async def test_any_encoding_is_read(place: Workplace):
    text = (
        "Рада замовила радари\n\nМіська рада замовила радари протиповітряної оборони, сказав мер."
    )
    await place.intake.document("story.txt", text.encode("cp1251"))
    assert "Міська рада" in (await place.articles())[0].body


async def test_the_same_name_again_replaces_the_text_and_keeps_how_it_read(
    either_place: Workplace,
):
    place = either_place
    await place.intake.document("story.txt", TEXT.encode())
    (before,) = await place.articles()
    assert (await place.intake.document("story.txt", TEXT.encode())).status is Status.KNOWN
    changed = await place.intake.document("story.txt", f"{TEXT}\n\n{story(1)}".encode())
    assert changed.status is Status.CHANGED
    (after,) = await place.articles()
    assert after.id == before.id
    assert story(1) in after.body
    assert [e.body for e in await place.store.articles.earlier(before.id)] == [before.body]


async def test_another_name_is_another_source(place: Workplace):
    await place.intake.document("one.txt", TEXT.encode())
    second = await place.intake.document("two.txt", f"{TEXT}\n\n{story(1)}".encode())
    assert second.source is not None
    assert second.source.number == 2
    assert second.samples[0].article.id.startswith("2:")
    assert len(await place.articles()) == 2


async def test_items_that_a_file_no_longer_has_go(place: Workplace):
    items = [f"{story(n)} {LONG[n % 3]} IMAGES" for n in range(3)]
    assert (await place.intake.document("wire.txt", "\n\n".join(items).encode())).articles == 3
    taken = await place.intake.document("wire.txt", "\n\n".join(items[:2]).encode())
    assert (taken.status, taken.articles) == (Status.CHANGED, 2)
    assert len(await place.articles()) == 2


async def test_a_trial_keeps_nothing(place: Workplace):
    taken = await place.intake.document("story.txt", TEXT.encode(), dry_run=True)
    assert (taken.status, taken.source, len(taken.samples)) == (Status.TRIED, None, 1)
    assert not await place.store.sources.all()


async def test_what_is_all_furniture_is_told_to_be_empty(place: Workplace):
    taken = await place.intake.document("menu.txt", b"Subscribe to our newsletter")
    assert (taken.status, taken.source) == (Status.EMPTY, None)
    assert taken.reason == (
        "menu.txt holds no article: all of it is furniture, or too short to quote."
    )
    assert not await place.store.sources.all()


async def test_what_is_no_text_is_told_to_have_failed(place: Workplace):
    taken = await place.intake.document("story.txt", b"%PDF-1.7\n" + bytes(range(256)) * 20)
    assert taken.status is Status.FAILED
    assert taken.reason


@pytest.mark.parametrize("name", ["story.pdf", "story", "story.docx", ".txt/evil"])
async def test_files_of_other_kinds_are_refused(place: Workplace, name: str):
    with pytest.raises(SourceError, match="is none of the files I can read"):
        await place.intake.document(name, TEXT.encode())


async def test_a_file_that_is_too_large_is_refused(place: Workplace):
    with pytest.raises(SourceError, match="larger than 5 MB"):
        await place.intake.document("story.txt", b"x" * (LARGEST + 1))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/story.txt", "story.txt"),
        ("C:\\texts\\story.txt", "story.txt"),
        ("a\u202egpj\n.txt", "a gpj .txt"),
        ("x" * 300 + ".txt", "x" * 96 + ".txt"),
    ],
)
async def test_a_name_is_plain(place: Workplace, name: str, expected: str):
    taken = await place.intake.document(name, TEXT.encode())
    assert taken.source is not None
    assert taken.source.address == expected


async def test_a_text_that_is_let_go_of_may_be_sent_again(place: Workplace):
    await place.intake.document("story.txt", TEXT.encode())
    await place.store.articles.remove(await place.store.articles.ids("1"))
    taken = await place.intake.document("story.txt", TEXT.encode())
    assert taken.status is Status.ADDED
    assert len(await place.store.sources.all()) == 1
