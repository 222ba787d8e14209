"""The end of a request's time: when it has run too long, or when the client has gone."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from starlette.types import Receive

from hub.endpoint.errors import Refusal, refusal_of
from hub.endpoint.limits import Limits, too_slow

PATIENCE = 0.05
"""Seconds after which it is watched whether the client goes: most answers have left by then, and never pay for it."""


class ClientGoneError(Exception):
    """The client closed the connection: nobody waits for an answer."""


class Within:
    """Cancels what runs inside after some seconds and raises `late` in its place: `asyncio.timeout` with less ado."""

    def __init__(self, seconds: float, late: Callable[[], Exception]) -> None:
        self._seconds, self._late = seconds, late
        self._ended: Callable[[], Exception] | None = None

    async def __aenter__(self) -> Self:
        """Start the clock."""
        self._loop = asyncio.get_running_loop()
        task = asyncio.current_task()
        assert task is not None
        self._task, self._cancelling = task, task.cancelling()
        self._start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Stop it; only a cancellation of its own becomes another error."""
        self._stop()
        if self._ended and self._task.uncancel() <= self._cancelling and kind is asyncio.CancelledError:
            raise self._ended() from None

    def _start(self) -> None:
        """Not before the event loop's next turn: what never waits, as for a body that is all there, needs no timer."""
        self._timer: asyncio.Handle = self._loop.call_soon(self._count)

    def _count(self) -> None:
        self._timer = self._loop.call_later(self._seconds, self._end, self._late)

    def _stop(self) -> None:
        self._timer.cancel()

    def _end(self, because: Callable[[], Exception]) -> None:
        if self._ended is None:
            self._ended = because
            self._task.cancel()


class Deadline(Within):
    """The same, and also when the client closes (`ClientGoneError`), which is watched if it takes longer."""

    def __init__(self, receive: Receive, limits: Limits) -> None:
        super().__init__(limits.seconds, lambda: Refusal(503, refusal_of(too_slow(limits)).faults))
        self._receive = receive
        self._watcher: asyncio.Task[None] | None = None

    def _start(self) -> None:
        if self._seconds <= PATIENCE:
            self._count()
        else:
            self._timer = self._loop.call_later(PATIENCE, self._watch)

    def _stop(self) -> None:
        super()._stop()
        if self._watcher is not None:
            self._watcher.cancel()

    def _watch(self) -> None:
        self._timer = self._loop.call_later(self._seconds - PATIENCE, self._end, self._late)
        self._watcher = self._loop.create_task(self._until_gone())

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._end(ClientGoneError)


def deadline(receive: Receive, limits: Limits) -> Deadline:
    """Cancel what runs inside at its deadline (`Refusal`, 503) or when the client closes (`ClientGoneError`).

    `receive` must have given the whole body, so that the next message is the disconnection.
    """
    return Deadline(receive, limits)
