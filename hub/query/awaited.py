"""What is computed only if somebody awaits it."""

from collections.abc import Callable, Coroutine, Generator
from typing import Any


class Awaited:
    """A coroutine that is made when it is awaited: where a field beside it fails nobody does, and Python would warn."""

    __slots__ = ("_args", "_make")

    def __init__(self, make: Callable[..., Coroutine[Any, Any, Any]], *args: Any) -> None:
        self._make, self._args = make, args

    def __await__(self) -> Generator[Any, None, Any]:
        """Begin."""
        return self._make(*self._args).__await__()
