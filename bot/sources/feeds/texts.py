"""The texts of an item: what they are written in, and whether they are all there is."""

import html
import re
from typing import Literal

from bot.sources.feeds.item import Passage

LONGEST_CONTENT = 500_000
LONGEST_TITLE = 500
_FEW_WORDS = 60
_TAIL = 400
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|u|s|img|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|td|th|tbody|"
    r"thead|blockquote|pre|code|figure|figcaption|section|article|header|footer|hr|sup|sub|small|"
    r"font|center|iframe|script|style|video|audio|picture|source|mark|q|cite|abbr|time|wbr|del|"
    r"ins|embed|object|form|input|nobr|tt|big)(?:\s[^<>]*)?/?>|<!--",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CUT_OFF = ("…", "...", "[...]", "[…]", "(...)", "(…)")
_MORE = (
    "read more", "read on", "read full story", "read the full story", "read full article",
    "read the full article", "full story", "continue reading", "keep reading", "learn more",
    "читати далі", "читати більше", "докладніше", "детальніше", "читати повністю",
    "читать далее", "подробнее", "читать полностью", "weiterlesen", "mehr lesen", "weiter lesen",
    "lire la suite", "en savoir plus", "leer más", "seguir leyendo", "czytaj dalej",
    "czytaj więcej", "leggi tutto", "continua a leggere", "leia mais",
)  # fmt: skip
_FURTHER = re.compile("continue reading|weiterlesen|continuer la lecture", re.IGNORECASE)
_APPEARED = re.compile(r"\bthe post\b[^\n]{1,300}?\bappeared first on\b", re.IGNORECASE)
_BEHIND = " \t\n\r.,:;!>»›→⇒]\xa0\u200b"


def clean_text(text: str) -> str:
    """A text without NUL and lone halves of surrogate pairs, which no store and no hash take."""
    text = text.replace("\x00", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def one_line(passage: Passage | None, longest: int = LONGEST_TITLE) -> str | None:
    """A title as one line of plain text; None where nothing is left of it."""
    if passage is None:
        return None
    text = clean_text(passage.text[: 20 * longest])
    if passage.written == "html" or (passage.written == "either" and _TAG.search(text)):
        text = _ANY_TAG.sub("", _without_comments(text))
    text = " ".join(_resolved(text).split())
    if len(text) > longest:
        text = text[:longest].rpartition(" ")[0] or text[:longest]
    return text or None


def written_in(passage: Passage) -> Literal["html", "text"]:
    """What a passage is written in, by its looks where the feed does not say."""
    if passage.written != "either":
        return passage.written
    marked = _TAG.search(passage.text) or _REFERENCE.search(passage.text)
    return "html" if marked else "text"


def visible(passage: Passage) -> str:
    """The words of a passage, roughly: to be counted, not to be quoted."""
    if written_in(passage) == "text":
        return passage.text.strip()
    return _resolved(_ANY_TAG.sub(" ", _without_comments(passage.text))).strip()


def shortened(text: str, longest: int = LONGEST_CONTENT) -> str:
    """A text no longer than that, which ends with a paragraph, else with a word."""
    if len(text) <= longest:
        return text
    beginning = text[:longest]
    end = max(map(beginning.rfind, ("</p>", "<br", "</li>", "</div>", "\n")))
    return beginning[: end if end > 0 else beginning.rfind(" ")]


def is_teaser(text: str, summary: Literal["no", "maybe", "yes"]) -> bool:
    """Whether a text is only a beginning or a summary of an article.

    Args:
        text: its visible words.
        summary: whether the format calls it a summary. A ``description`` (maybe) is the whole
            article in some feeds: then it is long.
    """
    if summary == "yes" or not text:
        return True
    if len(text.split(None, _FEW_WORDS)) > _FEW_WORDS:
        return False
    return summary == "maybe" or _ends_cut_off(text)


def _ends_cut_off(text: str) -> bool:
    tail = text[-_TAIL:]
    if appeared := _APPEARED.search(tail):
        tail = tail[: appeared.start()]
    tail = tail.lower().rstrip()
    bare = tail.rstrip(_BEHIND)
    return tail.endswith(_CUT_OFF) or bare.endswith((*_MORE, "…")) or bool(_FURTHER.search(tail))


def _without_comments(text: str) -> str:
    kept = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        kept.append(text[position:start])
        end = text.find("-->", start)
        if end < 0:
            return "".join(kept)
        position = end + len("-->")
    return "".join([*kept, text[position:]])


def _resolved(text: str) -> str:
    """A text with its references resolved, also those that were escaped twice."""
    for _ in range(2):
        if "&" not in text:
            break
        text = _REFERENCE.sub(lambda match: html.unescape(match[0]), text)
    return text
