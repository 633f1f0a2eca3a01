"""``quotewire evaluate``: how good the engine is, on the gold or on somebody's own benchmark."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from bot.chat.locale import en
from bot.cli.output import console, note, print_json
from bot.errors import BelowFloor, UsageError
from bot.evaluation.evaluate import evaluate as measured
from bot.evaluation.floors import Judged, judged, lowered, pinned, read_floors, write_floors
from bot.evaluation.gold import FLOORS, shipped_gold
from bot.evaluation.measure import Measure
from bot.evaluation.rouge import NAMES, PARTS, Standing, compare, read_benchmark

_WORDS = 100
_NAMED = 3


def evaluate(options: argparse.Namespace) -> None:
    """Measure the engine and print the figures."""
    _check(options)
    if options.rouge:
        _compare(options)
        return
    folder = Path(options.gold) if options.gold else shipped_gold()
    measures = measured(folder)
    if options.pin or options.lower:
        _change_floors(folder / FLOORS, measures, why=options.note)
    told = judged(measures, read_floors(folder / FLOORS))
    if options.json:
        print_json({"measures": [_as_json(one) for one in told], "ok": all(o.ok for o in told)})
    else:
        _print(told, failures=options.failures)
    missed = [one.measure.name for one in told if not one.ok]
    if missed:
        more = f" and {len(missed) - _NAMED} more" if len(missed) > _NAMED else ""
        raise BelowFloor(
            f"Below the floor: {', '.join(missed[:_NAMED])}{more}. See what went wrong with "
            "--failures."
        )


def _check(options: argparse.Namespace) -> None:
    if options.rouge:
        wrong = [name for name in ("gold", "failures", "pin", "lower") if getattr(options, name)]
        if wrong:
            raise UsageError(f"--{wrong[0]} is for the gold; it says nothing with --rouge.")
    elif options.words or options.algorithms:
        raise UsageError("--words and --algorithms are for --rouge. Name a benchmark with it.")
    if options.pin and options.lower:
        raise UsageError("--pin raises floors and --lower lowers them. Choose one.")
    if bool(options.lower) != bool((options.note or "").strip()):
        raise UsageError('--lower and --note "why" go together: whoever lowers a floor says why.')


def _change_floors(path: Path, measures: Sequence[Measure], *, why: str | None) -> None:
    before = read_floors(path)
    if why is None:
        after = pinned(measures, before)
    else:
        after = lowered(measures, before, why=why.strip(), on=datetime.now(UTC).date())
    names = {*before.values, *after.values}
    changed = sum(before.values.get(name) != after.values.get(name) for name in names)
    if after != before:
        write_floors(path, after)
    note(f"{en.plural(changed, 'floor')} changed in {path}.")


def _as_json(one: Judged) -> dict[str, Any]:
    value = one.measure.value
    return {
        "name": one.measure.name,
        "value": None if value is None else round(value, 6),
        "floor": one.floor,
        "ok": one.ok,
        "labels": one.measure.labels,
        "failures": list(one.measure.failures),
    }


def _print(told: Sequence[Judged], *, failures: bool) -> None:
    out = console()
    table = _table("measure", "value", "floor", "labels")
    for one in told:
        style = "" if one.ok else "bold red"
        mark = "" if one.ok else "  below"
        table.add_row(
            Text(one.measure.name, style),
            Text(_figure(one.measure.value), style),
            Text(_figure(one.floor) + mark, style),
            str(one.measure.labels),
        )
    out.print(table)
    if not failures:
        return
    for one in told:
        if one.measure.failures:
            out.print()
            out.print(Text(one.measure.name, style="bold"))
            for line in one.measure.failures:
                out.print(f"  {line}")


def _table(first: str, *others: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _compare(options: argparse.Namespace) -> None:
    from summaries.sumy_bridge import ALGORITHMS

    events = read_benchmark(Path(options.rouge))
    algorithms = options.algorithms or ["quotewire", *ALGORITHMS]
    words = options.words or _WORDS
    standings = compare(events, algorithms, words, note)
    if options.json:
        print_json(
            {
                "events": len(events),
                "words": words,
                "algorithms": [_standing_as_json(standing) for standing in standings],
            }
        )
        return
    out = console()
    for part in PARTS:
        table = _table(part, *NAMES.values())
        for standing in standings:
            table.add_row(standing.algorithm, *(_interval(standing, kind, part) for kind in NAMES))
        out.print(table)
    table = _table("speed", "seconds an event", "times as fast as lexrank")
    for standing in standings:
        times = "-" if standing.times_lexrank is None else f"{standing.times_lexrank:.1f}"
        table.add_row(standing.algorithm, f"{standing.seconds:.4f}", times)
    out.print(table)
    told = f"{en.plural(len(events), 'event')}, at most {words} words each"
    out.print(Text(f"{told}; means over events with their 95 % intervals", style="dim"))


def _interval(standing: Standing, kind: str, part: str) -> str:
    told = standing.scores[kind, part]
    return f"{told.mean:.4f} {told.low:.3f}-{told.high:.3f}"


def _standing_as_json(standing: Standing) -> dict[str, Any]:
    told: dict[str, Any] = {"algorithm": standing.algorithm}
    for kind in NAMES:
        told[kind] = {
            part: {
                name: round(getattr(standing.scores[kind, part], name), 6)
                for name in ("mean", "low", "high")
            }
            for part in PARTS
        }
    told["seconds"] = round(standing.seconds, 6)
    told["times_lexrank"] = (
        None if standing.times_lexrank is None else round(standing.times_lexrank, 3)
    )
    return told
