"""What each command answers: pure functions from what is known to an ``Answer``."""
