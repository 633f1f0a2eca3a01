"""Which sentences make good quotes: whole, of a handy length, understood on their own."""

import re

from summaries.quotation import quotations

_SHORTEST, _LONGEST = 8, 50
# The measured 8 is for English; languages without articles say as much in fewer words.
_WITHOUT_ARTICLES, _SHORTEST_WITHOUT_ARTICLES = frozenset({"uk", "ru", "pl"}), 5
_GOOD_END = re.compile(r"[.?!\"'”’»)“]$")
_MARK_FIRST = re.compile(r"^(?:[\"'“”„«»‘’‚‹›]|[—–-]\s)")
_LEANING = {
    "en": (
        "He She It They His Her Its Their This That These Those But And Or So Yet Then There We I "
        "You Also However Meanwhile Instead Still Nor Such Both Another"
    ),
    "uk": (
        "Він Вона Воно Вони Його Її Їх Їхній Їхня Їхнє Їхні Це Цей Ця Ці Той Та Ті Те Такий Така "
        "Таке Такі Але Однак Проте Також Тоді Потім Ми Я Ви Ти А І Й Тому Там Тут Обидва Водночас "
        "Натомість Втім"
    ),
    "ru": (
        "Он Она Оно Они Его Её Ее Их Это Этот Эта Эти Тот Та Те То Такой Такая Такие Но Однако "
        "Также Тогда Потом Затем Мы Я Вы Ты А И Поэтому Там Тут Оба Впрочем"
    ),
}
_LEANING_PHRASES = {
    "en": ("In addition", "As a result", "After that"),
    "uk": ("Крім того", "У результаті", "Після цього", "При цьому"),
    "ru": ("Кроме того", "В результате", "После этого", "При этом"),
}
# Third persons and connectives say nothing without the sentence before; "we", "I", "you", "there"
# only stand better with it.
_SELF_STANDING = frozenset({"we", "i", "you", "there", "ми", "я", "ви", "мы", "вы"})

# "Deliveries of a further six units" says six of what only together with the sentence before.
_REFERS_BACK = re.compile(
    r"^(?:\S+\s+){0,4}(?:an? further|the (?:latter|former|same|other|two|three)|these|those)\b",
    re.IGNORECASE,
)


def _first_words(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    words = frozenset(_LEANING.get(language, "").split())
    return words, _LEANING_PHRASES.get(language, ())


_FIRST_WORD = re.compile(r"[^\W\d_]+")
_TABLES = {language: _first_words(language) for language in _LEANING}


def leans(text: str, language: str | None = None) -> bool:
    """Whether a sentence begins with a pronoun or connective that leans on the one before."""
    words, phrases = _TABLES.get(language or "en", (frozenset(), ()))
    first = _FIRST_WORD.match(text)
    return (first is not None and first.group() in words) or text.startswith(phrases)


def needs_context(text: str, language: str | None = None) -> bool:
    """Whether a sentence cannot be understood without the one before it."""
    first = _FIRST_WORD.match(text)
    if leans(text, language):
        return not (first and first.group().lower() in _SELF_STANDING)
    return _REFERS_BACK.match(text) is not None


def well_formed(text: str, language: str | None = None) -> bool:
    """Whether a sentence is whole, balanced and of a handy length; it may still lean."""
    shortest = _SHORTEST_WITHOUT_ARTICLES if language in _WITHOUT_ARTICLES else _SHORTEST
    return (
        shortest <= len(text.split()) <= _LONGEST
        and _GOOD_END.search(text) is not None
        and quotations(text).balanced
        and not _MARK_FIRST.match(text)
    )


def quotable(text: str, language: str | None = None) -> bool:
    """Whether a sentence makes a good quote on its own."""
    return well_formed(text, language) and not leans(text, language)
