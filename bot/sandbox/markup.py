"""Telegram's HTML: text with tags in, text with entities out.

This is the small language that the Bot API calls HTML, with its own tags, its own four named
entities and its own error sentences (which count bytes of UTF-8). Real HTML parsers accept more.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.formatted import Entity, MarkupError, sort_entities, utf16_length
from bot.sandbox.links import LinkError, checked_link, mentioned_user

_SPACE = " \t\r\n\v"
_STYLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
}
_TAGS = frozenset({*_STYLE_TAGS, "a", "code", "pre", "blockquote", "tg-emoji"})
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(lt|gt|amp|quot)(?![A-Za-z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LONGEST_REFERENCE = 10
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    place: int
    """Where in the list of text pieces the tag's own text begins."""


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Text and entities of a text with Telegram's HTML in it; nothing is trimmed yet.

    Raises:
        MarkupError: Telegram's sentence about what cannot be parsed, with its byte offset.
    """
    return _Parser(source.replace("\0", " ")).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.entities: list[Entity] = []
        self.open: list[_Open] = []

    def run(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "<":
                if self.source.startswith("</", self.at):
                    self._end_tag()
                else:
                    self._start_tag()
            elif character == "&":
                self._add(self._reference())
            else:
                stop = re.compile("[<&]").search(self.source, self.at)
                end = stop.start() if stop else len(self.source)
                self._add(self.source[self.at : end])
                self.at = end
        if self.open:
            raise MarkupError(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"'
            )
        text = "".join(self.pieces)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise MarkupError(
                "Text contains invalid Unicode characters after decoding HTML entities, check for "
                "unmatched surrogate code units"
            )
        # A language is only kept where code fills its whole pre block.
        plain = [e if e.type == "pre" else _without_language(e) for e in self.entities]
        return text, sort_entities(plain)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += utf16_length(text)

    def _reference(self) -> str:
        match = _REFERENCE.match(self.source, self.at)
        decoded = _decoded(match) if match else ""
        if not match or not decoded:
            self.at += 1
            return "&"
        self.at = match.end()
        return decoded

    def _byte_offset(self, index: int) -> int:
        return len(self.source[:index].encode("utf-8", "surrogatepass"))

    def _error(self, what: str, index: int, more: str = "") -> MarkupError:
        return MarkupError(f"{what} at byte offset {self._byte_offset(index)}{more}")

    def _skip(self, wanted: Callable[[str], bool]) -> str:
        start = self.at
        while self.at < len(self.source) and wanted(self.source[self.at]):
            self.at += 1
        return self.source[start : self.at]

    def _skip_space(self) -> None:
        self._skip(lambda c: c in _SPACE)

    @property
    def _here(self) -> str:
        return self.source[self.at : self.at + 1]

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._skip(lambda c: c not in _SPACE and c != ">").lower()
        if not self._here:
            raise self._error("Unclosed start tag", begin)
        if tag not in _TAGS:
            raise self._error(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        while True:
            self._skip_space()
            if self._here == ">":
                self.at += 1
                break
            name, value = self._attribute(tag, begin)
            argument = _argument(tag, name, value, argument)
        if tag == "span" and argument != "spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, argument, self.length, len(self.pieces)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        if not self._here:
            raise self._error("Unclosed start tag", begin)
        name = self._skip(lambda c: c not in _SPACE and c not in "=>")
        if not name:
            raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
        self._skip_space()
        if self._here != "=":
            if not self._here:
                raise self._error(f'Unclosed start tag "{tag}"', begin)
            return name, ""
        self.at += 1
        self._skip_space()
        if not self._here:
            raise self._error(f'Unclosed start tag "{tag}"', begin)
        value = self._quoted() if self._here in "'\"" else self._name_token()
        if not self._here:
            raise self._error("Unclosed start tag", begin)
        return name, value

    def _quoted(self) -> str:
        quote = self._here
        self.at += 1
        value: list[str] = []
        while self._here and self._here != quote:
            if self._here == "&":
                value.append(self._reference())
            else:
                value.append(self._here)
                self.at += 1
        self.at += 1
        return "".join(value)

    def _name_token(self) -> str:
        begin = self.at
        match = _NAME_TOKEN.match(self.source, begin)
        self.at = match.end() if match else begin
        if self._here and self._here not in _SPACE and self._here != ">":
            raise self._error("Unexpected end of name token", begin)
        return self.source[begin : self.at].lower()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._error("Unexpected end tag", begin)
        self.at += 2
        tag = self._skip(lambda c: c not in _SPACE and c != ">").lower()
        self._skip_space()
        if self._here != ">":
            raise self._error("Unclosed end tag", begin)
        self.at += 1
        opened = self.open.pop()
        if tag not in {"", opened.tag}:
            more = f', expected "</{opened.tag}>", found "</{tag}>"'
            raise self._error("Unmatched end tag", begin, more)
        if self.length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        offset, length = opened.offset, self.length - opened.offset
        last = self.entities[-1] if self.entities else None
        same = last is not None and (last.offset, last.length) == (offset, length)
        tag, argument = opened.tag, opened.argument
        if tag in _STYLE_TAGS:
            self.entities.append(Entity(_STYLE_TAGS[tag], offset, length))
        elif tag == "blockquote":
            kind = "expandable_blockquote" if argument else "blockquote"
            self.entities.append(Entity(kind, offset, length))
        elif tag == "tg-emoji":
            if not argument.isdecimal() or int(argument) == 0:
                raise MarkupError("Invalid custom emoji identifier specified")
            self.entities.append(Entity("custom_emoji", offset, length, custom_emoji_id=argument))
        elif tag == "a":
            self._link(argument or "".join(self.pieces[opened.place :]), offset, length)
        elif tag == "pre" and same and last is not None and last.type == "code" and last.language:
            self.entities[-1] = Entity("pre", offset, length, language=last.language)
        elif tag == "code" and same and last is not None and last.type == "pre" and argument:
            self.entities[-1] = Entity("pre", offset, length, language=argument)
        else:
            self.entities.append(Entity(tag, offset, length, language=argument))

    def _link(self, address: str, offset: int, length: int) -> None:
        if user := mentioned_user(address):
            self.entities.append(Entity("text_mention", offset, length, user=user))
            return
        try:
            url = checked_link(address)
        except LinkError:
            return  # Telegram shows the text without a link and says nothing
        self.entities.append(Entity("text_link", offset, length, url=url))


def _without_language(entity: Entity) -> Entity:
    if not entity.language:
        return entity
    return Entity(entity.type, entity.offset, entity.length)


def _decoded(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    digits = match[0].rstrip(";")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if len(digits) >= _LONGEST_REFERENCE or not 0 < code < 0x10FFFF:
        return ""
    return chr(code)


def _argument(tag: str, name: str, value: str, argument: str) -> str:
    """What an attribute says that matters for its tag; others are ignored."""
    if tag == "a" and name == "href":
        return value
    if tag == "code" and name == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    if tag == "span" and name == "class" and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if tag == "tg-emoji" and name == "emoji-id":
        return value
    if tag == "blockquote" and name == "expandable":
        return "expandable"
    return argument
