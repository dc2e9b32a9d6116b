"""`leadership audit-bundle`: one case with all that proves it, for somebody who does not have to trust us."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.console import Shown
from api.cli.import_options import counted
from api.cli.replay_command import replays_of
from api.cli.replay_report import in_json
from api.imports.exporting import plain
from api.services import database, ledger_in
from api.settings import Settings
from audit.bundles.bundling import bundled_case
from audit.bundles.checking import Holds, Known, check
from audit.bundles.completeness import read_through
from audit.bundles.logs import LogUnread, log_at
from audit.bundles.signing_up import NotSignedInTime, signed_up
from audit.bundles.time_authority import NotStamped
from audit.bundles.time_stamp import TimeStamp
from audit.replay import NothingDecided
from audit.withholding import withheld
from domain.kernel.facts import Erased, Reference
from domain.kernel.ids import CaseId
from ledger import Ledger
from ledger.proofs.leaf import Leaf
from ledger.proofs.published import Published


def audit_bundle(
    case: Annotated[str, typer.Argument(help="The case, as case-….")],
    to: Annotated[Path, typer.Option("-o", "--to", help="The file to write.")],
    since: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="The auditor's last checkpoint.")
    ] = None,
    opened: Annotated[
        bool, typer.Option("--opened", help="With names and texts opened, for an auditor who may read them.")
    ] = False,
) -> None:
    """Write the bundle of a case: its entries, what it cites, a proof for each, the signed state of the log."""
    shown, settings = Shown(), Settings()
    try:
        data, cosigned = made(settings, case, since, opened=opened)
        holds = check(data)
    except (ValueError, NotSignedInTime, NotStamped) as error:
        shown.say(f"There is no bundle: {error}", "bold red")
        raise typer.Exit(1) from None
    to.write_bytes(data)
    size = holds.checkpoint.size
    shown.say(f"{to}: {counted(len(holds.entries), 'entry', 'entries')}, proved in the log of {size}.", "bold green")
    if holds.time_stamp is not None:
        shown.say(f"{stamp_told(holds.time_stamp)}.")
    if cosigned < len(settings.witnesses):
        shown.say(f"Cosigned by {cosigned} of {counted(len(settings.witnesses), 'witness', 'witnesses')}.", "yellow")


def made(settings: Settings, case: str, since: Path | None, *, opened: bool) -> tuple[bytes, int]:
    """The bundle, once all is signed; and how many witnesses cosigned."""
    with ExitStack() as open_things:
        url = open_things.enter_context(database(settings))
        ledger = open_things.enter_context(ledger_in(settings, url))
        published = open_things.enter_context(Published(url))
        keys = settings.signing_keys(settings.origin_of(url))
        cosigned = signed_up(url, published, ledger.position(), keys, settings.witnesses)
        data = published.read(
            lambda connection: bundled_case(
                connection,
                case,
                since=None if since is None else since.read_bytes(),
                opened=(lambda positions: said_at(ledger, positions)) if opened else None,
                replay=replayed(ledger, case),
                authority=settings.time_authority(),
            )
        )
    return data, cosigned


def replayed(ledger: Ledger, case: str) -> bytes | None:
    """How each decision of the case came out when it was judged again, as JSON; None if there is none yet."""
    try:
        told = [in_json(one, opened=False) for one in replays_of(ledger, CaseId(case), None, None)]
    except NothingDecided:
        return None
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def said_at(ledger: Ledger, positions: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What entries say, opened; what was erased is said to be. Votes stay shut until nobody can be swayed by them."""
    return {
        position: {
            one.name: "ERASED" if isinstance(value := getattr(entry.event, one.name), Erased) else plain(value)
            for one in fields(entry.event)
        }
        for position, entry in ledger.entries_at(positions).items()
        if not withheld(entry, ledger.stream)
    }


def verify_bundle(shown: Shown, file: Path, known: Known, log: str | None) -> None:
    """Check a bundle offline, and say what it shows; then read the log, if one is named, whether the bundle is all."""
    holds = check(file.read_bytes(), known)
    shown.say(f"The bundle of {holds.case} holds.", "bold green")
    for line in lines_of(holds):
        shown.say(line)
    if not known.log:
        shown.say("The keys are those in the bundle itself; give those that you know with --key.", "yellow")
    if holds.time_stamp and not known.authorities:
        shown.say("The authority is the one that the bundle names; give yours with --time-authority.", "yellow")
    if log is not None:
        look_for_more(shown, holds, log)


def look_for_more(shown: Shown, holds: Holds, where: str) -> None:
    """Read every leaf of the log, and say what of it belongs into the bundle and is not there."""
    try:
        with log_at(where) as log, shown.progress("Reading the log") as progress:
            read = read_through(log, holds, progress=progress)
    except LogUnread as error:
        shown.say(f"Whether something was left out is not known: {error}.", "bold red")
        raise typer.Exit(1) from None
    size = holds.checkpoint.size
    if read.left_out:
        shown.say(f"Left out of the bundle: {counted(len(read.left_out), 'entry', 'entries')}.", "bold red")
        tell_leaves(shown, read.left_out, "red")
        shown.say("What they cite may be missing, too. Ask for a whole bundle.", "red")
        raise typer.Exit(1)
    shown.say("Nothing was left out: of the case's page, and of what corrects an entry that it cites.", "bold green")
    shown.say(f"Read: {counted(read.size, 'leaf', 'leaves')} of {where}, which lead to the root over {size}.")
    if read.came_later:
        shown.say(
            f"Written after the bundle's checkpoint: {counted(len(read.came_later), 'entry', 'entries')}.", "yellow"
        )
        tell_leaves(shown, read.came_later, "yellow")
        shown.say("Ask for a new bundle if you need them.", "yellow")


def tell_leaves(shown: Shown, leaves: Sequence[Leaf], style: str) -> None:
    """Entries by what their leaves say."""
    for leaf in leaves:
        instead = "" if leaf.supersedes is None else f", in place of {Reference(leaf.stream, leaf.supersedes)}"
        at = Reference(leaf.stream, leaf.version)
        shown.say(f"  position {leaf.position}: {leaf.kind} {at}{instead}, recorded {leaf.recorded_at}", style)


def lines_of(holds: Holds) -> list[str]:
    """What it shows, a sentence each."""
    size, origin = holds.checkpoint.size, holds.checkpoint.origin
    entries = counted(len(holds.entries), "entry", "entries")
    lines = [f"Proved: {entries} in the log of “{origin}”, at {counted(size, 'entry', 'entries')}."]
    lines.append(f"Cosigned by: {', '.join(holds.cosigned_by) or 'no witness'}.")
    lines.append(f"{stamp_told(holds.time_stamp)}." if holds.time_stamp else "There is no time stamp in it.")
    if holds.since is not None:
        lines.append(f"Continues the checkpoint over {holds.since}: nothing before it was removed or rewritten.")
    if holds.opened:
        lines.append("What was opened is a statement of whoever made the bundle; proved is what is stored.")
    lines.append("The decision was judged again: see replay.json." if holds.replay else "There is no replay in it.")
    return lines


def stamp_told(stamp: TimeStamp) -> str:
    """Who says when."""
    return f"The time stamp is by “{stamp.by}” at {stamp.at:%Y-%m-%d %H:%M:%S} UTC"
