"""Files that commands are given to read: also standard input, as “-”, and whatever can be read only once."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

import typer

STANDARD_INPUT: Final = Path("-")


def spooled(context: typer.Context, file: Path | None) -> Path | None:
    """A file that can be read as often as needed: what comes through a pipe is kept until the command ends.

    Raises BadParameter where there is none, or two are to come from standard input.
    """
    if file is None or (file != STANDARD_INPUT and file.is_file()):
        return file
    if file != STANDARD_INPUT and not file.exists():
        raise typer.BadParameter(f"file '{file}' does not exist")
    folder = Path(context.with_resource(TemporaryDirectory()))
    if file != STANDARD_INPUT:
        with file.open("rb") as pipe:
            return copied(pipe, folder / file.name)
    if __name__ in context.meta:
        raise typer.BadParameter("only one file can come from standard input: name the other")
    context.meta[__name__] = True
    return copied(sys.stdin.buffer, folder / "standard-input")


def copied(pipe: BinaryIO, file: Path) -> Path:
    """The file that everything was written to."""
    with file.open("wb") as copy:
        shutil.copyfileobj(pipe, copy)
    return file
