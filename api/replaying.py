"""`leadership replay CASE`: a promotion judged again as it was known when it was decided, told to an auditor."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer
from rich.console import Console

from api.house import database, ledger_in
from api.imports.showing import Shown
from api.replay_told import in_json, tell
from api.settings import Settings
from domain.promotion_case import CaseId
from domain.replaying import ReplayVerdict
from ledger import Ledger
from ledger.replay import NothingDecided, Replay, decisions_of, replay

NOT_REPRODUCED = 2
"""The exit code where a decision differs or cannot be judged, so that a script notices."""


def replay_case(
    case: Annotated[str, typer.Argument(help="Id of the case, as case-0198c0de-….")],
    edition: Annotated[int | None, typer.Option(help="Try the case under this edition as well.")] = None,
    as_of: Annotated[int | None, typer.Option(help="What is known now: the ledger up to this position.")] = None,
    as_lines: Annotated[bool, typer.Option("--json", help="One JSON object for each decision, one a line.")] = False,
) -> None:
    """Judge a promotion's decisions again, from nothing but the ledger: then, and with what has come to light."""
    settings = Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        replays = replays_of(ledger, CaseId(case), as_of, edition)
        if as_lines:
            sys.stdout.writelines(json.dumps(in_json(one), ensure_ascii=False) + "\n" for one in replays)
        else:
            shown = Shown(Console(highlight=False))
            for one in replays:
                tell(one, ledger, shown)
    if any(one.verdict is not ReplayVerdict.REPRODUCED for one in replays):
        raise typer.Exit(NOT_REPRODUCED)


def replays_of(ledger: Ledger, case: CaseId, as_of: int | None, edition: int | None) -> list[Replay]:
    """Every decision of a case, judged again. Raises NothingDecided."""
    decisions = decisions_of(ledger, case, as_of=as_of)
    if not decisions:
        why = "is not decided yet" if ledger.page(case, as_of=as_of) else "is no case that anything is recorded of"
        raise NothingDecided(f"“{case}” {why}: name one that is decided, as in case-0198c0de-…")
    return [replay(ledger, decision, as_of=as_of, edition=edition) for decision in decisions]
