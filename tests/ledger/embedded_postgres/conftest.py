"""Real servers in short-lived folders, and other processes that use them."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from ledger.embedded_postgres import locks

ROOT_FOLDER = Path(__file__).parents[3]

USE_UNTIL_STDIN_CLOSES = """
import sys
from pathlib import Path
from ledger.embedded_postgres import start
running = start(Path(sys.argv[1]))
print(running.url, flush=True)
sys.stdin.read()
"""


class OtherProcess:
    """Another Python process that uses the server until it is told to leave, or killed."""

    def __init__(self, directory: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USE_UNTIL_STDIN_CLOSES, directory],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT_FOLDER)},
        )

    def url(self) -> str:
        """The server's address, as soon as that process has it."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def leave(self) -> None:
        self.process.communicate("")
        assert self.process.returncode == 0


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder that other users may walk through, as pytest's own may not be; removed when its servers have stopped."""
    folder = Path(tempfile.mkdtemp(prefix="ledger-test-", dir="/tmp")).resolve()
    folder.chmod(0o711)
    yield folder
    wait_until_stopped(*(lock.parent for lock in folder.rglob("server.lock")))
    shutil.rmtree(folder)


@pytest.fixture
def directory(base: Path) -> Path:
    return base / "server"


@pytest.fixture
def other_process(directory: Path) -> Iterator[Callable[[], OtherProcess]]:
    started: list[OtherProcess] = []

    def begin() -> OtherProcess:
        started.append(OtherProcess(directory))
        return started[-1]

    yield begin
    for other in started:
        if other.process.returncode is None:
            other.kill()


def is_alive(directory: Path) -> bool:
    """Whether any process of the server in this directory lives."""
    lock = locks.exclusive_if_free(directory / "server.lock")
    if lock is None:
        return True
    os.close(lock)
    return False


def eventually(condition: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def wait_until_stopped(*directories: Path) -> None:
    assert eventually(lambda: not any(map(is_alive, directories)))


def ask(url: str, statement: str) -> str:
    """The first value that the statement answers with, as text."""
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
        return str(row[0]) if row else ""
