"""``quotewire run``."""

import argparse
import asyncio

from bot import app, settings
from bot.logging import configure


def run(_: argparse.Namespace) -> None:
    """Run the bot until it is stopped."""
    chosen = settings.load()
    configure(chosen.log_level)
    asyncio.run(app.run(chosen))
