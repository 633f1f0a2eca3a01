"""Markdown read down to plain lines, with what its front matter states."""

import re
from collections.abc import Iterator

from summaries.dates import parse_iso
from summaries.lines import normalise
from summaries.markup import Marked
from summaries.metadata import language_of
from summaries.model import Basis

_FRONT_MATTER = re.compile(r"\A---\s*\n(?P<fields>.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
# What may stand in one link or one emphasis is bounded: an endless line must not take endless time.
_MD_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^)\s\[]{0,1000}(?:\s\"[^\"]{0,300}\")?\)")
_MD_IMAGE_ONLY = re.compile(r"^!\[[^\[\]]{0,500}\]\([^)]{0,1000}\)$")
_MD_LINK_ONLY = re.compile(
    r"^[ \t]{0,8}(?:[-*] )?\[([^\[\]\n]{1,500})\]\([^)\s\[]{0,1000}\)[ \t]{0,8}$", re.MULTILINE
)
_MD_HEADING = re.compile(r"^\s{0,3}#{1,6}\s")
_MD_CODE = re.compile(r"`([^`\n]{1,200})`")
_MD_EMPHASIS = re.compile(
    r"(?<![\w\\*_])(\*\*\*|\*\*|\*|___|__|_)(?=[^\s*_])(.{1,300}?)(?<=[^\s*_])\1(?![\w*])"
)
_LONGEST_MARKED = 20_000
_MD_QUOTE = re.compile(r"^\s{0,3}>\s?")


def read_markdown(raw: str) -> Marked:
    """The text of a Markdown document; its first heading is the title."""
    raw = normalise(raw)
    front = _FRONT_MATTER.match(raw)
    fields = {}
    first = 1
    if front:
        first += front.group().count("\n")
        raw = raw[front.end() :]
        for line in front["fields"].splitlines():
            name, colon, value = line.partition(":")
            if colon:
                fields[name.strip().lower()] = value.strip().strip("\"'")
    heading: str | None = None
    lines: list[str] = []
    numbers: list[int] = []
    for number, line in _without_fences(raw.split("\n"), first):
        if not line.strip():
            lines.append("")
            numbers.append(number)
        elif _MD_HEADING.match(line):
            text = _md_inline(line.strip().strip("#").strip())
            heading = heading or text
            lines += ["", text, ""]
            numbers += [number] * 3
        else:
            # A picture's alternative text is its caption; the name of its file says so.
            lines.append("" if _MD_IMAGE_ONLY.match(line.strip()) else _md_inline(line))
            numbers.append(number)
    url = fields.get("url") or fields.get("link")
    return Marked(
        text="\n".join(lines),
        title=fields.get("title") or heading or None,
        outlet=fields.get("outlet") or fields.get("source") or None,
        published=parse_iso(fields.get("date") or fields.get("published") or "", Basis.PAGE),
        language=language_of(fields.get("language") or fields.get("lang")),
        url=url if url and url.startswith(("http://", "https://")) else None,
        links=frozenset(
            " ".join(_md_inline(link).split()) for link in set(_MD_LINK_ONLY.findall(raw))
        ),
        numbers=tuple(numbers),
    )


def _without_fences(lines: list[str], first: int) -> Iterator[tuple[int, str]]:
    """The lines outside blocks of code, with their numbers; what nothing closes is no block."""
    marks = [index for index, line in enumerate(lines) if line.lstrip().startswith("```")]
    start = 0
    for opened, closed in zip(marks[::2], marks[1::2], strict=False):
        yield from enumerate(lines[start:opened], first + start)
        start = closed + 1
    yield from enumerate(lines[start:], first + start)


def _md_inline(line: str) -> str:
    if len(line) > _LONGEST_MARKED:
        return line
    if ">" in line:
        line = _MD_QUOTE.sub("", line)
    if "](" in line:
        line = _MD_LINK.sub(r"\1", line)
    if "`" in line:
        line = _MD_CODE.sub(r"\1", line)
    return _MD_EMPHASIS.sub(r"\2", line) if "*" in line or "_" in line else line
