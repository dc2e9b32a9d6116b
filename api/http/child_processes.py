"""Processes that a server starts beside itself: they end with it, and leave Ctrl-C to it."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, Final

SPAWN: Final = multiprocessing.get_context("spawn")


def ended_with_its_parent(work: Callable[..., None], *given: Any) -> None:
    """What such a process does. It ends also where the one that started it was killed, and could not tell it to."""

    def watch() -> None:
        if parent := multiprocessing.parent_process():
            wait([parent.sentinel])
            os._exit(0)

    left_to_the_parent()
    Thread(target=watch, daemon=True, name="watching the parent").start()
    work(*given)


def left_to_the_parent() -> None:
    """Ctrl-C at a terminal reaches all processes: no other than the first says that it was stopped by it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
