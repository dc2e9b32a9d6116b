"""Where an embedded server lives: its data, its socket, its log and its locks, and whom all that belongs to."""

import hashlib
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import platformdirs

from ledger.embedded_postgres.account import (
    SYSTEM_DIRECTORY,
    Account,
    EmbeddedPostgresUnavailable,
    make_open_folder,
    server_account,
)
from ledger.embedded_postgres.binaries import programs_for

if sys.platform != "win32":
    import pwd

SERVER_FOLDER = "postgresql"
"""The server's own, in the folder of all that a ledger on this machine owns."""
ROLE = "leadership"
PORT = 5432  # only the name of the socket: nothing listens on the network
LONGEST_SOCKET_PATH = 103  # bytes, on macOS; Linux has four more


@dataclass(frozen=True)
class Home:
    """The folder of one server. Root's own files (locks, log, who may connect) lie beside the data, not within."""

    directory: Path
    account: Account
    programs: Path

    @property
    def data(self) -> Path:
        return self.directory / "data"

    @property
    def postmaster_pid(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def log(self) -> Path:
        return self.directory / "server.log"

    @property
    def users_lock(self) -> Path:
        """Shared by every process that uses the server."""
        return self.directory / "users.lock"

    @property
    def starting_lock(self) -> Path:
        """Held while somebody starts or stops the server."""
        return self.directory / "starting.lock"

    @property
    def server_lock(self) -> Path:
        """Held by the processes of the server for as long as any of them lives."""
        return self.directory / "server.lock"

    @property
    def watcher_lock(self) -> Path:
        """Held by the process that stops the server after its last user."""
        return self.directory / "watcher.lock"

    @property
    def socket(self) -> Path:
        """The folder of the socket: beside the data or, where such a path cannot name a socket, a short one."""
        beside = self.directory / "socket"
        # A comma would separate two hosts in an address.
        if len(os.fsencode(beside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH and "," not in str(beside):
            return beside
        digest = hashlib.sha256(os.fsencode(self.directory)).hexdigest()[:16]
        return Path("/tmp") / f"leadership-{digest}"  # noqa: S108  # _private() checks whose it is

    def url(self, database: str) -> str:
        return f"postgresql://{ROLE}@/{database}?host={quote(str(self.socket), safe='')}&port={PORT}"


def default_home() -> Path:
    """The folder of whoever runs this: for root a place of the system, for others the platform's folder for data."""
    if os.geteuid() == 0:
        return SYSTEM_DIRECTORY
    return Path(platformdirs.user_data_dir("leadership-ledger", appauthor=False))


def former_homes() -> tuple[Path, ...]:
    """Where earlier versions kept keys: root's were apart from the server."""
    return (Path(platformdirs.user_data_dir("leadership-ledger", appauthor=False)),) if os.geteuid() == 0 else ()


def has_data(directory: Path) -> bool:
    """Whether a server has been made in a folder."""
    return (directory.expanduser() / "data").exists()


def make_home(place: Path) -> None:
    """Make the folder where it is missing: root's so that the server's account may enter it, others' for them alone."""
    if os.geteuid() == 0:
        make_open_folder(place)
    else:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)


def prepare(directory: Path | None) -> Home:
    """Make what is missing of a home. Folders that exist keep their permissions: a closed one is an error."""
    place = (directory or default_home() / SERVER_FOLDER).expanduser().resolve()
    account = server_account()
    make_home(place)
    if not account.reaches(place):
        raise EmbeddedPostgresUnavailable(
            f"The user {account.name}, whom PostgreSQL runs as, may not enter {place}: that folder or one above it is "
            f"closed to others. Choose one that is open to them, such as {SYSTEM_DIRECTORY}/postgresql."
        )
    home = Home(place, account, programs_for(account))
    if home.data.exists() and home.data.stat().st_uid != account.uid:
        raise EmbeddedPostgresUnavailable(
            f"{home.data} belongs to {named(home.data.stat().st_uid)}, and PostgreSQL would run as "
            f"{named(account.uid)}. Run as the user who made it, or choose another directory."
        )
    _private(home.socket, account)
    return home


def _private(path: Path, account: Account) -> None:
    """Make a folder for this account alone; one that somebody else laid there is refused."""
    path.mkdir(mode=0o700, exist_ok=True)
    if path.lstat().st_uid == os.geteuid() != account.uid:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or stat.S_IMODE(found.st_mode) & 0o077:
        raise EmbeddedPostgresUnavailable(
            f"{path} must be a folder of {named(account.uid)} that is closed to others (mode 700), but it is "
            f"{stat.filemode(found.st_mode)} of {named(found.st_uid)}. Remove it, or mend its owner and mode."
        )


def named(uid: int) -> str:
    """A user of this machine by name and number, or by the number alone where it has no name here."""
    try:
        return f"the user {pwd.getpwuid(uid).pw_name} ({uid})"
    except KeyError:
        return f"the user number {uid}"
