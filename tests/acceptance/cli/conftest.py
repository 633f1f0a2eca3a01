"""Commands, run in this process."""

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.app.desk
from bot.cli import main
from bot.sources.reading import read
from tests.acceptance.cli.web import web
from tests.acceptance.conftest import SEEDS
from tests.tricky import Tricky

ALL_SEEDS = sorted(str(p) for p in SEEDS.glob("*.txt"))


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch):
    """A data folder of its own, and no settings from outside."""
    for name in [n for n in os.environ if n.startswith("QUOTEWIRE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("QUOTEWIRE_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def quotewire(capsys):
    """Runs a command; its exit code, standard output and standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        output = capsys.readouterr()
        return code, output.out, output.err

    return run


@pytest.fixture
def as_json(quotewire):
    def run(*arguments: str) -> dict:
        code, out, err = quotewire(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)

    return run


@pytest.fixture
def server(monkeypatch) -> Iterator[Tricky]:
    """A web that the commands may reach."""
    with web() as found:
        monkeypatch.setenv("QUOTEWIRE_ALLOW_HOSTS", found.place)
        yield found


@pytest.fixture
def in_process(monkeypatch):
    """What is fetched is read in this process, without the second that another takes to start."""

    async def read_here(request):
        return await asyncio.to_thread(read, request)

    monkeypatch.setattr(bot.app.desk, "_reading_in", lambda _: read_here)
