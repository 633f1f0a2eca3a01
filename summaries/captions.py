"""The shapes of captions: the words below a picture, and who took it."""

import re

_PICTURE = "(?:photo(?:graph)?|picture|image|still|video|grab|combo)"
_KIND = "(?:handout|file|undated|aerial|combination|satellite|screen|frame|video)"
_CAPTION = re.compile(
    r"^\W*(?:(?:file |stock |handout |aerial )?(?:photo|image|picture|video|illustration|graphic|map|"
    r"caption|fot\.|фото|ілюстрація|иллюстрация|відео|видео|foto|bild|imagen|zdjęcie|immagine|imagem)s?"
    r"(?: (?:by|credit|courtesy|source|caption|grab|still)s?)*\s*(?::|\||/|©|—|–| - |$)|credits?\s*:|©)|"
    r"^fot\.\s|^(?:image|photo|media) (?:source|caption)\s*,|"
    r"^(?:photo|image|picture)s? (?:by|credit|courtesy)\b[^.]*$|"
    # The number of a picture in its row: [1/2], 1 of 5 |, Item 1 of 2.
    r"^(?:\[\d{1,2}/\d{1,2}\]|\d{1,2} (?:of|von|de|di|з|из|z) \d{1,2}\s?\||item \d{1,2} of \d{1,2}\b)|"
    # Agencies' captions are whole sentences that begin with the picture itself.
    rf"^in this (?:{_KIND} )*{_PICTURE}\b[^.]{{0,80}}?\b(?:taken|released|provided|issued|distributed|made available|from)\b|"
    rf"^(?:(?:a|this) file|this (?:handout|undated|combination|screen ?grab)(?: file)?) {_PICTURE}\b|"
    r"^(?:на (?:фото|світлині|знімку|снимке|фотографии)|auf (?:dem|diesem) (?:bild|foto)|(?:en|sur) (?:la|esta|cette) "
    r"(?:imagen|foto|photo)|nella foto|na (?:foto|imagem|zdjęciu)|pictured(?: above| here)?)\s*[:—–(]",
    re.IGNORECASE,
)
# Who took a picture stands at the end of its caption: a name and an agency, or a name and an outlet
# in brackets. Only the end is looked at: "a Reuters/Ipsos poll found" is no caption.
_NAME = r"[A-Z][\w.'’-]{0,30}"
_PICTURE_AGENCY = (
    r"(?:AP|AFP|EPA|EPA-EFE|EFE|dpa|PA|REUTERS|Reuters|Getty(?: Images)?|Shutterstock|Anadolu|Bloomberg|"
    r"Xinhua|Ukrinform|UNIAN|NurPhoto|TASS|Sputnik)"
)
_PICTURE_CREDIT = re.compile(
    r"\((?:photo|image|picture|file|фото|foto)\b[^()]*\)\W{0,3}$|"
    rf"\((?-i:{_PICTURE_AGENCY})\b[^()]*(?-i:Photo|Image|via)[^()]*\)\W{{0,3}}$|"
    rf"\((?-i:{_NAME} (?:{_NAME} ){{0,2}}{_NAME}\s?/\s?[^()]{{2,40}})\)\W{{0,3}}$|"
    rf"(?-i:(?:^|[\s(])REUTERS\s?/\s?{_NAME}(?: {_NAME}){{0,3}}(?:/File Photo)?\W{{0,3}})$|"
    rf"(?-i:(?:^|[\s(|:]){_NAME}(?: {_NAME}){{1,3}}\s?(?:/|\svia\s)\s?{_PICTURE_AGENCY}(?:[ /]{_NAME}|"
    r" via){0,3}\W{0,3})$|"
    r"(?-i:\bAFP via Getty Images\W{0,3})$|"
    r"(?-i:(?:^|[\s/|(])Getty Images\W{0,3})$|"
    # A sentence, then who took what it tells of: "... in Odesa. Photo: Oleh Marchenko/Baltic Wire"
    r"[.!?…)»”]\s(?:photos?|picture|image|credit|foto|fot\.|bild|фото|світлин[аи]|снимок|ілюстрація|інфографіка|crédits?|"
    r"photo credit|immagine|imagen)\s?(?::|/|©)\s?[^.!?]{1,40}(?:\.[^.!?]{1,30}){0,3}[.]?$",
    re.IGNORECASE,
)
_CREDIT_LENGTH = 160


def is_caption(line: str) -> bool:
    """Whether a line of at most some sixty words is a picture's caption or credit."""
    if _CAPTION.match(line):
        return True
    end = line[-_CREDIT_LENGTH:]
    credited = ")" in end[-4:] or "/" in end or " via " in end or "Getty" in end or _labelled(end)
    return credited and _PICTURE_CREDIT.search(end) is not None


_LABELS = (
    "photo",
    "foto",
    "фото",
    "світлин",
    "снимок",
    "credit",
    "crédit",
    "bild",
    "image",
    "immagine",
    "ілюстрац",
    "графіка",
)
_LABEL = 14


def _labelled(end: str) -> bool:
    """Whether a colon stands behind a word for a picture: a quick look before the long one."""
    colon = end.rfind(":")
    before = end[max(colon - _LABEL, 0) : max(colon, 0)].lower()
    return any(label in before for label in _LABELS)
