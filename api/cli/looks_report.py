"""Whether an export of who looked is what was written there, told to whoever has to rely on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from api.cli.console import Console, counted
from ledger.proofs.looks_checking import LooksChecked, check_looks
from ledger.proofs.signing import VerifierKey


def verify_looks(console: Console, file: Path, keys: Sequence[VerifierKey]) -> None:
    """Check an export, offline, and report. Raises ValueError for what does not hold."""
    with file.open("rb") as lines:
        found = check_looks(lines, keys)
    console.print(f"{counted(len(found.numbers), 'look')}: each is what its hash says.", "bold green")
    for first, last in found.missing:
        console.print(f"Looks {first} to {last} are not in this file: nothing is shown of them.", "yellow")
    if not keys:
        console.print("Who signed was not asked: give the log's keys, known from elsewhere, with --key.", "yellow")
    else:
        print_signed(console, found)


def print_signed(console: Console, found: LooksChecked) -> None:
    """How far what is there was signed."""
    if not found.signed:
        console.print("Nothing that was signed is in this file: it shows no more than that its lines fit.", "yellow")
        return
    console.print(f"Looks {found.proved_from} to {found.signed} follow each other, and were signed.", "bold green")
    if found.numbers[-1] > found.signed:
        console.print(f"Not signed yet: looks {found.signed + 1} to {found.numbers[-1]}.", "yellow")
