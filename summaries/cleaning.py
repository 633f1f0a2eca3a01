"""A raw text becomes a title, a body, and the furniture with the reason for each line.

What stays is what reads like sentences; what goes is told by shape (``furniture.py``), by place
(short lines around the paragraphs) or by repetition. Whatever goes is in ``Document.dropped``.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from summaries import furniture, outlets
from summaries.byline import Credit, is_bio, names_author, read_byline, read_dateline
from summaries.dates import parse_iso
from summaries.items import Paragraph, all_headed, items_of
from summaries.languages import detect
from summaries.lines import (
    Line,
    normalise,
    numbered,
    rejoined,
    unwrapped,
    with_speakers,
    without_timecodes,
)
from summaries.markdown import read_markdown
from summaries.markup import Marked, is_html, read_html
from summaries.metadata import in_script_of
from summaries.model import Basis, Document, Dropped, Precision
from summaries.press import is_outlet
from summaries.prose import comment_end, fragment_reason, is_prose
from summaries.publisher import ADDRESSES, Around, Publisher
from summaries.repeated import NOTHING, REASON, Repeated
from summaries.titles import beside_byline, choose_title, without_site_titles

Kind = Literal["text", "html", "markdown"]

_LONGEST_LISTED, _LONGEST_CAPTION = 14, 30
_FEWEST_ITEMS = 3
_STANDFIRST = 1
_MASTHEADS = 2
_LAST_DATELINE = 3
_HEADER = re.compile(
    r"^(?P<key>title|headline|source|outlet|publisher|date|published|url|link|language|author)\s*:\s*"
    r"(?P<value>\S.*)$",
    re.IGNORECASE,
)
_HEADER_KEYS = {
    "headline": "title",
    "source": "outlet",
    "publisher": "outlet",
    "date": "published",
    "link": "url",
}


def clean(
    raw: str,
    kind: Kind | None = None,
    language: str | None = None,
    repeated: Repeated = NOTHING,
) -> Document:
    """Tell what of a raw text is article and what is furniture.

    Args:
        raw: the text of a file, a page or a message.
        kind: how it is marked up; None looks for HTML and takes everything else for plain text.
        language: ISO 639-1 code where it is known; else what the markup says, or it reads like.
        repeated: the lines that repeat in its source. They are furniture, unless nothing else is
            there: then they stay.

    Returns:
        The document; its body is empty where all of it is furniture.
    """
    if kind is None:
        kind = "html" if is_html(raw) else "text"
    match kind:
        case "html":
            marked = read_html(raw)
        case "markdown":
            marked = read_markdown(raw)
        case "text":
            marked = Marked(raw)
    if language:
        marked = replace(marked, language=language)
    elif marked.language and not in_script_of(marked.language, marked.text):
        marked = replace(marked, language=None)
    document = _Cleaner(marked, repeated).document()
    if document.body or not any(d.reason in {REASON, _LINK} for d in document.dropped):
        return document
    return _Cleaner(replace(marked, links=frozenset()), NOTHING).document()


class _Cleaner:
    """One document on its way; ``document()`` walks it from top to bottom."""

    def __init__(self, marked: Marked, repeated: Repeated) -> None:
        self._marked = marked
        self._repeated = repeated
        self._dropped: list[Dropped] = []
        self._title = marked.title
        if marked.title and repeated.holds(marked.title):
            self._title = None
        self._outlet = marked.outlet
        self._publisher = Publisher()
        self._lines: list[Around] = []
        self._published = marked.published
        self._url = marked.url
        self._credits: list[Credit] = []
        self._byline_paragraph: int | None = None
        self._signed = False  # the line above is a byline, or this one names the author

    def _drop(self, line: Line, reason: str, text: str | None = None) -> None:
        self._dropped.append(Dropped(line.number, line.text if text is None else text, reason))

    def _drop_end(self, line: Line, reason: str, text: str) -> None:
        self._dropped.append(Dropped(line.last, text, reason))

    def document(self) -> Document:
        lines = numbered(normalise(self._marked.text), self._marked.numbers)
        lines = self._without_header(lines)
        lines, timecodes = without_timecodes(lines)
        self._dropped += timecodes
        paragraphs, headlines = self._sorted(rejoined(unwrapped(with_speakers(lines))))
        self._publisher.take_lines(self._lines, len(paragraphs), self._marked.text)
        paragraphs = self._without_signature(paragraphs)
        paragraphs = self._without_bios(self._without_dateline(paragraphs))
        self._settle_credits()
        paragraphs = self._without_self(paragraphs)
        language = self._marked.language or detect("\n\n".join(p.text for p in paragraphs))
        self._take_title(headlines, paragraphs, language)
        paragraphs = [p for p in paragraphs if p.text and p.text != self._title]
        body = "\n\n".join(paragraph.text for paragraph in paragraphs)
        items = items_of(paragraphs, titled=self._title is not None) or ((0, len(body)),)
        return Document(
            title=self._title,
            outlet=self._outlet,
            published=self._published,
            language=language if body or language else detect(self._title or ""),
            url=self._url,
            body=body,
            dropped=tuple(sorted(self._dropped, key=lambda d: d.line)),
            items=items,
            byline_item=self._byline_paragraph if len(items) == len(paragraphs) > 1 else None,
        )

    def _without_header(self, lines: list[Line]) -> list[Line]:
        """Take "Title: ...", "Source: ..." and the like from the top, where at least two stand."""
        fields = {}
        for line in lines:
            match = _HEADER.match(line.text)
            if match is None or match["key"].lower() in fields:
                break
            fields[match["key"].lower()] = match["value"]
        if len(fields) < 2:
            return lines
        known = {_HEADER_KEYS.get(key, key): value for key, value in fields.items()}
        self._title = known.get("title") or self._title
        self._outlet = known.get("outlet") or self._outlet
        self._published = parse_iso(known.get("published", ""), Basis.PAGE) or self._published
        if known.get("url", "").startswith(("http://", "https://")):
            self._url = known["url"]
        for line in lines[: len(fields)]:
            self._drop(line, "header")
        return lines[len(fields) :]

    def _sorted(self, lines: Sequence[Line]) -> tuple[list[Paragraph], list[Line]]:
        """The paragraphs, and the headlines above the first of them; the rest is dropped."""
        seen: set[str] = set()
        prose: list[Paragraph] = []
        headlines: list[Line] = []
        heading: Line | None = None
        listing = False
        carried: str | None = None
        entry = sent = False
        comment = 0
        for index, line in enumerate(lines):
            if prose:
                comment = max(comment, comment_end(lines, index))
            if index < comment:
                self._drop(line, "reader's comment")
                continue
            key = line.text.lower()
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            entry, sent = entry or line.stamped, sent or line.sent
            reason = "repeated line" if key in seen else self._reason(line, following, prose)
            if reason is None and not line.gap and _short(line.text, carried):
                reason = carried
                if listing and line.text.endswith(("?", "!")):
                    reason = "headline of another story"
            if reason:
                # A name between a byline and its date is an outlet's as much as one at the top.
                named = self._signed and is_outlet(line.text)
                self._around(line, reason, len(prose), first=index < _MASTHEADS or named)
            seen.add(key)
            self._signed = reason == "byline"
            carried = _carried(reason, line.text)
            if reason == "image name" and _alone(lines[index + 1 : index + 3]):
                carried = "caption"
            listing = (listing and bool(reason)) or furniture.opens_list(line.text)
            if reason is None:
                prose.append(replace(self._paragraph(line, heading), entry=entry, sent=sent))
                heading, entry, sent = None, False, False
            elif reason == _HEADLINE:
                heading = line
                if prose:
                    self._drop(line, fragment_reason(line.text))
                else:
                    headlines.append(line)
            else:
                self._drop(line, reason)
        return prose, headlines

    def _reason(self, line: Line, following: str, prose: Sequence[Paragraph]) -> str | None:
        """Why a line is no paragraph of the article, or None where it is."""
        if line.spoken:
            return None
        reason = furniture.reason(line.text)
        credit = None if reason in {"legal notice", "caption"} else read_byline(line.text)
        if credit is not None:
            self._signed = self._signed or names_author(line.text)
            self._take_credit(credit, len(prose))
            return "byline"
        if reason is None and self._is_link(line.text):
            reason = _LINK
        if reason is None and furniture.is_menu(line.text):
            reason = "ticker or menu"
        if reason is None and not is_prose(line, following, first=not prose):
            reason = _HEADLINE
        if reason is None and self._repeated and self._repeated.holds_sentence(line.text):
            reason = REASON
        if reason == _HEADLINE and self._repeated and self._repeated.holds(line.text):
            reason = REASON
        return reason

    def _is_link(self, text: str) -> bool:
        links = self._marked.links
        return bool(links) and text != self._title and furniture.strip_bullet(text) in links

    def _paragraph(self, line: Line, heading: Line | None) -> Paragraph:
        text = furniture.strip_bullet(line.text)
        label = furniture.tail_label(text)
        if label:
            self._drop_end(line, "label", label)
            text = text[: -len(label)].rstrip()
        end = self._repeated.tail(text) if self._repeated else len(text)
        if end < len(text):
            self._drop_end(line, REASON, text[end:])
            text = text[:end].rstrip()
        return Paragraph(line, text, label, heading)

    def _take_credit(self, credit: Credit, paragraph: int) -> None:
        """Keep what a byline says; below the text, only one that says when it was published.

        A sentence that sums up the article may stand above its author and date.
        """
        if not paragraph or credit.stamped or (self._signed and paragraph <= _STANDFIRST):
            self._credits.append(credit)
            if self._byline_paragraph is None:
                self._byline_paragraph = paragraph

    def _around(self, line: Line, reason: str, above: int, *, first: bool) -> None:
        kind = "rights" if reason == "legal notice" else "row" if reason in _ROWS else ""
        if not kind and reason != _CALL and not ADDRESSES.search(line.text):
            return
        self._lines.append(Around(line.text, kind, above, first, call=reason == _CALL))

    def _without_signature(self, prose: list[Paragraph]) -> list[Paragraph]:
        """The paragraphs without the agency's name behind the last sentence."""
        if not prose:
            return prose
        last = prose[-1]
        name, end = outlets.signed(last.text)
        if not name:
            return prose
        self._publisher.add(name, outlets.ENOUGH)
        self._drop_end(last.line, "credits", last.text[end:].strip())
        return [*prose[:-1], replace(last, text=last.text[:end])]

    def _settle_credits(self) -> None:
        """Take outlet and date from the bylines; dates that contradict each other tell nothing."""
        for credit in self._credits:
            self._publisher.take_credit(credit)
        if self._published or not self._credits:
            return
        rank = max((c.rank for c in self._credits if c.published), default=0)
        dates = [c.published for c in self._credits if c.published and c.rank == rank]
        if len({date.start.date() for date in dates}) == 1:
            exact = (date for date in dates if date.precision is Precision.MINUTE)
            self._published = next(exact, dates[0])

    def _without_dateline(self, prose: list[Paragraph]) -> list[Paragraph]:
        for index, paragraph in enumerate(prose[:_LAST_DATELINE]):
            credit = read_dateline(paragraph.text)
            if credit is None:
                continue
            self._drop(paragraph.line, "dateline", paragraph.text[: credit.length].strip())
            self._credits.append(credit)
            rest = replace(paragraph, text=paragraph.text[credit.length :].lstrip())
            return [*prose[:index], rest, *prose[index + 1 :]]
        return prose

    def _without_bios(self, prose: list[Paragraph]) -> list[Paragraph]:
        """The paragraphs without those at the end that tell who wrote the others."""
        bylines = "\n".join(d.text for d in self._dropped if d.reason in {"byline", "credits"})
        while len(prose) > 1 and is_bio(prose[-1].text, bylines):
            self._drop(prose[-1].line, "about the author", prose[-1].text)
            prose = prose[:-1]
        return prose

    def _without_self(self, prose: list[Paragraph]) -> list[Paragraph]:
        """Settle who the outlet is; the paragraphs without those in which it tells of itself."""
        text = self._marked.text
        about = set(self._publisher.of_itself([p.text for p in prose], self._outlet, text))
        self._outlet = self._outlet or self._publisher.proved(text)
        if len(about) == len(prose):
            return prose
        for place in about:
            self._drop(prose[place].line, _ABOUT, prose[place].text)
        return [paragraph for place, paragraph in enumerate(prose) if place not in about]

    def _take_title(
        self, headlines: Sequence[Line], prose: Sequence[Paragraph], language: str | None
    ) -> None:
        if self._title is None:
            above = without_site_titles(headlines)
            if all_headed(prose):
                # Each paragraph has its own headline; the first one's is not everybody's.
                above = [line for line in above if line is not prose[0].heading]
            chosen = choose_title(above, "\n".join(p.text for p in prose), language)
            bylines = [d.line for d in self._dropped if d.reason == "byline"]
            chosen = chosen or beside_byline(above, bylines)
            self._title = furniture.strip_bullet(chosen.text) if chosen else None
            if chosen is None and prose and prose[0].line.spoken:
                self._title = self._announced(prose[0].line.number)
        for line in headlines:
            if furniture.strip_bullet(line.text) != self._title:
                self._drop(line, fragment_reason(line.text))

    def _announced(self, before: int) -> str | None:
        """The title in "WATCH: title" above a recording's transcript."""
        for dropped in self._dropped:
            title = _ANNOUNCED.match(dropped.text)
            if title and dropped.line < before and dropped.reason.startswith("pointer"):
                self._dropped.remove(dropped)
                self._dropped.append(
                    replace(dropped, text=dropped.text[: title.start("title")].rstrip())
                )
                return title["title"]
        return None


_HEADLINE, _LINK = "headline", "link to another page"
_CALL, _ABOUT = "call to action", "about the outlet"
_ROWS = frozenset({_HEADLINE, _LINK, _CALL, REASON, "ticker or menu", "repeated line"})
_ANNOUNCED = re.compile(
    r"^\W*(?:watch|video|listen|відео|видео|дивіться|смотрите)\s*(?:[:|]|[-–—]\s)\s*(?P<title>\S.*)$",
    re.IGNORECASE,
)


def _carried(reason: str | None, text: str) -> str | None:
    """Why the line right below is furniture, when it is only because of this one."""
    if reason == "credits" or (reason == "caption" and text.endswith((",", ":"))):
        return reason
    return None


def _alone(lines: Sequence[Line]) -> bool:
    """Whether the first line stands right below the one before, and a blank line below it."""
    return bool(lines) and not lines[0].gap and all(line.gap for line in lines[1:])


def _short(text: str, carried: str | None) -> bool:
    longest = _LONGEST_CAPTION if carried == "caption" else _LONGEST_LISTED
    return len(text.split()) <= longest
