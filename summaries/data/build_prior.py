"""Make the ``prior_*.txt`` files from wordfreq (a development dependency)."""

from collections import defaultdict
from pathlib import Path

import wordfreq

from summaries.terms import LANGUAGES, stemmer, stop_stems, tokens

_STEMS = 5_000


def main() -> None:
    """Write one file a language, beside this module."""
    for language in LANGUAGES:
        stem = stemmer(language)
        frequency: dict[str, float] = defaultdict(float)
        for word, value in wordfreq.get_frequency_dict(language, "small").items():
            for token in tokens(word):
                frequency[stem(token)] += value
        if language != "en":  # whose stop words share stems with others
            for stop in stop_stems(language):
                frequency.pop(stop, None)
        common = sorted(frequency.items(), key=lambda pair: -pair[1])[:_STEMS]
        rows = [f"{name}\t{value:.3g}\n" for name, value in common]
        Path(__file__).with_name(f"prior_{language}.txt").write_text("".join(rows), "utf-8")


if __name__ == "__main__":
    main()
