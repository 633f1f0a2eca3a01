"""What the reader's tests have done in its process: the good, the slow, the hungry and the dead."""

import logging
import os
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import msgspec

from bot.errors import Cause, FetchError, SourceError

if sys.platform != "win32":
    import resource


def echo(request):
    return request


def sleep(request):
    time.sleep(float(request))
    return request


def spin(request):
    while True:
        pass


def allocate(request):
    return bytes(len(bytearray(int(request) * 1_000_000)) // 1_000_000)


def die(request):
    os.kill(os.getpid(), int(request))
    time.sleep(60)
    return b""


def leave(request):
    sys.exit(int(request))


def refuse(request):
    raise FetchError(Cause.NO_FEED, request.decode(), "a detail", timedelta(hours=1))


def decline(request):
    raise SourceError(request.decode())


def stumble(request):
    raise ValueError(f"the text of a page: {request.decode()}")


def large(request):
    return b"x" * int(request)


def pid(request):
    return str(os.getpid()).encode()


def state(request):
    return msgspec.json.encode(
        {
            "environment": dict(os.environ),
            "nice": os.nice(0),
            "umask": os.umask(0o077),
            "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
            "session": os.getsid(0) == os.getpid(),
            "folder": str(Path.cwd()),
        }
    )


def chatter(request):
    os.write(1, b"printed to standard output\n")
    logging.getLogger("trafilatura.core").error("the address of a page")
    logging.getLogger("bot.sources").warning("a warning of ours")
    sys.stderr.write("x" * int(request))
    return b"said"


def connect(request):
    try:
        socket.create_connection(("127.0.0.1", int(request)), timeout=5)
    except PermissionError:
        return b"refused"
    return b"connected"


def start(request):
    try:
        subprocess.run([sys.executable, "-c", ""], check=False)
    except PermissionError:
        return b"refused"
    return b"started"


def write(request):
    try:
        Path(request.decode()).write_bytes(b"text")
    except OSError:
        return b"refused"
    return b"written"


FUNCTIONS = {
    function.__name__: function
    for function in (
        *(echo, sleep, spin, allocate, die, leave, refuse, decline, stumble, large, pid, state),
        *(chatter, connect, start, write),
    )
}


def unlisted(request):
    return b"not to be called"
