"""XML from strangers, read without the parts of it that can do harm.

Entities of one's own make a kilobyte into gigabytes or read files, and a document type is where
they are declared (https://cwe.mitre.org/data/definitions/776.html, .../611.html). So a document
type that declares anything is refused before a parser sees it, and a harmless one is dropped.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from bot.errors import Cause, FetchError

Element: TypeAlias = etree._Element  # noqa: SLF001 - that is its name in lxml

_NAME = re.compile(r"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)")
_IN_DOCTYPE = re.compile("[>\"'\\[]")
_DOCTYPE, _ENTITY = "<!DOCTYPE", "<!ENTITY"


class NotWellFormed(Exception):
    """A document that breaks the rules of XML; never leaves ``bot.sources``."""


@dataclass(frozen=True, slots=True)
class Root:
    """Where a document's first element begins.

    Attributes:
        name: as it is written, prefix included.
        start: index of its ``<``.
    """

    name: str
    start: int

    @property
    def local(self) -> str:
        """Its name without prefix, in small letters."""
        return self.name.rpartition(":")[2].lower()


def find_root(text: str, start: int = 0) -> Root | None:
    """The first element of a document, after prolog, comments and a harmless document type.

    Raises:
        FetchError: the document type declares something (``UNSAFE``).
    """
    while (start := text.find("<", start)) >= 0:
        if text.startswith("<!--", start):
            end = text.find("-->", start + 4)
        elif text.startswith("<?", start):
            end = text.find("?>", start + 2)
        elif text[start : start + len(_DOCTYPE)].upper() == _DOCTYPE:
            end = _doctype_end(text, start + len(_DOCTYPE))
        elif text[start : start + len(_ENTITY)].upper() == _ENTITY:
            raise unsafe("It declares entities of its own")
        elif name := _NAME.match(text, start):
            return Root(name[1], start)
        else:
            end = start
        if end < 0:
            return None
        start = end + 1
    return None


def _doctype_end(text: str, position: int) -> int:
    while found := _IN_DOCTYPE.search(text, position):
        if found[0] == "[":
            raise unsafe("Its document type declares things of its own")
        if found[0] == ">":
            return found.start()
        position = text.find(found[0], found.end()) + 1
        if not position:
            break
    return -1


def parse(text: str, root: Root) -> Element:
    """The element tree of a document, from its root on.

    Raises:
        NotWellFormed: it breaks the rules of XML.
        FetchError: it is nested too deeply, or a text in it is too long (``UNSAFE``).
    """
    try:
        return etree.fromstring(_encoded(text, root), _parser())
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise unsafe("It is nested too deeply, or a text in it is far too long") from error
        raise NotWellFormed(str(error)) from error


def parse_broken(text: str, root: Root) -> Element | None:
    """What can be saved of a document that breaks the rules, None for nothing."""
    parser = _parser(recover=True)
    try:
        element = etree.fromstring(_encoded(text, root), parser)
    except etree.XMLSyntaxError:
        return None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise unsafe("It is nested too deeply, or a text in it is far too long")
    return element


def _encoded(text: str, root: Root) -> bytes:
    return text[root.start :].encode("utf-8", "replace")


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def unsafe(why: str) -> FetchError:
    """The refusal of a document that could do harm."""
    return FetchError(
        Cause.UNSAFE,
        f"{why}, which honest feeds do not need, so that it is not read. "
        "If you know who runs it, tell them.",
    )
