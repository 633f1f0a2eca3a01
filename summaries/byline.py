"""Bylines and datelines: the furniture that tells who published an article, and when."""

import re
from dataclasses import dataclass

from summaries.dates import DATE_WORDS, MONTH, find_date
from summaries.furniture import terminated
from summaries.model import Basis, Published
from summaries.press import (
    SMALL_WORDS,
    affiliates,
    first_in,
    in_parts,
    is_outlet,
    named,
    others,
    perhaps,
)

_MOST_WORDS, _LONGEST = 16, 200
_MOST_NAMES, _MOST_NAMES_UNPARTED = 9, 5
_MOST_STAMPED = 8
_MOST_APART = 4
_BYLINE, _DATELINE = 3.0, 2.0
_BY = re.compile(
    r"^\W*(?:by|von|por|par|автор|автори|за авторства|przez|di|redacción|redazione|redakcja|redação|rédaction|"
    r"редакція|редакция)\s*:?\s+",
    re.IGNORECASE,
)
_NAME = r"[A-ZА-ЯІЇЄҐ][\w.'’-]{0,30}"
_PERSON = re.compile(rf"^{_NAME}(?: (?:{_NAME}|van|von|de|der|da)){{1,3}}$")
# Words that a headline writes with a capital too and a name never holds.
_HEADLINE_WORDS = frozenset(
    "As After Against Amid At Before Between By Despite During For From In Into Is Are Of On Over Says Than That To Under "
    "Until Via While With Without Will Wins Why How What When Who".split()
)
_STAMP = re.compile(
    r"^\W*(?:(?:first |last )?(?P<verb>published|updated|posted|added|modified|created|issued|dated?|stand|"
    r"veröffentlicht|aktualisiert|erstellt|publicado|actualizado|atualizado|publié|modifié|mis à jour|pubblicato|aggiornato|"
    r"opublikowano|zaktualizowano|aktualizacja|data publikacji|"
    r"опубліковано|оновлено|створено|дата публікації|опубликовано|обновлено|дата публикации)\b)",
    re.IGNORECASE,
)
_UPDATED_AGO = re.compile(
    r"\W*(?:last )?updated\W+(?:\d{1,3}|an?) (?:min|hour|day|hr)[a-z]{0,5} ago\W*$", re.IGNORECASE
)
_LATER = frozenset(
    [
        *"updated modified aktualisiert actualizado atualizado modifié aggiornato zaktualizowano aktualizacja".split(),
        *"оновлено обновлено".split(),
        "mis à jour",
    ]
)
_COPYRIGHT = re.compile(
    r"(?:copyright|©)\s*:?\s*(?:\d{4}\s*)?(?P<outlet>[^\W\d_][^|•·;,]*)", re.IGNORECASE
)
_DESK = re.compile(
    r"^(?:By\s+)?(?P<outlet>[A-Z][\w&.'’-]*(?:\s[A-Z][\w&.'’-]*){0,3}?)\s+"
    r"(?:(?:Web|News|Online|Foreign|World|City|Digital)\s)?"
    r"(?:Desk|Newsroom|Editorial|Staff(?!\s+(?:Writer|Reporter|Correspondent|Photographer)))\b"
)
# "Greenwatch Desk Diplomacy" is a desk of Greenwatch, "Meridian Desk | World" an outlet.
_SECTION_BEHIND = re.compile(r"\s+[A-ZА-ЯІЇЄҐ]")
_NOT_OUTLETS = frozenset(
    "staff our special senior chief news web the by a international world national foreign sports sport business "
    "political politics city night metro digital online".split()
)
# Policy note No. 3, Issue 12: what is numbered is one of an institute's series.
_SERIES = re.compile(
    r"^(?:[^\W\d_]+ ){0,2}(?:note|paper|brief|briefing|report|issue|bulletin|випуск|выпуск|звіт|ausgabe|numéro|número|"
    r"numero|numer)(?: (?:no|nr|n|№|#)?[.º°]?)? ?\d{1,5}$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s?(?:[|•·;]|\s[-–—]\s|,\s)\s?")
_SMALL_WORDS = (
    frozenset(
        "and und y et e i і та й и for in of the de von van der den di da do du des das dos della del la le el al at with avec con mit staff our "
        "own special political senior chief defence correspondent correspondents reporter reporters writer writers "
        "contributor contributors editor editors by on min mins minute minutes read reading time views comments updated "
        "published posted publié publicado publicada pubblicato veröffentlicht опубліковано oprac oprac. local time wire from service services combined dispatches agencies explainer commentary analysis "
        "note reports оглядач оглядачка кореспондент кореспондентка журналіст журналістка редактор редакторка "
        "обозреватель корреспондент журналист редактор спеціально специально redakteur redakteurin korrespondent "
        "korrespondentin journaliste correspondant corresponsal redactor corrispondente inviato korespondent redaktor "
        "dziennikarz correspondente".split()
    )
    | DATE_WORDS
)

# Who wrote an article, told below it.
_BIO = re.compile(
    rf"^\W*(?P<name>{_NAME}(?: (?:{_NAME}|van|von|de|der|da)){{1,3}}),? (?=(?:is|was|covers|reports|writes|joined|has|—|–|-) )"
    r".*\b(?:correspondent|reporter|journalist|editor|columnist|writer|producer|photographer|covers|covered|reports (?:on|from)|"
    r"author of|professor|fellow|журналіст\w*|кореспондент\w*|редактор\w*|оглядач\w*|журналист\w*|корреспондент\w*)\b"
)
_BIO_SAYS = re.compile(
    r"\bbased in\b|\bcovers?\b|\bcan be reached\b|\bhas (?:reported|covered|written)\b|(?:^|\s)@\w|"
    r"\b(?:previously|before joining)\b|\bis the author of\b"
)
_BIO_AUTHOR = re.compile(r"^\W*The (?:author|writer)s? (?:is|are) (?:an?|the)\b", re.IGNORECASE)
_LONGEST_BIO = 45

_PLAIN_WORD = r"[A-ZА-ЯІЇЄҐ][\w.'’-]{1,20}"
_PLACE = rf"[A-ZА-ЯІЇЄҐ][A-ZА-ЯІЇЄҐ .'’/-]{{1,30}}[A-ZА-ЯІЇЄҐ](?:, {_PLAIN_WORD}(?: {_PLAIN_WORD}){{0,2}})?"
_PLAIN_PLACE = rf"{_PLAIN_WORD}(?: {_PLAIN_WORD}){{0,2}}(?:, {_PLAIN_WORD}(?: {_PLAIN_WORD})?)?"
_DAY_AND_MONTH = rf"(?:(?i:{MONTH})\s+\d{{1,2}}|\d{{1,2}}\.?\s+(?:de )?(?i:{MONTH}))(?:,?\s+(?:de )?\d{{4}}(?:\s?(?:року|года|roku|[ргr]\.))?)?"
_NUMERIC_DAY = r"[0-3]?\d\.[01]?\d\.(?:19|20)\d\d"
_WHEN = rf"(?:,?\s*(?P<when>{_DAY_AND_MONTH}|{_NUMERIC_DAY}))"
_AGENCY = r"(?:[.,]?\s*[(/](?P<agency>[^()/\n]{2,30})[)/])"
_DASH = r"\.?\s*(?:[-–—]{1,2}|_)\s+(?=[\"'“‘«„(]?[^\W_])"
_CAPITAL = r"(?=[\"'“‘«„(]?[A-ZА-ЯІЇЄҐ\d])"
# A place in capitals and a date or an agency, or a place in small letters and an agency.
_DATELINES = (
    re.compile(rf"^{_PLACE}{_WHEN}{_AGENCY}?{_DASH}"),
    re.compile(rf"^{_PLACE}{_AGENCY}{_DASH}"),
    re.compile(rf"^{_PLAIN_PLACE}{_WHEN}?{_AGENCY}{_DASH}"),
    re.compile(rf"^{_PLAIN_PLACE}{_WHEN}?\.?\s*/(?P<agency>[^()/\n]{{2,30}})/\.?\s+"),
    re.compile(rf"^(?P<when>{_DAY_AND_MONTH}|{_NUMERIC_DAY}){_AGENCY}{_DASH}"),
    re.compile(
        rf"^{_PLACE}{_WHEN}\.\s+(?P<agency>[A-ZА-ЯІЇЄҐ][A-ZА-ЯІЇЄҐ-]{{1,9}})\.\s+(?=[\"'“‘«„(]?[^\W_])"
    ),
    re.compile(
        rf"^{_PLAIN_PLACE}\.\s+(?P<when>{_DAY_AND_MONTH})\.\s+(?P<agency>[^\s.][^.\n-]{{1,20}}?)\s?[-–—.]\s+"
    ),
)
# A place in capitals alone; but "NASA - Europe's partner - said" is a sentence.
_BARE_DATELINE = re.compile(rf"^{_PLACE}{_DASH}{_CAPITAL}(?!.{{0,200}}\s[-–—]{{1,2}}\s)")
_AGENCY_NAME = re.compile(r"^(?:[A-ZА-ЯІЇЄҐ]{2,6}|[a-z]{2,4})$")


def is_bio(paragraph: str, bylines: str) -> bool:
    """Whether the last paragraph of an article tells who wrote it.

    Args:
        paragraph: the paragraph.
        bylines: what was read as bylines; a name in them needs no other sign.
    """
    if paragraph.count(" ") >= _LONGEST_BIO or "“" in paragraph or '"' in paragraph:
        return False
    if _BIO_AUTHOR.match(paragraph):
        return True
    bio = _BIO.match(paragraph)
    return bio is not None and (
        bio["name"] in bylines or _BIO_SAYS.search(paragraph, bio.end("name")) is not None
    )


@dataclass(frozen=True, slots=True)
class Credit:
    """What a byline or dateline says.

    Attributes:
        outlet: who published, None where it does not say.
        published: when, None where it does not say or can mean two things.
        length: how many characters of the line it takes.
        rank: how much its date counts: 2 for "Published ...", 1 for a date that only stands there,
            0 for "Updated ...".
        stamped: it says "Published" or "Updated", so that it speaks of the article wherever it is.
        weight: how much it proves of the outlet, see ``publisher.Publisher``.
        others: names in it that may be the outlet's where another line has them too.
    """

    outlet: str | None
    published: Published | None
    length: int
    rank: int = 1
    stamped: bool = False
    weight: float = _BYLINE
    others: tuple[str, ...] = ()


def names_author(line: str) -> bool:
    """Whether a line begins as one that names its author: "By Ann Lee"."""
    return _BY.match(line) is not None


def read_byline(line: str) -> Credit | None:
    """What a line says of author, outlet and date, or None where it is no byline."""
    if len(line) > _LONGEST or line.count(" ") >= _MOST_WORDS + line.count("|") + line.count("·"):
        return None
    date = find_date(line, Basis.BYLINE)
    rest = line if date is None else f"{line[: date.start]} {line[date.end :]}".strip()
    rest = _UPDATED_AGO.sub("", rest)
    stamp = _STAMP.match(line)
    if stamp:
        if terminated(line) and len(line.split()) > _MOST_STAMPED:
            return None
    elif date is None and not _BY.match(line):
        return _named(line)
    elif not _signed(rest, dated=date is not None) and not (date and _of_outlet(rest)):
        return None
    rank = 1 if stamp is None else 0 if stamp["verb"].lower() in _LATER else 2
    published = date.published if date else None
    outlet, by = _outlet(rest), _BY.match(rest)
    return Credit(
        outlet,
        published,
        len(line),
        rank,
        stamped=stamp is not None,
        others=() if outlet or stamp else others(rest, by=by is not None and not first_in(rest)),
    )


def _named(line: str) -> Credit | None:
    """What "Outlet — Name" or "Name | Outlet" says: an outlet and people and nothing else."""
    parts = [part.strip() for part in _SEPARATOR.split(line)]
    if not 2 <= len(parts) <= 3 or terminated(line):
        return None
    outlets = [part for part in parts if is_outlet(part)]
    rest = [part for part in parts if part not in outlets]
    series = any(map(_SERIES.match, rest))
    if len(outlets) != 1 or not all(
        _is_person(part) or (series and (_SERIES.match(part) or part.istitle())) for part in rest
    ):
        return None
    return Credit(outlets[0], None, len(line))


def _of_outlet(text: str) -> bool:
    """Whether a line (its date taken out) is an outlet's name and a few words apart from it."""
    words = text.split()
    while words and words[-1].strip(".,").lower() in DATE_WORDS:
        words.pop()  # 2025 р.
    text = " ".join(words)
    if terminated(text):
        return False
    parts = in_parts(text)
    return all(len(part.split()) <= _MOST_APART for part in parts) and any(map(named, parts))


def _is_person(text: str) -> bool:
    return _PERSON.match(text) is not None and _HEADLINE_WORDS.isdisjoint(text.split())


def _signed(text: str, *, dated: bool) -> bool:
    """Whether a line (its date taken out) holds nothing but names."""
    by = _BY.match(text)
    if not (by or dated) or text.endswith(("?", "!")) or (terminated(text) and not dated):
        return False
    names = re.findall(r"[\w.'’@-]*\w[\w.'’@-]*", text[by.end() :] if by else text)
    parted = by is not None or _SEPARATOR.search(text) is not None or _DESK.match(text) is not None
    if len(names) > (_MOST_NAMES if parted else _MOST_NAMES_UNPARTED):
        return False
    if not parted and not _HEADLINE_WORDS.isdisjoint(names):
        return False
    return all(
        not word[0].islower()
        or word.lower() in SMALL_WORDS
        or word.lower().strip(".'’").replace("’", "'") in _SMALL_WORDS
        for word in names
    ) and (not by or (bool(names) and not names[0].isdigit()))


def read_dateline(paragraph: str) -> Credit | None:
    """What "BRUSSELS, Nov 26 (Reuters) - " at the start of a paragraph says, or None."""
    beginning = paragraph[:300]
    for form in (*_DATELINES, _BARE_DATELINE):
        match = form.match(beginning)
        if match:
            said = match.groupdict()
            date = find_date(said.get("when") or "", Basis.DATELINE)
            agency = (said.get("agency") or "").strip()
            place = match.group().rstrip(" -–—_.")
            if form is _BARE_DATELINE and is_outlet(place):
                agency = place
            return Credit(
                agency if _is_agency(agency) else None,
                date.published if date else None,
                match.end(),
                weight=_DATELINE,
                others=(perhaps(agency),) if date else (),
            )
    return None


def _is_agency(text: str) -> bool:
    return _AGENCY_NAME.match(text) is not None or is_outlet(text)


def _outlet(text: str) -> str | None:
    copyright_line = _COPYRIGHT.search(text)
    if copyright_line:
        return copyright_line["outlet"].strip()
    desk = _DESK.match(text)
    if desk and desk["outlet"].lower().split()[0] not in _NOT_OUTLETS:
        whole = named(desk.group().removeprefix("By "))
        if is_outlet(desk["outlet"]) or not whole or _SECTION_BEHIND.match(text, desk.end()):
            return desk["outlet"]
        return whole
    name = first_in(_BY.sub("", text))
    by = _BY.match(text)
    doubtful = name and by and (affiliates(name) or _may_sign(name, text[by.end() :]))
    return None if doubtful else name


def _may_sign(name: str, signed: str) -> bool:
    """Whether a name right behind "By" may be a person's, who is called Post or Kurier."""
    return len(name.split()) == 2 and not name.startswith("The ") and signed.startswith(name)
