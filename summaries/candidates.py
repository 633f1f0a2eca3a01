"""Which sentences make good quotes: whole, of a handy length, understood on their own."""

import re

_SHORTEST, _LONGEST = 8, 50
_GOOD_END = re.compile(r"[.?!\"'”’»)“]$")
_MARK_FIRST = re.compile(r"^[\"'“”„«»‘’‚‹›]")
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
    return leans(text, language) and not (first and first.group().lower() in _SELF_STANDING)


def balanced(text: str) -> bool:
    """Whether every quotation that the text opens is closed in it, and none closed unopened."""
    if text.count('"') % 2:
        return False
    for openers, closers in (("“„", "”“"), ("«", "»"), ("‹", "›")):
        if not _paired(text, openers, closers):
            return False
    opened = len(re.findall(r"(?<!\w)‘(?=\S)", text))
    closed = len(re.findall(r"(?<=\S)’(?!\w)", text))
    return opened <= closed


def _paired(text: str, openers: str, closers: str) -> bool:
    depth = 0
    for mark in text:
        if mark in closers and (depth or mark not in openers):
            depth -= 1
            if depth < 0:
                return False
        elif mark in openers:
            depth += 1
    return depth == 0


def well_formed(text: str) -> bool:
    """Whether a sentence is whole, balanced and of a handy length; it may still lean."""
    return (
        _SHORTEST <= len(text.split()) <= _LONGEST
        and _GOOD_END.search(text) is not None
        and balanced(text)
        and not _MARK_FIRST.match(text)
    )


def quotable(text: str, language: str | None = None) -> bool:
    """Whether a sentence makes a good quote on its own."""
    return well_formed(text) and not leans(text, language)
