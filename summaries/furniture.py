"""The shapes of furniture: what a line looks like that is not the article.

Each test looks at how a line is built (a time code, a row of hashtags, a file name, a call to do
something with a channel), never at what one site happens to print. The words listed are those of
the trade: photo credits, calls to subscribe, labels, in the languages we speak.
"""

import re

_BULLET = re.compile(r"^\s*[•▪●◦‣·*∙■►▶–—-]\s+")
_TERMINAL = re.compile(r"[.?!…:;]['\"”’»“)\]]*$")
_SENTENCE_INSIDE = re.compile(r"\w{2,}[.?!]['\"”’»)]*\s+['\"“‘«(]*[^\W\d_a-zа-яіїєґ]")
_TIMECODE = re.compile(
    r"^\s*[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?"
    r"(?:\s*-->\s*(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)?(?!\d|:\d|\s?(?:am|pm|a\.m|p\.m)\b)"
    r"\s*(?:[-–—|]\s+)?",
    re.IGNORECASE,
)
_HASHTAGS = re.compile(r"^(?:[#@][\w_]+[\s,|]*)+$")
_IMAGE = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg|avif|heic|tiff?|mp4)\b", re.IGNORECASE)
_URL_ONLY = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
_RULE = re.compile(r"^[\W_]+$")
_CAPTION = re.compile(
    r"^\W*(?:(?:file |stock |handout |aerial )?(?:photo|image|picture|video|illustration|graphic|map|"
    r"caption|фото|ілюстрація|иллюстрация|відео|видео|foto|bild|imagen|zdjęcie|immagine|imagem)s?"
    r"(?: (?:by|credit|courtesy|source|grab|still))*\s*(?::|\||/|©|—|–| - |$)|credits?\s*:|©)|"
    r"^(?:photo|image|picture)s? (?:by|credit|courtesy)\b[^.]*$",
    re.IGNORECASE,
)
_PICTURE_CREDIT = re.compile(
    r"\((?:photo|image|picture|фото|foto)\b[^)]*\)\W*$|"
    r"\((?:AP|AFP|EPA|EFE|Reuters|REUTERS|Getty)\b[^)]*(?:Photo|Image|/|via)[^)]*\)\W*$|"
    r"\b(?:REUTERS|AP|AFP|EPA|Getty Images)\s?/\s?[A-Z][^.]*\W*$|"
    r"\b[A-Z][\w'-]+(?: [A-Z][\w'-]+)*\s?(?:/|via )\s?(?:AP|AFP|Reuters|REUTERS|Getty(?: Images)?|EPA|"
    r"EFE|Shutterstock|Anadolu|Bloomberg)\b[^.]*\W*$|"
    r"\bGetty Images\W*$"
)
_RELATIVE = (
    r"(?:just now|today|yesterday|(?:last|this) (?:week|month|year|night)|"
    r"(?:(?:about|over) )?(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s?"
    r"(?:min(?:ute)?s?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|months?|mo|years?|y)(?: ago)?|"
    r"(?:\d+\s)?(?:хвилин[иу]?|годин[иу]?|дн[ія]в?|тижн[ія]в?|місяц[ія]в?|минут[ыу]?|час[аов]*) тому|"
    r"сьогодні|вчора|сегодня|вчера)"
)
_RELATIVE_DATE = re.compile(rf"^(?:(?:updated|posted|published)\W+)?{_RELATIVE}\W*$", re.IGNORECASE)

# A call to action: a verb in the imperative at the start, and something of the publisher's to do
# it with. Both are needed; "Join us," he said, is a sentence.
_CALL_VERB = re.compile(
    r"^\W*(?:please |also |you can (?:also )?|don['’]t forget to |to )?"
    r"(?:follow|join|subscribe|sign up|sign in|log in|register|read|see|watch|listen|download|click|"
    r"tap|share|tweet|like|donate|support|contact|send|get|find|visit|view|check out|support|buy|"
    r"highlight|select|press|enjoy|stay|help|open|discover|learn|try|turn on|enable|"
    r"підпис\w+|підпиш\w+|приєдну\w+|читайте|дивіться|слухайте|слідкуйте|стежте|завантаж\w+|"
    r"надсилайте|підтрима\w+|поділ\w+|натисн\w+|виділ\w+|"
    r"подпис\w+|подпиш\w+|присоединя\w+|читайте|смотрите|слушайте|следите|скачайте|поддерж\w+|"
    r"нажм\w+|выдел\w+|"
    r"abonnieren|folgen|lesen|jetzt|hier|suivez|abonnez|lisez|inscrivez|síguenos|suscr[ií]b\w+|"
    r"lea|śledź|zapisz|czytaj|obserwuj|dołącz|leggi|segui|iscriviti|leia|siga|inscreva|assine)\b",
    re.IGNORECASE,
)
_CALL_OBJECT = re.compile(
    r"(?:^|\s)@\w{3,}|https?://|www\.|\b(?:newsletters?|e?-?mail list|inbox|subscri\w+|channel|"
    r"telegram|whatsapp|viber|facebook|twitter|instagram|youtube|tiktok|linkedin|bluesky|threads|"
    r"mastodon|app|podcasts?|rss|google news|our (?:coverage|stories|site|website|reporting|team|"
    r"journalism|page|community|latest|free|daily|weekly)|my account|an? account|live blog|live feed|"
    r"notifications?|breaking news alerts?|more stories|full (?:story|article|text|interview|video)|"
    r"here|below|the link|this link|button|ctrl|cmd|enter|typo|the text|"
    r"телеграм\w*|канал\w*|розсилк\w+|рассылк\w+|фейсбу\w+|ютуб\w*|новин\w*|застосун\w+|приложени\w+|"
    r"помилк\w+|ошибк\w+|"
    r"kanal|boletín|canal|kanał|canale|noticias|nachrichten)(?!\w)",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"^\W*(?:read (?:more|also|next|on)|see (?:also|more)|also (?:read|on|in)|related(?: (?:articles?|stories|"
    r"news|topics|content|coverage))?|more (?:on|from|about|in|stories|news)|recommended|most read|trending|"
    r"watch(?: (?:now|live|more))?|listen|don['’]t miss|editor['’]?s['’]? (?:pick|choice)s?|you may also like|"
    r"what to (?:read|know)|tags?|topics?|keywords|share(?: this)?|sources?|"
    r"читайте (?:також|также)|див(?:іться|\.)? також|за темою|теги?|більше|по теме|поділитися|джерел[оа]|источник|"
    r"mehr (?:zum|dazu)|lesen sie auch|lire aussi|à lire aussi|lea también|leia (?:também|mais)|"
    r"leggi anche|czytaj (?:też|także|również)|zobacz też)"
    r"(?:\s*(?::|\||»|>|—|–|-\s|…|\.\.\.|$))",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"^\W*(?:advertisements?|ad|ads|sponsored(?: content)?|promoted|promotion|paid content|реклама|"
    r"werbung|anzeige|publicité|publicidad|reklama|pubblicità|publicidade|"
    r"(?:article|story|text) continues (?:below|after)\b.*|continue reading(?: below)?.*|"
    r"ad (?:feedback|choices)|scroll (?:down )?(?:to continue|for more).*)\W*$",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"^\W*(?:©|\(c\)|copyright\b)|\ball rights reserved\b|\b(?:усі|всі|все) права (?:захищен|защищен)|"
    r"\bthis (?:site|website) uses cookies\b|\b(?:accept|manage) (?:all )?cookies\b|"
    r"\bmay not be (?:published|reproduced|broadcast|rewritten)\b|\bterms (?:of (?:use|service)|and conditions)\b.*"
    r"\bprivacy\b|^\W*(?:privacy policy|cookie policy|terms of (?:use|service))\W*$",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"^\W*(?:\((?:additional )?(?:reporting|writing|editing|compiled|translated)|"
    r"(?:additional )?(?:reporting|writing|editing) by\s+[A-Z])",
    re.IGNORECASE,
)
_TAIL_LABEL = re.compile(r"(?<=[.!?…”\"’»)])\s+([A-Z]{4,})$")


def strip_bullet(line: str) -> str:
    """The line without a bullet in front."""
    return _BULLET.sub("", line, count=1)


def bulleted(line: str) -> bool:
    """Whether the line begins with a bullet."""
    return _BULLET.match(line) is not None


def timecode(line: str) -> str:
    """The time code at the start of the line (``00:05``, ``[1:02:03]``, an SRT range), or ""."""
    match = _TIMECODE.match(line)
    return match.group() if match else ""


def tail_label(line: str) -> str:
    """A label in capitals behind the last sentence, such as agencies put after a shot list, or ""."""
    match = _TAIL_LABEL.search(line)
    return match.group(1) if match else ""


def terminated(line: str) -> bool:
    """Whether the line ends as a sentence ends."""
    return _TERMINAL.search(line) is not None


def holds_sentences(line: str) -> bool:
    """Whether at least one whole sentence stands in the line."""
    return terminated(line) or _SENTENCE_INSIDE.search(line) is not None


def _call_to_action(line: str) -> bool:
    words = line.split()
    if len(words) > 30:
        return False
    if _CALL_VERB.match(line) and _CALL_OBJECT.search(line):
        return True
    shouted = len(words) >= 2 and line.upper() == line and any(c.isalpha() for c in line)
    return shouted and _CALL_VERB.match(line) is not None


_SHAPES = (
    ("rule or symbols", lambda line: _RULE.match(line) is not None),
    ("hashtags", lambda line: _HASHTAGS.match(line) is not None),
    ("address", lambda line: _URL_ONLY.match(line) is not None),
    ("image name", lambda line: _IMAGE.search(line) is not None and len(line.split()) <= 3),
    ("relative date", lambda line: _RELATIVE_DATE.match(strip_bullet(line)) is not None),
    ("advertisement", lambda line: _ADVERT.match(line) is not None),
    ("legal notice", lambda line: _LEGAL.search(line) is not None and len(line.split()) <= 60),
    ("pointer to other articles", lambda line: _POINTER.match(line) is not None),
    ("call to action", _call_to_action),
    ("credits", lambda line: _CREDITS.match(line) is not None),
    ("caption", lambda line: _CAPTION.match(line) is not None and len(line.split()) <= 60),
    ("caption", lambda line: _PICTURE_CREDIT.search(line) is not None and len(line.split()) <= 60),
    ("number", lambda line: line.isdigit() and len(line) <= 4),
    ("ticker or menu", lambda line: line.count("|") >= 2 or line.rstrip().endswith("|")),
)


def reason(line: str) -> str | None:
    """Why this line is furniture by its own shape, or None where its shape does not tell.

    Args:
        line: one line, without white space at its ends.
    """
    return next((name for name, shaped in _SHAPES if shaped(line)), None)
