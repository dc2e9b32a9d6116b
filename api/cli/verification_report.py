"""Whether what the ledger says is what was signed, and where it first does not agree."""

from __future__ import annotations

from collections.abc import Sequence

from api.cli.console import Console, counted
from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.disagreement import Disagreement, Verification
from ledger.proofs.signing import VerifierKey
from ledger.storage.missing_keys import KeysFound


def print_verification(console: Console, found: Verification, held: Checkpoint | None, read: str) -> None:
    """How far it agrees, what is proved of that, and what the first disagreement means."""
    if found.disagreement is None:
        console.print(f"{read}, tree and checkpoints agree.", "yellow" if found.strangers else "bold green")
    else:
        print_disagreement(console, found.disagreement)
    print_strangers(console, found.strangers)
    entries, proved = found.entries, found.proved
    console.print(f"Read: {counted(entries, 'entry', 'entries')}.")
    if held is not None:
        under = min(held.size, proved)
        console.print(f"Proved under the checkpoint held elsewhere: {counted(under, 'entry', 'entries')}.")
        console.print(
            f"Not yet proved by it, as they came later: {counted(max(entries - under, 0), 'entry', 'entries')}."
        )
        return
    by = " and signed by a key that you gave" if found.strangers else ""
    console.print(f"Under a checkpoint that is kept in the database{by}: {counted(proved, 'entry', 'entries')}.")
    console.print(f"Not yet under one: {counted(max(entries - proved, 0), 'entry', 'entries')}.")
    console.print("An owner who has the signing key too can only be found out with --checkpoint, one held elsewhere.")


def print_disagreement(console: Console, found: Disagreement) -> None:
    """The first place where something does not fit."""
    where = f"entry {found.position}"
    if found.until > found.position:
        where = f"entries {found.position} to {found.until}"
    console.print(f"They do not agree, at {where}: {found.what}.", "bold red")
    console.print(f"What it means: {found.meaning}", "red")


def print_strangers(console: Console, keys: Sequence[VerifierKey]) -> None:
    """Who has signed, and was not given as a key."""
    for key in keys:
        console.print(f"Signed by a key that you did not give: {key.name}+{key.id.hex()}.", "bold yellow")
    if keys:
        console.print(
            "Either the log has changed its key, or somebody else signs as it. Get its keys by another way than this"
            " one, and give all that signed since your checkpoint.",
            "yellow",
        )


def print_keys(console: Console, found: KeysFound) -> bool:
    """Whose data keys are missing or shut; whether there is nobody."""
    for persons, what in ((found.missing, "is missing, and no erasure is on record"), (found.shut, "does not open")):
        for person in persons:
            console.print(f"The data key of {person} {what}: what is sealed for them cannot be read.", "bold red")
    print_exchanged(console, found.exchanged)
    if found.missing or found.shut:
        console.print("Restore the schema “keys” from its last dump; older keys than the book lack its people.", "bold")
    if found.missing or found.shut or found.exchanged:
        return False
    console.print(f"All {found.needed} data keys that the ledger needs are there, and open.", "bold green")
    if found.uncommitted:
        console.print(f"Not on record yet which they are: {found.uncommitted} of them.", "yellow")
    else:
        console.print("Each is the one that the ledger committed to.", "bold green")
    return True


def print_exchanged(console: Console, holders: Sequence[str]) -> bool:
    """Whose data key is another than the one on record; whether there is somebody."""
    for holder in holders:
        console.print(
            f"The data key of {holder} is not the one that the ledger committed to: another was put in its place.",
            "bold red",
        )
    return bool(holders)
