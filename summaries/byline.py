"""Bylines and datelines: the furniture that tells who published an article, and when."""

import re
from dataclasses import dataclass

from summaries.dates import find_date
from summaries.model import Basis, Published

_MOST_WORDS = 14
_BY = re.compile(
    r"^(?:by|von|por|par|автор|за авторства|przez|di)\s*:?\s+[^\W\d_][\w.'’-]*(?:[\s,|/•·]+\S+){0,9}$",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|updated|posted|added|modified|created|issued|date[d]?|"
    r"опубліковано|оновлено|опубликовано|обновлено)\b)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:copyright|©)\s*:?\s*(?:\d{4}\s*)?(?P<outlet>[^\W\d_][^|•·;,]*)", re.IGNORECASE
)
_DESK = re.compile(
    r"^(?:By\s+)?(?P<outlet>[A-Z][\w&.'’-]*(?:\s[A-Z][\w&.'’-]*){0,3}?)\s+"
    r"(?:(?:Web|News|Online|Foreign|World|City|Digital)\s)?"
    r"(?:Desk|Bureau|Newsroom|Editorial|Staff|Reporters?|Correspondents?|Report)\b"
)
_OUTLET_LIKE = re.compile(
    r"^(?:The\s)?(?:[A-Z][\w&'’-]*\s){0,3}"
    r"(?:News|Times|Post|Press|Herald|Tribune|Guardian|Journal|Gazette|Telegraph|Agency|Independent|"
    r"Observer|Today|Daily|Radio|Pravda|Reuters|AFP|AP|BBC|CNN|Bloomberg|Ukrinform|Interfax(?:-Ukraine)?|"
    r"Euronews|Politico|Mirror|Standard|Chronicle|Monitor|Review|Weekly|Wire|Media|TV)(?:\s[A-Z]{2,3})?$"
)
_NOT_OUTLETS = frozenset(
    {"staff", "our", "special", "senior", "chief", "news", "web", "the", "by", "a"}
)
_SEPARATOR = re.compile(r"\s*(?:[|•·;]|\s[-–—]\s|,\s)\s*")

_PLACE = r"[A-ZА-ЯІЇЄҐ][A-ZА-ЯІЇЄҐ .'’/-]{2,30}(?:, [A-ZА-ЯІЇЄҐ][\w. ]{2,20})?"
_PLAIN_PLACE = r"[A-ZА-ЯІЇЄҐ][\w.'’-]+(?: [A-ZА-ЯІЇЄҐ][\w.'’-]+){0,2}"
_WHEN = r"(?:,?\s*(?P<when>(?:[A-Za-zА-Яа-яіїєґІЇЄҐ]+\.?\s+\d{1,2}|\d{1,2}\.?\s+[A-Za-zА-Яа-яіїєґІЇЄҐ]+\.?)(?:,?\s+\d{4})?))?"
_AGENCY = r"(?:[.,]?\s*[(/](?P<agency>[^()/\n]{2,30})[)/])"
_DASH = r"\.?\s*[-–—]{1,2}\s+(?=[\"'“‘«„(]?[^\W_])"
# A place in capitals is enough of a sign; one in small letters needs the agency behind it.
_DATELINES = (
    re.compile(rf"^{_PLACE}{_WHEN}{_AGENCY}?{_DASH}"),
    re.compile(rf"^{_PLAIN_PLACE}{_WHEN}{_AGENCY}{_DASH}"),
)


@dataclass(frozen=True, slots=True)
class Credit:
    """What a byline or dateline says.

    Attributes:
        outlet: who published, None where it does not say.
        published: when, None where it does not say or can mean two things.
        length: how many characters of the line it takes.
    """

    outlet: str | None
    published: Published | None
    length: int


def read_byline(line: str) -> Credit | None:
    """What a line says of author, outlet and date, or None where it is no byline."""
    if len(line.split()) > _MOST_WORDS:
        return None
    date = find_date(line, Basis.BYLINE)
    if date is None:
        if not (_BY.match(line) or _STAMP.match(line)) or line.endswith((".", "?", "!")):
            return None
        return Credit(_outlet(line), None, len(line))
    before, behind = line[: date.start].split(), line[date.end :].split()
    rest = " ".join(before + behind)
    stamped = _STAMP.match(line) is not None
    amid_a_sentence = (len(before) > 2 and len(behind) > 2) or rest.endswith((".", "?", "!"))
    if not stamped and (amid_a_sentence or len(rest.split()) > _MOST_WORDS - 4):
        return None
    return Credit(_outlet(rest), date.published, len(line))


def read_dateline(paragraph: str) -> Credit | None:
    """What "BRUSSELS, Nov 26 (Reuters) - " at the start of a paragraph says, or None."""
    match = next((m for form in _DATELINES for m in [form.match(paragraph)] if m), None)
    if match is None:
        return None
    date = find_date(match["when"], Basis.DATELINE) if match["when"] else None
    agency = match["agency"]
    return Credit(agency.strip() if agency else None, date.published if date else None, match.end())


def _outlet(text: str) -> str | None:
    copyright_line = _COPYRIGHT.search(text)
    if copyright_line:
        return copyright_line["outlet"].strip()
    desk = _DESK.match(text)
    if desk and desk["outlet"].lower().split()[0] not in _NOT_OUTLETS:
        return desk["outlet"]
    parts = [part.strip(" ()") for part in _SEPARATOR.split(text)]
    return next((part for part in parts if _OUTLET_LIKE.match(part)), None)
