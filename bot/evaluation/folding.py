"""Texts compared without regard to white space."""

from collections.abc import Collection


def fold(text: str) -> str:
    """The text with each run of white space as one space, and none around it."""
    return " ".join(text.split())


def alike(text: str, sentence: str) -> bool:
    """Whether two folded texts are one sentence, or one is part of the other.

    So a sentence that is cut elsewhere than its label is still the same sentence; that it is cut
    elsewhere is measured by itself.
    """
    return bool(text and sentence) and (text in sentence or sentence in text)


def among(text: str, sentences: Collection[str]) -> bool:
    """Whether a folded text is one of some sentences, whole or in part."""
    return text in sentences or any(alike(text, sentence) for sentence in sentences)
