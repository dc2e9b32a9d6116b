"""Load: wrk asks one server what stands in a list, over connections that are kept, and says how it was answered."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil

SCRIPT = Path(__file__).with_name("load.lua")
THREADS = 2
PATIENCE = 30
"""Seconds after which wrk gives a request up."""

Variables = Mapping[str, Any]


@dataclass(frozen=True)
class Target:
    """What is asked of one server."""

    address: str
    query: str
    variables: Sequence[Variables]
    """Asked one after the other, round and round."""
    processes: Sequence[psutil.Process]
    """That of the server and that of the database, with all that they have started."""
    shown: Sequence[str] = ()
    """What is shown of who asks, one after the other: each an `Authorization`."""


@dataclass(frozen=True)
class Answered:
    """How a server answered for a while."""

    requests_a_second: float
    p50: float
    """Milliseconds."""
    p99: float
    """Milliseconds."""
    processor: float
    """Milliseconds of processor time that a request took, of the server and of the database together."""


class AnsweredWrongly(Exception):
    """What was answered under load was no answer: no figure comes of it."""


def is_there() -> bool:
    """Whether wrk is on this machine."""
    return shutil.which("wrk") is not None


def load(target: Target, *, clients: int, seconds: int) -> Answered:
    """Ask as so many clients, each as soon as it has been answered. Raises AnsweredWrongly.

    Where not every client has been answered once by then, it is asked anew for longer: a rate needs answers.
    """
    with TemporaryDirectory() as folder:
        bodies, shown = Path(folder, "bodies"), Path(folder, "shown")
        asked = (json.dumps({"query": target.query, "variables": each}) for each in target.variables)
        bodies.write_text("".join(f"{body}\n" for body in asked))
        shown.write_text("".join(f"{each}\n" for each in target.shown))
        wrk: list[str | Path] = ["wrk", f"-t{THREADS}", f"-c{clients}", f"-d{seconds}s", f"--timeout={PATIENCE}s"]
        command = [*wrk, "-s", SCRIPT, target.address, "--", bodies, shown]
        before = processor_seconds(target.processes)
        said = subprocess.run(command, capture_output=True, text=True, check=True)
        spent = processor_seconds(target.processes) - before
    found = re.search(r"^measured (\d+) (\d+) (\d+) (\d+) (\d+)$", said.stdout, re.MULTILINE)
    if found is None:
        raise AnsweredWrongly(f"wrk measured nothing: {said.stdout}{said.stderr}")
    requests, microseconds, wrongly, p50, p99 = map(int, found.groups())
    if not wrongly and requests < clients and seconds < PATIENCE:
        return load(target, clients=clients, seconds=min(2 * seconds, PATIENCE))
    if wrongly or not requests:
        raise AnsweredWrongly(f"{wrongly} of {requests} requests were answered wrongly, by {target.address}")
    return Answered(requests / microseconds * 1e6, p50 / 1e3, p99 / 1e3, 1e3 * spent / requests)


def processor_seconds(processes: Sequence[psutil.Process]) -> float:
    """What processes have spent on a processor so far, with all that they have started, and those that have ended."""
    spent = 0.0
    for process in (each for first in processes for each in (*first.children(recursive=True), first)):
        with suppress(psutil.NoSuchProcess):  # it has ended meanwhile, and counts with the one that started it
            times = process.cpu_times()
            spent += times.user + times.system + times.children_user + times.children_system
    return spent
