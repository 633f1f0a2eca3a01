"""Teasers end in the middle of a sentence; half a sentence is nothing to quote."""

from dataclasses import replace

from summaries.model import Document, Dropped
from summaries.sentences import split

REASON = "cut off"
_ENDS = ("…", "...", "[...]", "[…]", "(...)", "(…)")


def without_cut_off(document: Document) -> Document:
    """A document without its last sentence, where that was cut off."""
    body = document.body
    if not body.endswith(_ENDS):
        return document
    sentences = split(body, document.language)
    start = sentences[-1].start if sentences else 0
    kept = body[:start].rstrip()
    line = max((dropped.line for dropped in document.dropped), default=1)
    return replace(
        document,
        body=kept,
        dropped=(*document.dropped, Dropped(line, body[start:], REASON)),
        items=((0, len(kept)),) if kept else (),
    )
