"""What a status that is no success means, as a failure in words. Pure."""

from datetime import datetime, timedelta

from bot.errors import Cause, FetchError
from bot.sources.fetching.headers import Headers, retry_after
from bot.sources.fetching.walls import wall

SUCCESSES = frozenset({200, 203})
NOTHING = frozenset({204, 205})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
WALLED = frozenset({202, 403, 405, 429, 503})
"""The statuses with which walls against bots answer, besides 200."""

HOLD_BACK = timedelta(minutes=1)
"""For how long a host is left alone that says it has too much to do, and not for how long."""

_SENTENCES: dict[int, tuple[Cause, str]] = {
    401: (
        Cause.REFUSED,
        "asks for a name and a password here. Look for an address that needs none.",
    ),
    403: (
        Cause.REFUSED,
        "does not let this bot in (403). Look for another address of the same news.",
    ),
    404: (Cause.MISSING, "has nothing at this address (404). Check it, or look for the new one."),
    410: (
        Cause.GONE,
        "says that this is gone for good (410). Look for another address of the same news.",
    ),
    429: (Cause.BUSY, "asked to be left alone for a while (429). It is fetched again later."),
    451: (
        Cause.REFUSED,
        "may not show this, for legal reasons (451). Look for other news of the same kind.",
    ),
}


def failure(
    status: int, headers: Headers, content: bytes, *, host: str, now: datetime
) -> FetchError:
    """Why an answer that is neither a success nor a redirect is of no use.

    Args:
        status: of the answer.
        headers: of the answer.
        content: the beginning of its body, decoded.
        host: who answered, as people know it.
        now: the present moment.
    """
    if status in WALLED:
        product = wall(headers, content)
        if product is not None:
            return walled(host, product)
    wish = retry_after(headers.first("retry-after"), now)
    detail = f"status {status}"
    if status in _SENTENCES:
        cause, sentence = _SENTENCES[status]
        return FetchError(cause, f"{host} {sentence}", detail, wish)
    if status in NOTHING:
        return empty(host)
    if 500 <= status <= 599:
        sentence = f"{host} has trouble of its own ({status}). It is fetched again later."
        return FetchError(Cause.SERVER, sentence, detail, wish)
    if status == 304:
        sentence = f"{host} says that nothing has changed (304), but was not asked that."
        return FetchError(Cause.STATUS, f"{sentence} Its owner would have to mend it.", detail)
    sentence = f"{host} gave an answer that is of no use here ({status}). Check the address."
    return FetchError(Cause.STATUS, sentence, detail, wish)


def walled(host: str, product: str) -> FetchError:
    """A wall against bots stands before what was asked for."""
    return FetchError(
        Cause.REFUSED,
        f"{host} keeps bots out with {product}. Its owner would have to let this one in; or look "
        "for another address of the same news.",
        product,
    )


def empty(host: str) -> FetchError:
    """There is nothing in the answer."""
    return FetchError(Cause.EMPTY, f"{host} sends nothing at all at this address. Check it.")
