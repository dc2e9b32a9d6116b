"""Files that are named on the command line: looked at before any work begins, also where they come through a pipe."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

import typer

from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.note import Note

STANDARD_INPUT: Final = Path("-")


def writable(file: Path | None) -> Path | None:
    """A file that something can be written to. Raises BadParameter, which says what would be right."""
    if file is None:
        return None
    folder = file.parent
    if file.is_dir():
        raise typer.BadParameter(f"“{file}” is a folder: name a file in it")
    if not folder.is_dir():
        raise typer.BadParameter(f"the folder “{folder}” is not there: make it first, or name another")
    if not os.access(file if file.exists() else folder, os.W_OK):
        raise typer.BadParameter(f"“{file}” cannot be written by whom this runs as: name another file")
    return file


def new_file(file: Path | None) -> Path | None:
    """A file that can be written and is not there yet: nothing is written over. Raises BadParameter.

    What is no file, as /dev/stdout, holds nothing that could be lost.
    """
    if file is not None and file.is_symlink() and not file.exists():
        raise typer.BadParameter(f"“{file}” is a link that leads nowhere: name a new file")
    if writable(file) is not None and file is not None and file.is_file():
        raise typer.BadParameter(f"“{file}” is there already: name a new file, or move that one away")
    return file


def opened_anew(file: Path) -> BinaryIO:
    """A new file that its owner alone may read, as its words are opened. Nothing is written over or through a link.

    What is no file and was named, as /dev/stdout, is written to as it is. Raises BadParameter.
    """
    if file.exists() and not file.is_file():
        return file.open("wb")
    try:
        return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb")
    except FileExistsError:
        raise typer.BadParameter(f"“{file}” is there already: name a new file, or move that one away") from None


def write_opened(written: bytes, to: Path | None) -> None:
    """Words that were opened, into such a new file; to standard output where none is named. Raises BadParameter."""
    if to is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(written)
        return
    with opened_anew(to) as file:
        file.write(written)


def kept_checkpoint(file: Path | None, option: str) -> bytes | None:
    """A checkpoint that somebody kept. Raises BadParameter for a file that is none."""
    if file is None:
        return None
    kept = file.read_bytes()
    try:
        Checkpoint.parse(Note.parse(kept).text)
    except ValueError as error:
        raise typer.BadParameter(f"“{file}” is no checkpoint of a log: {error}", param_hint=option) from None
    return kept


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
