"""Why a source cannot be read, and what an admin can do, in British English."""

from collections.abc import Mapping
from typing import Final

from bot.errors import Cause
from bot.store.source import Source

_WAIT = "Nothing to do for now: I go on trying, less and less often."
CAUSES: Final[Mapping[Cause, tuple[str, str]]] = {
    Cause.ADDRESS: (
        "its address makes no sense",
        "Remove it, and add it again with the right address.",
    ),
    Cause.PRIVATE: (
        "its address leads into a private network, where I do not go",
        (
            "If that is your own network, whoever runs this bot can allow it with "
            "QUOTEWIRE_ALLOW_HOSTS; otherwise remove it."
        ),
    ),
    Cause.DNS: (
        "nobody knows its host name",
        (
            "Try the address in a browser. If it does not open there either, the site has moved or "
            "closed: look for its new address, and remove this one."
        ),
    ),
    Cause.CONNECTION: (
        "its server takes no connections",
        f"It may be down for a while. {_WAIT}",
    ),
    Cause.TLS: (
        "its certificate is not valid, so nobody knows who answers there",
        f"Only the owner of the site can mend that. {_WAIT}",
    ),
    Cause.TIMEOUT: ("its server takes too long to answer", _WAIT),
    Cause.CUT: ("its server breaks off in the middle", _WAIT),
    Cause.REDIRECTS: (
        "it sends me from one address to the next without end",
        "Open it in a browser, and add the address where you end up.",
    ),
    Cause.REFUSED: (
        "its server lets no bots in",
        "Look for another feed of the same outlet, or ask the outlet to let Quotewire in.",
    ),
    Cause.MISSING: (
        "there is nothing at its address any more",
        "The feed may have moved: send the site's front page with /addsource to find it.",
    ),
    Cause.GONE: (
        "its server says that it is gone for good",
        (
            "If the site is still there, send its front page with /addsource to find a new feed. "
            "You can leave this one as it is, or remove it with its articles."
        ),
    ),
    Cause.BUSY: (
        "its server asks me to come less often",
        "Nothing to do: I wait for as long as it wants.",
    ),
    Cause.SERVER: ("its server has a fault of its own", _WAIT),
    Cause.STATUS: (
        "its server gives an answer that I cannot use",
        "Try the address in a browser. If it works there, tell whoever runs this bot.",
    ),
    Cause.ENCODING: (
        "its letters are stored in a way that I cannot read",
        "Look for another feed of the same outlet.",
    ),
    Cause.TOO_LARGE: (
        "it is larger than what I read at once",
        "Look for a shorter feed of the same outlet, such as that of one section.",
    ),
    Cause.EMPTY: (
        "there is nothing in it",
        f"Try the address in a browser. If it is empty there too, the outlet has a fault. {_WAIT}",
    ),
    Cause.NO_FEED: (
        "what is at its address is no feed any more",
        "The feed may have moved: send the site's front page with /addsource to find it.",
    ),
    Cause.NO_ARTICLE: (
        "there is no article on its page",
        "Open it in a browser. If the article has moved, add its new address and remove this one.",
    ),
    Cause.UNSAFE: (
        "it holds what is made to harm whoever reads it",
        "Remove it, unless you know its owner: they may not know of it.",
    ),
    Cause.STUCK: (
        "reading it took too long or went wrong, and was ended",
        "Look for another feed of the same outlet, such as that of one section.",
    ),
}
"""What is wrong, to go on after a colon or "since", and what an admin can do, in sentences."""


def cause(of: Source) -> tuple[str, str]:
    """What is wrong with a source, with what else is known, and what an admin can do."""
    what, advice = CAUSES[of.cause or Cause.STATUS]
    return (f"{what} ({of.detail})" if of.detail else what), advice
