"""Log lines."""

import logging

from bot.logging import WithoutToken

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"


def test_a_bot_token_never_reaches_a_line_not_even_in_a_traceback():
    try:
        raise ValueError(f"https://x.example/bot{TOKEN}/getMe")
    except ValueError as error:
        record = logging.LogRecord(
            "x",
            logging.ERROR,
            "x.py",
            1,
            "at %s",
            (f"/bot{TOKEN}/",),
            (ValueError, error, error.__traceback__),
        )

    line = WithoutToken("%(message)s").format(record)

    assert "at /bot[token]/" in line
    assert "Traceback" in line
    assert TOKEN not in line
