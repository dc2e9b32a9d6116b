"""`leadership replay [CASE]`: decisions judged again as they were known when they were made, told to an auditor."""

from __future__ import annotations

from typing import Annotated

import typer

from api.access.gate import Gate
from api.access.looked_at import note_at_the_machine
from api.access.sight import WHOLE
from api.access.table import Information
from api.bundles.case_replays import replays_of
from api.cli.called import Called
from api.cli.console import Console, as_json_line, write_for_programs
from api.cli.empty_ledger import print_what_to_do_first
from api.cli.exit_codes import FAILED, STOPPED
from api.cli.replay_json import in_json_by_name, unreadable_in_json
from api.cli.replay_report import print_replay
from api.cli.replay_summary import Replays, lines_of
from api.cli.replaying import must_be_published, must_be_reached
from api.services import database, ledger_in
from api.settings import Settings
from audit.replay import Unreadable, all_decisions, replays
from domain.kernel.ids import CaseId
from domain.promotions.judging.replaying import ReplayVerdict
from ledger import Ledger


def replay_promotions(
    case: Annotated[
        str | None, typer.Argument(help="Id of a case, as case-0198c0de-…; all of them if left out.")
    ] = None,
    edition: Annotated[int | None, typer.Option(help="Try what was decided under this edition as well.")] = None,
    as_of: Annotated[int | None, typer.Option(min=1, help="What is known now: the ledger up to this position.")] = None,
    as_lines: Annotated[bool, typer.Option("--json", help="One JSON object for each decision, one a line.")] = False,
) -> None:
    """Judge promotions again, one case or all, from nothing but the ledger: then, and with what has come to light."""
    settings = Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        must_be_reached(ledger, as_of)
        must_be_published(ledger, edition, as_of)
        if case is None or not ledger.stream(case):
            print_what_to_do_first(Console(stderr=True), settings, url, ledger)
        if case is None or ledger.stream(case):
            note_at_the_machine(ledger, Information.CASE, (case or WHOLE,))
        if case is None:
            reproduced = replay_all(ledger, as_of, edition, as_lines=as_lines)
        else:
            reproduced = replay_case(ledger, CaseId(case), as_of, edition, as_lines=as_lines)
    if not reproduced:
        raise typer.Exit(FAILED)


def replay_case(ledger: Ledger, case: CaseId, as_of: int | None, edition: int | None, *, as_lines: bool) -> bool:
    """Report on each decision of a case; whether they are reproduced."""
    found, called = replays_of(ledger, case, as_of, edition), Called(ledger, Gate(ledger))
    if as_lines:
        for one in found:
            write_for_programs(as_json_line(in_json_by_name(one, called)))
    else:
        console = Console()
        for one in found:
            print_replay(one, called, console)
    return all(one.verdict is ReplayVerdict.REPRODUCED for one in found)


def replay_all(ledger: Ledger, as_of: int | None, edition: int | None, *, as_lines: bool) -> bool:
    """Report each decision of the ledger that comes out otherwise, and how many do; whether all are reproduced."""
    until = ledger.moment() if as_of is None else as_of
    console, found = Console(stderr=as_lines), Replays(edition)
    called = Called(ledger, Gate(ledger))
    try:
        with console.progress("Replaying the ledger", until) as progress:
            for one in replays(ledger, all_decisions(ledger, as_of=until), as_of=until, edition=edition):
                found.count(one)
                if as_lines:
                    line = unreadable_in_json(one) if isinstance(one, Unreadable) else in_json_by_name(one, called)
                    write_for_programs(as_json_line(line))
                else:
                    for text, style in lines_of(one, called):
                        console.print(text, style)
                progress(one.decision.position)
    except KeyboardInterrupt:
        console.print(f"Stopped; until then {found}", "bold")
        raise typer.Exit(STOPPED) from None
    console.print(str(found), "bold green" if found.all_reproduced else "bold red")
    return found.all_reproduced
