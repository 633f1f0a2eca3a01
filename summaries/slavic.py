"""Light stemmers for Ukrainian and Polish.

Snowball lacks Ukrainian, and its Polish splits every second family of forms. A stem here is a key
to compare by, not a word. Both stemmers work alike, after the plan of light
stemmers (J. Savoy, "Light Stemming Approaches for the French, Portuguese, German and Hungarian
Languages", 2006): the longest ending goes, then what a noun shares with an ending of verbs
(депутат-и, писа-ти), so that all its forms lose it; then sounds that alternate are folded into one
(рука, руці; школа, шкіл). The lists are our own; docs/architecture.md has what they were measured
against.
"""

import re

# Ukrainian: short words whose vowel changes, by hand; all else by rule.
_UK_WORDS = {
    form: stem
    for stem, forms in {
        "рок": "рік року роки років роках роками роком рокові рокам",
        "дн": "день дня дні днів дню днем днями днях дням",
        "бой": "бій бою бої боїв боях боями боєм боям боєць бійця бійці бійців бійцям бійцями",
        "тижн": "тиждень",
        "учн": "учень",
        "страх": "страх страху страхом страхи страхів",
        "січн": "січень",
        "реч": "річ речі речей річчю",
        "ноч": "ніч ночі ночей ніччю",
        "бок": "бік",
        "дом": "дім",
        "род": "рід",
        "ход": "хід",
        "рог": "ріг",
        "гор": "гір",
        "сел": "сіл",
        "слов": "слів",
        "дитин": "діти дітей дітям дітьми дітях",
        "правил": "правило правила правил правилу правилом правилами правилах",
        "ді": "дій дія дії дію діє",
    }.items()
    for form in forms.split()
}
_UK_SOFT = re.compile(
    # компанія, компаній, but останній, новій
    "^(.+[^аеиіоуяюєї]і)(?:я|ї|ю|єю|єм|єві|ям|ями|ях|(?:(?<=[црсздтм]і)|(?<=[аоі]ні))й)$"
)
_UK_REFLEXIVE = re.compile("(?<=..[аиіуюялвоетьй])(?:ся|сь)$")
_UK_SHORT_VERB = re.compile(
    "^((?:з|в|у|роз|по|ви|при|за|від|до|пере|об|на)?(?:би|бу|да|ста|бра|зна|гна|пи|жи))"
    "(?:в|ла|ло|ли|ти|то|тий|та|ті|тих)$"
)
# Towns whose vowel changes: Харків, Харкова.
_UK_TOWN = re.compile(
    "^(харк|льв|черніг|кан|бердич|глух|фаст|микола|чугу|ки)(?:[ії]в|[оеє]в(?:а|у|ом|ем|і))$"
)
_UK_ENDING = re.compile(
    "(?:"
    "(?<=....)(?:"
    "[аяиї]ти|нути|[ую]вати|[ую]ва(?:в|ла|ло|ли|вши)|[аяиї](?:в|ла|ло|ли|вши)|ну(?:в|ла|ло|ли|вши)|"
    "[аяую]є(?:ть|мо|те|ш)?|[аяую]ю(?:ть|чи)?|[иїяую]ть|[уая]чи|[аяу]йте|и(?:мо|ш)|"
    "[аяи]тиме(?:ть)?|[аяи]тимуть|[ую]ватим(?:е|уть)|(?<=[ая]н)ин(?:а|у|ом)?"
    ")|(?<=...)(?:"
    "ами|ями|еві|єві|ого|ього|ому|ьому|ими|іми|ьми|ої|ьої|ою|ьою|ею|єю|ів|їв|ей|ах|ях|ам|ям|ом|"
    "(?<=[жчшщцрнл])(?<!пробл)ем|єм|ий|ій|им|ім|їм|их|іх|їх|[аяуюеєиіїоьй]"
    "))$"
)
_UK_SHARED = re.compile("(?<=....)(?:[аяи][лтв]|[еє]н)$")  # депутат, сигнал, знищення
_UK_FLEETING_END = re.compile("(?<=[бвгдзкмпрстфц])ень$")  # серпень like серпня; not рішень
_UK_DOUBLED = re.compile(r"([бвгджзклмнпрстфхцчшщ])\1$")
_UK_CLOSED = re.compile("(?<=..)і(?=[бвгджзклмнпрстфхцчшщ]$)|(?<=....)і(?=ст$)")  # схід, сходу
_UK_FLEETING = re.compile("(?<=.[бвгджзклмнпрстфхцчшщ])[ое](?=[кцнлр]$)")  # ринок, ринку
_UK_AFTER_VOWEL = re.compile("єц$")

# Polish.
_PL_WORDS = {
    form: stem
    for stem, forms in {
        "dn": "dzień dnia dni dniem dniach dniu dniami dniom dniowi",
        "tygodn": "tydzień",
        "ludz": "ludzie",
        "strach": "strach strachu strachem strachy",
        "wsi": "wieś wsi wsią wsiach wsie wsiom wsiami",
        "dzieck": "dzieci dzieciom dziećmi dzieciach dziecka dziecko dzieckiem dziecku",
        "miast": "mieście",
        "światt": "świat świata światu światem świecie światy światów",
        "lat": "lecie",
        "przyjaciel": "przyjaciół przyjaciołom przyjaciółmi przyjaciołach przyjaciele przyjaciel "
        "przyjaciela przyjacielem przyjacielowi przyjacielu",
        "władz": "władza władzy władzę władzą władze władz władzom władzami władzach",
        "postac": "postać postaci postacie postacią postaciami",
        "radi": "radio radia radiu radiem",
        "rok": "rok roku rokiem roki",
        "sejm": "sejmie sejmu sejmowi sejmem sejm",
    }.items()
    for form in forms.split()
}
_PL_SOFTENED = (
    (re.compile("(?<=[ae]n)ci$"), "t"),  # prezydenci
    (re.compile("(?<=[iy])ści$"), "st"),  # turyści
    (re.compile("(?<=.[eao])cie$"), "t"),  # rakiecie
    (re.compile("(?<=..)dzie$"), "d"),  # sądzie
    (re.compile("(?<=..)dze$"), "g"),  # nodze
    (re.compile("(?<=.[bdfglłmnprstwzżęyue])ce$|(?<=...a)cy$|(?<=publi)ce$"), "k"),  # ręce
    (re.compile("(?<=niem)czech$"), "c"),
    (re.compile("(?<=.[ńźćś])mi$"), ""),  # ludźmi
)
# Where "-ów" is no ending: Kraków, rozmowa.
_PL_OWN_OW = re.compile(
    "^(krak|kij|lw|rzesz|chark|tarn|chorz|rozm|um|odm|gł|poł|bud|kr)"
    "[óo]w(?:|a|y|u|ie|em|ę|ą|om|ami|ach|o)$"
)
_PL_ADJECTIVE = "(?:y|a|e|ego|ej|emu|ych|ym|ymi|ą)"
_PL_ENDING = re.compile(
    "(?:"
    "(?<=....)(?:"
    "(?:ow|yw|iw)?a(?:ć|no|wszy)|i?eć|[iy]ć|"
    "(?:(?:ow|yw|iw|i)?a|i?e|[iy])(?:ł(?:em|am|eś|aś|o|a|y|by|aby|oby|bym)?|li(?:śmy|by)?)|"
    "uj(?:e|ę|ą|emy|esz)|ają|[iy]my|a(?:my|sz)|[eiy]sz|(?:iej|(?<=[wtln]))sz" + _PL_ADJECTIVE + "|"
    "(?<!tysi)(?<!miesi)(?:uj|aj)?ąc" + _PL_ADJECTIVE + "?"
    ")|(?<=...)(?:"
    "nę(?:ła|ło|ły|li)|ną(?:ł|ć)|"
    "i?ami|i?ach|i?om|ów|i?owi|owie|(?<!syst)(?<!probl)i?emu?|i?ego|i?ej|[iy]m|[iy]ch|[iy]mi|"
    "i[aąęeiuo]|ech|[aąęeiyou]"
    "))$"
)
_PL_SHARED = re.compile("(?<=....)i?[aiye][łl]$")  # generał
_PL_FOLDED = str.maketrans("óąńśźćł", "oęnszcl")
_PL_HARDENED = (
    (re.compile("(?<=..)rz$"), "r"),
    (re.compile("(?<=..[bcdfghjklmnprstwzż])i?e(?=[kcnrl]$)"), ""),  # rynek, rynku
)


def ukrainian(word: str) -> str:
    """The stem of a lower-case Ukrainian word."""
    known = _UK_WORDS.get(word)
    if known:
        return known
    if found := _UK_SOFT.match(word) or _UK_TOWN.match(word):
        return found[1]
    if len(word) < 4:
        return _uk_hardened(word)
    word = _UK_REFLEXIVE.sub("", word)
    if verb := _UK_SHORT_VERB.match(word):
        return verb[1]
    word = _UK_FLEETING_END.sub("ня", word)
    stem = _UK_DOUBLED.sub(r"\1", _UK_ENDING.sub("", word))
    stem = _UK_SHARED.sub("", stem)
    stem = _UK_CLOSED.sub("о", stem)
    stem = _UK_AFTER_VOWEL.sub("йц", stem)
    return _uk_hardened(_UK_FLEETING.sub("", stem))


def _uk_hardened(stem: str) -> str:
    if stem.endswith("ц") and (not stem.endswith("нц") or stem.endswith("інц")):
        return stem[:-1] + "к"  # рука, руці; but танець, танк
    return stem[:-1] + "г" if stem.endswith("з") else stem  # нога, нозі


def polish(word: str) -> str:
    """The stem of a lower-case Polish word."""
    known = _PL_WORDS.get(word)
    if known:
        return known
    if len(word) < 4:
        return word[:1] + word[1:].translate(_PL_FOLDED)
    if town := _PL_OWN_OW.match(word):
        return town[1] + "ow"
    for softened, hard in _PL_SOFTENED:
        stem, found = softened.subn(hard, word)
        if found:
            break
    else:
        stem = _PL_SHARED.sub("", _PL_ENDING.sub("", word))
    stem = stem[:1] + stem[1:].translate(_PL_FOLDED)
    for soft, hard in _PL_HARDENED:
        stem = soft.sub(hard, stem)
    return stem
