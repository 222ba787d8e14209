"""Locks on files: the kernel frees them when their holders are gone, however these ended."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold a lock that only one process has; waits for it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def share(path: Path) -> int:
    """Hold a lock together with others until the returned handle is closed."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def take(path: Path) -> int | None:
    """The handle of a lock that nobody else holds, or None; whoever inherits the handle holds it too."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def free(path: Path) -> bool:
    """Whether nobody holds this lock."""
    handle = take(path)
    if handle is not None:
        os.close(handle)
    return handle is not None
