"""What is at an address is fetched once, wholly and as cheaply as can be."""

import asyncio
import random
import socket
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.errors import Cause, FetchError
from bot.sources.fetching.fetch import USER_AGENT, Ask, Fetcher
from bot.sources.fetching.pacing import Pacing
from tests import tricks
from tests.tricky import Tricky, tricky
from tests.unit.sources.conftest import BRIEF, QUICK, fetching

OLD = "Tue, 24 Nov 2026 08:00:00 GMT"


async def failure(fetcher: Fetcher, ask: Ask | str) -> FetchError:
    with pytest.raises(FetchError) as failed:
        await fetcher.fetch(ask if isinstance(ask, Ask) else Ask(ask))
    return failed.value


async def test_a_page_comes_with_what_its_headers_say(server: Tricky, fetcher: Fetcher):
    address = server.serve(
        "/feed",
        b"<rss/>",
        {
            "Content-Type": "application/rss+xml; charset=utf-8",
            "ETag": 'W/"x y"',
            "Last-Modified": OLD,
            "Cache-Control": "max-age=600",
        },
    )

    found = await fetcher.fetch(Ask(address))

    assert found.content == b"<rss/>"
    assert (found.asked, found.address, found.moved_to) == (address, address, None)
    assert found.content_type == "application/rss+xml; charset=utf-8"
    assert (found.etag, found.last_modified) == ('W/"x y"', OLD)
    assert found.max_age == timedelta(minutes=10)
    assert not found.unchanged


async def test_a_request_names_the_project_and_nobody_else(server: Tricky, fetcher: Fetcher):
    await fetcher.fetch(Ask(server.serve("/feed", b"<rss/>")))

    (request,) = server.requests
    assert request.headers["user-agent"] == USER_AGENT
    assert USER_AGENT.startswith("Quotewire/")
    assert request.headers["host"] == f"news.example:{server.port}"
    assert request.headers["accept-encoding"] == "gzip, deflate, br, zstd"
    assert not {"referer", "cookie", "if-none-match", "if-modified-since"} & set(request.headers)


async def test_no_proxy_of_the_environment_is_used(server: Tricky, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
        monkeypatch.setenv(name.upper(), "http://127.0.0.1:9")
    async with fetching(server) as fetcher:
        assert (await fetcher.fetch(Ask(server.serve("/feed", b"<rss/>")))).content == b"<rss/>"


class TestConditionalRequests:
    @pytest.mark.parametrize("etag", ['"1"', 'W/"1"', "unquoted", '"ü\xff"', '"a,b", "c"'])
    async def test_both_validators_go_back_byte_for_byte(
        self, server: Tricky, fetcher: Fetcher, etag: str
    ):
        address = server.serve(
            "/feed", b"<rss/>", {"ETag": etag, "Last-Modified": "yesterday, I think"}, fresh=True
        )
        first = await fetcher.fetch(Ask(address))
        again = await fetcher.fetch(Ask(address, first.etag, first.last_modified))

        assert again.unchanged
        assert again.content == b""
        assert (again.etag, again.last_modified) == (etag, "yesterday, I think")
        asked = server.requests[-1].headers
        assert asked["if-none-match"] == etag
        assert asked["if-modified-since"] == "yesterday, I think"

    async def test_what_changed_comes_anew(self, server: Tricky, fetcher: Fetcher):
        server.serve("/feed", b"<rss>1</rss>", {"ETag": '"1"'}, fresh=True)
        first = await fetcher.fetch(Ask(server.url("/feed")))
        server.serve("/feed", b"<rss>2</rss>", {"ETag": '"2"'}, fresh=True)

        again = await fetcher.fetch(Ask(server.url("/feed"), first.etag))

        assert (again.content, again.etag, again.unchanged) == (b"<rss>2</rss>", '"2"', False)

    @pytest.mark.parametrize("etag", ['"a\r\nX-Evil: 1"', '"a\x00"', '"€"', ""])
    async def test_a_validator_that_no_server_can_have_given_stays_here(
        self, server: Tricky, fetcher: Fetcher, etag: str
    ):
        await fetcher.fetch(Ask(server.serve("/feed", b"<rss/>"), etag))

        assert b"if-none-match" not in server.requests[0].raw.lower()
        assert b"Evil" not in server.requests[0].raw

    async def test_unchanged_without_having_been_asked_is_told_in_words(
        self, server: Tricky, fetcher: Fetcher
    ):
        address = server.play("/feed", tricks.always_unchanged)

        error = await failure(fetcher, address)
        assert error.cause is Cause.STATUS
        assert "304" in str(error)

    async def test_unchanged_for_ever_is_what_it_says(self, server: Tricky, fetcher: Fetcher):
        address = server.play("/feed", tricks.always_unchanged)
        for _ in range(3):
            assert (await fetcher.fetch(Ask(address, '"for ever"'))).unchanged

    async def test_another_origin_is_not_asked_with_validators_and_its_own_are_not_kept(
        self, server: Tricky, fetcher: Fetcher
    ):
        there = server.serve(
            "/there", b"<rss/>", {"ETag": '"2"', "Last-Modified": OLD}, host="other.example"
        )
        there = server.url("/there", host="other.example")
        here = server.redirect("/here", there)

        found = await fetcher.fetch(Ask(here, '"1"', OLD))

        assert server.requests[0].headers["if-none-match"] == '"1"'
        assert not {"if-none-match", "if-modified-since"} & set(server.requests[1].headers)
        assert (found.etag, found.last_modified) == (None, None)

    async def test_the_same_origin_is_asked_with_them_behind_a_redirect_too(
        self, server: Tricky, fetcher: Fetcher
    ):
        server.serve("/there", b"<rss/>", {"ETag": '"1"'}, fresh=True)
        assert (await fetcher.fetch(Ask(server.redirect("/here", "/there"), '"1"'))).unchanged


class TestRedirects:
    @pytest.mark.parametrize(
        ("statuses", "moved"),
        [
            ((301,), 1),
            ((308,), 1),
            ((302,), None),
            ((303,), None),
            ((307,), None),
            ((301, 308), 2),
            ((301, 302), 1),
            ((302, 301), None),
            ((308, 307, 301), 1),
        ],
    )
    async def test_only_the_leading_ones_that_are_for_good_are_a_move(
        self, server: Tricky, fetcher: Fetcher, statuses: tuple[int, ...], moved: int | None
    ):
        for position, status in enumerate(statuses):
            server.redirect(f"/{position}", f"/{position + 1}", status=status)
        last = server.serve(f"/{len(statuses)}", b"<rss/>")

        found = await fetcher.fetch(Ask(server.url("/0")))

        assert found.address == last
        assert found.moved_to == (None if moved is None else server.url(f"/{moved}"))

    async def test_ten_are_followed_and_no_more(self, server: Tricky, fetcher: Fetcher):
        for position in range(11):
            server.redirect(f"/{position}", f"/{position + 1}")
        server.serve("/11", b"<rss/>")

        assert (await fetcher.fetch(Ask(server.url("/1")))).content == b"<rss/>"
        error = await failure(fetcher, server.url("/0"))
        assert error.cause is Cause.REDIRECTS
        assert "10 times" in str(error)

    async def test_a_circle_is_found_as_soon_as_it_closes(self, server: Tricky, fetcher: Fetcher):
        server.redirect("/a", "/b")
        server.redirect("/b", "/a")

        error = await failure(fetcher, server.url("/a"))

        assert error.cause is Cause.REDIRECTS
        assert "circle" in str(error)
        assert len(server.requests) == 2

    async def test_a_site_that_leads_back_until_its_cookie_is_there_is_read(
        self, server: Tricky, fetcher: Fetcher
    ):
        async def gate(request, writer):
            if "seen=1" in request.headers.get("cookie", ""):
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n<rss/>")
            else:
                writer.write(b"HTTP/1.1 302 X\r\nLocation: /feed\r\nSet-Cookie: seen=1\r\n\r\n")

        address = server.play("/feed", gate)

        assert (await fetcher.fetch(Ask(address))).content == b"<rss/>"
        await fetcher.fetch(Ask(address))
        assert ["cookie" in r.headers for r in server.requests] == [False, True, False, True]

    async def test_a_cookie_is_for_its_own_site_only(self, server: Tricky, fetcher: Fetcher):
        there = server.url("/there", host="other.example")
        server.serve("/here", b"", {"Location": there, "Set-Cookie": "secret=1"}, status=302)
        server.serve("/there", b"<rss/>", {"Set-Cookie": "more=1"})

        await fetcher.fetch(Ask(server.url("/here")))
        await fetcher.fetch(Ask(there))

        assert not any("cookie" in r.headers for r in server.requests)

    @pytest.mark.parametrize(
        ("location", "path"),
        [
            ("?page=2", "/a/b?page=2"),
            ("c", "/a/c"),
            ("/c d", "/c%20d"),
            ("/ü", "/%C3%BC"),
            ("/x#part", "/x"),
            ("//news.example:{port}/c", "/c"),
        ],
    )
    async def test_they_may_be_relative_and_careless(
        self, server: Tricky, fetcher: Fetcher, location: str, path: str
    ):
        to = location.format(port=server.port).encode().decode("latin-1")
        server.redirect("/a/b", to)
        await failure(fetcher, server.url("/a/b"))

        assert server.requests[1].path == path

    @pytest.mark.parametrize(
        "location",
        ["", "file:///etc/passwd", "gopher://news.example/", "data:,x", "http://", "http://a:0/"],
    )
    async def test_one_that_leads_nowhere_is_told(
        self, server: Tricky, fetcher: Fetcher, location: str
    ):
        error = await failure(fetcher, server.redirect("/feed", location))
        assert error.cause is Cause.REDIRECTS
        assert len(server.requests) == 1


class TestStatuses:
    @pytest.mark.parametrize(
        ("status", "cause"),
        [
            (201, Cause.STATUS),
            (202, Cause.STATUS),
            (204, Cause.EMPTY),
            (206, Cause.STATUS),
            (300, Cause.STATUS),
            (400, Cause.STATUS),
            (401, Cause.REFUSED),
            (403, Cause.REFUSED),
            (404, Cause.MISSING),
            (406, Cause.STATUS),
            (410, Cause.GONE),
            (418, Cause.STATUS),
            (429, Cause.BUSY),
            (451, Cause.REFUSED),
            (500, Cause.SERVER),
            (503, Cause.SERVER),
            (522, Cause.SERVER),
            (999, Cause.STATUS),
        ],
    )
    async def test_each_has_its_cause_and_its_words(
        self, server: Tricky, fetcher: Fetcher, status: int, cause: Cause
    ):
        error = await failure(fetcher, server.serve("/feed?secret=1", b"", status=status))
        error = await failure(fetcher, server.serve("/feed", b"oh", status=status))

        assert error.cause is cause
        assert str(error).startswith("news.example ")
        assert "/feed" not in str(error)

    @pytest.mark.parametrize("body", [b"", b"  \r\n\t "])
    async def test_nothing_at_all_is_a_failure(self, server: Tricky, fetcher: Fetcher, body: bytes):
        assert (await failure(fetcher, server.serve("/feed", body))).cause is Cause.EMPTY

    @pytest.mark.parametrize(
        ("wish", "seconds"),
        [("120", 120), ("Tue, 24 Nov 2026 12:00:30 GMT", 30), (OLD, 0), ("soon", None)],
    )
    @pytest.mark.parametrize("status", [429, 503])
    async def test_the_wish_to_be_left_alone_is_handed_on(
        self, server: Tricky, fetcher: Fetcher, status: int, wish: str, seconds: int | None
    ):
        error = await failure(
            fetcher, server.serve("/feed", b"oh", {"Retry-After": wish}, status=status)
        )
        assert error.retry_after == (None if seconds is None else timedelta(seconds=seconds))

    @pytest.mark.parametrize(
        ("status", "headers", "again"),
        [
            (429, {"Retry-After": "3600"}, 1),
            (429, {}, 1),
            (503, {"Retry-After": "3600"}, 1),
            (503, {}, 2),
            (404, {"Retry-After": "3600"}, 2),
        ],
    )
    async def test_a_host_that_has_too_much_to_do_is_left_alone_by_all(
        self, server: Tricky, fetcher: Fetcher, status: int, headers: dict[str, str], again: int
    ):
        server.serve("/one", b"oh", headers, status=status)
        server.serve("/two", b"<rss/>")
        await failure(fetcher, server.url("/one"))
        if again == 1:
            error = await failure(fetcher, server.url("/two"))
            assert error.cause is Cause.BUSY
            assert error.retry_after
            assert "news.example" in str(error)
        else:
            await fetcher.fetch(Ask(server.url("/two")))
        assert len(server.requests) == again
        await fetcher.fetch(Ask(server.url("/two", host="other.example")))

    @pytest.mark.parametrize("status", [200, 202, 403, 429, 503])
    async def test_a_wall_against_bots_is_named(
        self, server: Tricky, fetcher: Fetcher, status: int
    ):
        body = b"<!DOCTYPE html><title>Just a moment...</title><script>window._cf_chl_opt={}"
        error = await failure(fetcher, server.serve("/feed", body, status=status))

        assert (error.cause, error.detail) == (Cause.REFUSED, "Cloudflare")
        assert "Cloudflare" in str(error)

    async def test_a_refusal_is_told_however_its_page_ends(self, server: Tricky, hurried: Fetcher):
        for path, trick in {
            "/endless": tricks.endless(b"HTTP/1.1 403 X\r\n\r\n"),
            "/cut": tricks.raw(b"HTTP/1.1 403 X\r\nContent-Length: 99\r\n\r\nno"),
            "/drip": tricks.drip(b"HTTP/1.1 403 X\r\n\r\n", b"n", 0.05),
            "/silent": tricks.silence(b"HTTP/1.1 403 X\r\n\r\nno"),
            "/lie": tricks.raw(b"HTTP/1.1 403 X\r\nContent-Encoding: gzip\r\n\r\n\x00\x01\x02"),
        }.items():
            assert (await failure(hurried, server.play(path, trick))).cause is Cause.REFUSED


class TestBodies:
    async def test_one_that_is_too_large_is_not_read_when_it_says_so(
        self, server: Tricky, fetcher: Fetcher
    ):
        ask = Ask(server.serve("/feed", b"x" * 5000), most_bytes=4999)
        assert (await failure(fetcher, ask)).cause is Cause.TOO_LARGE
        ask = Ask(server.serve("/feed", b"x" * 5000), most_bytes=5000)
        assert (await fetcher.fetch(ask)).content == b"x" * 5000

    @pytest.mark.parametrize(
        "trick",
        [tricks.endless(), tricks.bombs("gzip"), tricks.bombs("br"), tricks.bombs("zstd")],
        ids=["endless", "gzip", "br", "zstd"],
    )
    async def test_one_without_end_is_left_when_it_has_become_too_large(
        self, server: Tricky, fetcher: Fetcher, trick
    ):
        error = await failure(fetcher, server.play("/feed", trick))
        assert error.cause is Cause.TOO_LARGE
        assert "10 MB" in str(error)

    @pytest.mark.parametrize(
        ("trick", "content"),
        [
            (tricks.NO_HEADERS, b"<rss/>"),
            (tricks.TOO_LONG, b"<rss/>"),
            (tricks.chunked(b"<rs", b"s/>"), b"<rss/>"),
            (tricks.packed("gzip", b"<rss/>"), b"<rss/>"),
            (tricks.raw(b"HTTP/1.0 200 OK\r\nServer:\r\n\r\n<rss/>"), b"<rss/>"),
            (tricks.raw(b"HTTP/1.1 200\r\n\r\n<rss/>"), b"<rss/>"),
            (tricks.raw(b"HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<rss/>"), b"<rss/>"),
        ],
    )
    async def test_what_is_careless_and_still_whole_is_read(
        self, server: Tricky, fetcher: Fetcher, trick, content: bytes
    ):
        assert (await fetcher.fetch(Ask(server.play("/feed", trick)))).content == content

    @pytest.mark.parametrize(
        ("trick", "cause"),
        [
            (tricks.HTTP_0_9, Cause.CONNECTION),
            (tricks.GARBAGE, Cause.CONNECTION),
            (tricks.BAD_CHUNKS, Cause.CONNECTION),
            (tricks.TWO_LENGTHS, Cause.CONNECTION),
            (tricks.raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"), Cause.CONNECTION),
            (tricks.HUGE_HEADERS, Cause.TOO_LARGE),
            (tricks.MANY_HEADERS, Cause.TOO_LARGE),
            (tricks.CUT_AT_ONCE, Cause.CUT),
            (tricks.CUT_IN_STATUS, Cause.CUT),
            (tricks.CUT_IN_HEADERS, Cause.CUT),
            (tricks.TOO_SHORT, Cause.CUT),
            (tricks.chunked(b"<rss/>", ended=False), Cause.CUT),
            (tricks.reset(), Cause.CUT),
            (tricks.reset(b"HTTP/1.1 200 OK\r\nContent-"), Cause.CUT),
            (tricks.reset(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<rss"), Cause.CUT),
            (tricks.packed("gzip", b"\x1f\x8b\x08\x00\x00\x00"), Cause.CUT),
            (tricks.packed("gzip", b"\x00\x01\x02"), Cause.ENCODING),
            (tricks.packed("gzip, gzip, gzip", b"x"), Cause.ENCODING),
            (tricks.packed("compress", b"\x1f\x9d\x90"), Cause.ENCODING),
        ],
    )
    async def test_what_is_broken_is_told_by_its_cause(
        self, server: Tricky, fetcher: Fetcher, trick, cause: Cause
    ):
        error = await failure(fetcher, server.play("/feed", trick))
        assert error.cause is cause
        assert "news.example" in str(error)


class TestTime:
    @pytest.mark.parametrize(
        "trick",
        [
            tricks.silence(),
            tricks.silence(b"HTTP/1.1 200 OK\r\nContent-"),
            tricks.silence(b"HTTP/1.1 200 OK\r\n\r\n<rss>"),
        ],
        ids=["at once", "in the headers", "in the body"],
    )
    async def test_a_server_that_falls_silent_is_left(
        self, server: Tricky, impatient: Fetcher, trick
    ):
        error = await failure(impatient, server.play("/feed", trick))
        assert (error.cause, error.detail) == (Cause.TIMEOUT, "silent")

    @pytest.mark.parametrize(
        "trick",
        [
            tricks.drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", 0.05),
            tricks.drip(b"HTTP/1.1 200 OK\r\n\r\n", b"<", 0.05),
            tricks.drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.05),
        ],
        ids=["headers", "body", "hints"],
    )
    async def test_a_slow_drip_ends_with_the_time_for_all_of_it(
        self, server: Tricky, brief: Fetcher, trick
    ):
        error = await failure(brief, server.play("/feed", trick))
        assert (error.cause, error.detail) == (Cause.TIMEOUT, "too slow")
        assert "0.8 seconds" in str(error)

    async def test_the_time_is_for_all_redirects_together(self, server: Tricky, brief: Fetcher):
        for position in range(9):
            server.serve(
                f"/{position}", b"", {"Location": f"/{position + 1}"}, status=302, delay=0.2
            )
        error = await failure(brief, server.url("/0"))
        assert (error.cause, error.detail) == (Cause.TIMEOUT, "too slow")

    async def test_waiting_for_a_turn_is_not_counted(self, server: Tricky):
        server.serve("/feed", b"<rss/>", delay=0.2)
        async with fetching(server, pacing=Pacing(at_once=1), patience=BRIEF) as fetcher:
            asks = [Ask(server.url("/feed", host=f"{n}.example")) for n in range(5)]
            found = await asyncio.gather(*(fetcher.fetch(ask) for ask in asks))
        assert len(found) == 5
        assert server.most_open == 1

    @pytest.mark.parametrize(
        "start",
        [
            b"HTTP/1.1 302 X\r\nLocation: /there\r\n\r\n",
            b"HTTP/1.1 404 X\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + b"\x01" * 64,
        ],
        ids=["redirect", "missing", "too large", "damaged"],
    )
    async def test_an_answer_that_is_not_read_to_its_end_leaves_no_connection_open(
        self, server: Tricky, fetcher: Fetcher, start: bytes
    ):
        server.serve("/there", b"<rss/>")
        with suppress(FetchError):
            await fetcher.fetch(Ask(server.play("/feed", tricks.drip(start, b"x", 0.01))))
        async with asyncio.timeout(20):
            while server.open:
                await asyncio.sleep(0.01)

    async def test_whoever_stops_waiting_leaves_no_connection_open(
        self, server: Tricky, fetcher: Fetcher
    ):
        address = server.play("/feed", tricks.drip(b"HTTP/1.1 200 OK\r\n\r\n", b"<", 0.01))
        fetch = asyncio.create_task(fetcher.fetch(Ask(address)))
        while not server.requests:
            await asyncio.sleep(0.01)
        fetch.cancel()
        with pytest.raises(asyncio.CancelledError):
            await fetch
        async with asyncio.timeout(20):
            while server.open:
                await asyncio.sleep(0.01)


class TestEncryption:
    async def test_a_good_certificate_is_enough(self):
        async with tricky("good") as server, fetching(server) as fetcher:
            assert (await fetcher.fetch(Ask(server.serve("/", b"<rss/>")))).content == b"<rss/>"

    @pytest.mark.parametrize(
        ("certificate", "host", "detail"),
        [
            ("expired", "news.example", "certificate expired"),
            ("early", "news.example", "certificate not valid yet"),
            ("self-signed", "news.example", "self-signed certificate"),
            ("good", "other.example", "certificate for another name"),
            ("good", "93.184.216.34", "certificate for another name"),
        ],
    )
    async def test_a_bad_one_is_told_by_what_is_wrong_with_it(
        self, certificate: str, host: str, detail: str
    ):
        async with tricky(certificate) as server, fetching(server) as fetcher:
            error = await failure(fetcher, server.url("/", host=host))

        assert (error.cause, error.detail) == (Cause.TLS, detail)
        assert host in str(error)
        assert server.requests == []

    async def test_an_authority_that_nobody_knows_is_told(self):
        async with (
            tricky("good") as server,
            Fetcher(server.guard(), clock=lambda: None) as fetcher,
        ):
            error = await failure(fetcher, server.url("/"))
        assert (error.cause, error.detail) == (Cause.TLS, "authority not trusted")

    async def test_a_server_without_encryption_is_told(self, server: Tricky, fetcher: Fetcher):
        error = await failure(fetcher, server.url("/").replace("http:", "https:"))
        assert error.cause in {Cause.TLS, Cause.CONNECTION, Cause.CUT}

    async def test_a_server_that_ends_the_connection_instead_of_encrypting_is_told(self):
        async def leave(reader, writer):
            await reader.readexactly(1)
            writer.close()

        listening = await asyncio.start_server(leave, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        async with listening, tricky() as server, fetching(server) as fetcher:
            error = await failure(fetcher, f"https://news.example:{port}/")
        assert error.cause is Cause.TLS
        assert "No secure connection" in str(error)

    async def test_encryption_that_never_comes_about_ends_in_time(self):
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
            async with tricky() as server, fetching(server, patience=QUICK) as fetcher:
                error = await failure(fetcher, f"https://news.example:{port}/")
        assert error.cause is Cause.TIMEOUT

    @pytest.mark.parametrize(
        "trick", [tricks.TOO_SHORT, tricks.CUT_IN_HEADERS, tricks.CUT_AT_ONCE, tricks.reset()]
    )
    async def test_an_answer_cut_short_is_no_fault_of_the_encryption(self, trick):
        async with tricky("good") as server, fetching(server) as fetcher:
            assert (await failure(fetcher, server.play("/", trick))).cause is Cause.CUT

    async def test_a_redirect_to_plain_http_is_followed(self, server: Tricky):
        async with tricky("good") as secure, fetching(secure) as fetcher:
            server.serve("/feed", b"<rss/>")
            found = await fetcher.fetch(Ask(secure.redirect("/feed", server.url("/feed"))))
            assert found.content == b"<rss/>"


@pytest.mark.parametrize(
    "address", ["ftp://news.example/", "http://a:b@news.example/", "http://", "x", "http://a:0/"]
)
async def test_what_is_no_address_of_the_web_is_not_fetched(fetcher: Fetcher, address: str):
    assert (await failure(fetcher, address)).cause is Cause.ADDRESS


ANSWERS = [
    b"HTTP/1.1 302 X\r\nLocation: /feed\r\nSet-Cookie: a=\xc3\xbc; domain=.example\r\n\r\n",
    tricks.OK + b"Content-Encoding: gzip\r\nCache-Control: max-age=9\r\n\r\n<rss/>",
    tricks.OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n0\r\n\r\n",
    b"HTTP/1.1 429 X\r\nRetry-After: 1\r\nContent-Length: 3\r\n\r\nabc",
]


@pytest.mark.parametrize("times", [200, pytest.param(5000, marks=pytest.mark.slow)])
async def test_whatever_comes_only_a_fetch_error_comes_out(server: Tricky, times: int):
    chance = random.Random(times)
    async with fetching(server, patience=QUICK) as fetcher:
        for number in range(times):
            answer = bytearray(chance.choice(ANSWERS))
            for _ in range(chance.randrange(5)):
                at = chance.randrange(len(answer))
                answer[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(4))
            address = server.play("/feed", tricks.raw(bytes(answer)), host=f"{number}.example")
            with suppress(FetchError):
                assert await fetcher.fetch(Ask(address, '"x"'))
    assert server.open == 0
