"""A thousand feeds on loopback, each as far away as a server elsewhere: ``... PORT LATENCY``.

A process of its own, so that what it costs is not counted as ours. ``/feed/N`` is a feed of 18 old
items at first, then has two new ones, and after that stays as it is: it has a validator, and
answers 304 to whoever has the latest.
"""

import asyncio
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from zlib import crc32

from tests.benchmarks.feeds import rss
from tests.benchmarks.synthetic import News

_ITEMS, _NEW, _BODIES = 20, 2, 50
_PATH = re.compile(rb"GET /feed/(\d+) ")


async def serve(port: int, latency: float) -> None:
    reports = [
        replace(report, published=datetime.now(UTC)) if report.number % _ITEMS < _NEW else report
        for report in News(3).reports(_ITEMS * _BODIES)
    ]
    feeds = [reports[n * _ITEMS : (n + 1) * _ITEMS] for n in range(_BODIES)]
    before = [rss(f"s{n}.example", feed[_NEW:]) for n, feed in enumerate(feeds)]
    after = [rss(f"s{n}.example", feed) for n, feed in enumerate(feeds)]
    asked: set[int] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                found = _PATH.match(head)
                number = int(found.group(1)) if found else 0
                await asyncio.sleep(latency)
                body = (after if number in asked else before)[number % _BODIES]
                asked.add(number)
                writer.write(_answer(body, head))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", port)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


def _answer(body: bytes, head: bytes) -> bytes:
    tag = f'"{crc32(body):x}"'.encode()
    if tag in head:
        return b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + b"\r\n\r\n"
    return (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "
        + tag
        + f"\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2])))
