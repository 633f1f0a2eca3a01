"""The embedded store: TinyDB files in one folder, held in memory and written behind."""

from bot.store.tiny.lock import holder
from bot.store.tiny.store import TinyStore, open_tiny, set_aside_if_damaged

__all__ = ["TinyStore", "holder", "open_tiny", "set_aside_if_damaged"]
