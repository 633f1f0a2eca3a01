"""How the C library hands out memory."""

import ctypes
import sys

_M_ARENA_MAX = -8  # malloc.h of glibc
_ARENAS = 2


def few_arenas() -> None:
    """Let threads share their heaps, so that what one frees is there for the others.

    glibc gives each thread a heap of its own, up to eight for a core, and what was freed in one is
    of no use to another: 40 MB of nothing once a thousand sources were read. See mallopt(3).
    Elsewhere it does nothing.
    """
    if sys.platform != "linux":
        return
    try:
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)
    except (OSError, AttributeError):  # musl has no arenas, and no mallopt
        return
