"""PostgreSQL servers that tests start and stop themselves: to be older than ours, away for a while, or frozen."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE
from urllib.parse import quote

from ledger.embedded_postgres.account import server_account
from ledger.embedded_postgres.binaries import programs_for

PORT = 5432


class Server:
    """A server on data of its own, in a short-lived folder."""

    def __init__(self, folder: Path, programs: Path | None = None, wal: Path | None = None) -> None:
        self.account = server_account()
        self.programs = programs or programs_for(self.account)
        self.folder = folder
        shutil.chown(folder, self.account.uid, self.account.gid)
        if wal is not None:
            shutil.chown(wal, self.account.uid, self.account.gid)
        access = ["--username=leadership", "--auth=trust", "--encoding=UTF8", *([f"--waldir={wal}/wal"] if wal else [])]
        self._run("initdb", f"--pgdata={folder}/data", *access)

    @property
    def url(self) -> str:
        """Of the database that every server has."""
        return f"postgresql://leadership@/postgres?host={quote(str(self.folder), safe='')}&port={PORT}"

    def start(self) -> None:
        """Until it takes connections."""
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c port={PORT}"
        self._run("pg_ctl", *self._controlled, f"--log={self.folder}/log", f"--options={options}", "start")

    def stop(self, mode: str = "immediate") -> None:
        """As a machine that loses its power; or another of pg_ctl's modes."""
        self._run("pg_ctl", *self._controlled, f"--mode={mode}", "stop")

    @property
    def _controlled(self) -> list[str]:
        return ["--silent", "--wait", f"--pgdata={self.folder}/data"]

    def _run(self, program: str, *options: str) -> None:
        done = self.account.run([self.programs / program, *options], PIPE)
        assert done.returncode == 0, done.stdout


@contextmanager
def started(programs: Path | None = None) -> Iterator[Server]:
    """A server that runs as long as this is open; of the wheel, unless other programs are named."""
    folder = Path(tempfile.mkdtemp(prefix="ledger-test-", dir="/tmp"))
    server = Server(folder, programs)
    server.start()
    try:
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder)
