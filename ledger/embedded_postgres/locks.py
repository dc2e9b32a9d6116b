"""Locks on files that the kernel lets go of when their last holder ends, however it ends.

A lock is an open file descriptor: closing it, or dying, lets go. Handed on to a child (`pass_fds`), it is held until
the child and its children have ended too.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


def shared(path: Path) -> int:
    """Wait until nobody holds the lock alone, then hold it beside others."""
    return _locked(path, fcntl.LOCK_SH)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Wait until nobody else holds the lock, and hold it alone for the block."""
    lock = _locked(path, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(lock)


def exclusive_if_free(path: Path) -> int | None:
    """Hold the lock alone; None, at once, where somebody else holds it."""
    try:
        return _locked(path, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None


def _locked(path: Path, kind: int) -> int:
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, kind)
    except BaseException:
        os.close(lock)
        raise
    return lock
