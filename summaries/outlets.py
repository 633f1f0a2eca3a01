"""The lines around an article that tell who published it, each by its shape.

Mastheads, copyright lines, signatures, what an outlet says of itself: places where only publishers
stand. ``publisher.py`` weighs what they prove.
"""

import re

from summaries.press import (
    AGENCIES,
    ENDINGS,
    MARKS,
    MOST_WORDS,
    PRESS_WORDS,
    is_outlet,
    named,
    perhaps,
)

RIGHTS, ENOUGH, HINT = 4.0, 2.0, 1.0

_MASTHEAD_PARTS = re.compile(r"\s*[|•·→›»>☰]\s*|\s[/]\s")
_TAGLINE = re.compile(
    r"\s[-–—]\s(?=(?:news|новини|новости|noticias|nachrichten|wiadomości|notizie|actualités|notícias)\b)",
    re.IGNORECASE,
)
_LONGEST_MASTHEAD = 160


def masthead(line: str) -> str:
    """The outlet that a line above an article begins with, as its name or a path, or "".

    Of a page's title ("Ferries stop again | Harbour Post") it is the end.
    """
    if len(line) > _LONGEST_MASTHEAD or line.endswith((".", "?", "!")):
        return ""
    parts = [part for part in _MASTHEAD_PARTS.split(line) if part]
    if not parts:
        return ""
    first = named(_TAGLINE.split(parts[0])[0])
    return first if first or len(parts) == 1 else named(parts[-1])


_FOOT = re.compile(
    r"\b(?:impressum|datenschutz|privacy|terms|about us|contacts?|mentions légales|aviso legal|contactos?|contatti|"
    r"redazione|política|regulamin|kontakt|redakcja|контакты|контакти|редакція|редакция|о нас|про нас)\b",
    re.IGNORECASE,
)


def foot(line: str) -> str:
    """The outlet in a page's last row ("Harbour Post | Privacy | Contact"), or ""."""
    if len(line) > _LONGEST_MASTHEAD or not _FOOT.search(line):
        return ""
    found = {name for part in _MASTHEAD_PARTS.split(line) if (name := named(part))}
    return found.pop() if len(found) == 1 else ""


_SIGNED = re.compile(
    r"(?<=[.!?…»”\"])\s+(?:\((?P<a>[^()\n]{2,30})\)|/(?P<b>[^/\n]{2,30})/|[–—]\s?(?P<c>[^\n.–—]{3,30}))\W?$"
)
_SIGNATURE = 60


def signed(paragraph: str) -> tuple[str, int]:
    """The agency behind an article's last sentence ("... on Monday. (Baltic Wire)"), and its place.

    ("", the paragraph's length) where there is none.
    """
    tail = paragraph[-_SIGNATURE:]
    match = _SIGNED.search(tail)
    name = named(match["a"] or match["b"] or match["c"]) if match else ""
    if not match or not name:
        return "", len(paragraph)
    return name, len(paragraph) - len(tail) + match.start()


_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s:©]*(?:\(c\)\s*)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:20)?\d\d)?,?\s*)?(?:by\s+)?"
    r"(?P<name>[^\W\d_][^|•·;,\n]{1,60})",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"\b(?:all rights|some rights|усі права|всі права|все права|tous droits|alle rechte|todos los derechos|"
    r"tutti i diritti|wszelkie prawa|todos os direitos|передрук|перепечатка|redistribution)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAME_END = re.compile(r"\.(?:\s|$)|\s[-–—(]|\s(?:19|20)\d\d\b")
_COMPANY = re.compile(
    r",?\s(?:Co|Company|Inc|Ltd|LLC|Corp|GmbH|AG|B\.V|S\.A|S\.r\.l|PLC|ТОВ|ООО)\b\.?$"
)
_OTHER_RIGHTS = re.compile(
    r"\b(?:getty|images?|shutterstock|photo|foto|фото|maps?|google|facebook|meta|telegram|government|ministry)\b",
    re.IGNORECASE,
)


def rightful(line: str, *, last: bool) -> tuple[str, float]:
    """Whom a copyright line names, and how much that proves; ("", 0) where it names nobody.

    Args:
        line: the line.
        last: no paragraph stands below it. Without a year, it is some picture's elsewhere.
    """
    match = _COPYRIGHT.search(line)
    if match is None:
        return "", 0
    rights = _RIGHTS.search(match["name"])
    text = match["name"][: rights.start()] if rights else match["name"]
    end = _NAME_END.search(text)
    name = _COMPANY.sub("", (text[: end.start()] if end else text).strip(MARKS)).strip(MARKS)
    outlet = named(name)
    if last and outlet and outlet.lower() not in AGENCIES:
        return outlet, RIGHTS
    stated = _YEAR.search(line) or _RIGHTS.search(line)
    if stated and outlet:
        return outlet, RIGHTS
    if (
        not (stated or last)
        or not name[:1].isupper()
        or len(name.split()) > MOST_WORDS
        or "/" in name
    ):
        return "", 0
    # Two or three plain words may be a person.
    return (
        ("", 0)
        if _OTHER_RIGHTS.search(name)
        else (name, ENOUGH if stated and " " not in name else HINT)
    )


_SUPPORT = re.compile(
    r"\b(?:support|join|donate to|follow|subscribe to|підтрима\w+|поддержи\w+|unterstütz\w+|soutenez|apoya|sostieni|wesprzyj|"
    r"apoie)\s+(?P<name>[«“„\"]?[^\W\d_][^|•·;,.!?\n]{1,50}?[»”\"]?)(?=\s(?:on|at|via|in|for|на|у|в|auf|sur|en|su|no)\s|[.!]|$)",
    re.IGNORECASE,
)


def supported(line: str) -> str:
    """The name of what a call asks the reader to support, or ""."""
    match = _SUPPORT.search(line)
    if match is None:
        return ""
    return perhaps(match["name"]) or named(match["name"])


_LONGEST_SELF = 250
_SELF = re.compile(
    r"^(?P<name>[^\W\d_][^.,;:!?]{2,60}?)(?:\s(?:Co|Inc|Ltd|Company)\.?)?\s+(?:"
    r"(?:is|are) (?:an? |the )?(?:[\w-]+,? (?:and )?){0,4}(?:newsroom|newspaper|news (?:site|agency|outlet|organi[sz]ation|"
    r"service|website)|charity|publication|magazine|broadcaster|media outlet|non-?profit|daily)\b|"
    r"(?:is|was) (?:published|funded|financed|owned|run|supported) by\b|"
    r"publishes (?:\w+ )?(?:days|every|daily|weekly|news|seven|six|five)\b|"
    r"(?:explainers|newsletters|podcasts|briefings) (?:is|are|take|come|bring|go)\b|"
    r"(?:—|–|-|це|is) (?:незалежн\w+|українськ\w+|громадськ\w+)? ?(?:видання|медіа|редакція|газета)\b|"
    r"(?:—|–|-|это) (?:независим\w+ )?(?:издание|медиа|редакция|газета)\b|"
    r"ist (?:eine?|die) (?:[\w-]+ ){0,3}(?:zeitung|redaktion|nachrichtenagentur)\b|"
    r"est un (?:média|journal|quotidien)\b|es un (?:medio|diario|periódico)\b)",
    re.IGNORECASE,
)


def of_itself(line: str) -> str:
    """The outlet that a line tells of, as outlets do of themselves, or ""."""
    match = _SELF.match(line) if len(line) <= _LONGEST_SELF else None
    if match is None or not match["name"].removeprefix("The ")[:1].isupper():
        return ""
    name = match["name"].strip()
    return name if is_outlet(name) else named(name)


_PROMISES = re.compile(
    r"\b(?:reader|listener|viewer|member)s?-(?:funded|supported|owned)|\bregistered charity\b|\bpaid for by\b|\bdonations\b|"
    r"\bsupported by (?:its|our)\b",
    re.IGNORECASE,
)


def promises(line: str) -> bool:
    """Whether a line that tells of an outlet is one that only the outlet itself would write."""
    return _PROMISES.search(line) is not None


_GOES_ON = re.compile(
    r"(?:Its|Our|We|Їхні|Його|Наші|Ihre|Ses|Sus|Jej) .*\b(?:journalis\w+|report(?:ers|ing)|newsroom|readers|editors|журналіст\w*|"
    r"читач\w*|redaktion|rédaction|periodistas|dziennikarz\w*)\b",
    re.IGNORECASE,
)


def goes_on(line: str) -> bool:
    """Whether a line behind one that tells of an outlet tells of it too."""
    return _GOES_ON.match(line) is not None and "“" not in line and '"' not in line


_ITS_REPORTER = re.compile(
    r"(?:^|[.!?…]\s)(?P<name>(?:[A-Z][\w.&-]*\s){1,3}(?:TV|News|Radio|Television))['’]s\s"
    r"(?:[A-Z][\w.’'-]+\s){2,3}(?:reports\b|has (?:more|this|the)\b|is (?:in|at|on)\b|sent\b)"
)


def sends(paragraph: str) -> str:
    """The broadcaster that says who reports for it ("Coast TV's Anna Kask is in Riga."), or ""."""
    match = _ITS_REPORTER.search(paragraph) if "’s " in paragraph or "'s " in paragraph else None
    return named(match["name"]) if match else ""


_HANDLE = re.compile(
    r"\b(?:our|us|нас|наш\w*|uns\w*|nous|nos|notre|nuestr\w+|nas|nasz\w*|noi)\b.*?@(\w{5,30})",
    re.IGNORECASE,
)
_HANDLE_ENDS = re.compile(
    r"_?(?:official|news|live|channel|ua|eng|en|online)?_?\d*$", re.IGNORECASE
)


def handled(line: str, text: str) -> str:
    """The outlet whose channel a line calls its own, where a word of the text spells its name.

    ``@Harbourpost_official`` is Harbour Post where the text speaks of the Harbour.
    """
    match = _HANDLE.search(line) if "@" in line else None
    if match is None:
        return ""
    spelt = _HANDLE_ENDS.sub("", match[1]).replace("_", "").lower()
    for press in PRESS_WORDS | ENDINGS:
        if spelt.endswith(press) and len(spelt) > len(press) + 2:
            first = spelt[: -len(press)].capitalize()
            if re.search(rf"\b{re.escape(first)}\b", text):
                return f"{first} {press.capitalize()}"
    return ""
