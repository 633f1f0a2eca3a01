# ruff: noqa: E501 # texts of news read better unbroken
"""Whole pages, with notes in their margin that say what a reader would take each line for.

A file in ``data/pages`` begins with what is known of the page, then ``---``, then the page with a margin before
each line: ``T|`` title, ``=|`` a paragraph begins, ``+|`` it goes on, ``x|`` furniture, `` |`` blank. ``{{...}}``
within a line is furniture too. A page of HTML has no margin; its paragraphs stand behind another ``---``.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from summaries.cleaning import clean

PAGES = sorted((Path(__file__).parent / "data" / "pages").iterdir())


@dataclass(frozen=True)
class Page:
    raw: str
    known: dict
    title: str | None
    body: list
    furniture: list


def read_page(path):
    head, _, page = path.read_text("utf-8").partition("\n---\n")
    known = dict(line.split(": ", 1) for line in head.splitlines())
    if path.suffix == ".html":
        raw, _, body = page.partition("\n---\n")
        title = None if known["title"] == "none" else known["title"]
        return Page(raw, known, title, body.splitlines(), [])
    title, raw, body, furniture = known.get("title"), [], [], []
    for line in page.splitlines():
        margin, _, text = line.partition("|")
        raw.append(text.replace("{{", "").replace("}}", ""))
        furniture += [part for part in re.findall(r"\{\{(.*?)\}\}", text) if re.search(r"\w", part)]
        kept = " ".join(re.sub(r"\{\{.*?\}\}", "", text).split())
        match margin.strip():
            case "T":
                title = kept
            case "=":
                body.append(kept)
            case "+":
                body[-1] += f" {kept}"
            case "x":
                furniture.append(kept)
            case other:
                assert not other
                assert not kept
    return Page("\n".join(raw), known, title, body, furniture)


def flat(text):
    return " ".join(text.split())


@pytest.fixture(params=PAGES, ids=[path.stem for path in PAGES])
def page(request):
    return read_page(request.param)


def test_the_pages_are_there():
    assert len(PAGES) >= 60


def test_a_page_gives_its_paragraphs_and_no_furniture(page):
    assert clean(page.raw).body.split("\n\n") == page.body


def test_a_page_gives_its_title(page):
    assert clean(page.raw).title == page.title


def test_a_page_gives_outlet_date_language_and_address_only_where_it_states_them(page):
    document = clean(page.raw)
    published = document.published.iso() if document.published else "none"
    assert (document.outlet or "none") == page.known["outlet"]
    assert published == page.known["published"]
    assert document.language == page.known["language"]
    assert (document.url or "none") == page.known.get("url", "none")


def test_a_page_is_one_article_or_as_many_as_it_holds(page):
    document = clean(page.raw)
    assert len(document.items) == int(page.known.get("items", len(document.items)))
    assert document.items[0][0] == 0
    assert document.items[-1][1] == len(document.body)


def test_furniture_is_listed_with_its_line_and_a_reason(page):
    document = clean(page.raw)
    dropped = [flat(d.text) for d in document.dropped]
    joined = "\n".join(dropped)
    assert [text for text in page.furniture if flat(text) not in joined] == []
    assert all(d.reason for d in document.dropped)
    numbers = [d.line for d in document.dropped]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\u2028"])
def test_line_ends_make_no_difference(page, ending):
    unix, other = clean(page.raw), clean(page.raw.replace("\n", ending))
    assert (other.title, other.body, other.items) == (unix.title, unix.body, unix.items)


def test_cleaning_a_body_again_keeps_every_paragraph(page):
    # A title is put above, since a question alone above a text is read as its title.
    document = clean(page.raw)
    again = clean(f"{document.title or 'A report of the day in five words'}\n\n{document.body}")
    lost = [p for p in document.body.split("\n\n") if p not in again.body]
    assert [p for p in lost if p[-1] in ".?!”»\"'"] == []
