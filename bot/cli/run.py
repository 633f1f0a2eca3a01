"""``quotewire run``."""

import argparse
import asyncio
import sys

from bot import app, settings
from bot.logging import configure
from bot.memory import few_arenas


def run(_: argparse.Namespace) -> None:
    """Run the bot until it is stopped."""
    few_arenas()
    _without_httpx_command()
    chosen = settings.load()
    configure(chosen.log_level)
    asyncio.run(app.run(chosen))


def _without_httpx_command() -> None:
    """Spare the start the import of httpx's own command line, with rich, click and pygments.

    httpx takes that for an extra which is not installed, and goes on without it:
    https://github.com/encode/httpx/blob/0.28.1/httpx/__init__.py. It is a sixth of our start.
    """
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type] # the import system's "no"
