"""Where commands write: a terminal, or a file of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich import console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

COMMANDING: Final = frozenset({"Cc", "Cf"})
"""Control characters, and those that change how others are shown."""
PICTURES: Final = 0x2400
"""From here on Unicode has pictures of the control characters."""


class Console:
    """Standard output, or standard error where that is kept for what a command writes."""

    def __init__(self, *, stderr: bool = False) -> None:
        self._rich = console.Console(stderr=stderr, highlight=False)

    def print(self, text: str, style: str | None = None) -> None:
        """One line, however long."""
        self._rich.print(visible(text), style=style, markup=False, highlight=False, soft_wrap=True)

    def print_table(self, table: Table) -> None:
        """A table, as wide as there is room."""
        self._rich.print(table)

    @contextmanager
    def progress(self, what: str, total: int | None = None) -> Iterator[Callable[..., None]]:
        """A bar that is told how many are done, and of how many; only shown on a terminal."""
        parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bar = Progress(*parts, console=self._rich, transient=True, disable=not self._rich.is_terminal)
        with bar:
            task = bar.add_task(what, total=total)
            yield lambda done, of=total: bar.update(task, completed=done, total=of)


def visible(text: str) -> str:
    """A text as it can be sent to a terminal: what would command the terminal, or turn the writing round, is shown."""
    return text if text.isprintable() else "".join(map(shown, text))


def shown(letter: str) -> str:
    """A character, or a picture of one that is none."""
    if letter.isprintable() or letter in "\n\t" or unicodedata.category(letter) not in COMMANDING:
        return letter
    return chr(PICTURES + ord(letter)) if ord(letter) < ord(" ") else f"<U+{ord(letter):04X}>"


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else several or one + 's'}"
