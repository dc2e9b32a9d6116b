"""What an audit bundle shows when it is checked, for whoever got it from us and need not trust us."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from api.cli.bundle_openings import opened_otherwise
from api.cli.bundle_replay import replay_checked
from api.cli.console import Console, counted
from api.cli.exit_codes import COULD_NOT_LOOK, FAILED, SIGNED_BY_ANOTHER_KEY
from api.cli.verification_report import print_strangers
from api.settings import Settings
from audit.bundles.checking import BundleDoesNotHold, Holds, Known, check_at
from audit.bundles.completeness import Missing, read_through
from audit.bundles.logs import LogLacks, LogUnread, log_at
from audit.bundles.recounting import Recounted, recounted
from audit.bundles.time_stamp import TimeStamp
from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.note import Note
from ledger.proofs.salted_leaf import SaltedLeaf


def verify_bundle(console: Console, file: Path, known: Known, log: str | None) -> None:
    """Check a bundle offline, and say what it shows; then read the log, if one is named, whether the bundle is all.

    It is an archive, or the folder that one was unpacked into.
    """
    holds = check_at(file, known)
    replay = replay_checked(holds)
    rounds = rounds_recounted(holds)
    miscounted = [one.wrong for one in rounds if one.wrong is not None]
    wrong = [*opened_otherwise(holds), *miscounted, *(f"“replay.json” does not hold: {what}" for what in replay.wrong)]
    print_verdict(console, holds, wrong)
    for line in lines_of(holds):
        console.print(line)
    if known.since is not None and is_of(holds, known.since):
        console.print("Its checkpoint is the one that you kept.")
    for line in (*map(recount_in_words, rounds), *replay.lines):
        console.print(line)
    if not known.log:
        console.print("The keys are those in the bundle itself; give those that you know with --key.", "yellow")
    if holds.time_stamp and not known.authorities:
        console.print("The authority is the one that the bundle names; give yours with --time-authority.", "yellow")
    if log is not None:
        look_for_more(console, holds, log)
    if holds.strangers:
        raise typer.Exit(SIGNED_BY_ANOTHER_KEY)


def print_verdict(console: Console, holds: Holds, wrong: Sequence[str]) -> None:
    """Whether the bundle holds: what is proved in it, and what whoever made it says beside that."""
    if wrong:
        console.print(
            f"The entries of the bundle of {holds.case} are proved; what is said of them is not so.", "bold red"
        )
        for what in wrong:
            console.print(f"{what}.", "red")
        raise typer.Exit(FAILED)
    if holds.strangers:
        console.print(f"The bundle of {holds.case} agrees with itself, and with the keys that it names.", "yellow")
        print_strangers(console, holds.strangers)
    else:
        console.print(f"The bundle of {holds.case} holds.", "bold green")


def shown_to_logs() -> str | None:
    """The token that logs are shown, if one is set."""
    token = Settings().log_token
    return token.get_secret_value() if token else None


def look_for_more(console: Console, holds: Holds, where: str) -> None:
    """Read every leaf of the log, and say what of it belongs into the bundle and is not there."""
    try:
        with log_at(where, shown_to_logs()) as log, console.progress("Reading the log") as progress:
            read = read_through(log, holds, progress=progress)
    except LogUnread as error:
        console.print(f"Whether something was left out is not known: {error}.", "bold red")
        raise typer.Exit(FAILED if isinstance(error, LogLacks) else COULD_NOT_LOOK) from None
    size = holds.checkpoint.size
    if read.left_out:
        console.print(f"Left out of the bundle: {counted(len(read.left_out), 'entry', 'entries')}.", "bold red")
        print_missing(console, read.left_out, "red")
        console.print("What they cite may be missing, too. Ask for a whole bundle.", "red")
        raise typer.Exit(FAILED)
    looked_up = "" if holds.looked_up is None else ", or one that a judge looked up"
    console.print(
        f"Nothing was left out: of the case's stream, and of what corrects an entry that it cites{looked_up}.",
        "bold green",
    )
    console.print(f"Read: {counted(read.size, 'leaf', 'leaves')} of {where}, which lead to the root over {size}.")
    if read.came_later:
        console.print(
            f"Written after the bundle's checkpoint: {counted(len(read.came_later), 'entry', 'entries')}.", "yellow"
        )
        print_missing(console, read.came_later, "yellow")
        console.print("Ask for a new bundle if you need them.", "yellow")


def print_missing(console: Console, missing: Sequence[Missing], style: str) -> None:
    """Entries by what their leaves say, or what those know who have the entry before."""
    for one in missing:
        console.print(f"  position {one.leaf.position}: {one.what}, recorded {one.leaf.recorded_at}", style)
    if any(isinstance(one.leaf, SaltedLeaf) for one in missing):
        console.print("Of entries that are only known by what they follow, further ones may follow.", style)


def rounds_recounted(holds: Holds) -> list[Recounted]:
    """Each closed round of voting, counted again from what is opened. Raises BundleDoesNotHold."""
    try:
        return list(recounted(holds))
    except (KeyError, TypeError) as error:
        raise BundleDoesNotHold(f"what is opened of the votes cannot be counted: {error!r}") from None


def recount_in_words(one: Recounted) -> str:
    """That a round comes out as its tally says, as far as its votes are opened."""
    shut = f", but for {counted(one.shut, 'vote')} not opened" if one.shut else ""
    return f"Counted again from what is opened: {one.round}{shut}."


def is_of(holds: Holds, kept: bytes) -> bool:
    """Whether a checkpoint that was kept is the one that the bundle is under."""
    return Checkpoint.parse(Note.parse(kept).text) == holds.checkpoint


def lines_of(holds: Holds) -> list[str]:
    """What it shows, a sentence each."""
    size, origin = holds.checkpoint.size, holds.checkpoint.origin
    entries = counted(len(holds.entries), "entry", "entries")
    lines = [f"Proved: {entries} in the log of “{origin}”, at {counted(size, 'entry', 'entries')}."]
    if holds.strangers:
        proved = sum(entry.position <= holds.proved for entry in holds.entries)
        lines = [
            f"In the log of “{origin}” by that key: {entries}, at {counted(size, 'entry', 'entries')}.",
            f"Proved under the keys that you gave: {counted(proved, 'entry', 'entries')}, none after {holds.proved}.",
        ]
    lines.append(f"Cosigned by: {', '.join(holds.cosigned_by) or 'no witness'}.")
    lines.append(f"{time_stamp_in_words(holds.time_stamp)}." if holds.time_stamp else "There is no time stamp in it.")
    if holds.since is not None:
        lines.append(f"Continues the checkpoint over {holds.since}: nothing before it was removed or rewritten.")
    if holds.opened:
        lines.append("What was opened is a statement of whoever made the bundle; proved is what is stored.")
    return lines


def time_stamp_in_words(stamp: TimeStamp) -> str:
    """Who says when."""
    return f"The time stamp is by “{stamp.by}” at {stamp.at:%Y-%m-%d %H:%M:%S} UTC"
