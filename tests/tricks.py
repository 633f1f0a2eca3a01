"""What ``tests/tricky.py`` can play: each gets a request and writes what no good server would."""

import asyncio
import gzip
import socket
import struct
import zlib
from collections.abc import Mapping
from functools import cache

import brotli
import zstandard

from tests.tricky import Request, Trick, head

OK = b"HTTP/1.1 200 OK\r\n"


def raw(content: bytes) -> Trick:
    """Exactly these bytes, then the connection is closed."""

    async def trick(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(content)

    return trick


def reset(content: bytes = b"") -> Trick:
    """These bytes, then the connection is torn down (RST)."""

    async def trick(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(content)
        await writer.drain()
        await asyncio.sleep(0.02)
        writer.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
        )
        writer.transport.abort()

    return trick


def silence(content: bytes = b"") -> Trick:
    """These bytes, then nothing, and the connection stays open."""

    async def trick(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(content)
        await writer.drain()
        await asyncio.sleep(3600)

    return trick


def drip(before: bytes, piece: bytes, every: float) -> Trick:
    """A start, and then the same few bytes again and again, slowly, for ever."""

    async def trick(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(before)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(every)

    return trick


def endless(before: bytes = OK + b"\r\n", piece: bytes = b"all work and no play " * 1000) -> Trick:
    """A body without an end, as fast as it can be read."""
    return drip(before, piece, 0)


@cache
def bomb(coding: str, megabytes: int = 30) -> bytes:
    """A small body that unpacks to a very large one."""
    nothing = b" " * 1_000_000 * megabytes
    if coding == "br":
        return brotli.compress(nothing, quality=1)
    if coding == "zstd":
        return zstandard.compress(nothing)
    return (gzip if coding == "gzip" else zlib).compress(nothing, 1)


def bombs(coding: str) -> Trick:
    """Sends a bomb."""

    async def trick(request: Request, writer: asyncio.StreamWriter) -> None:
        await packed(coding, bomb(coding))(request, writer)

    return trick


def packed(coding: str, body: bytes, headers: Mapping[str, str] | None = None) -> Trick:
    """A body that says of itself how it is packed, true or not."""
    length = {"Content-Length": str(len(body)), "Content-Encoding": coding}
    return raw(head(200, {**length, **(headers or {})}) + body)


def chunked(*chunks: bytes, ended: bool = True) -> Trick:
    """A chunked body, with its end or without."""
    parts = [b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks]
    end = b"0\r\n\r\n" if ended else b""
    return raw(OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"".join(parts) + end)


async def always_unchanged(request: Request, writer: asyncio.StreamWriter) -> None:
    """304, whatever was asked."""
    writer.write(head(304, {"ETag": '"for ever"'}))


HTTP_0_9 = raw(b"<html>\r\n\r\nno headers, as in 1991</html>")
GARBAGE = raw(b"\x00\xff\xfe\x01SSH-2.0-OpenSSH_9.6\r\n\r\n")
NO_HEADERS = raw(b"HTTP/1.1 200 OK\r\n\r\n<rss/>")
HUGE_HEADERS = raw(OK + b"X-Padding: " + b"x" * 300_000 + b"\r\n\r\n<rss/>")
MANY_HEADERS = raw(OK + b"X-Padding: x\r\n" * 30_000 + b"\r\n<rss/>")
BAD_CHUNKS = raw(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<rss/>\r\n0\r\n\r\n")
TOO_SHORT = raw(OK + b"Content-Length: 1000\r\n\r\n<rss/>")
TOO_LONG = raw(OK + b"Content-Length: 6\r\n\r\n<rss/> and more")
TWO_LENGTHS = raw(OK + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\n<rss/>")
CUT_IN_STATUS = raw(b"HTTP/1.1 20")
CUT_IN_HEADERS = raw(OK + b"Content-Type: text/xml\r\nContent-")
CUT_AT_ONCE = raw(b"")
