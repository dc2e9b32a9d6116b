"""Where commands write: a terminal, or a file of text. What people wrote reaches it as text, and commands nothing."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from rich import console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from api.cli.stopping import stoppable

COMMANDING: Final = frozenset({"Cc", "Cf"})
"""Control characters, and those that change how others are shown."""
PICTURES: Final = 0x2400
"""From here on Unicode has pictures of the control characters."""
NEW_LINE: Final = chr(PICTURES + ord("\n"))
OBEYED: Final = re.compile(r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What JSON may hold as it is, and terminals obey."""


def as_json_line(value: Any) -> str:
    """One line of JSON that says just this, and that no terminal obeys."""
    return OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False)) + "\n"


def write_for_programs(text: str) -> None:
    """Text as it is to standard output: in UTF-8, whatever letters the locale has."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())


class TextConsole(console.Console):
    """One that takes every text as text, in tables, too: neither markup nor anything that a terminal obeys."""

    def render_str(self, text: str, **how: Any) -> Text:
        """Whatever is printed comes by here."""
        return super().render_str(visible(text), **how)


class Console:
    """Standard output, or standard error where that is kept for what a command writes."""

    def __init__(self, *, stderr: bool = False) -> None:
        self._rich = TextConsole(stderr=stderr, highlight=False, markup=False)

    def print(self, text: str, style: str | None = None) -> None:
        """One line, however long."""
        in_one = text.replace("\n", NEW_LINE)
        self._rich.print(visible(in_one), style=style, markup=False, highlight=False, soft_wrap=True)

    def print_table(self, table: Table) -> None:
        """A table, as wide as there is room."""
        self._rich.print(table)

    @contextmanager
    def progress(self, what: str, total: int | None = None) -> Iterator[Callable[..., None]]:
        """A bar that is told how many are done, and of how many; only shown on a terminal. Ctrl-C is not lost in it."""
        parts = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        bar = Progress(*parts, console=self._rich, transient=True, disable=not self._rich.is_terminal)
        with stoppable() as look, bar:
            task = bar.add_task(visible(what), total=total)

            def told(done: int, of: int | None = total) -> None:
                look()
                if not bar.disable:
                    bar.update(task, completed=done, total=of)

            yield told


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
