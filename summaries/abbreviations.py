"""Which full stops end no sentence, per language, and which do after all."""

import re
from dataclasses import dataclass
from functools import lru_cache

from summaries.terms import stop_words

# What is followed by a name, or by more of the sentence in any case. Outside English also with a
# capital.
_NEVER = {
    "en": (
        "Gen Lt Col Sgt Maj Capt Cmdr Adm Brig Sen Rep Gov Pres Amb Mr Mrs Ms Dr Prof Rev Hon St Mt "
        "Ft Cpl Pvt Spc Insp Supt Det Atty Gens Sens Reps Messrs vs cf approx ca Inc Ltd Corp Co"
    ),
    "uk": (
        "ім вул просп пл гр див напр проф акад ген полк дж бул пров наб зв тов лейт майор підполк "
        "адм доц св о.в"
    ),
    "ru": (
        "им ул пр пл см напр проф акад ген полк дж бул пер наб наз зв тов лейт адм доц св гр просп "
        "т.н т.наз"
    ),
    "de": (
        "bzw usw Hr Fr Frl z.B d.h Dr Prof Dipl Ing St ca vgl Abg Gen Hptm Oblt Lt Maj Min "
        "bspw sog gest geb ggf inkl zzgl evtl Mag Bgm i.d Abt Str Tel Sr u.a"
    ),
    "fr": (
        "M MM Mme Mmes Mlle Mlles Dr Drs Pr Prof Me Mes Mgr St Ste gén col cne cdt lt cap adm env "
        "cf av boul bd éd Sr pdt réf"
    ),
    "es": (
        "Sr Sra Sres Sras Srta Dr Dra Dres D Dña Gral Cnel Cap Tte Prof Profa Lic Ing Arq Av Avda Sta "
        "Sto Mons Fr aprox vs Excmo Ilmo Pdte Cía c/"
    ),
    "pl": (
        "prof dr hab inż mgr gen bryg dyw broni płk ppłk mjr kpt por ppor rez sierż adm kmdr ks bp abp "
        "kard św bł mec red prem min wicemin ul al pl os im tzw tj np m.in ok por zob mł ww "
        "dot ob sen pos śp"
    ),
    "it": (
        "on sen sig sig.ra sigg dott dott.ssa dr prof prof.ssa avv ing arch geom gen col magg cap ten "
        "serg amm mons don card p.es ca cfr v.le c.so p.zza"
    ),
    "pt": (
        "Exmo Exma Sr Sra Srs Sras Srta Dr Dra Drs Prof Profa Eng Arq Gen Cel Cap Maj Ten Alm Min Pres "
        "Dep Sen Gov Av Sto Sta Mons Dom aprox"
    ),
}
# The same before a number only, an Arabic or a Roman one.
_BEFORE_NUMBER = {
    "en": "No Nos Fig Figs Art Arts p pp Vol Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Sec Ch",
    "uk": "ст буд кв ок бл рис табл стор ч п пп пункт кн вип розд оф корп тел № січ лют бер вер жовт",
    "ru": "ст д кв ок рис табл стр ч п пп кн вып корп оф тел гл",
    "de": "Nr Nrn Art Abs Abb Tab Bd Kap S Z Jan Feb Mär Apr Jun Jul Aug Sept Okt Nov Dez Tel Pos",
    "fr": "art no nos n p pp fig vol chap al janv févr avr juill juil sept oct nov déc tél",
    "es": "art arts núm núms no n pág págs p pp fig vol cap inc ene feb abr jun jul ago sept oct nov dic s",
    "pl": "dn art ust nr str s poz par rozdz tab rys godz pkt lit tel t § pow r",
    "it": "art artt n nn num pag pagg p pp fig vol cap co sec tel",
    "pt": "art arts n núm pág págs p pp fig vol cap inc séc jan fev abr jun jul ago set out nov dez tel",
}
# What may end a sentence, and does before a word that is written with a capital only there.
_MAY_END = {
    "en": "no Inc Ltd Corp Co St Ave Blvd Rd",
    "uk": "р рр ст обл грн дол коп тис млн млрд ін год хв сек км м кг т проц смт",
    "ru": "г гг в вв обл руб долл коп тыс млн млрд др пр час мин сек км м кг т чел проц п",
    "de": "usw etc u.a o.ä Mio Mrd Tsd",
    "fr": "etc kg km min",
    "es": "etc kg km min",
    "pl": "r w zł gr tys proc itd itp in godz min km kg",
    "it": "ecc etc kg km min",
    "pt": "etc kg km min",
}
_CYRILLIC = frozenset({"uk", "ru"})
_INITIAL = "[A-ZА-ЯІЇЄҐ]"
# What may stand right before a word.
_OPENER = re.compile(r"[(/'’«„“-]")
_INITIALS = re.compile(rf"{_INITIAL}(?:\.-?{_INITIAL})*")
_NUMBER = re.compile(r"\d|[IVXLC]+\b")
_WORD = re.compile(r"\s*[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """A language's abbreviations, without their last full stop.

    Attributes:
        never: whose full stop ends no sentence.
        before_number: whose full stop ends none before a number.
        may_end: whose full stop may end one.
        common: words that are written with a capital only where a sentence begins.
        cyrillic: whether a single capital may be the end of a sentence: it is no article there.
    """

    never: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    common: frozenset[str]
    cyrillic: bool

    def go_on(self, before: str, after: str) -> bool:
        """Whether the sentence goes on behind the full stop that ``before`` ends with."""
        if not before.endswith("."):
            return False
        words = before[:-1].split(" ")
        last = _OPENER.split(words[-1])[-1]
        if self._may_end(last) and self.begins(after):
            return False
        if last in self.never or _INITIALS.fullmatch(words[-1].lstrip("(«„“'’")):
            return True
        if _INITIALS.fullmatch(last) or "".join(words[-2:]) in self.never:
            return True
        return last in self.before_number and _NUMBER.match(after) is not None

    def ends(self, before: str, after: str) -> bool:
        """Whether an abbreviation at the end of ``before`` ends a sentence all the same."""
        last = _OPENER.split(before[:-1].rsplit(None, 1)[-1])[-1] if before[:-1].strip() else ""
        return self._may_end(last) and self.begins(after)

    def begins(self, after: str) -> bool:
        """Whether a sentence surely begins here: a common word with a capital."""
        word = _WORD.match(after)
        if word is None:
            return False
        text = word.group().strip()
        initial = len(text) == 1 and after[word.end() : word.end() + 1] == "."
        return not initial and text[0].isupper() and text.lower() in self.common

    def _may_end(self, last: str) -> bool:
        return last in self.may_end or (
            self.cyrillic and len(last) == 1 and _INITIALS.fullmatch(last) is not None
        )


@lru_cache(maxsize=32)
def abbreviations(language: str) -> Abbreviations:
    """Those of a language (ISO 639-1 code); of English where it is not known."""
    code = language if language in _NEVER else "en"
    return Abbreviations(
        never=_forms(_NEVER[code], capitals=code != "en"),
        before_number=_forms(_BEFORE_NUMBER[code], capitals=code != "en"),
        may_end=frozenset(_MAY_END[code].split()),
        common=frozenset(word for word in stop_words(code) if len(word) > 1 or code != "en"),
        cyrillic=code in _CYRILLIC,
    )


def _forms(words: str, *, capitals: bool) -> frozenset[str]:
    listed = words.split()
    return frozenset(listed + ([word[0].upper() + word[1:] for word in listed] if capitals else []))
