"""Files and texts that admins send, and lists of feeds."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import PurePath

from bot.chat.answer import Answer
from bot.chat.locale import en_sources
from bot.chat.messages.intake import (
    imported_keyboard,
    imported_tree,
    progress_tree,
    taken_keyboard,
    taken_tree,
)
from bot.chat.messages.places import title
from bot.chat.messages.tree import paragraph
from bot.chat.office import Attached, Upload
from bot.desk import Desk, Line
from bot.errors import SourceError

MOST = 5_000_000
_ARTICLES = frozenset({".txt", ".html", ".htm", ".md"})
_LISTS = frozenset({".opml", ".xml"})
_WORDS_IN_NAME = 6
_LONGEST_NAME = 48


class Intake:
    """Takes them in, and tells of it while it goes on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def text(self, argument: str, attached: Attached) -> Answer:
        """/addtext: what stands behind it, else the file or text of the message replied to."""
        if argument and attached.document is not None:
            return _with_note(self.file(attached.document), en_sources.WORDS_LEFT_OUT)
        if argument:
            return self._pasted(argument)
        if attached.ours:
            return _said(en_sources.TEXT_IS_OURS)
        if attached.document is not None:
            return self.file(attached.document)
        if attached.text:
            return self._pasted(attached.text)
        return _said(en_sources.TEXT_HOW)

    def file(self, upload: Upload) -> Answer:
        """A file, if it is one that can be taken in."""
        name = title(upload.name) or en_sources.UNNAMED
        ending = PurePath(upload.name).suffix.lower()
        if ending not in _ARTICLES | _LISTS:
            return _said(en_sources.UNSUPPORTED.format(name=name))
        if upload.size > MOST:
            return _said(_too_big(name, upload.size))
        if ending in _LISTS:
            told = en_sources.IMPORTING.format(name=name)
            return Answer((paragraph(told),), live=self._importing(name, upload))
        told = en_sources.READING.format(title=name)
        return Answer((paragraph(told),), live=self._reading(name, upload))

    def _pasted(self, text: str) -> Answer:
        content = text.encode("utf-8", "replace")
        return Answer(
            (paragraph(en_sources.READING_TEXT),), live=self._taking(name_of(text), content)
        )

    async def _reading(self, name: str, upload: Upload) -> AsyncIterator[Answer]:
        try:
            content = await _content(name, upload)
        except SourceError as error:
            yield _said(str(error))
            return
        async for answer in self._taking(upload.name, content):
            yield answer

    async def _taking(self, name: str, content: bytes) -> AsyncIterator[Answer]:
        try:
            taken = await self._desk.add_document(name, content)
        except SourceError as error:
            yield _said(str(error))
            return
        yield Answer(taken_tree(taken), taken_keyboard(taken))

    async def _importing(self, name: str, upload: Upload) -> AsyncIterator[Answer]:
        lines: list[Line] = []
        content = await _content(name, upload)
        async for line in self._desk.import_opml(content):
            lines.append(line)
            yield Answer(progress_tree(name, lines))
        yield Answer(imported_tree(name, lines), imported_keyboard())


def _with_note(answer: Answer, note: str) -> Answer:
    """An answer with a sentence at its end, however it goes on."""
    if answer.live is None:
        return replace(answer, tree=(*answer.tree, paragraph(note)))
    live = answer.live

    async def noted() -> AsyncIterator[Answer]:
        async for each in live:
            yield replace(each, tree=(*each.tree, paragraph(note)))

    return replace(answer, live=noted())


async def _content(name: str, upload: Upload) -> bytes:
    """What is in a file.

    Raises:
        SourceError: it cannot be had, or is larger than was said.
    """
    content = await upload.read()
    if len(content) > MOST:
        raise SourceError(_too_big(name, len(content)))
    return content


def _too_big(name: str, octets: int) -> str:
    return en_sources.TOO_BIG.format(
        name=name, size=en_sources.size(octets), most=en_sources.size(MOST)
    )


def name_of(text: str) -> str:
    """A file name for a pasted text: its first words, and a few digits of its checksum.

    The same text always gets the same name, and another text another one.
    """
    words = "".join(c if c.isalnum() else " " for c in text[:1_000]).split()[:_WORDS_IN_NAME]
    head = " ".join(words)[:_LONGEST_NAME].strip() or en_sources.PASTED
    return f"{head} {hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:6]}.txt"


def _said(sentence: str) -> Answer:
    return Answer((paragraph(sentence),))
