"""The only place where parts are put together."""

from bot.app.answering import answering
from bot.app.desk import Desks, desk_in, desk_on
from bot.app.running import run
from bot.app.stores import altered, looked_into, open_store, opened, place_in, utc_now

__all__ = [
    "Desks",
    "altered",
    "answering",
    "desk_in",
    "desk_on",
    "looked_into",
    "open_store",
    "opened",
    "place_in",
    "run",
    "utc_now",
]
