"""Log lines for the operator, on standard error; a bot token never reaches one."""

import logging
import re
import sys

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
# httpx writes whole addresses, the token included, at INFO; the others only what does not help.
_CHATTY = ("httpx", "httpcore", "apscheduler", "asyncio", "telegram")


class WithoutToken(logging.Formatter):
    """A formatter that blanks whatever looks like a bot token, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record."""
        return _TOKEN.sub("[token]", super().format(record))


def configure(level: str) -> None:
    """Send log lines of this level and above to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WithoutToken("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
