"""Dumps of a ledger by PostgreSQL's own programs, and databases restored from them: `pg_dump` and `pg_restore`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkstemp
from typing import Final

import psycopg
from psycopg import conninfo
from psycopg.sql import SQL, Identifier

from ledger.embedded_postgres.binaries import PROGRAMS, installed
from ledger.storage.belonging import must_belong
from ledger.storage.connections import place_in_words

BOOK: Final = ("ledger", "proofs")
"""The schemas with every entry, and with what proves them."""
DATA_KEYS: Final = ("keys",)
"""The schema with the wrapped data keys. Dumped after the book, so that they are never older than it."""


HOW: Final = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")


class CannotBeDumped(Exception):
    """There is no dump, or none that can be restored here; the message says why, and what would be right."""


def dump(url: str, file: Path, schemas: Sequence[str]) -> None:
    """Write some schemas of a database into a new file for its owner's eyes only: whole, or not at all."""
    descriptor, draft = mkstemp(dir=file.parent)
    os.close(descriptor)
    try:
        chosen = [f"--schema={schema}" for schema in schemas]
        run(url, "pg_dump", "--format=custom", f"--file={draft}", *chosen)
        Path(draft).rename(file)
    finally:
        Path(draft).unlink(missing_ok=True)


def restore(
    url: str, book: Path, data_keys: Path | None, opens: Callable[[str], None], keys_url: str | None = None
) -> None:
    """Bring two dumps into an empty database: both whole, or nothing of them. Raises CannotBeDumped.

    Where keys have a database of their own, theirs goes there; without one, those that stand there are the book's.
    `opens` is told under which key-encryption key the data keys are wrapped, and raises where that is not there.
    """
    kept = keys_url or url
    made = ((url, BOOK), *(() if data_keys is None else ((kept, DATA_KEYS),)))
    must_be_empty(url, (*BOOK, *DATA_KEYS))
    must_hold(url, book, BOOK)
    if data_keys is not None:
        must_be_empty(kept, DATA_KEYS)
        must_hold(kept, data_keys, DATA_KEYS)
    elif not holds_any(kept, DATA_KEYS):
        raise CannotBeDumped(f"There are no data keys in {place_in_words(kept)}: name the file with those of this book")
    try:
        run(url, "pg_restore", *HOW, str(book))
        if data_keys is not None:
            run(kept, "pg_restore", *HOW, str(data_keys))
        for wrapped_by in wrappers(kept):
            opens(wrapped_by)
        with psycopg.connect(url) as restored, psycopg.connect(kept) as keys:
            must_belong(restored, keys, url, keys_url)
    except BaseException:
        for place, schemas in made:
            with psycopg.connect(place) as connection:
                for schema in schemas:
                    connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(schema)))
        raise


def wrappers(url: str) -> list[str]:
    """The key-encryption keys by which data keys in a database are wrapped, by their fingerprints."""
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT DISTINCT wrapped_by FROM keys.data_keys WHERE wrapped IS NOT NULL")
        return sorted(wrapped_by for (wrapped_by,) in found)


def must_hold(url: str, file: Path, schemas: Sequence[str]) -> None:
    """Raises CannotBeDumped for a file that is no dump of just these schemas."""
    listed = run(url, "pg_restore", "--list", str(file), connected=False)
    held = sorted(re.findall(r"^\d+; \d+ \d+ SCHEMA - (\S+)", listed, re.MULTILINE))
    if held != sorted(schemas):
        named, wanted = ", ".join(held) or "no schema", ", ".join(sorted(schemas))
        raise CannotBeDumped(f"“{file}” is a dump of {named}; here belongs one of {wanted}")


def must_hold_a_ledger(url: str) -> None:
    """Raises CannotBeDumped for a database in which nothing is to be saved."""
    if not holds_any(url, BOOK):
        raise CannotBeDumped(f"There is no ledger in {place_in_words(url)}: nothing is to be saved")


def must_be_empty(url: str, schemas: Sequence[str]) -> None:
    """Raises CannotBeDumped for a database in which a ledger stands already: nothing is ever restored over one."""
    if holds_any(url, schemas):
        what = "Data keys stand" if schemas == DATA_KEYS else "A ledger stands"
        raise CannotBeDumped(f"{what} in {place_in_words(url)} already, and nothing was changed in it")


def holds_any(url: str, schemas: Sequence[str]) -> bool:
    """Whether a database has one of some schemas."""
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT FROM pg_namespace WHERE nspname = ANY (%s)", (list(schemas),)).fetchone()
    return found is not None


def run(url: str, name: str, *words: str, connected: bool = True) -> str:
    """What a program of PostgreSQL says, told which database; no password is seen in the list of processes."""
    given = conninfo.conninfo_to_dict(url)
    told = os.environ | {"PGPASSWORD": str(given.pop("password"))} if given.get("password") else dict(os.environ)
    where = [f"--dbname={conninfo.make_conninfo('', **given)}"] if connected else []
    ended = subprocess.run(  # noqa: S603  # PostgreSQL's own program
        [program(name, url), *where, *words], env=told, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if ended.returncode != 0:
        said = ended.stderr.decode(errors="replace").strip().splitlines()
        raise CannotBeDumped(said[0] if said else f"{name} ended with {ended.returncode}")
    return ended.stdout.decode(errors="replace")


def program(name: str, url: str) -> Path:
    """A program of PostgreSQL that is of the server's version, or else of a newer one. Raises CannotBeDumped."""
    with psycopg.connect(url) as connection:
        server = connection.info.server_version // 10_000
    on_path = shutil.which(name)
    places = [installed() / PROGRAMS / name, *([Path(on_path)] if on_path else ())]
    found: dict[Path, int] = {path: major(path) for path in places}
    fitting = sorted((of, path) for path, of in found.items() if of >= server)
    if not fitting:
        there = ", ".join(f"{path} is of {of}" for path, of in found.items())
        raise CannotBeDumped(f"The server is a PostgreSQL {server}, and {there}: install a {name} of {server}")
    return fitting[0][1]


def major(path: Path) -> int:
    """The version of a program of PostgreSQL, as in 18."""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0
