"""Feeds that are nearly XML, made XML.

What people's programs get wrong again and again: bare ampersands, names that only HTML knows,
control characters, prefixes nobody declared, a notice of PHP behind the end, an end cut off.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from html.entities import html5

from bot.sources.feeds.xml import Root

PREFIXES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "atom": "http://www.w3.org/2005/Atom",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
}
_MOST_PREFIXES = 50
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_CONTROLS = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
)
_AMPERSAND = re.compile(r"&(?:#(\d{1,7}|[xX][0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_USED_PREFIX = re.compile(r"(?:</?|\s)([A-Za-z_][\w.-]{0,30}):[A-Za-z_]")
_DECLARED_PREFIX = re.compile(r"xmlns:([\w.-]{1,31})\s*=")
_OUTER_END = re.compile(r"\]\]>(?=\s*</)")
_OWN_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})


def mended(text: str, root: Root) -> str:
    """A broken feed with what is commonly broken put right, from its root on.

    Args:
        text: the document.
        root: its first element.
    """
    text = complete(text[root.start :].translate(_CONTROLS), root)
    ends = [match.start() for match in _OUTER_END.finditer(text)]
    pieces = []
    position = 0
    while True:
        start = text.find(_CDATA, position)
        pieces.append(_mended_outside(text[position : start if start >= 0 else None]))
        if start < 0:
            break
        section, position = _section(text, start + len(_CDATA), ends)
        pieces.append(_CDATA + section + _CDATA_END)
    return _with_prefixes("".join(pieces), root)


def complete(text: str, root: Root) -> str:
    """A feed without what follows its end, or without the item in which it breaks off.

    Half an item would be quoted as if it were a whole one.
    """
    end = text.rfind(f"</{root.name}")
    if end >= 0:
        close = text.find(">", end)
        return text[: close + 1] if close >= 0 else text[:end] + f"</{root.name}>"
    last = max(_end_of_last(text, name) for name in ("item", "entry"))
    if last < 0:
        return text
    prefix = root.name.rpartition(":")[0]
    ends = f"</{root.name}>"
    if root.local == "rss" and "<channel" in text and "</channel" not in text:
        ends = (f"</{prefix}:channel>" if prefix else "</channel>") + ends
    return text[:last] + ends


def breaks_off(text: str, root: Root) -> bool:
    """Whether a feed ends before its first item is complete."""
    return f"</{root.name}" not in text and not any(
        _end_of_last(text, name) >= 0 for name in ("item", "entry")
    )


def _end_of_last(text: str, name: str) -> int:
    for closing in (f"</{name}>", f":{name}>"):
        found = text.rfind(closing)
        if found >= 0:
            return found + len(closing)
    return -1


def _section(text: str, start: int, outer_ends: Sequence[int]) -> tuple[str, int]:
    """What a CDATA section holds, from its beginning on, and where the text goes on.

    One that holds another ends where an element does, since XML knows no sections within sections.
    """
    end = text.find(_CDATA_END, start)
    if end < 0:
        return text[start:], len(text)
    if text.find(_CDATA, start, end) >= 0:
        later = bisect_left(outer_ends, end)
        end = outer_ends[later] if later < len(outer_ends) else end
    section = text[start:end].replace(_CDATA, "").replace(_CDATA_END, " ")
    return section, end + len(_CDATA_END)


def _mended_outside(text: str) -> str:
    return _AMPERSAND.sub(_reference, text).replace(_CDATA_END, "]]&gt;")


def _reference(match: re.Match[str]) -> str:
    number, name = match[1], match[2]
    if name in _OWN_NAMES:
        return match[0]
    if name and f"{name};" in html5:
        return "".join(f"&#{ord(letter)};" for letter in html5[f"{name};"])
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        allowed = code in {9, 10, 13} or (
            32 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 and code not in {0xFFFE, 0xFFFF}
        )
        return f"&#{code};" if allowed else "\ufffd"
    return "&amp;" + match[0][1:]


def _with_prefixes(text: str, root: Root) -> str:
    """The feed with each prefix declared, those that are known as what they stand for."""
    missing = set(_USED_PREFIX.findall(text)) - set(_DECLARED_PREFIX.findall(text))
    missing -= {"xml", "xmlns"}
    declared = "".join(
        f' xmlns:{prefix}="{PREFIXES.get(prefix, "unknown:" + prefix)}"'
        for prefix in sorted(missing, key=lambda name: (name not in PREFIXES, name))[
            :_MOST_PREFIXES
        ]
    )
    at = 1 + len(root.name)
    return text[:at] + declared + text[at:]
