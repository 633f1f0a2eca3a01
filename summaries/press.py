"""Names of outlets: which words tell that a name is one's.

A name alone proves nothing: people and places have names too. What makes it an outlet's is a word
of the press in it (Wire, Kurier, вісник), in nine languages.
"""

import re
from functools import lru_cache

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
ENDINGS = frozenset(
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
    "senior chief junior lead war crime court traffic police state youtube telegram whatsapp facebook viber twitter instagram "
    "військовий політичний спеціальний власний спортивний економічний старший воєнний военный политический специальный "
    "собственный международный спортивный старший экономический "
    "новий новый наш мой мій прямий прямой прес пресс військовий міжнародний головний повітряна вибухова".split()
)
_CONNECTING = frozenset(
    "of for and the de da do das dos del della dello dei di du des la le les el los y et e und der am im".split()
)
_BEHIND_NAMES = DATE_WORDS | _CONNECTING
_NO_NAMES = _SECTIONS | _BEHIND_NAMES
_CYRILLIC = re.compile("[а-яіїєґё]")
# In Cyrillic only the first word of a name has a capital; Latin "post" and "times" need one.
SMALL_WORDS = _CONNECTING | {"dpa"} | set(filter(_CYRILLIC.match, PRESS_WORDS | ENDINGS))
_ARTICLE = re.compile(r"^(?:L['’]|(?:The|Le|La|Les|Il|Lo|El|Der|Die|Das|O|A)\s+)(?=\S)")
MARKS = '«»“”„‘"() .,:;–—-'
_FOLDED = str.maketrans("’ʼ`", "'''")
MOST_WORDS = 5

# What stands behind an outlet's name in a byline and is none of it.
# Центр безпекових студій «Вежа»: an institute, and its name in quotation marks.
_INSTITUTE = re.compile(
    r"(?:Центр|Інститут|Институт|Агенція|Агентство|Видання|Издание|Газета|Журнал|Радіо|Радио|Телеканал)(?: [^\W\d_]+){0,4} "
    r"[«“„\"][^«»“”„\"]{2,40}[»”\"]$"
)
_BEHIND = re.compile(
    r"\s+(?:staff|team|reporters?|correspondents?|explainers?|commentary|analysis|opinion|newsletter|editorial|"
    r"exclusive|live|company|co|inc|ltd|llc|corp|gmbh|b\.?v|s\.?a|plc|редакція|редакция)\.?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def named(text: str) -> str:
    """The outlet's name in a part of a line, without quotation marks and what stands behind it.

    "" where the part names none.
    """
    name = " ".join(text.split()).strip(MARKS)
    words = name.split()
    while words and words[-1].strip(".,").lower() in _BEHIND_NAMES:
        words.pop()
    name = " ".join(words).strip(MARKS)
    person, _, behind = name.partition(" for ")
    if behind and key_of(person).split()[0] not in _HEADS:
        return named(behind)  # Anna Kask for Harbour Wire
    if is_outlet(name):
        return name
    whole = " ".join(text.split()).strip(" .,:;")
    if _INSTITUTE.match(whole):
        return whole
    shorter = _BEHIND.sub("", name).strip(MARKS)
    return shorter if shorter != name and is_outlet(shorter) else ""


def is_outlet(text: str) -> bool:
    """Whether a text is a name that only an outlet has."""
    words = _ARTICLE.sub("", text).split()
    if "," in text or ":" in text:
        return False
    if len(words) > 1 and words[-1].isupper() and len(words[-1]) <= 3:
        words = words[: -1 if words[-1].lower() not in ENDINGS else None]  # Euronews EN
    if not 1 <= len(words) <= MOST_WORDS:
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
    if plain[-1] in ENDINGS and any(word != plain[-1] for word in others[:-1] or others):
        return True
    return plain[0] in _HEADS and any(
        (word[0].isupper() or phrase) and low in others
        for word, low in zip(words[1:], plain[1:], strict=True)
    )


def affiliates(name: str) -> bool:
    """Whether a name behind an author's may be where he works and not who published him."""
    return not {"institute", "centre", "center"}.isdisjoint(name.lower().split())


@lru_cache(maxsize=4096)
def perhaps(text: str) -> str:
    """The name in a part of a line that may be an outlet's, a person's or a place's, or ""."""
    name = " ".join(text.split()).strip(MARKS)
    words = name.split()
    if not 1 <= len(words) <= MOST_WORDS or any(map(str.isdigit, name)):
        return ""
    plain = [word.lower() for word in words]
    capital = all(w[0].isupper() or low in _CONNECTING for w, low in zip(words, plain, strict=True))
    return name if capital and not _NO_NAMES.issuperset(plain) else ""


def others(text: str, *, by: bool) -> tuple[str, ...]:
    """The names in a byline that may be an outlet's; behind "By" the first is a person."""
    parts = in_parts(text)
    return tuple(filter(None, map(perhaps, parts[1:] if by else parts)))


_PARTS = re.compile(r"\s*[|•·→›>☰;()/]\s*|\s»\s|\s[-–—]\s|,\s|(?:(?<=[^\W\d_]{3})|(?<=[»”]))\.\s")


_STAMPED = re.compile(
    r"^\W*(?:(?:originally |first )?(?:published|posted|appeared)|publicado|publicada|publié|pubblicato|veröffentlicht|erschienen|"
    r"opublikowano|опубліковано|опубликовано)\s+(?:by|in|on|en|por|par|sur|dans|da|su|von|auf|bei|em|no|na|w|przez|у|в|на)\s+",
    re.IGNORECASE,
)


def in_parts(text: str) -> list[str]:
    """The parts of a byline: names, dates, words apart."""
    return [part for part in _PARTS.split(text) if part]


def first_in(text: str) -> str | None:
    """The first outlet that the parts of a line name; an agency only where it is the only one."""
    found = [name for part in in_parts(text) if (name := named(_STAMPED.sub("", part)))]
    return next((name for name in found if name.lower() not in AGENCIES), next(iter(found), None))


# Whose pictures other outlets print.
AGENCIES = frozenset(
    "reuters afp ap dpa pa epa efe ansa tass pap upi xinhua anadolu ukrinform bloomberg укрінформ укринформ тасс уніан".split()
)


def key_of(name: str) -> str:
    """What the spellings of one name have in common."""
    return re.sub(r"^the\s+", "", name.translate(_FOLDED).lower())


def same(name: str, other: str) -> bool:
    """Whether two spellings name one outlet."""
    return key_of(name) == key_of(other)
