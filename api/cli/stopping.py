"""Ctrl-C while something long is under way: never lost, and at once where it is pressed again."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import Final

from api.cli.exit_codes import STOPPED

CURSOR_SHOWN: Final = b"\x1b[?25h\n"


@contextmanager
def stoppable() -> Iterator[Callable[[], None]]:
    """Gives what looks whether Ctrl-C was pressed: it raises KeyboardInterrupt, as leaving the block does.

    Python raises it where the main thread happens to be. In a finalizer, or in what a library calls back, nobody hears
    of it; whoever looks now and then does. Pressed again, it ends the process, whatever that waits for.
    """
    pressed = False

    def press(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            if sys.stdout.isatty():
                os.write(sys.stdout.fileno(), CURSOR_SHOWN)  # a bar hides it
            os._exit(STOPPED)
        pressed = True
        raise KeyboardInterrupt

    def look() -> None:
        if pressed:
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or current_thread() is not main_thread():
        yield look  # somebody else listens already, or nobody is meant to
        return
    signal.signal(signal.SIGINT, press)
    try:
        yield look
        look()
    finally:
        signal.signal(signal.SIGINT, before)
