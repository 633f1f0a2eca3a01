"""The real process, as ``quotewire run`` starts it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

QUOTEWIRE = str(Path(sys.executable).with_name("quotewire"))


@dataclass(frozen=True, slots=True)
class Running:
    process: subprocess.Popen[str]
    url: str  # of the chat page; "" with a token


def start(data: Path, **settings: str) -> subprocess.Popen[str]:
    """Start the bot with these settings and none from outside; never on anybody's own data."""
    environment = {n: v for n, v in os.environ.items() if not n.startswith("QUOTEWIRE_")}
    environment |= {"QUOTEWIRE_DATA": str(data)}
    environment |= {f"QUOTEWIRE_{name}": value for name, value in settings.items()}
    return subprocess.Popen(
        [QUOTEWIRE, "run"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until_ready(process: subprocess.Popen[str]) -> str:
    """What it wrote until it said how to stop it."""
    assert process.stdout is not None
    told = ""
    while "Stop it with" not in told:
        line = process.stdout.readline()
        assert line, told
        told += line
    return told


@contextmanager
def running(data: Path, **settings: str) -> Iterator[Running]:
    """The bot, ready, in the sandbox on a free port; stopped at the end."""
    process = start(data, SANDBOX_LISTEN="127.0.0.1:0", **settings)
    try:
        found = re.search(r"http://[\w.:]+/?", wait_until_ready(process))
        assert found
        yield Running(process, found.group())
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
