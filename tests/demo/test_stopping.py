"""Ctrl-C while the demo is made: it ends in a line, wherever that comes, and the same command goes on from there."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from api.cli.exit_codes import STOPPED
from ledger import Ledger, Wrapping
from tests.api.test_cli import KEY, environment, free_port

PRESSED: str = """
import os, signal
from api.cli.main import main
from demo.chronicle import Chronicle
from ledger.deciding.bulk import Bulk

def press():
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(1_000):
        pass

class Finalized:
    def __del__(self):
        press()

def before(owner, name, what, time):
    done, times = getattr(owner, name), iter(range(1, 1_000_000))
    def pressed(*given, **said):
        if next(times) == time:
            what()
        return done(*given, **said)
    setattr(owner, name, pressed)

before({0})
main()
"""
"""Presses when something is done for the n-th time: openly, or where Python loses what it raises."""


def test_a_seeding_is_stopped_wherever_it_is(make_database: Callable[[], str], tmp_path: Path) -> None:
    url, home = make_database(), {"LEADERSHIP_HOME": str(tmp_path)}

    def stopped(where: str) -> str:
        command = [sys.executable, "-c", PRESSED.format(where), "demo", "--port", str(free_port())]
        ended = subprocess.run(
            command, env=environment(url, **home), capture_output=True, text=True, timeout=120, check=False
        )
        assert (ended.returncode, "Traceback" in ended.stdout) == (STOPPED, False), ended.stdout + ended.stderr
        return ended.stdout.splitlines()[-1]

    goes_on = "and the same command goes on from there."
    for what in ("press", "Finalized"):
        assert stopped(f"Chronicle, '_go_on', {what}, 500") == f"Stopped: 0 entries are recorded, {goes_on}"
    with closing(Ledger.open(url, Wrapping(KEY))) as ledger:
        for what, time in (("Finalized", 1), ("press", 2)):
            said = stopped(f"Bulk, '_settle', {what}, {time}")
            found = re.fullmatch(rf"Stopped at 2000 of \d+: (\d+) entries are recorded, {goes_on}", said)
            assert found, said
            assert int(found[1]) == ledger.position() >= 2_000
