"""`leadership replay [CASE]`: decisions judged again as they were known when they were made, told to an auditor."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer
from rich.console import Console

from api.cli.console import Shown
from api.cli.import_options import STOPPED
from api.cli.replay_report import in_json, tell
from api.cli.replay_summary import Replays, lines_of, unreadable_in_json
from api.services import database, ledger_in
from api.settings import Settings
from audit.replay import NothingDecided, Replay, Unreadable, all_decisions, decisions_of, replay, replays
from domain.kernel.ids import CaseId
from domain.promotions.judging.replaying import ReplayVerdict
from ledger import Ledger

NOT_REPRODUCED = 2
"""The exit code where a decision differs or cannot be judged, so that a script notices."""


def replay_promotions(
    case: Annotated[
        str | None, typer.Argument(help="Id of a case, as case-0198c0de-…; all of them if left out.")
    ] = None,
    edition: Annotated[int | None, typer.Option(help="Try what was decided under this edition as well.")] = None,
    as_of: Annotated[int | None, typer.Option(help="What is known now: the ledger up to this position.")] = None,
    as_lines: Annotated[bool, typer.Option("--json", help="One JSON object for each decision, one a line.")] = False,
) -> None:
    """Judge promotions again, one case or all, from nothing but the ledger: then, and with what has come to light."""
    settings = Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        if case is None:
            reproduced = replay_all(ledger, as_of, edition, as_lines=as_lines)
        else:
            reproduced = replay_case(ledger, CaseId(case), as_of, edition, as_lines=as_lines)
    if not reproduced:
        raise typer.Exit(NOT_REPRODUCED)


def replay_case(ledger: Ledger, case: CaseId, as_of: int | None, edition: int | None, *, as_lines: bool) -> bool:
    """Tell all about each decision of a case; whether they are reproduced."""
    found = replays_of(ledger, case, as_of, edition)
    if as_lines:
        sys.stdout.writelines(json.dumps(in_json(one), ensure_ascii=False) + "\n" for one in found)
    else:
        shown = Shown(Console(highlight=False))
        for one in found:
            tell(one, ledger, shown)
    return all(one.verdict is ReplayVerdict.REPRODUCED for one in found)


def replay_all(ledger: Ledger, as_of: int | None, edition: int | None, *, as_lines: bool) -> bool:
    """Tell of each decision of the ledger that comes out otherwise, and how many do; whether all are reproduced."""
    until = ledger.position() if as_of is None else as_of
    shown, lines, found = Shown(Console(stderr=as_lines, highlight=False)), sys.stdout, Replays(edition)
    try:
        with shown.progress("Replaying the ledger", until) as progress:
            for one in replays(ledger, all_decisions(ledger, as_of=until), as_of=until, edition=edition):
                found.count(one)
                if as_lines:
                    told = unreadable_in_json(one) if isinstance(one, Unreadable) else in_json(one)
                    lines.write(json.dumps(told, ensure_ascii=False) + "\n")
                else:
                    for line, style in lines_of(one):
                        shown.say(line, style)
                progress(one.decision.position)
    except KeyboardInterrupt:
        shown.say(f"Stopped; until then {found}", "bold")
        raise typer.Exit(STOPPED) from None
    shown.say(str(found), "bold green" if found.all_reproduced else "bold red")
    return found.all_reproduced


def replays_of(ledger: Ledger, case: CaseId, as_of: int | None, edition: int | None) -> list[Replay]:
    """Every decision of a case, judged again. Raises NothingDecided and Unreadable."""
    decisions = decisions_of(ledger, case, as_of=as_of)
    if not decisions:
        why = "is not decided yet" if ledger.stream(case, as_of=as_of) else "is no case that anything is recorded of"
        raise NothingDecided(f"“{case}” {why}: name one that is decided, as in case-0198c0de-…")
    return [replay(ledger, decision, as_of=as_of, edition=edition) for decision in decisions]
