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


def told_elsewhere(record: logging.LogRecord) -> bool:
    """Whether python-telegram-bot logs with a traceback what it also raises, or reports to us.

    We tell it in a sentence (``bot.chat.telegram.api_errors``, ``bot.app``). asyncio says the same
    of the polling task, which python-telegram-bot leaves behind when the token is refused.
    """
    error = record.exc_info[1] if record.exc_info else None
    foreign = record.name.partition(".")[0] in {"telegram", "asyncio"}
    return foreign and type(error).__module__ == "telegram.error"


def configure(level: str) -> None:
    """Send log lines of this level and above to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WithoutToken("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    handler.addFilter(lambda record: not told_elsewhere(record))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
