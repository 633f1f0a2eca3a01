"""Bodies are unpacked piece by piece, and never become larger than they may."""

import gzip
import tracemalloc
import zlib
from contextlib import suppress

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Cause, FetchError
from bot.sources.fetching.decompress import Body
from tests.tricks import bomb

TEXT = b"<rss>" + b"".join(b"<item>%d</item>" % n for n in range(20_000)) + b"</rss>"
MB = 1_000_000


def raw_deflate(data: bytes) -> bytes:
    return zlib.compress(data)[2:-4]


PACK = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=4),
    "zstd": zstandard.compress,
}


def unpacked(
    data: bytes, *codings: str, most: int = 10 * MB, piece: int = 65_536, ended: bool = True
) -> bytes:
    body = Body("news.example", codings, most)
    for start in range(0, len(data), piece):
        body.feed(data[start : start + piece])
    return body.end() if ended else body.so_far()


def cause(data: bytes, *codings: str, most: int = 10 * MB) -> Cause:
    with pytest.raises(FetchError) as failed:
        unpacked(data, *codings, most=most)
    assert "news.example" in str(failed.value)
    return failed.value.cause


@pytest.mark.parametrize("piece", [7, 64, 1_000_000])
@pytest.mark.parametrize(
    ("data", "codings"),
    [
        (TEXT, ()),
        *((pack(TEXT), (coding,)) for coding, pack in PACK.items()),
        (raw_deflate(TEXT), ("deflate",)),
        *((pack(gzip.compress(TEXT)), ("gzip", coding)) for coding, pack in PACK.items()),
        *((gzip.compress(pack(TEXT)), (coding, "gzip")) for coding, pack in PACK.items()),
        (gzip.compress(TEXT[:999]) + gzip.compress(TEXT[999:]), ("gzip",)),
        (zstandard.compress(TEXT[:999]) + zstandard.compress(TEXT[999:]), ("zstd",)),
        (gzip.compress(TEXT) + b"\0" * 512, ("gzip",)),
        (gzip.compress(TEXT) + b"\r\n", ("gzip",)),
    ],
)
def test_what_was_packed_comes_out_whole_in_whatever_pieces_it_came(data, codings, piece):
    assert unpacked(data, *codings, piece=piece) == TEXT


def test_what_the_last_byte_stands_for_is_not_lost_when_the_output_was_full():
    for size in range(65_530, 65_900, 3):
        assert unpacked(raw_deflate(b"a" * size), "deflate") == b"a" * size


@pytest.mark.parametrize("text", [b"<rss/>", TEXT, b"\xef\xbb\xbf<?xml?>", b' {"items": []}'])
@pytest.mark.parametrize("coding", [*PACK, "utf-8", "compress"])
def test_what_says_that_it_is_packed_and_is_not_is_read_as_it_is(coding: str, text: bytes):
    assert unpacked(text, coding) == text
    assert unpacked(text, coding, piece=1) == text


def test_what_is_packed_once_and_says_twice_is_read():
    assert unpacked(gzip.compress(TEXT), "gzip", "gzip") == TEXT


@pytest.mark.parametrize("coding", PACK)
def test_nothing_is_nothing(coding: str):
    assert unpacked(b"", coding) == b""
    assert unpacked(PACK[coding](b""), coding) == b""


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 1])
@pytest.mark.parametrize(
    ("coding", "pack"), [*PACK.items(), ("deflate", raw_deflate)], ids=lambda v: str(v)[:8]
)
def test_what_breaks_off_is_told(coding: str, pack, keep: float):
    data = pack(TEXT)
    data = data[: int(len(data) * keep) - 1]
    assert cause(data, coding) is Cause.CUT
    assert cause(gzip.compress(data), coding, "gzip") is Cause.CUT


@pytest.mark.parametrize(
    ("data", "codings"),
    [
        (b"\x00\x01\x02\x03" * 50, ("gzip",)),
        (b"\xff" * 200, ("deflate",)),
        (b"\xff" * 200, ("br",)),
        (b"\x00\x01\x02\x03" * 50, ("zstd",)),
        (b"\x1f\x8b" + b"\xff" * 200, ("gzip",)),
        (b"\x28\xb5\x2f\xfd" + b"\xff" * 200, ("zstd",)),
        (b"\x1f\x9d\x90" * 50, ("compress",)),
        (b"x", ("gzip", "gzip", "gzip")),
    ],
)
def test_what_cannot_be_unpacked_is_told(data: bytes, codings: tuple[str, ...]):
    assert cause(data, *codings) is Cause.ENCODING


def test_damage_in_the_middle_is_told():
    data = bytearray(gzip.compress(TEXT))
    data[-6] ^= 1  # of the checksum
    assert cause(bytes(data), "gzip") is Cause.ENCODING


def test_a_window_larger_than_browsers_allow_is_refused():
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=27)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    assert cause(packer.compress(TEXT) + packer.flush(), "zstd") is Cause.ENCODING


@pytest.mark.parametrize("coding", [None, *PACK])
def test_the_cap_is_exact(coding: str | None):
    data, codings = (PACK[coding](TEXT), (coding,)) if coding else (TEXT, ())
    assert unpacked(data, *codings, most=len(TEXT)) == TEXT
    assert cause(data, *codings, most=len(TEXT) - 1) is Cause.TOO_LARGE


def test_what_grows_when_packed_is_capped_as_it_comes():
    assert cause(gzip.compress(b"") * 1000, "gzip", most=500) is Cause.TOO_LARGE


@pytest.mark.parametrize("coding", PACK)
@pytest.mark.parametrize("stacked", [False, True])
def test_a_bomb_is_noticed_while_it_unpacks(coding: str, stacked: bool):
    data = bomb(coding, megabytes=60)
    if stacked:
        data = gzip.compress(data)
    tracemalloc.start()
    try:
        assert cause(data, *((coding, "gzip") if stacked else (coding,))) is Cause.TOO_LARGE
        assert tracemalloc.get_traced_memory()[1] < 15 * MB
    finally:
        tracemalloc.stop()


def test_what_there_is_of_a_body_can_be_had_before_its_end():
    assert unpacked(gzip.compress(TEXT)[:-1], "gzip", ended=False) == TEXT


@given(
    st.binary(max_size=300),
    st.lists(st.sampled_from([*PACK, "utf-8"]), max_size=3),
    st.sampled_from([b"", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"x\x9c", b"<"]),
)
def test_whatever_comes_only_a_fetch_error_comes_out(data: bytes, codings, start: bytes):
    with suppress(FetchError):
        assert len(unpacked(start + data, *codings, most=1000, piece=50)) <= 1000
