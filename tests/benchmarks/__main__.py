"""Measure what was promised and print it beside the promise.

    python -m tests.benchmarks [NAME...]

Each figure is a median of several runs; "used" is the share of the promise that is used up. Exit 1
when one misses its promise.
"""

import sys

from tests.benchmarks.figure import NotBuilt
from tests.benchmarks.measures import MEASURES


def main(names: list[str]) -> int:
    missed = 0
    chosen = {name: measure for name, measure in MEASURES.items() if not names or name in names}
    if not chosen:
        sys.stderr.write(f"Choose from: {', '.join(MEASURES)}\n")
        return 2
    sys.stdout.write(f"{'what':<44}{'median':>12}{'promise':>12}{'used':>8}\n")
    for measure in chosen.values():
        try:
            figure = measure()
        except NotBuilt as missing:
            sys.stdout.write(f"{measure.__name__:<44}{missing} is not built yet\n")
            continue
        missed += figure.used > 1
        sign = ">" if figure.least else "<"
        sys.stdout.write(
            f"{figure.what:<44}{_number(figure.median):>9} {figure.unit:<2}"
            f"{sign + _number(figure.promise):>9} {figure.unit:<2}{figure.used:>7.0%}\n"
        )
        sys.stdout.flush()
    return 1 if missed else 0


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
