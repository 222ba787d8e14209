"""Work that goes on although the one who waits for it is cancelled, and needs no task as long as nobody is."""

import asyncio
from collections.abc import Callable, Coroutine, Generator
from functools import partial
from types import coroutine
from typing import Any, TypeVar

T = TypeVar("T")
Work = Coroutine[Any, Any, T]


@coroutine
def unbroken(work: Work[T], left: Callable[[Work[T]], object]) -> Generator[Any, None, T]:
    """What the work gives, run in the task that awaits it; when that is cancelled, `left` gets the rest to run.

    The work waits for futures only. The task waits for others in their place, as those are cancelled along with it.
    """
    loop = asyncio.get_running_loop()
    while True:
        try:
            awaited = work.send(None)
        except StopIteration as end:
            value: T = end.value
            return value
        awaited._asyncio_future_blocking = False  # noqa: SLF001 - taken note of, as by a task
        mine = loop.create_future()
        awaited.add_done_callback(partial(_wake, mine))
        try:
            yield from mine
        except asyncio.CancelledError:
            left(_rest(work, awaited))
            raise


def _wake(waiter: asyncio.Future[None], _: object) -> None:
    if not waiter.done():
        waiter.set_result(None)


async def _rest(work: Work[T], awaited: asyncio.Future[Any]) -> T:
    await asyncio.wait((awaited,))
    return await _resumed(work)


@coroutine
def _resumed(work: Work[T]) -> Generator[Any, None, T]:
    """The same as to await it, which Python refuses once it has begun."""
    return (yield from work.__await__())
