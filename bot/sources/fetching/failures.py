"""What the HTTP library and OpenSSL report, as failures that a person can do something about."""

import ssl
from collections.abc import Iterator
from datetime import timedelta

import httpcore

from bot.errors import Cause, FetchError

_UNTRUSTED = (
    "authority not trusted",
    "The certificate of {host} is from nobody whom this machine trusts. Its owner must mend that.",
)
_MISNAMED = (
    "certificate for another name",
    "The certificate of {host} is for another name. Check how the address is spelt.",
)
_OVER = (
    "certificate expired",
    "The certificate of {host} has expired. Its owner has to renew it.",
)
_EARLY = (
    "certificate not valid yet",
    "The certificate of {host} is not valid yet. Check the clock of this machine.",
)
_OWN = (
    "self-signed certificate",
    "{host} signed its certificate itself, so nobody vouches for it. It needs a real one.",
)
# By the numbers of OpenSSL's X509_V_ERR_..., which alone tell them apart.
_CERTIFICATES = {
    9: _EARLY,
    10: _OVER,
    18: _OWN,
    19: _UNTRUSTED,
    20: _UNTRUSTED,
    21: _UNTRUSTED,
    62: _MISNAMED,
    64: _MISNAMED,
}

EXPECTED: tuple[type[Exception], ...] = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    ssl.SSLError,
)
"""What ``explained`` explains; whatever else is raised is a mistake of ours."""


def explained(error: Exception, host: str) -> FetchError:
    """What went wrong between us and a host.

    Args:
        error: one of ``EXPECTED``.
        host: as people know it.
    """
    if isinstance(error, httpcore.ConnectTimeout):
        return FetchError(
            Cause.TIMEOUT,
            f"{host} takes too long to set up a secure connection. It is tried again later.",
            "no secure connection in time",
        )
    if isinstance(error, httpcore.TimeoutException):
        return FetchError(
            Cause.TIMEOUT,
            f"{host} took the connection and then fell silent. It is tried again later.",
            "silent",
        )
    secure = next((e for e in _chain(error) if isinstance(e, ssl.SSLError)), None)
    if secure is not None:
        return _insecure(secure, host)
    if isinstance(error, httpcore.ConnectError):
        return FetchError(
            Cause.CONNECTION,
            f"{host} ended the connection before it was set up. It is tried again later.",
            "no connection",
        )
    if isinstance(error, httpcore.ProtocolError) and not _is_cut(error):
        return _senseless(error, host)
    return FetchError(
        Cause.CUT,
        f"{host} broke off in the middle of its answer. It is tried again later.",
        "connection cut",
    )


def too_slow(host: str, whole: timedelta) -> FetchError:
    """An answer that trickles in."""
    return FetchError(
        Cause.TIMEOUT,
        f"{host} sends so slowly that it did not end in {whole.total_seconds():g} seconds. It is "
        "tried again later.",
        "too slow",
    )


def _insecure(error: ssl.SSLError, host: str) -> FetchError:
    code = error.verify_code if isinstance(error, ssl.SSLCertVerificationError) else None
    if code in _CERTIFICATES:
        detail, sentence = _CERTIFICATES[code]
        return FetchError(Cause.TLS, sentence.format(host=host), detail)
    if code is not None:
        return FetchError(
            Cause.TLS, f"The certificate of {host} is not valid.", "certificate not valid"
        )
    return FetchError(
        Cause.TLS,
        f"No secure connection to {host} comes about. Maybe it has none: try http:// instead of "
        "https://.",
        (error.reason or "").replace("_", " ").lower() or "no secure connection",
    )


def _senseless(error: httpcore.ProtocolError, host: str) -> FetchError:
    if "too long" in str(error).lower():
        return FetchError(
            Cause.TOO_LARGE,
            f"{host} begins its answer with more headers than are read. Its owner would have to "
            "mend it.",
            "headers too large",
        )
    return FetchError(
        Cause.CONNECTION,
        f"{host} answers with something that is not HTTP. Check the address.",
        "not HTTP",
    )


def _is_cut(error: httpcore.ProtocolError) -> bool:
    """Whether a server went away; h11 has one class for that and for an answer without sense."""
    told = str(error).lower()
    return "disconnected" in told or "peer closed" in told or "peer unexpectedly closed" in told


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
