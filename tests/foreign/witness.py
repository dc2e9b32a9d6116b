"""The independent witness of PyPI's aics-witness, as a process of its own."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from ledger.proofs.signing import VerifierKey
from ledger.proofs.witness import Witness


@dataclass(frozen=True)
class ForeignWitness:
    """A witness that runs."""

    witness: Witness
    commands: Path
    home: Path

    def evidence(self) -> list[dict[str, Any]]:
        """What it has kept of requests that another history had signed."""
        told = run(self.commands / "aics-witness", "evidence", "--config", self.home / "witness.json")
        kept: list[dict[str, Any]] = json.loads(told)
        return kept


@contextmanager
def foreign_witness(commands: Path, home: Path, *logs: VerifierKey) -> Iterator[ForeignWitness]:
    """One that trusts these logs, as long as this is open."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    tool, config = commands / "aics-witness", ("--config", home / "witness.json")
    vkey = run(tool, "init", *config, "--name", f"witness.example/{home.name}", "--listen", address).strip()
    for log in logs:
        run(tool, "add-log", *config, "--origin", log.name, "--vkey", log)
    with (home / "log").open("w") as told, subprocess.Popen([tool, "serve", *config], stderr=told) as process:
        try:
            wait_for(f"http://{address}/healthz", process)
            yield ForeignWitness(Witness.parse(f"http://{address} {vkey}"), commands, home)
        finally:
            process.terminate()


def run(*command: object) -> str:
    """What a command says."""
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Until it answers."""
    until = time.monotonic() + 20
    while True:
        try:
            with urlopen(url, timeout=1):  # noqa: S310 (our own address)
                return
        except (URLError, ConnectionError):
            assert process.poll() is None, "the witness does not run"
            assert time.monotonic() < until, "the witness does not answer"
            time.sleep(0.05)
