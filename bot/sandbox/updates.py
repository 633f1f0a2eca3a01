"""The queue of updates and the long polls that empty it."""

import asyncio
from collections import deque
from collections.abc import Collection

from bot.sandbox.refusal import Refusal

MAX_PENDING = 1_000
MAX_BATCH = 100
MAX_WAIT = 50.0
_FIRST_ID = 100_000_001

# A bot gets these unless it asks for others by name.
_DEFAULT_KINDS = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})

_CONFLICT = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance "
    "is running"
)


class UpdateQueue:
    """Updates wait here until the bot has confirmed them with a higher offset."""

    def __init__(self) -> None:
        self._pending: deque[dict[str, object]] = deque(maxlen=MAX_PENDING)
        self._next_id = _FIRST_ID
        self._kinds: Collection[str] = _DEFAULT_KINDS
        self._poll: asyncio.Future[None] | None = None
        self._closed = False

    @property
    def pending(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self._pending)

    def choose(self, kinds: Collection[str]) -> None:
        """From now on queue only these kinds of updates; none named means the usual ones."""
        self._kinds = frozenset(kinds) or _DEFAULT_KINDS

    def put(self, kind: str, content: dict[str, object]) -> None:
        """Queue an update, unless the bot did not ask for its kind."""
        if kind not in self._kinds:
            return
        self._pending.append({"update_id": self._next_id, kind: content})
        self._next_id += 1
        self._wake()

    def drop(self) -> None:
        """Forget everything that is pending."""
        self._pending.clear()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[dict[str, object]]:  # noqa: ASYNC109 - it is the request's own parameter, and its end is no error
        """Updates from an offset on, waiting up to ``timeout`` seconds for the first.

        An offset confirms (forgets) everything before it; a negative one keeps only so many of
        the newest.

        Raises:
            Refusal: another poll began meanwhile (409), as only one may run.
        """
        self._end_other_poll()
        self._confirm(offset)
        limit = limit if 1 <= limit <= MAX_BATCH else MAX_BATCH
        if not self._pending and timeout > 0 and not self._closed:
            await self._wait(min(timeout, MAX_WAIT))
        return [update for _, update in zip(range(limit), self._pending, strict=False)]

    def close(self) -> None:
        """Let the waiting poll go with nothing, and later ones at once."""
        self._closed = True
        self._wake()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
            return
        while self._pending and self._id(self._pending[0]) < offset:
            self._pending.popleft()

    @staticmethod
    def _id(update: dict[str, object]) -> int:
        number = update["update_id"]
        return number if isinstance(number, int) else 0

    def _end_other_poll(self) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_exception(Refusal(409, _CONFLICT))
        self._poll = None

    def _wake(self) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    async def _wait(self, seconds: float) -> None:
        poll: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            pass
        finally:
            if self._poll is poll:
                self._poll = None
