"""`python -m tests.demo.days [DAY…]`: the tests of the demo on other days, by default on fifteen of a year.

Of the year past: no ledger takes what lies in the future."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from typing import Final

from demo.seeding import today_in_utc

DAYS: Final = 15
APART: Final = timedelta(25)
"""Neither a week nor a month: so that every weekday comes, and every part of a month."""


def holds_on(day: date) -> bool:
    """Whether the demo of a day passes its tests; what does not is printed."""
    tests = [sys.executable, "-m", "pytest", "tests/demo", "-q", "-n0", "-p", "no:cacheprovider", "--maxfail=3"]
    shown = ("tests/demo/test_readme.py", "tests/demo/test_growing_guide.py")  # what one day shows
    leave_out = [word for each in shown for word in ("--deselect", each)]
    environment = os.environ | {"DEMO_DAY": day.isoformat()}
    began = time.monotonic()
    told = subprocess.run([*tests, *leave_out], env=environment, capture_output=True, text=True, check=False)
    word = "FAILS" if told.returncode else "holds"
    print(f"{day:%a %Y-%m-%d} {word} {time.monotonic() - began:.0f} s", flush=True)
    if told.returncode:
        print(told.stdout, told.stderr, flush=True)
    return told.returncode == 0


def main(days: list[str]) -> int:
    """0 if the demo holds on all of them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell's background ignores, tests would ignore
    asked = [date.fromisoformat(day) for day in days]
    held = [holds_on(day) for day in asked or [today_in_utc() - number * APART for number in range(DAYS)]]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
