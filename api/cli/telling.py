"""What went wrong, told to whoever runs a command: what was read, what would be right, and no traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from api.cli.console import Console
from api.cli.database_named import database_in_words
from api.cli.exit_codes import COULD_NOT_LOOK, FAILED, WRONG_USE
from api.cli.serving_options import CannotListen
from api.credentials.issuing import NowhereToBeVerified
from api.graphql.document_not_served import DocumentNotServed
from api.keys import NotItsKey
from api.settings import Settings
from audit.replay import NothingDecided, Unreadable
from domain.kernel.refusals import Refusal
from ledger import KeyMissing, TooManyConflicts, WrongKeyEncryptionKey
from ledger.embedded_postgres import EmbeddedPostgresUnavailable
from ledger.storage.belonging import KeysNotApart, KeysOfAnotherBook
from ledger.storage.connections import DatabaseError, Gone
from ledger.storage.dumps import CannotBeDumped
from ledger.storage.key_file import NotAKey
from ledger.storage.keys_compared import KeptNowhereElse
from ledger.storage.migrations import NotMigrated, TooOld
from ledger.storage.others_connected import InUse
from ledger.storage.room import FULL, NEEDED, DiskFull, free
from ledger.storage.scripts import NotOurs
from projections.engine.rebuilding import RebuildRunning

AFTER_ANOTHER: Final = "default_factory_not_called"
"""What is wrong with a setting only because another one is."""


@dataclass(frozen=True)
class Told:
    """What is said of an error, and what the command ends with."""

    lines: Sequence[str]
    exit_code: int


def in_its_own_words(error: Any) -> Sequence[str]:
    """What ours say is made for whoever reads it."""
    return (str(error),)


def with_the_database(error: Any) -> Sequence[str]:
    """What ours say of what is in a database, and which one was read."""
    where = database_in_words(Settings())
    return (str(error) if where in str(error) else f"{error} (read: {where})",)


def settings_in_words(error: ValidationError) -> Sequence[str]:
    """Each setting that cannot be meant; never its value, which may be a secret."""
    return [
        f"LEADERSHIP_{'_'.join(map(str, wrong['loc'])).upper()}: {wrong['msg'].removeprefix('Value error, ')}"
        for wrong in error.errors(include_input=False)
        if wrong["type"] != AFTER_ANOTHER
    ]


def unreachable_in_words(error: Exception) -> Sequence[str]:
    """Which database does not answer, and what it says itself, in a line."""
    settings = Settings()
    where = database_in_words(settings)
    if settings.database_url is None:
        if free(settings.embedded_directory) < NEEDED:
            return (f"{FULL} (asked: {where})",)
        return (f"{where[0].upper()}{where[1:]} does not answer: {said_by(error)}",)
    kept = " and LEADERSHIP_KEYS_DATABASE_URL" if settings.keys_database_url else ""
    remedy = f"start it, or set LEADERSHIP_DATABASE_URL{kept} to where it is"
    return (f"Nothing is to be had of {where}: {said_by(error)}. Look there, {remedy}.",)


def refused_in_words(error: DatabaseError) -> Sequence[str]:
    """What PostgreSQL refuses, and where."""
    return (f"PostgreSQL refuses, in {database_in_words(Settings())}: {said_by(error)}",)


def said_by(error: Exception) -> str:
    """The first thing that PostgreSQL says, without its help on many lines."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0].removeprefix("connection failed: ").rstrip(".") if lines else type(error).__name__


def file_in_words(error: OSError) -> Sequence[str]:
    """Which file or folder, and what is the matter with it."""
    what = error.strerror or str(error)
    if not error.filename:
        return (what,)
    said = f"{error.filename}: {what}"
    if isinstance(error.filename, str | Path) and is_on_the_way(Path(error.filename), Settings().home):
        said += f". The home of the ledger is {Settings().home}: set LEADERSHIP_HOME to a folder that you may write to"
    return (said,)


def is_on_the_way(path: Path, home: Path) -> bool:
    """Whether a path leads to the home, or lies in it."""
    path, home = path.absolute(), home.absolute()
    return path.is_relative_to(home) or home.is_relative_to(path)


def refusal_in_words(error: Refusal) -> Sequence[str]:
    """What the rules do not let be written, and what would help."""
    return (f"{error} {error.instead}".strip(),)


def full_in_words(error: DiskFull) -> Sequence[str]:
    """That there is no room, and in which database."""
    return (f"{FULL} (written: {database_in_words(Settings())})",)


TELLING: Final[Sequence[tuple[type[Exception], Callable[[Any], Sequence[str]], int]]] = (
    (NothingDecided, with_the_database, WRONG_USE),
    (Refusal, refusal_in_words, FAILED),
    (TooManyConflicts, with_the_database, FAILED),
    (Unreadable, with_the_database, FAILED),
    (RebuildRunning, with_the_database, COULD_NOT_LOOK),
    (CannotListen, in_its_own_words, COULD_NOT_LOOK),
    (DocumentNotServed, in_its_own_words, COULD_NOT_LOOK),
    (EmbeddedPostgresUnavailable, in_its_own_words, COULD_NOT_LOOK),
    (InUse, in_its_own_words, COULD_NOT_LOOK),
    (CannotBeDumped, with_the_database, COULD_NOT_LOOK),
    (NotMigrated, with_the_database, COULD_NOT_LOOK),
    (NotOurs, with_the_database, COULD_NOT_LOOK),
    (TooOld, in_its_own_words, COULD_NOT_LOOK),
    (KeyMissing, with_the_database, COULD_NOT_LOOK),
    (KeysNotApart, in_its_own_words, COULD_NOT_LOOK),
    (KeysOfAnotherBook, in_its_own_words, COULD_NOT_LOOK),
    (KeptNowhereElse, in_its_own_words, COULD_NOT_LOOK),
    (WrongKeyEncryptionKey, with_the_database, COULD_NOT_LOOK),
    (NotAKey, in_its_own_words, COULD_NOT_LOOK),
    (NotItsKey, in_its_own_words, COULD_NOT_LOOK),
    (NowhereToBeVerified, in_its_own_words, WRONG_USE),
    (ValidationError, settings_in_words, WRONG_USE),
    (DiskFull, full_in_words, COULD_NOT_LOOK),
    *((kind, unreachable_in_words, COULD_NOT_LOOK) for kind in Gone),
    (DatabaseError, refused_in_words, COULD_NOT_LOOK),
    (OSError, file_in_words, COULD_NOT_LOOK),
)
"""The first that fits is taken. Whatever is not here is a fault of ours, and keeps its traceback."""


@contextmanager
def told_where_it_fails() -> Iterator[None]:
    """Whatever goes wrong meanwhile is told on standard error, and ends the process; a fault of ours is raised."""
    try:
        yield
    except Exception as error:
        told = told_of(error)
        if told is None:
            raise
        for line in told.lines:
            Console(stderr=True).print(line, "red")
        sys.exit(told.exit_code)


def told_of(error: Exception) -> Told | None:
    """What is told of an error; None where it is a fault of ours."""
    return next((Told(words(error), code) for kind, words, code in TELLING if isinstance(error, kind)), None)
