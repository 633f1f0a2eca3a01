"""What characters a document's bytes stand for, whatever is said of them.

A byte order mark comes first, then the header, then what the document says of itself, in the order
of RFC 7303 (XML) and of the HTML standard. What is declared is believed only where it fits the
bytes. Labels mean what the WHATWG Encoding Standard says: Latin-1 is windows-1252, GB2312 is
GB 18030.
"""

import codecs
import re
from typing import Literal

from bot.errors import Cause, FetchError

Markup = Literal["xml", "html", "text"]

PDF = "PDF"
_FEW_WRONG = 0.02
_MOST_CONTROLS = 0.01
_DECLARED_WITHIN = 4_096
_SAMPLE = 16_384
_BEFORE_SAMPLE = 200
_LOOKED_AT = 4_000
_WIDE_SHARE = 0.1
_FEWEST_LETTERS = 8

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF-", PDF),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"PK\x03\x04", "archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "office document"),
    (b"\x1f\x8b", "compressed file"),
    (b"Rar!\x1a", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x7fELF", "program"),
    (b"ID3\x03", "sound file"),
    (b"ID3\x04", "sound file"),
    (b"OggS\x00", "sound file"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
)
_KINDS_WITHIN = ((b"WEBP", 8, "image"), (b"WAVE", 8, "sound file"), (b"ftyp", 4, "video"))

# https://encoding.spec.whatwg.org/#names-and-labels; those Python reads more widely are widened.
_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 x-unicode20utf8",
    "utf-16-le": "utf-16 utf-16le ucs-2 unicode iso-10646-ucs-2 csunicode unicodefeff",
    "utf-16-be": "utf-16be unicodefffe",
    "utf-32-le": "utf-32 utf-32le",
    "utf-32-be": "utf-32be",
    "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 latin1 "
    "latin-1 l1 ascii us-ascii ansi_x3.4-1968 cp819 ibm819 iso-ir-100 csisolatin1 iso_8859-1:1987",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 x-cp1251 win-1251 win1251 cp-1251",
    "cp1253": "windows-1253 cp1253 x-cp1253",
    "cp1254": "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso_8859-9 latin5 l5",
    "cp1255": "windows-1255 cp1255 x-cp1255",
    "cp1256": "windows-1256 cp1256 x-cp1256",
    "cp1257": "windows-1257 cp1257 x-cp1257",
    "cp1258": "windows-1258 cp1258 x-cp1258",
    "cp866": "ibm866 866 cp866 csibm866",
    "cp874": "windows-874 dos-874 iso-8859-11 iso8859-11 tis-620",
    "iso8859_2": "iso-8859-2 iso8859-2 iso88592 iso_8859-2 latin2 l2 csisolatin2",
    "iso8859_3": "iso-8859-3 iso8859-3 iso_8859-3 latin3 l3",
    "iso8859_4": "iso-8859-4 iso8859-4 iso_8859-4 latin4 l4",
    "iso8859_5": "iso-8859-5 iso8859-5 iso_8859-5 cyrillic csisolatincyrillic",
    "iso8859_6": "iso-8859-6 iso8859-6 iso_8859-6 arabic ecma-114",
    "iso8859_7": "iso-8859-7 iso8859-7 iso_8859-7 greek greek8 ecma-118",
    "iso8859_8": "iso-8859-8 iso8859-8 iso_8859-8 iso-8859-8-i iso-8859-8-e hebrew logical visual",
    "iso8859_10": "iso-8859-10 iso8859-10 latin6 l6",
    "iso8859_13": "iso-8859-13 iso8859-13",
    "iso8859_14": "iso-8859-14 iso8859-14",
    "iso8859_15": "iso-8859-15 iso8859-15 iso_8859-15 latin-9 latin9 l9",
    "iso8859_16": "iso-8859-16",
    "koi8_r": "koi8-r koi8_r koi koi8 cskoi8r",
    "koi8_u": "koi8-u koi8-ru",
    "mac_roman": "macintosh mac x-mac-roman csmacintosh",
    "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "gb18030 gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 x-gbk iso-ir-58",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j ms_kanji ms932 csshiftjis",
    "euc_jp": "euc-jp x-euc-jp cseucpkdfmtjapanese",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "cp949": "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 iso-ir-149",
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}
_WIDE = frozenset({"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})
_DETECTABLE = (
    "cp1251 cp1252 cp1250 koi8_u koi8_r iso8859_2 iso8859_5 cp866 cp1253 iso8859_7 cp1254 cp1255 "
    "cp1256 cp1257 cp874 mac_cyrillic cp932 euc_jp gb18030 big5hkscs cp949"
).split()
_CYRILLIC_CODECS = frozenset("cp1251 iso8859_5 koi8_r koi8_u mac_cyrillic cp866".split())
_LATIN_CODECS = frozenset("cp1252 cp1250 cp1254 cp1257 iso8859_2 iso8859_15 mac_roman".split())

_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]{1,40})", re.IGNORECASE)
_IN_PROLOG = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']\s*([\w.:-]{1,40})", re.IGNORECASE)
_IN_META = re.compile(rb"<meta[^<>]*?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_FOREIGN = re.compile(rb"[\x80-\xff]")
_ASCII = bytes(range(128))
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\f\r\x1b"})
_LATIN_RUN = re.compile("[\xc0-\xff]+")
_CYRILLIC_RUN = re.compile("[\u0400-\u04ff]+")


def decode(content: bytes, content_type: str | None, *, markup: Markup) -> str:
    """The text that bytes stand for; a few wrong ones become U+FFFD.

    Args:
        content: all of it.
        content_type: what the header says, if there is one.
        markup: what it is written in, hence where it says its own encoding.

    Raises:
        FetchError: it is no text (``ENCODING``); ``detail`` says what it is instead.
    """
    if not content:
        return ""
    _refuse_other_kinds(content)
    for mark, codec in _BOMS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(codec, "replace")
            if codec != "utf-8" or not _damaged(content, text):
                return text
            content = content[len(mark) :]
    wide = _wide_codec(content)
    if wide:
        return content.decode(wide, "replace").removeprefix("\ufeff")
    if content.count(b"\x00") > _FEW_WRONG * len(content):
        raise _no_text()
    declared = _declared(content, content_type, markup)
    return _by_utf8(content, declared) or _by_declaration(content, declared) or _guessed(content)


def _refuse_other_kinds(content: bytes) -> None:
    head = content[:_BEFORE_SAMPLE].lstrip()
    names = [name for magic, name in _KINDS if head.startswith(magic)]
    names += [name for magic, at, name in _KINDS_WITHIN if head.startswith(magic, at)]
    if names:
        article = "an" if names[0][0] in "aio" else "a"
        raise FetchError(
            Cause.ENCODING,
            f"This is {article} {names[0]}, not text. Give a page, a feed or a text instead.",
            names[0],
        )


def _wide_codec(content: bytes) -> str | None:
    """UTF-16 or UTF-32 that has no mark: where most characters leave the same bytes zero."""
    sample = content[: _LOOKED_AT - _LOOKED_AT % 4]
    quarter = len(sample) // 4
    if not quarter or b"\x00" not in sample:
        return None
    zeros = [sample[place::4].count(0) / quarter for place in range(4)]
    few, many = _FEW_WRONG, 1 - _WIDE_SHARE
    codec = None
    if zeros[2] > many and zeros[3] > many and zeros[0] < few:
        codec = "utf-32-le"
    elif zeros[0] > many and zeros[1] > many and zeros[3] < few:
        codec = "utf-32-be"
    elif min(zeros[1], zeros[3]) > _WIDE_SHARE and max(zeros[0], zeros[2]) < few:
        codec = "utf-16-le"
    elif min(zeros[0], zeros[2]) > _WIDE_SHARE and max(zeros[1], zeros[3]) < few:
        codec = "utf-16-be"
    if codec is None:
        return None
    text = sample.decode(codec, "replace")
    odd = sum(not (letter.isprintable() or letter.isspace()) for letter in text)
    return codec if odd + text.count("\ufffd") <= _FEW_WRONG * len(text) + 1 else None


def _declared(content: bytes, content_type: str | None, markup: Markup) -> list[str]:
    """The codecs that header and document name, the more credible first."""
    head = content[:_DECLARED_WITHIN]
    header = _IN_HEADER.search(content_type or "")
    labels = [header[1] if header else ""]
    for pattern, kinds in ((_IN_PROLOG, ("xml", "html")), (_IN_META, ("html",))):
        found = pattern.search(head) if markup in kinds else None
        labels.append(found[1].decode("ascii", "replace") if found else "")
    codecs_ = [_CODECS[label] for label in map(str.lower, labels) if label in _CODECS]
    # What is written in bytes that ASCII can read is not wide. Latin-1 is what servers say when
    # nobody told them anything, so that the document knows better.
    return sorted((codec for codec in codecs_ if codec not in _WIDE), key="cp1252".__eq__)


def _by_utf8(content: bytes, declared: list[str]) -> str | None:
    text = content.decode("utf-8", "replace")
    if "iso2022_jp" in declared and b"\x1b" in content:
        return None
    wrong = _wrong(content, text)
    if not wrong:
        return text
    if any(codec != "utf-8" for codec in declared):
        letters = sum(len(run) for run in re.findall("[^\x00-\x7f]+", text)) - wrong
        return text if wrong <= _FEW_WRONG * letters else None
    return None if _damaged(content, text) else text


def _by_declaration(content: bytes, declared: list[str]) -> str | None:
    for codec in declared:
        if codec == "utf-8":
            continue
        text = content.decode(codec, "replace")
        wrong = text.count("\ufffd")
        if wrong <= max(1, _FEW_WRONG * _foreign(content)) and not _scrambled(text, codec):
            return text
    return None


def _wrong(content: bytes, text: str) -> int:
    return text.count("\ufffd") - content.count("\ufffd".encode())


def _foreign(content: bytes) -> int:
    return len(content.translate(None, _ASCII))


def _damaged(content: bytes, text: str) -> bool:
    """Whether a text was never UTF-8; one that has a few wrong bytes was, and is not guessed at."""
    return _wrong(content, text) > max(1, _FEW_WRONG * _foreign(content))


def _scrambled(text: str, codec: str) -> bool:
    """Whether a codec was declared that makes no words of the bytes.

    Letters with accents seldom touch one another in Latin writing, and Cyrillic ones nearly always
    do. Where it is the other way round, the bytes mean something else.
    """
    if codec not in _LATIN_CODECS | _CYRILLIC_CODECS:
        return False
    latin = codec in _LATIN_CODECS
    runs = (_LATIN_RUN if latin else _CYRILLIC_RUN).findall(text)
    letters = sum(map(len, runs))
    together = sum(len(run) for run in runs if len(run) > 1)
    return letters >= _FEWEST_LETTERS and (together * 2 > letters) is latin


def _guessed(content: bytes) -> str:
    from charset_normalizer import from_bytes

    first = _FOREIGN.search(content)
    start = max(first.start() - _BEFORE_SAMPLE, 0) if first else 0
    sample = content[start : start + _SAMPLE]
    if len(sample) == _SAMPLE:
        # Half a character at its end would speak against the encoding that is right.
        sample = sample[: max(sample.rfind(b" "), sample.rfind(b"\n"), sample.rfind(b"<"))]
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(content):
        raise _no_text()
    best = from_bytes(sample, cp_isolation=_DETECTABLE).best()
    return content.decode(best.encoding if best else "cp1252", "replace")


def _no_text() -> FetchError:
    return FetchError(
        Cause.ENCODING,
        "This is not text in any encoding that can be recognised. Give a page, a feed or a text "
        "instead.",
        "no text",
    )
