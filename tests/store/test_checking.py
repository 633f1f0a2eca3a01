"""What does not fit together is told."""

from pathlib import Path

import pytest

from bot.store.checking import check
from bot.store.rows import Table, to_row
from bot.store.source import Earlier
from bot.store.tiny import open_tiny
from tests.contract.records import NOW, memory, source
from tests.contract.test_care import fill


@pytest.mark.parametrize(
    ("table", "record", "told"),
    [
        (Table.SOURCES, source(99, address=source(2).address), "1 sources have the address of"),
        (Table.MEMORIES, memory(99), "1 memories are of sources that are not kept."),
        (
            Table.EARLIER,
            Earlier("nowhere", 1, NOW, None, ""),
            "1 earlier versions are of articles that are not kept.",
        ),
    ],
)
async def test_what_does_not_fit_together_is_told(tmp_path: Path, table: Table, record, told: str):
    async with await open_tiny(tmp_path) as store:
        await fill(store)
        assert (await check(store)).problems == ()

        await store.put_rows(table, [to_row(record)])

        (problem,) = (await check(store)).problems
        assert problem.startswith(told)
