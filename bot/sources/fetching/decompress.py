"""Undoes the content codings of a body piece by piece, and stops when it becomes too large.

Each stage hands on at most ``_PIECE`` bytes at a time, so a body that would swell to gigabytes is
noticed when it passes its cap, not when the memory is full.
"""

import zlib
from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

import brotli
import zstandard

from bot.errors import Cause, FetchError

MOST_STACKED = 2

_PIECE = 64 * 1024
_HEAD = 64
# A block of four bytes may stand for 128 KB (RFC 8878, 3.1.1.2), so few go in at a time.
_ZSTD_SLICE = 64
_ZSTD_WINDOW = 8 * 1024 * 1024  # RFC 9659
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGICS = (b"\x28\xb5\x2f\xfd", *(bytes([n]) + b"\x2a\x4d\x18" for n in range(0x50, 0x60)))
_CONTROLS = bytes(n for n in range(32) if n not in b"\t\n\f\r\x1b")

_Sink: TypeAlias = Callable[[bytes], None]


class _Garbage(Exception):
    """A body is not in the coding that it claims."""


class _Cut(Exception):
    """A body ends before its coding does."""


class _Stage(Protocol):
    def feed(self, data: bytes) -> None:
        """Take what comes next."""

    def end(self) -> None:
        """Take note that nothing comes any more."""


class Body:
    """What arrives of an answer, decoded and counted."""

    def __init__(self, host: str, codings: Sequence[str], most_bytes: int) -> None:
        """Make ready for a body.

        Args:
            host: named when something is wrong.
            codings: in the order in which they were applied.
            most_bytes: allowed, both as sent and decoded.

        Raises:
            FetchError: there are more than ``MOST_STACKED`` codings (``Cause.ENCODING``).
        """
        if len(codings) > MOST_STACKED:
            raise FetchError(
                Cause.ENCODING,
                f"{host} compresses what it sends {len(codings)} times over, so it was not read.",
            )
        self._host, self._most = host, most_bytes
        self._content = bytearray()
        self._arrived = 0
        self._stages: list[_Stage] = []
        sink: _Sink = self._keep
        for coding in codings:
            stage = _Opening(_MAKERS.get(coding, _Unknown), sink)
            self._stages.insert(0, stage)
            sink = stage.feed
        self._entry = sink

    def feed(self, data: bytes) -> None:
        """Take bytes as they were sent.

        Raises:
            FetchError: they are too many (``Cause.TOO_LARGE``) or no such coding
                (``Cause.ENCODING``).
        """
        self._arrived += len(data)
        if self._arrived > self._most:
            raise too_large(self._host, self._most)
        try:
            self._entry(data)
        except _Garbage:
            raise self._garbage() from None

    def end(self) -> bytes:
        """The whole body.

        Raises:
            FetchError: it ends too early (``Cause.CUT``) or is in no such coding.
        """
        try:
            for stage in self._stages:
                stage.end()
        except _Garbage:
            raise self._garbage() from None
        except _Cut:
            raise FetchError(
                Cause.CUT,
                f"What {self._host} sent breaks off in the middle. It is tried again later.",
                "compressed data cut short",
            ) from None
        return bytes(self._content)

    def so_far(self) -> bytes:
        """What there is of it, however it ends."""
        return bytes(self._content)

    def _keep(self, data: bytes) -> None:
        if len(self._content) + len(data) > self._most:
            raise too_large(self._host, self._most)
        self._content += data

    def _garbage(self) -> FetchError:
        return FetchError(
            Cause.ENCODING,
            f"{self._host} says that it compresses what it sends, but that cannot be unpacked. Its "
            "owner would have to mend it.",
            "compressed data damaged",
        )


def too_large(host: str, most_bytes: int) -> FetchError:
    """What a source sends is more than is read."""
    return FetchError(
        Cause.TOO_LARGE,
        f"{host} sends more than {most_bytes / 1_000_000:g} MB, which is more than is read of a "
        "source. Look for a smaller feed there.",
        f"over {most_bytes / 1_000_000:g} MB",
    )


class _Opening:
    """Waits for the first bytes, which tell whether the coding is really there."""

    def __init__(self, make: "type[_Coding]", sink: _Sink) -> None:
        self._make, self._sink = make, sink
        self._head: bytes = b""
        self._stage: _Stage | None = None

    def feed(self, data: bytes) -> None:
        if self._stage is not None:
            self._stage.feed(data)
            return
        self._head += data
        if len(self._head) >= _HEAD:
            self._open()

    def end(self) -> None:
        if self._stage is None and self._head:
            self._open()
        if self._stage is not None:
            self._stage.end()

    def _open(self) -> None:
        head, self._head = self._head, b""
        self._stage = _Plain(self._sink) if self._make.denied_by(head) else self._make(self._sink)
        self._stage.feed(head)


class _Coding:
    """A coding, and how to tell that it is not there although the header says so."""

    def __init__(self, sink: _Sink) -> None:
        self._sink = sink

    @classmethod
    def denied_by(cls, head: bytes) -> bool:
        """Whether a body that begins like this is plain text."""
        raise NotImplementedError

    def feed(self, data: bytes) -> None:
        """Take what comes next."""
        raise NotImplementedError

    def end(self) -> None:
        """Take note that nothing comes any more."""


class _Plain(_Coding):
    def feed(self, data: bytes) -> None:
        self._sink(data)


class _Unknown(_Coding):
    """A coding that we do not know; many who name one ("utf-8") use none."""

    @classmethod
    def denied_by(cls, head: bytes) -> bool:
        if _is_text(head):
            return True
        raise _Garbage


class _Zlib(_Coding):
    """gzip (RFC 1952), also several of it one after the other."""

    _window_bits = 31

    def __init__(self, sink: _Sink) -> None:
        super().__init__(sink)
        self._engine = zlib.decompressobj(self._window_bits)

    @classmethod
    def denied_by(cls, head: bytes) -> bool:
        return not head.startswith(_GZIP_MAGIC) and _is_text(head)

    def feed(self, data: bytes) -> None:
        while data:
            if self._engine.eof:
                if not data.startswith(_GZIP_MAGIC[:1]):
                    return  # padding, or what a careless server leaves at the end
                self._engine = zlib.decompressobj(self._window_bits)
            data = self._inflate(data)

    def end(self) -> None:
        if not self._engine.eof:
            raise _Cut

    def _inflate(self, data: bytes) -> bytes:
        while True:
            try:
                piece = self._engine.decompress(data, _PIECE)
            except zlib.error:
                raise _Garbage from None
            if piece:
                self._sink(piece)
            data = self._engine.unconsumed_tail
            # bytes that went in may still hold more output when exactly one piece came out
            if self._engine.eof or (not data and len(piece) < _PIECE):
                return self._engine.unused_data


class _Deflate(_Coding):
    """deflate: zlib (RFC 1950), or what some servers send instead, deflate alone (RFC 1951)."""

    def __init__(self, sink: _Sink) -> None:
        super().__init__(sink)
        self._inner: _Zlib | None = None

    @classmethod
    def denied_by(cls, head: bytes) -> bool:
        return _is_markup(head)

    def feed(self, data: bytes) -> None:
        if self._inner is None:
            wrapped = len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
            self._inner = (_ZlibWrapped if wrapped else _ZlibRaw)(self._sink)
        self._inner.feed(data)

    def end(self) -> None:
        if self._inner is not None:
            self._inner.end()


class _ZlibWrapped(_Zlib):
    _window_bits = 15

    def feed(self, data: bytes) -> None:
        if not self._engine.eof:
            self._inflate(data)


class _ZlibRaw(_ZlibWrapped):
    _window_bits = -15


class _Brotli(_Coding):
    """br (RFC 7932)."""

    def __init__(self, sink: _Sink) -> None:
        super().__init__(sink)
        self._engine = brotli.Decompressor()

    @classmethod
    def denied_by(cls, head: bytes) -> bool:
        return _is_markup(head)

    def feed(self, data: bytes) -> None:
        while not self._engine.is_finished():
            try:
                piece = self._engine.process(data, output_buffer_limit=_PIECE)
            except brotli.error:
                raise _Garbage from None
            data = b""
            if piece:  # there may be more of it, even when the engine would take more
                self._sink(piece)
            elif self._engine.can_accept_more_data():
                return

    def end(self) -> None:
        if not self._engine.is_finished():
            raise _Cut


class _Zstandard(_Coding):
    """zstd (RFC 8878), also several frames one after the other."""

    def __init__(self, sink: _Sink) -> None:
        super().__init__(sink)
        self._factory = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._engine = self._factory.decompressobj()

    @classmethod
    def denied_by(cls, head: bytes) -> bool:
        return not head.startswith(_ZSTD_MAGICS) and _is_text(head)

    def feed(self, data: bytes) -> None:
        for start in range(0, len(data), _ZSTD_SLICE):
            part = data[start : start + _ZSTD_SLICE]
            while part:
                part = self._decompress(part)

    def end(self) -> None:
        if not self._engine.eof:
            raise _Cut

    def _decompress(self, data: bytes) -> bytes:
        if self._engine.eof:
            self._engine = self._factory.decompressobj()
        try:
            piece = self._engine.decompress(data)
        except zstandard.ZstdError:
            raise _Garbage from None
        if piece:
            self._sink(piece)
        return self._engine.unused_data if self._engine.eof else b""


_MAKERS: dict[str, type[_Coding]] = {
    "gzip": _Zlib,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstandard,
}


def _is_text(head: bytes) -> bool:
    return not any(byte in _CONTROLS for byte in head[:_HEAD])


def _is_markup(head: bytes) -> bool:
    """Whether it begins as XML, HTML or JSON does; what is compressed hardly ever looks so."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"<", b"{") and _is_text(head)
