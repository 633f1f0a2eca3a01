"""The direction of imports is part of the design; pyproject.toml has the contracts."""

import subprocess
import sys
from pathlib import Path


def test_every_import_runs_in_the_agreed_direction():
    """In a process of its own, for it takes over logging and standard output."""
    told = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stdout
