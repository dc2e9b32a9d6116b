"""Whom the server runs as: oneself or, since PostgreSQL refuses root, a system user of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import pwd

SYSTEM_USER = "leadership-ledger"
SYSTEM_DIRECTORY = Path("/var/lib/leadership-ledger")

# The person's own environment must not reach into the server: PGOPTIONS, PGPORT, a locale that is not installed.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}


class EmbeddedPostgresUnavailable(RuntimeError):
    """The embedded PostgreSQL cannot run here; the message says why and what would help."""


def make_open_folder(path: Path) -> None:
    """Make a folder that others may enter, whatever the umask; folders that exist keep their permissions."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)


@dataclass(frozen=True)
class Account:
    """The operating system's user that owns the data and runs the server."""

    name: str
    uid: int
    gid: int

    @property
    def is_another(self) -> bool:
        """Whether running as this account means leaving one's own."""
        return self.uid != os.geteuid()

    def run(
        self, command: Sequence[str | Path], output: int | IO[bytes], pass_fds: tuple[int, ...] = ()
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a command as this account, from the root folder: one's own may be closed to it."""
        return subprocess.run(  # noqa: S603  # only commands of this package come here
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=ENVIRONMENT,
            pass_fds=pass_fds,
            user=self.uid if self.is_another else None,
            group=self.gid if self.is_another else None,
            extra_groups=[] if self.is_another else None,
            check=False,
        )

    def reaches(self, path: Path) -> bool:
        """Whether this account may enter the folder, or execute the file: the kernel is asked, not the mode bits."""
        return self.run(["/bin/sh", "-c", '[ -x "$1" ]', "sh", path], subprocess.DEVNULL).returncode == 0


def server_account() -> Account:
    """The account for a server started by this process. Root's is made where it is missing."""
    if os.geteuid() == 0:
        entry = _system_user()
    else:
        try:
            entry = pwd.getpwuid(os.geteuid())
        except KeyError:
            raise EmbeddedPostgresUnavailable(
                f"The user number {os.geteuid()} has no name on this machine, and PostgreSQL runs only as a user with "
                "one. Run as a user listed in /etc/passwd, or set LEADERSHIP_DATABASE_URL to a PostgreSQL of yours."
            ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _system_user() -> "pwd.struct_passwd":
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return _made_system_user()


def _made_system_user() -> "pwd.struct_passwd":
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    said = "there is no useradd command here"
    if useradd:
        home = ["--no-create-home", "--home-dir", str(SYSTEM_DIRECTORY), "--shell", "/usr/sbin/nologin"]
        made = subprocess.run(  # noqa: S603  # a fixed command
            [useradd, "--system", "--user-group", *home, SYSTEM_USER], capture_output=True, text=True, check=False
        )
        said = made.stderr.strip()
    try:
        return pwd.getpwnam(SYSTEM_USER)  # ours, or that of another process which was quicker
    except KeyError:
        raise EmbeddedPostgresUnavailable(
            f"PostgreSQL does not run as root, and the system user {SYSTEM_USER} could not be made ({said}). "
            "Run as an ordinary user, make that user yourself, or set LEADERSHIP_DATABASE_URL to a PostgreSQL of yours."
        ) from None
