"""Nothing leads into a private network, however it is spelt; and a refusal opens no connection."""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import ip_address

import httpcore
import pytest

from bot.errors import Cause, FetchError, SettingsError
from bot.sources.addresses import literal
from bot.sources.fetching.fetch import Ask, Fetcher
from bot.sources.fetching.guard import Guard, special
from bot.sources.fetching.resolver import Resolver
from tests.tricky import PUBLIC, Tricky
from tests.unit.sources.conftest import fetching

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1
127.255.255.254 168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1
192.0.0.9 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255
198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.254 255.255.255.255
:: ::1 ::2 ::7f00:1 ::ffff:127.0.0.1 ::ffff:93.184.216.34 ::93.184.216.34 ::ffff:0:127.0.0.1
64:ff9b::7f00:1 64:ff9b::93.184.216.34 64:ff9b:1::1 100::1 100:0:0:1::1 2001::1 2001:0:5ef5:79fd::1
2001:2::1 2001:10::1 2001:20::1 2001:1ff::1 2001:db8::1 2002:7f00:1:: 2002:5db8:d822::1
2620:4f:8000::1 3ffe::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 2606:2800::1%1
febf::1 fec0::1 feff::1 ff02::1 ff0e::1 4000::1 8000::1
""".split()
OPEN = """
1.1.1.1 8.8.8.8 93.184.216.34 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255
128.0.0.0 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255
192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255
2000::1 2001:200::1 2001:4860:4860::8888 2003::1 2606:2800:220:1::1 2a00:1450::1 3ffd::1
""".split()
LOOPBACK = """
127.0.0.1 127.0.0.1. 127.1 127.0.1 2130706433 2130706433. 0177.0.0.1 0177.1 017700000001 0x7f.0.0.1
0x7f000001 0X7F.1 0x7f.0x0.0x0.0x1 0177.0.0.0x1
""".split()
METADATA = "169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 169.254.43518".split()


class Counting:
    """Something that listens, and counts who comes."""

    def __init__(self) -> None:
        self.came = 0
        self.port = 0

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._come, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        await asyncio.sleep(0.02)
        self._server.close()

    async def _come(self, reader, writer):
        self.came += 1
        writer.close()


async def refusal(guard: Guard, host: str, port: int = 80) -> FetchError:
    with pytest.raises(FetchError) as refused:
        await guard.connect_tcp(host, port, 5)
    return refused.value


def leading_to(*addresses: str):
    async def resolve(host: str, port: int) -> Sequence[str]:
        return addresses

    return resolve


@pytest.mark.parametrize("address", PRIVATE)
def test_no_special_address_is_of_the_public_internet(address: str):
    assert special(ip_address(address))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "this computer"),
        ("::1", "this computer"),
        ("192.168.1.1", "a private network"),
        ("fec0::1", "a private network"),
        ("100.127.255.255", "a provider's inner network"),
        ("169.254.169.254", "a link-local address"),
        ("::ffff:93.184.216.34", "a translated address"),
        ("64:ff9b::1", "a translated address"),
        ("224.0.0.1", "a multicast address"),
        ("2001:db8::1", "a documentation address"),
    ],
)
def test_it_is_told_what_kind_of_address_it_is(address: str, kind: str):
    assert special(ip_address(address)) == kind


@pytest.mark.parametrize("address", OPEN)
def test_what_lies_beside_the_special_ones_is(address: str):
    assert special(ip_address(address)) is None


@pytest.mark.parametrize("host", LOOPBACK)
def test_an_address_is_known_in_any_spelling(host: str):
    assert literal(host) == ip_address("127.0.0.1")


@pytest.mark.parametrize("host", METADATA)
def test_so_is_that_of_a_cloud_s_metadata(host: str):
    assert literal(host) == ip_address("169.254.169.254")


@pytest.mark.parametrize("host", ["999.1.1.1", "1.2.3.4.5", "0x", "08.1.1.1", "1.2.3.256", "::g"])
async def test_what_only_looks_like_an_address_is_not_looked_up(host: str):
    asked = []

    async def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return [PUBLIC]

    assert (await refusal(Guard(resolve=resolve), host)).cause is Cause.ADDRESS
    assert asked == []


@pytest.mark.parametrize("host", ["example.org", "a.1a", "0x7f.example", "1.2.3.4.example"])
def test_a_name_is_none(host: str):
    assert literal(host) is None


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost.", *LOOPBACK, "::1"])
async def test_a_refusal_by_the_system_s_own_resolver_opens_no_connection(host: str):
    async with Counting() as listening:
        error = await refusal(Guard(), host, listening.port)
    assert error.cause is Cause.PRIVATE
    assert f":{listening.port}" in str(error)  # as it would have to be allowed
    assert listening.came == 0


@pytest.mark.parametrize("host", ["169.254.169.254", "fe80::1"])
async def test_where_the_keys_of_a_cloud_are_nobody_is_told_how_to_get_in(host: str):
    assert "ALLOW_HOSTS" not in str(await refusal(Guard(), host))


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_name_that_leads_there_is_refused_whatever_else_it_leads_to(address: str):
    for addresses in ([address], [PUBLIC, address], [address, PUBLIC]):
        error = await refusal(Guard(resolve=leading_to(*addresses)), "news.example")
        assert error.cause is Cause.PRIVATE
        assert "news.example" in str(error)
        assert address not in str(error)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "http://0177.0.0.1:{port}/",
        "http://127.1:{port}/",
        "http://127.0.0.1.:{port}/",
        "http://１２７.0.0.1:{port}/",
        "http://127。0。0。1:{port}/",
        "http://127%2e0.0.1:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[::ffff:7f00:1]:{port}/",
        "http://[0:0:0:0:0:0:0:1]:{port}/",
        "http://[::127.0.0.1]:{port}/",
        "http://[::1%25lo]:{port}/",
        "http://news.example@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}#@news.example/",
        "http://127.0.0.1:{port}\\@news.example/",
        "https://127.0.0.1:{port}/",
        "//127.0.0.1:{port}/",
        "HTTP://127.0.0.1:{port}/",
    ],
)
async def test_a_redirect_into_a_private_network_is_refused(server: Tricky, address: str):
    async with Counting() as listening, fetching(server) as fetcher:
        to = address.format(port=listening.port).encode().decode("latin-1")
        with pytest.raises(FetchError) as refused:
            await fetcher.fetch(Ask(server.redirect("/feed", to, status=301)))

        assert refused.value.cause in {Cause.PRIVATE, Cause.REDIRECTS}
        assert server.called in ([PUBLIC], [PUBLIC, PUBLIC])
        assert len(server.requests) == 1
    assert listening.came == 0


async def test_a_name_that_changes_between_look_ups_is_connected_to_as_it_was_vetted(
    server: Tricky,
):
    server.names["news.example"] = [[PUBLIC], ["127.0.0.1"]]
    address = server.serve("/feed", b"<rss/>")
    async with fetching(server) as fetcher:
        assert (await fetcher.fetch(Ask(address))).content == b"<rss/>"
        assert (server.asked, server.called) == (["news.example"], [PUBLIC])

        with pytest.raises(FetchError) as refused:
            await fetcher.fetch(Ask(address))

    assert refused.value.cause is Cause.PRIVATE
    assert server.called == [PUBLIC]


async def test_a_name_that_changes_within_a_redirect_is_vetted_again(server: Tricky):
    server.names["news.example"] = [[PUBLIC], ["10.0.0.1"]]
    async with fetching(server) as fetcher:
        with pytest.raises(FetchError) as refused:
            await fetcher.fetch(Ask(server.redirect("/a", "/b")))
    assert refused.value.cause is Cause.PRIVATE


class TestAllowed:
    async def test_exactly_the_host_and_port_that_are_allowed_may_be_reached(self, server: Tricky):
        server.serve("/feed", b"<rss/>")
        allowed = [f"{server.place}", f"[::1]:{server.port}", f"Router.Home:{server.port}"]
        server.names["router.home"] = ["192.168.0.1", "fe80::1%eth0"]
        server.names["other.home"] = server.names["x.router.home"] = ["192.168.0.1"]
        async with fetching(server, allowed=tuple(allowed)) as fetcher:
            for host in ("127.0.0.1", "[::1]", "router.home", "ROUTER.home."):
                found = await fetcher.fetch(Ask(f"http://{host}:{server.port}/feed"))
                assert found.content == b"<rss/>"
            for place in (
                f"127.0.0.2:{server.port}",
                f"localhost:{server.port}",
                f"other.home:{server.port}",
                f"192.168.0.1:{server.port}",
                f"x.router.home:{server.port}",
                f"127.0.0.1:{server.port - 1}",
                "router.home",
            ):
                with pytest.raises(FetchError) as refused:
                    await fetcher.fetch(Ask(f"http://{place}/feed"))
                assert refused.value.cause is Cause.PRIVATE

    async def test_a_process_of_its_own_reaches_a_real_server_by_its_number(self, server: Tricky):
        server.serve("/feed", b"<rss/>")
        async with Fetcher(Guard([server.place]), clock=lambda: None) as fetcher:
            assert (await fetcher.fetch(Ask(server.local("/feed")))).content == b"<rss/>"

    @pytest.mark.parametrize(
        "entry",
        " router router: :80 router:0 router:65536 router:x ::1:80 [x]:80 http://router:80 "
        "router:٨٠ router:80/ [::1%eth0]:80".split(" "),
    )
    def test_an_entry_that_makes_no_sense_is_told(self, entry: str):
        with pytest.raises(SettingsError) as told:
            Guard([entry])
        assert "QUOTEWIRE_ALLOW_HOSTS" in str(told.value)


class TestConnecting:
    @pytest.mark.parametrize("host", ["93.184.216.34", "0x5db8d822", "0135.0270.0xd822"])
    async def test_a_number_is_connected_to_as_it_was_vetted(self, server: Tricky, host: str):
        stream = await server.guard().connect_tcp(host, server.port, 5)
        await stream.aclose()
        assert (server.asked, server.called) == ([], ["93.184.216.34"])

    async def test_the_next_address_is_tried_when_one_does_not_answer(self, server: Tricky):
        server.names["news.example"] = ["1.1.1.1", "8.8.8.8", PUBLIC]
        server.dead = {"1.1.1.1", "8.8.8.8"}
        async with fetching(server) as fetcher:
            found = await fetcher.fetch(Ask(server.serve("/feed", b"<rss/>")))
        assert found.content == b"<rss/>"
        assert server.called == ["1.1.1.1", "8.8.8.8", PUBLIC]

    async def test_one_that_is_silent_leaves_time_for_the_others(self):
        class Silent(httpcore.AsyncNetworkBackend):
            def __init__(self):
                self.called = []

            async def connect_tcp(self, host, port, timeout=None, *_):
                self.called.append((host, timeout))
                if host == "1.1.1.1":
                    await asyncio.sleep(timeout)
                    raise httpcore.ConnectTimeout
                return httpcore.AsyncMockStream([])

        silent = Silent()
        guard = Guard(resolve=leading_to("1.1.1.1", PUBLIC), network=silent)
        async with asyncio.timeout(20):
            await guard.connect_tcp("news.example", 80, 1)
        assert [host for host, _ in silent.called] == ["1.1.1.1", PUBLIC]
        assert all(0.1 < left <= 0.5 for _, left in silent.called)

    async def test_a_server_that_takes_no_connection_is_told(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        error = await refusal(Guard([f"127.0.0.1:{port}"]), "127.0.0.1", port)
        assert error.cause is Cause.CONNECTION
        assert f"port {port}" in str(error)

    async def test_a_name_that_is_none_is_told(self):
        async def resolve(host: str, port: int) -> Sequence[str]:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")

        error = await refusal(Guard(resolve=resolve), "xn--bcher-kva.example")
        assert (error.cause, error.detail) == (Cause.DNS, "no such name")
        assert "bücher.example" in str(error)
        assert (await refusal(Guard(resolve=leading_to()), "a.example")).cause is Cause.DNS

    async def test_a_name_server_that_is_out_of_order_is_told_as_such(self):
        async def fails(host: str, port: int) -> Sequence[str]:
            raise socket.gaierror(socket.EAI_AGAIN, "try again")

        async def sleeps(host: str, port: int) -> Sequence[str]:
            await asyncio.sleep(60)
            return []

        for resolve in (fails, sleeps):
            with pytest.raises(FetchError) as failed:
                await Guard(resolve=resolve).connect_tcp("news.example", 80, 0.05)
            assert failed.value.detail == "no answer from the name server"

    @pytest.mark.parametrize("host", ["a" * 64 + ".example", "a..example", "\udcff.example"])
    async def test_a_name_that_cannot_be_one_is_told(self, host: str):
        assert (await refusal(Guard(), host)).cause is Cause.DNS

    async def test_port_zero_is_refused(self):
        assert (await refusal(Guard(resolve=leading_to(PUBLIC)), "a.example", 0)).cause is (
            Cause.ADDRESS
        )


async def test_names_are_looked_up_in_threads_of_their_own():
    assert "127.0.0.1" in await Resolver()("localhost", 80)
    with pytest.raises(socket.gaierror):
        await Resolver()("no such name.invalid", 80)
