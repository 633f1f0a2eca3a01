"""The news site that the sandbox serves: its feeds, its pages, its panel and its faults."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
import pytest
from starlette.datastructures import Headers

from bot.sandbox import Sandbox
from bot.sandbox.gazette import MAX_ARTICLES, MAX_TEXT, Gazette
from bot.sandbox.gazette_news import NEWS
from bot.sandbox.gazette_site import is_unchanged
from bot.sandbox.refusal import Refusal
from bot.sources.corpus import read_topics
from summaries.cleaning import clean
from summaries.model import Basis, Precision
from summaries.topics import match

SEEDS = Path(__file__).parents[3] / "seeds"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
EVERYTHING = ("", "feed.xml", "teasers.xml", "feed.json", "harrowgate-puts-its-first-air-defence")


class Desk:
    """Somebody at the gazette's panel, and its reader."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def look(self) -> dict:
        return (await self.client.get("/sandbox/gazette")).json()

    async def post(self, path: str, **body: object) -> httpx.Response:
        return await self.client.post(f"/sandbox/gazette/{path}", json=body)

    async def publish(self, title: str, text: str = "Text.") -> dict:
        answer = await self.post("articles", title=title, text=text)
        return answer.raise_for_status().json()["article"]

    async def get(self, path: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.get(f"/gazette/{path}", headers=named)

    async def items(self, path: str = "feed.xml") -> list[ET.Element]:
        return ET.fromstring((await self.get(path)).content).findall("channel/item")


@pytest.fixture
async def desk(client) -> Desk:
    return Desk(client)


async def test_the_feed_has_three_whole_articles_of_today(desk, clock):
    answer = await desk.get("feed.xml")
    assert answer.headers["content-type"] == "application/rss+xml; charset=utf-8"
    items = await desk.items()
    assert len(items) == 3
    published = [parsedate_to_datetime(item.findtext("pubDate")) for item in items]
    assert published == sorted(published, reverse=True)
    assert all(time.date() == clock.now.date() and time < clock.now for time in published)
    for item in items:
        assert 120 <= len(re.sub("<[^>]+>", " ", item.findtext(CONTENT)).split()) <= 250
        assert len(item.findtext("description").split()) < 30
    assert len({item.findtext("guid") for item in items}) == 3


@pytest.mark.parametrize(("hour", "minute"), [(0, 0), (0, 5), (3, 0), (23, 59)])
def test_the_first_articles_are_never_of_yesterday_or_to_come(hour, minute):
    now = datetime(2026, 11, 22, hour, minute, 30, tzinfo=UTC)
    published = [article.published for article in Gazette(lambda: now).articles]
    assert all(time.date() == now.date() and time <= now for time in published)


async def test_each_article_speaks_of_one_shipped_topic():
    topics = read_topics(SEEDS / "topics.toml")
    spoken = [
        {topic.slug for topic in topics if match(topic, f"{title}\n{text}", "en")}
        for title, _, text in NEWS
    ]
    assert spoken == [{"nato-path"}, {"hypersonic-missile"}, {"air-defence"}]


async def test_teasers_end_before_the_articles_do(desk):
    for item in await desk.items("teasers.xml"):
        assert item.find(CONTENT) is None
        assert item.findtext("description").endswith("…")


async def test_the_json_feed_has_the_same_articles(desk):
    answer = await desk.get("feed.json")
    feed = answer.json()
    assert answer.headers["content-type"] == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    items = await desk.items()
    assert [i["title"] for i in feed["items"]] == [item.findtext("title") for item in items]
    assert [i["content_html"] for i in feed["items"]] == [item.findtext(CONTENT) for item in items]
    assert [i["id"] for i in feed["items"]] == [item.findtext("guid") for item in items]


async def test_a_page_says_what_the_feed_says(desk, sandbox):
    for item in await desk.items():
        page = await desk.client.get(item.findtext("link"))
        document = clean(page.text, "html")
        paragraphs = re.findall(r"<p>(.*)</p>", item.findtext(CONTENT))
        assert document.body.split("\n\n") == paragraphs
        assert document.title == item.findtext("title")
        assert document.outlet == "The Sandbox Gazette"
        assert document.url == item.findtext("link")
        published = parsedate_to_datetime(item.findtext("pubDate"))
        assert document.published.start == published.replace(second=0)
        assert document.published.basis is Basis.PAGE
        assert document.published.precision is Precision.MINUTE


@pytest.mark.parametrize("path", ["", "harrowgate-puts-its-first-air-defence"])
async def test_pages_name_the_feeds(desk, sandbox, path):
    page = (await desk.get(path)).text
    links = re.findall(r'<link rel="alternate" type="([^"]+)"[^>]* href="([^"]+)">', page)
    assert links == [
        ("application/rss+xml", f"{sandbox.gazette_url}feed.xml"),
        ("application/rss+xml", f"{sandbox.gazette_url}teasers.xml"),
        ("application/feed+json", f"{sandbox.gazette_url}feed.json"),
    ]


@pytest.mark.parametrize("path", EVERYTHING)
async def test_what_did_not_change_is_not_sent_again(desk, path):
    first = await desk.get(path)
    tag, changed = first.headers["etag"], first.headers["last-modified"]
    for known in ({"If_None_Match": tag}, {"If_Modified_Since": changed}):
        again = await desk.get(path, **known)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["last-modified"] == changed


@pytest.mark.parametrize("path", ["", "feed.xml", "teasers.xml", "feed.json"])
async def test_what_changed_is_sent(desk, clock, path):
    first = await desk.get(path)
    clock.pass_by(timedelta(minutes=1))
    await desk.publish("News of the hour")
    for name, header in (("If_None_Match", "etag"), ("If_Modified_Since", "last-modified")):
        again = await desk.get(path, **{name: first.headers[header]})
        assert again.status_code == 200
        assert "News of the hour" in again.text


CHANGED = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "unchanged"),
    [
        ({}, False),
        ({"if-none-match": '"a"'}, True),
        ({"if-none-match": 'W/"a"'}, True),
        ({"if-none-match": '"x", W/"a"'}, True),
        ({"if-none-match": "*"}, True),
        ({"if-none-match": '"x"'}, False),
        ({"if-none-match": ""}, False),
        ({"if-modified-since": "Sun, 22 Nov 2026 08:00:00 GMT"}, True),
        ({"if-modified-since": "Sun, 22 Nov 2026 09:00:00 +0100"}, True),
        ({"if-modified-since": "Sun, 22 Nov 2026 07:59:59 GMT"}, False),
        ({"if-modified-since": "yesterday"}, False),
        (
            {"if-none-match": '"x"', "if-modified-since": "Sun, 22 Nov 2026 08:00:00 GMT"},
            False,
        ),
    ],
)
def test_a_tag_counts_more_than_a_time(headers, unchanged):
    assert is_unchanged(Headers(headers), '"a"', CHANGED) is unchanged


async def test_a_published_article_stands_first(desk, people, clock, soon):
    clock.pass_by(timedelta(minutes=1))
    text = "It is 5 < 6 & so on.\r\n \r\nSecond\nparagraph. ]]>"
    async with people.events() as events:
        article = await desk.publish(" Rain   on <Tarn Hollow> & Stell ", text)
        assert await soon(anext(events)) == {"type": "gazette"}
    assert article["title"] == "Rain on <Tarn Hollow> & Stell"
    assert article["text"] == "It is 5 < 6 & so on.\n\nSecond paragraph. ]]>"
    assert article["published"] == clock.now.isoformat()
    first = (await desk.items())[0]
    assert first.findtext("title") == article["title"]
    assert first.findtext("link") == article["address"]
    assert first.findtext(CONTENT) == (
        "<p>It is 5 &lt; 6 &amp; so on.</p>\n<p>Second paragraph. ]]&gt;</p>"
    )
    page = (await desk.client.get(article["address"])).text
    assert "<h1>Rain on &lt;Tarn Hollow&gt; &amp; Stell</h1>" in page
    assert (await desk.look())["articles"][0] == article


async def test_an_edited_article_keeps_its_address_its_id_and_its_date(desk, clock):
    before = (await desk.look())["articles"][1]
    item = (await desk.items())[1]
    clock.pass_by(timedelta(minutes=5))
    answer = await desk.post(f"articles/{before['slug']}", title="Corrected", text="Other.")
    after = answer.json()["article"]
    assert after == before | {
        "title": "Corrected",
        "text": "Other.",
        "changed": clock.now.isoformat(),
    }
    edited = (await desk.items())[1]
    assert edited.findtext("title") == "Corrected"
    for same in ("guid", "link", "pubDate"):
        assert edited.findtext(same) == item.findtext(same)
    assert "edited 08:35 UTC" in (await desk.get(before["slug"])).text


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("articles", {}, 400, "An article needs a title and a text."),
        ("articles", {"title": "x", "text": 7}, 400, "An article needs a title and a text."),
        ("articles", {"title": " \x07", "text": "x"}, 400, "The article has no title."),
        ("articles", {"title": "x", "text": "\n \n"}, 400, "The article has no text."),
        (
            "articles",
            {"title": "x" * 201, "text": "x"},
            400,
            "A title has at most 200 characters.",
        ),
        (
            "articles",
            {"title": "x", "text": "x" * (MAX_TEXT + 1)},
            400,
            "An article has at most 20,000 characters.",
        ),
        (
            "articles/nothing",
            {"title": "x", "text": "x"},
            404,
            "That article is not there any more.",
        ),
        ("fault", {"status": 418}, 400, "The gazette can answer 403, 410, 503 or normally."),
        ("fault", {"status": True}, 400, "The status is a number, or null."),
        ("fault", {"status": "503"}, 400, "The status is a number, or null."),
    ],
)
async def test_what_the_gazette_cannot_do_is_refused_kindly(desk, path, body, status, error):
    before = await desk.look()
    answer = await desk.post(path, **body)
    assert (answer.status_code, answer.json()) == (status, {"error": error})
    assert await desk.look() == before


async def test_two_articles_of_one_title_have_two_addresses(desk):
    slugs = [(await desk.publish("Rain in Stell"))["slug"] for _ in range(3)]
    assert slugs == ["rain-in-stell", "rain-in-stell-2", "rain-in-stell-3"]


@pytest.mark.parametrize(
    ("title", "slug"), [("Дощ", "article"), ("Café 9: ñandú", "cafe-9-nandu"), ("x" * 99, "x" * 60)]
)
async def test_an_address_has_plain_letters(desk, title, slug):
    assert (await desk.publish(title))["slug"] == slug


async def test_what_no_xml_may_hold_is_dropped(desk, client):
    content = json.dumps({"title": "Bell\x07 \ufffe", "text": "Half \ud800 pair \x0b, tab\tstop."})
    headers = {"Content-Type": "application/json"}
    await client.post("/sandbox/gazette/articles", content=content, headers=headers)
    newest = max(await desk.items(), key=lambda i: i.findtext("pubDate"))
    assert newest.findtext("title") == "Bell"
    assert newest.findtext(CONTENT) == "<p>Half pair , tab stop.</p>"


def test_the_oldest_article_makes_room(clock):
    gazette = Gazette(clock)
    for number in range(MAX_ARTICLES):
        clock.pass_by(timedelta(seconds=1))
        gazette.publish(f"Number {number}", "x")
    assert len(gazette.articles) == MAX_ARTICLES
    assert gazette.find("harrowgate-puts-its-first-air-defence") is None
    assert gazette.find("number-0")


@pytest.mark.parametrize("status", [403, 410, 503])
async def test_it_can_be_broken_and_mended(desk, status):
    assert (await desk.post("fault", status=status)).json() == {"fault": status}
    tag = '"x"'
    for path in (*EVERYTHING, "nothing"):
        assert (await desk.get(path, If_None_Match=tag)).status_code == status
    assert (await desk.look())["fault"] == status
    assert (await desk.post("fault", status=None)).json() == {"fault": None}
    for path in EVERYTHING:
        assert (await desk.get(path)).status_code == 200


async def test_what_was_never_published_is_not_found(desk):
    for path in ("nothing", "feed.atom", "%2e%2e/page/main.js"):
        assert (await desk.get(path)).status_code == 404


async def test_the_address_without_its_slash_leads_on(client, sandbox):
    answer = await client.get("/gazette", follow_redirects=True)
    assert str(answer.url) == sandbox.gazette_url


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 403),
        ({"Host": "localhost:8081"}, 200),
        ({"User-Agent": "Quotewire/1.0"}, 200),
    ],
)
async def test_the_gazette_is_served_under_its_own_address_only(client, headers, status):
    assert (await client.get("/gazette/feed.xml", headers=headers)).status_code == status


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}],
)
async def test_another_page_may_not_publish(desk, client, headers):
    for path in ("articles", "fault"):
        body = {"title": "x", "text": "x", "status": 503}
        answer = await client.post(f"/sandbox/gazette/{path}", json=body, headers=headers)
        assert answer.status_code == 403
    assert (await desk.look())["fault"] is None


async def test_its_pages_need_nothing_from_elsewhere(desk):
    for path in ("", "harrowgate-puts-its-first-air-defence"):
        page = await desk.get(path)
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert not re.search(r"<script|\son\w+=|\sstyle=", page.text)
        for address in re.findall(r'href="([^"]+)"', page.text):
            assert (await desk.client.get(address)).status_code == 200


async def test_the_chat_page_is_told_where_it_is(client, sandbox, desk):
    assert (await client.get("/sandbox/people")).json()["gazette"] == sandbox.gazette_url
    seen = await desk.look()
    assert seen["address"] == sandbox.gazette_url == f"http://127.0.0.1:{sandbox.port}/gazette/"
    for address in seen["feeds"].values():
        assert (await client.get(address)).status_code == 200


def test_a_broken_gazette_says_what_it_can_be_broken_with(clock):
    with pytest.raises(Refusal, match="403, 410, 503"):
        Gazette(clock).break_with(200)


async def test_times_are_in_the_zone_of_the_clock():
    east = timezone(timedelta(hours=2), "EET")
    async with (
        Sandbox(port=0, clock=lambda: datetime(2026, 11, 22, 10, tzinfo=east)) as sandbox,
        httpx.AsyncClient(base_url=sandbox.api_url, verify=False) as client,
    ):
        answer = await client.get("/gazette/feed.xml")
    assert answer.headers["last-modified"].endswith(" GMT")
    assert "+0200" in answer.text


def test_the_sandbox_tells_who_and_where_it_is():
    assert Sandbox().admins == {1002}
    assert Sandbox("127.0.0.1", 8081).address == "127.0.0.1:8081"
    assert Sandbox("::", 8081).address == "[::1]:8081"
    assert Sandbox("0.0.0.0", 8081).gazette_url == "http://127.0.0.1:8081/gazette/"
