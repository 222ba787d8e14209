"""How often, and how much at once, one caller may ask, so that the load of one doesn't starve the others.

A caller is a person through a client; who has no token is known by address. Counts are each worker's own: with several
workers a caller gets as much from each.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from math import ceil
from time import monotonic

from starlette.requests import Request

from hub.auth.access import Access
from hub.endpoint.errors import Refusal, refuse
from hub.errors import ErrorCode

CALLERS = 10_000
"""Callers remembered; one that is forgotten begins anew."""
BURST_SECONDS = 5.0
"""How long a caller may have been silent and catch up."""


@dataclass(slots=True)
class _Caller:
    """What one caller may still ask for: a bucket that fills with time, and its places at once."""

    left: float
    at: float
    places: asyncio.Semaphore = field(repr=False)


class Rates:
    """Admits requests: `per_second` in the long run, and `at_once` running together; the others wait their turn."""

    def __init__(self, per_second: float, at_once: int, clock: Callable[[], float] = monotonic) -> None:
        self._rate, self._at_once, self._clock = per_second, at_once, clock
        self._most = max(1.0, per_second * BURST_SECONDS)
        self._callers: OrderedDict[Hashable, _Caller] = OrderedDict()

    def turn(self, caller: Hashable) -> AbstractAsyncContextManager[None]:
        """What to run within; raises Refusal with 429 and Retry-After (RFC 6585 section 4) for who asks too often."""
        known = self._known(caller)
        if known.left < 1:
            raise _too_often(ceil((1 - known.left) / self._rate))
        known.left -= 1
        return known.places

    def _known(self, caller: Hashable) -> _Caller:
        now = self._clock()
        known = self._callers.get(caller)
        if known is None:
            known = self._callers[caller] = _Caller(self._most, now, asyncio.Semaphore(self._at_once))
            if len(self._callers) > CALLERS:
                self._callers.popitem(last=False)
        known.left = min(self._most, known.left + (now - known.at) * self._rate)
        known.at = now
        self._callers.move_to_end(caller)
        return known


def caller_of(access: Access, request: Request) -> Hashable:
    """Who asks, for counting."""
    if access.subject is None:
        return request.client.host if request.client else ""
    return access.client_id, access.subject


def _too_often(seconds: int) -> Refusal:
    return refuse(
        429,
        ErrorCode.RATE_LIMITED,
        f"You ask too often. Wait {seconds} s, then slow down or ask for more at once.",
        f"请求过于频繁。请等待 {seconds} 秒，并降低频率或合并请求。",
        retry_after=str(seconds),
    )
