"""Whether an export of who looked is what was written there, told to whoever has to rely on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from api.cli.console import Console, counted
from ledger.proofs.looks_checking import LooksChecked, check_looks
from ledger.proofs.looks_lines import lines_of
from ledger.proofs.looks_witnessed import witnessed_in
from ledger.proofs.signing import VerifierKey
from ledger.storage.connections import pool_in_role, roles_of
from ledger.storage.readings import Readings


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


def looks_in(url: str, keys: Sequence[VerifierKey]) -> LooksChecked | str:
    """What holds of the whole log of who looked, where it stands; or in words, why nothing does."""
    with pool_in_role(url, roles_of(url).reader, size=1) as readers:
        try:
            return check_looks(lines_of(Readings(readers)), keys, witnessed_in(url))
        except ValueError as error:
            return str(error)


def print_looks(console: Console, found: LooksChecked | str) -> bool:
    """Report it; whether all of it holds."""
    wrong = found if isinstance(found, str) else looks_gone(found)
    if wrong or isinstance(found, str):
        console.print(f"Who looked: this does not hold: {wrong}", "bold red")
        return False
    signed = f", signed up to look {found.signed}" if found.signed else ""
    console.print(f"Who looked: {counted(len(found.numbers), 'look')}, one after the other{signed}.", "bold green")
    if (root := found.witnessed) is not None:
        console.print(f"Their root up to look {root.looks} is the one on record in {root.entry}.", "bold green")
    return True


def looks_gone(found: LooksChecked) -> str | None:
    """Which looks are not there any more; None where they all are."""
    first, last = (found.numbers[0], found.numbers[-1]) if found.numbers else (1, 0)
    if found.signed_beyond:
        return f"look {found.signed_beyond} was signed, and the last is look {last}"
    gaps = [*([(1, first - 1)] if first > 1 else []), *found.missing]
    return f"looks {gaps[0][0]} to {gaps[0][1]} are gone" if gaps else None


def print_signed(console: Console, found: LooksChecked) -> None:
    """How far what is there was signed."""
    if not found.signed:
        console.print("Nothing that was signed is in this file: it shows no more than that its lines fit.", "yellow")
        return
    console.print(f"Looks {found.proved_from} to {found.signed} follow each other, and were signed.", "bold green")
    if found.numbers[-1] > found.signed:
        console.print(f"Not signed yet: looks {found.signed + 1} to {found.numbers[-1]}.", "yellow")
