"""Work that recurs: a thread of its own does it every so many seconds, for as long as somebody has it open."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from typing import ClassVar, Self


class Recurring(ABC):
    """Such work; what cannot be done now says so itself, and is tried again when its time comes."""

    name: ClassVar[str]
    """What its thread is called."""

    def __init__(self, every: float) -> None:
        self._every = every
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)

    @abstractmethod
    def recur(self) -> None:
        """Do it once. What it raises ends the work."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(self._every):
            self.recur()
