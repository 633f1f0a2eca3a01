"""Measure what was promised and print it beside the promise.

    python -m tests.benchmarks [NAME...]

Each figure is a median of several runs. Exit 1 when one misses its promise.
"""

import sys

from tests.benchmarks.measures import MEASURES


def main(names: list[str]) -> int:
    missed = 0
    chosen = {name: measure for name, measure in MEASURES.items() if not names or name in names}
    if not chosen:
        sys.stderr.write(f"Choose from: {', '.join(MEASURES)}\n")
        return 2
    sys.stdout.write(f"{'what':<44}{'median':>12}{'promise':>12}{'used':>8}\n")
    for measure in chosen.values():
        figure = measure()
        used = figure.median / figure.promise
        missed += used > 1
        sys.stdout.write(
            f"{figure.what:<44}{figure.median:>9.3g} {figure.unit:<2}"
            f"{figure.promise:>9.3g} {figure.unit:<2}{used:>7.0%}\n"
        )
        sys.stdout.flush()
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
