"""Which outlet published an article, as the lines around its text prove it.

A name alone proves nothing: people and places have names too. What makes a name an outlet's is a
word of the press in it (Wire, Kurier, вісник), or a place where only publishers stand: a copyright
line, a dateline. What several lines prove weighs more; where nothing does, nobody published it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from summaries.dates import DATE_WORDS

# A name that ends in one of the first words is an outlet's. One that ends in the second (World
# News, Business Today), or begins with the third, needs another word that names no section.
PRESS_WORDS = frozenset(
    "times post herald tribune guardian gazette telegraph independent observer pravda reuters afp ap bbc cnn "
    "bloomberg ukrinform interfax interfax-ukraine euronews politico mirror standard chronicle monitor "
    "xinhua tass upi efe ansa pap dpa pti ani kyodo yonhap anadolu "
    "zeitung rundschau anzeiger tagblatt tageblatt spiegel welle diario periódico país monde figaro gazeta kurier "
    "corriere jornal folha gazzetta gazzettino correio courrier dépêche dziennik "
    "правда вісті известия тиждень газета укрінформ укринформ інтерфакс интерфакс "
    "інтерфакс-україна уніан униан унн рбк рбк-україна тсн суспільне тасс свобода ведомости коммерсантъ".split()
)
_ENDINGS = frozenset(
    "news today daily radio tv television media review press agency weekly wire newswire journal ledger courier desk "
    "channel record recorder dispatch examiner inquirer register reporter bulletin broadcasting newsroom magazine network "
    "sentinel echo express messenger digest institute centre center online globe star mail argus advocate citizen bugle "
    "nachrichten presse bote allgemeine rundfunk merkur stimme depesche wochenblatt abendblatt tagesblatt morgenpost funk "
    "noticias prensa heraldo gaceta noticiero crónica voz hoy "
    "matin soir républicain quotidien télégramme nouvelles infos actu hebdo "
    "messaggero giornale mattino notizie notiziario quotidiano stampa sera "
    "diário notícias expresso tribuna semanário "
    "tygodnik głos kronika wiadomości przegląd goniec nowiny wieści portal ekspres "
    "новини новости агентство радіо радио вісник кур'єр репортер хвиля дзеркало огляд оглядач інформбюро бюро хроніка "
    "експрес канал преса телеграф трибуна голос тижневик кореспондент щоденник вечірка листок медіа бюлетень курьер вестник "
    "обозреватель репортёр волна зеркало обзор информбюро хроника экспресс пресса еженедельник эхо время медиа бюллетень "
    "телеканал портал журнал".split()
)
_HEADS = frozenset(
    "diario gazeta gazzetta corriere courrier dépêche jornal correio kurier dziennik tygodnik głos kronika faro heraldo "
    "gaceta periódico folha diário giornale messaggero voix écho tribune voz institute centre center radio "
    "journal channel tv correo crónica noticiero noticias tribuna vanguardia prensa mercurio agencia nouvelles quotidien "
    "gazette agence matin notizie notiziario eco voce agenzia quotidiano notícias agência semanário wiadomości przegląd "
    "goniec echo agencja nowiny wieści "
    "дзеркало зеркало голос вісті вісник інформбюро информбюро вестник кур'єр курьер агентство канал "
    "радіо радио газета хроніка хроніки хроника хроники эхо бюро вечірній вечерний телеканал".split()
)
# Behind these a name goes on in small letters: Дзеркало тижня.
_HEADS_OF_PHRASES = frozenset("дзеркало зеркало голос вісті вісник вестник газета".split())
_COMPOUND = re.compile(
    r"[A-ZÄÖÜ][\w-]{2,}(?:kurier|zeitung|bote|anzeiger|rundschau|tagblatt|tageblatt|nachrichten|presse|stimme|abendblatt|"
    r"wochenblatt|morgenpost|merkur|rundfunk)",
    re.IGNORECASE,
)
_SECTIONS = frozenset(
    "world latest breaking top local sport sports business politics tech technology home live video all more us uk "
    "europe asia africa middle east war good in this science health culture money market markets weather travel social "
    "press tv daily today media review news radio opinion analysis main other new the international foreign national "
    "special annual monthly weekly situation morning evening fact english second first third our my your no on off from "
    "city web online editorial copy features investigations photo picture data climate defence defense metro planning "
    "digital video visual audience political diplomacy diplomatic security field full free exclusive staff help cash "
    "останні головні последние главные свіжі усі все друга нова перша третя чергова вторая новая первая очередная "
    "новий новый наш мой мій прямий прямой прес пресс військовий міжнародний головний повітряна вибухова".split()
)
_CONNECTING = frozenset(
    "of for and the de da do das dos del della dello dei di du des la le les el los y et e und der am im".split()
)
_CYRILLIC = re.compile("[а-яіїєґё]")
# In Cyrillic only the first word of a name has a capital; Latin "post" and "times" need one.
SMALL_WORDS = _CONNECTING | {"dpa"} | set(filter(_CYRILLIC.match, PRESS_WORDS | _ENDINGS))
_ARTICLE = re.compile(r"^(?:L['’]|(?:The|Le|La|Les|Il|Lo|El|Der|Die|Das|O|A)\s+)(?=\S)")
_QUOTES = "«»“”„‘\"() .,:;–—-"
_FOLDED = str.maketrans("’ʼ`", "'''")
_MOST_WORDS = 5

# What stands behind an outlet's name in a byline and is none of it.
_BEHIND = re.compile(
    r"\s+(?:staff|team|reporters?|correspondents?|explainers?|commentary|analysis|opinion|newsletter|editorial|"
    r"exclusive|live|company|co|inc|ltd|llc|corp|gmbh|b\.?v|s\.?a|plc|редакція|редакция)\.?$",
    re.IGNORECASE,
)


def named(text: str) -> str:
    """The outlet's name in a part of a line, without quotation marks and what stands behind it.

    "" where the part names none.
    """
    name = " ".join(text.split()).strip(_QUOTES)
    words = name.split()
    while words and words[-1].strip(".,").lower() in DATE_WORDS | _CONNECTING:
        words.pop()
    name = " ".join(words).strip(_QUOTES)
    person, _, behind = name.partition(" for ")
    if behind and _key(person).split()[0] not in _HEADS:
        return named(behind)  # Anna Kask for Harbour Wire
    if is_outlet(name):
        return name
    shorter = _BEHIND.sub("", name).strip(_QUOTES)
    return shorter if shorter != name and is_outlet(shorter) else ""


def is_outlet(text: str) -> bool:
    """Whether a text is a name that only an outlet has."""
    words = _ARTICLE.sub("", text).split()
    if len(words) > 1 and words[-1].isupper() and len(words[-1]) <= 3:
        words = words[: -1 if words[-1].lower() not in _ENDINGS else None]  # Euronews EN
    if not 1 <= len(words) <= _MOST_WORDS:
        return False
    plain = [word.translate(_FOLDED).lower() for word in words]
    phrase = plain[0] in _HEADS_OF_PHRASES
    for word, low in zip(words, plain, strict=True):
        if word[0].islower() and low not in SMALL_WORDS and not phrase:
            return False
    if plain[0] in _CONNECTING and words[0][0].islower():
        return False
    if plain[-1] in PRESS_WORDS or (len(words) == 1 and _COMPOUND.fullmatch(words[0])):
        return True
    others = [w for w in plain if w not in _SECTIONS and w not in _CONNECTING]
    if plain[-1] in _ENDINGS and any(word != plain[-1] for word in others[:-1] or others):
        return True
    return plain[0] in _HEADS and any(
        (word[0].isupper() or phrase) and low in others
        for word, low in zip(words[1:], plain[1:], strict=True)
    )


def perhaps(text: str) -> str:
    """The name in a part of a line that may be an outlet's, a person's or a place's, or ""."""
    name = " ".join(text.split()).strip(_QUOTES)
    words = name.split()
    if not 1 <= len(words) <= _MOST_WORDS or any(map(str.isdigit, name)):
        return ""
    plain = [word.lower() for word in words]
    capital = all(w[0].isupper() or low in _CONNECTING for w, low in zip(words, plain, strict=True))
    known = _SECTIONS | _CONNECTING | DATE_WORDS
    return name if capital and not known.issuperset(plain) else ""


def others(text: str, *, by: bool) -> tuple[str, ...]:
    """The names in a byline that may be an outlet's; behind "By" the first is a person."""
    parts = [part for part in _PARTS.split(text) if part]
    return tuple(filter(None, map(perhaps, parts[1:] if by else parts)))


_PARTS = re.compile(r"\s*[|•·→›»>☰;()/]\s*|\s[-–—]\s|,\s|(?<=[^\W\d_]{3})\.\s")


_STAMPED = re.compile(
    r"^\W*(?:(?:originally |first )?(?:published|posted|appeared)|publicado|publicada|publié|pubblicato|veröffentlicht|erschienen|"
    r"opublikowano|опубліковано|опубликовано)\s+(?:by|in|on|en|por|par|sur|dans|da|su|von|auf|bei|em|no|na|w|przez|у|в|на)\s+",
    re.IGNORECASE,
)


def first_in(text: str) -> str | None:
    """The first outlet that the parts of a line name; an agency only where it is the only one."""
    found = [name for part in _PARTS.split(text) if (name := named(_STAMPED.sub("", part)))]
    return next((name for name in found if name.lower() not in _AGENCIES), next(iter(found), None))


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
    r"(?:©|\(c\)|copyright)[\s:©]*(?:\(c\)\s*)?(?P<year>(?:19|20)\d\d(?:\s?[-–]\s?(?:20)?\d\d)?,?\s*)?(?:by\s+)?"
    r"(?P<name>[^\W\d_][^|•·;,\n]{1,60})(?P<year_behind>,?\s(?:19|20)\d\d)?",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"\b(?:all rights|some rights|усі права|всі права|все права|tous droits|alle rechte|todos los derechos|"
    r"tutti i diritti|wszelkie prawa|todos os direitos|передрук|перепечатка|redistribution)\b",
    re.IGNORECASE,
)
_NAME_END = re.compile(r"\.(?:\s|$)|\s[-–—(]|\s(?:19|20)\d\d\b")
_COMPANY = re.compile(r",?\s(?:Co|Company|Inc|Ltd|LLC|Corp|GmbH|AG|B\.V|S\.A|S\.r\.l|PLC|ТОВ|ООО)\b\.?$")
# Whose pictures other outlets print.
_AGENCIES = frozenset(
    "reuters afp ap dpa pa epa efe ansa tass pap upi xinhua anadolu ukrinform bloomberg укрінформ укринформ тасс уніан".split()
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
    name = _COMPANY.sub("", (text[: end.start()] if end else text).strip(_QUOTES)).strip(_QUOTES)
    outlet = named(name)
    if last and outlet and outlet.lower() not in _AGENCIES:
        return outlet, RIGHTS
    stated = match["year"] or match["year_behind"] or _RIGHTS.search(line)
    if stated and outlet:
        return outlet, RIGHTS
    if not (stated or last) or not name[:1].isupper() or len(name.split()) > _MOST_WORDS or "/" in name:
        return "", 0
    # Two or three plain words may be a person.
    return ("", 0) if _OTHER_RIGHTS.search(name) else (name, ENOUGH if stated and " " not in name else HINT)


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
    match = _SELF.match(line)
    if match is None or not match["name"].removeprefix("The ")[:1].isupper():
        return ""
    name = match["name"].strip()
    return name if is_outlet(name) else named(name)


_GOES_ON = re.compile(
    r"(?:Its|Our|We|Їхні|Його|Наші|Ihre|Ses|Sus|Jej) .*\b(?:journalis\w+|report(?:ers|ing)|newsroom|readers|editors|журналіст\w*|"
    r"читач\w*|redaktion|rédaction|periodistas|dziennikarz\w*)\b",
    re.IGNORECASE,
)


def goes_on(line: str) -> bool:
    """Whether a line behind one that tells of an outlet tells of it too."""
    return _GOES_ON.match(line) is not None and "“" not in line and '"' not in line


def same(name: str, other: str) -> bool:
    """Whether two spellings name one outlet."""
    return _key(name) == _key(other)


_ITS_REPORTER = re.compile(
    r"(?:^|[.!?…]\s)(?P<name>(?:[A-Z][\w.&-]*\s){1,3}(?:TV|News|Radio|Television))['’]s\s"
    r"(?:[A-Z][\w.’'-]+\s){2,3}(?:reports\b|has (?:more|this|the)\b|is (?:in|at|on)\b|sent\b)"
)


def sends(paragraph: str) -> str:
    """The broadcaster that says who reports for it ("Coast TV's Anna Kask is in Riga."), or ""."""
    match = _ITS_REPORTER.search(paragraph) if "’s " in paragraph or "'s " in paragraph else None
    return named(match["name"]) if match else ""


_HANDLE = re.compile(r"\b(?:our|us|нас|наш\w*|uns\w*|nous|nos|notre|nuestr\w+|nas|nasz\w*|noi)\b.*?@(\w{5,30})", re.I)
_HANDLE_ENDS = re.compile(r"_?(?:official|news|live|channel|ua|eng|en|online)?_?\d*$", re.IGNORECASE)


def handled(line: str, text: str) -> str:
    """The outlet whose channel a line calls its own, where a word of the text spells its name.

    ``@Harbourpost_official`` is Harbour Post where the text speaks of the Harbour.
    """
    match = _HANDLE.search(line) if "@" in line else None
    if match is None:
        return ""
    spelt = _HANDLE_ENDS.sub("", match[1]).replace("_", "").lower()
    for press in PRESS_WORDS | _ENDINGS:
        if spelt.endswith(press) and len(spelt) > len(press) + 2:
            first = spelt[: -len(press)].capitalize()
            if re.search(rf"\b{re.escape(first)}\b", text):
                return f"{first} {press.capitalize()}"
    return ""


RIGHTS = MASTHEAD = 4.0
ITSELF = BYLINE = 3.0
ENOUGH = DATELINE = 2.0
HINT = 1.0


@dataclass(slots=True)
class Evidence:
    """What the lines of one document say of who published it."""

    _found: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    _hinted: set[tuple[str, str]] = field(default_factory=set)
    _sites: set[str] = field(default_factory=set)

    def add(self, name: str | None, weight: float) -> None:
        """Count one mention of a name; an empty one is none."""
        if name:
            self._found.setdefault(_key(name), []).append((name, weight))

    def hint(self, name: str, where: str) -> None:
        """Count a name that may be an outlet's; two places that hold it prove it, one never does."""
        if name and (where, _key(name)) not in self._hinted:
            self._hinted.add((where, _key(name)))
            self.add(name, HINT)

    def address(self, line: str) -> None:
        """Note the sites that a line's addresses name: one that is spelt like a hint proves it."""
        if "@" in line or "www." in line or "://" in line:
            self._sites.update(map(str.lower, _SITE.findall(line)))

    def proved(self, text: str) -> str | None:
        """The name that most speaks for, or None where nothing proves one.

        Args:
            text: the document; a name in capitals is spelt as it is there.
        """
        weights = {key: sum(weight for _, weight in said) for key, said in self._found.items()}
        for key in [k for k in weights if k.isalpha() and len(k) <= len("abcde")]:
            # (BW) behind a place is Baltic Wire.
            whole = next((k for k in weights if k != key and _initials(k) == key), None)
            if whole:
                weights[whole] += weights.pop(key)
        for key in weights:
            weights[key] += bool(self._sites) and not self._sites.isdisjoint(_as_sites(key))
        best = max(weights, key=weights.__getitem__, default=None)
        if best is None or weights[best] < ENOUGH:
            return None
        return _spelt([name for name, _ in self._found[best]], text)


def _key(name: str) -> str:
    return re.sub(r"^the\s+", "", name.translate(_FOLDED).lower())


_SITE = re.compile(r"(?:://(?:www\.)?|www\.|@)([\w-]{4,40})\.[a-z]{2,}", re.IGNORECASE)


def _as_sites(key: str) -> tuple[str, str, str]:
    """How a name may be spelt in an address: elbebote, elbe-bote; ä is ae or a."""
    german = key.translate(_AS_TWO)
    plain = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    return (
        re.sub(r"\W", "", german),
        re.sub(r"\W", "", plain),
        re.sub(r"\W+", "-", plain),
    )


_AS_TWO = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split())


def _spelt(names: Iterable[str], text: str) -> str:
    """The fullest of several spellings of one name."""
    found = list(names)
    mixed = [name for name in found if not _shouted(name)]
    name = next((n for n in mixed if n.startswith("The ")), mixed[0] if mixed else None)
    if name is not None:
        return name
    shouted = found[0]
    match = re.search(re.escape(shouted), text.replace(shouted, ""), re.IGNORECASE)
    if match:
        return match.group()
    return " ".join(
        word if word.lower() in {"bbc", "cnn", "tv", "ap", "afp", "upi"} else word.capitalize()
        for word in shouted.split()
    )


def _shouted(name: str) -> bool:
    return name.isupper() and (" " in name or len(name) > len("TASS."))
