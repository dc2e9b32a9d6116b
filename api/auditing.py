"""`leadership audit-bundle`: one case with all that proves it, for somebody who does not have to trust us."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

import typer

from api.house import database, ledger_in
from api.imports.asking import counted
from api.imports.exporting import plain
from api.imports.showing import Shown
from api.replay_told import in_json
from api.replaying import replays_of
from api.settings import Settings
from domain.facts import Erased
from domain.promotion_case import CaseId
from ledger import Ledger
from ledger.audits.bundling import bundled_case
from ledger.audits.checking import Holds, Known, check
from ledger.audits.signing_up import NotSignedInTime, signed_up
from ledger.proofs.published import Published
from ledger.replay import NothingDecided


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
    except (ValueError, NotSignedInTime) as error:
        shown.say(f"There is no bundle: {error}", "bold red")
        raise typer.Exit(1) from None
    to.write_bytes(data)
    size = holds.checkpoint.size
    shown.say(f"{to}: {counted(holds.entries, 'entry', 'entries')}, proved in the log of {size}.", "bold green")
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
    """What entries say, opened; what was erased is said to be."""
    return {
        position: {
            one.name: "ERASED" if isinstance(value := getattr(entry.event, one.name), Erased) else plain(value)
            for one in fields(entry.event)
        }
        for position, entry in ledger.entries_at(positions).items()
    }


def verify_bundle(shown: Shown, file: Path, known: Known) -> None:
    """Check a bundle offline, and say what it shows."""
    holds = check(file.read_bytes(), known)
    shown.say(f"The bundle of {holds.case} holds.", "bold green")
    for line in lines_of(holds):
        shown.say(line)
    if not known.log:
        shown.say("The keys are those in the bundle itself; give those that you know with --key.", "yellow")


def lines_of(holds: Holds) -> list[str]:
    """What it shows, a sentence each."""
    size, origin = holds.checkpoint.size, holds.checkpoint.origin
    entries = counted(holds.entries, "entry", "entries")
    lines = [f"Proved: {entries} in the log of “{origin}”, at {counted(size, 'entry', 'entries')}."]
    lines.append(f"Cosigned by: {', '.join(holds.cosigned_by) or 'no witness'}.")
    if holds.since is not None:
        lines.append(f"Continues the checkpoint over {holds.since}: nothing before it was removed or rewritten.")
    if holds.opened:
        lines.append("What was opened is a statement of whoever made the bundle; proved is what is stored.")
    lines.append("The decision was judged again: see replay.json." if holds.replay else "There is no replay in it.")
    return lines
