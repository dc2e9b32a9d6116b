"""The decisions of a case judged again, and a replay for programs: as plain JSON, under stored names."""

from __future__ import annotations

import json
from typing import Any

from api.access.disclosed import Disclosed
from api.access.gate import Gate
from api.access.serialised import serialised
from audit.replay import NothingDecided, Replay, decisions_of, replay
from domain.kernel.ids import CaseId
from ledger import Ledger


def replays_of(ledger: Ledger, case: CaseId, as_of: int | None, edition: int | None) -> list[Replay]:
    """Every decision of a case, judged again. Raises NothingDecided and Unreadable."""
    decisions = decisions_of(ledger, case, as_of=as_of)
    if not decisions:
        raise NothingDecided(why_not(ledger, case, as_of))
    return [replay(ledger, decision, as_of=as_of, edition=edition) for decision in decisions]


def why_not(ledger: Ledger, case: CaseId, as_of: int | None) -> str:
    """Why a case has no decision to replay, and what would have one."""
    known = ledger.stream(case)
    if not known:
        return f"“{case}” is no case that anything is recorded of: name one that is decided, as in case-0198c0de-…"
    if as_of is not None and known[0].position > as_of:
        return f"“{case}” begins at position {known[0].position}: give --as-of a later one than {as_of}"
    if as_of is not None and decisions_of(ledger, case):
        return f"“{case}” is not decided yet at position {as_of}: give --as-of a later one"
    return f"“{case}” is not decided yet: name one that is decided, as in case-0198c0de-…"


def replays_in_json(ledger: Ledger, case: CaseId) -> bytes | None:
    """How each decision of the case came out when it was judged again, as JSON; None if there is none yet."""
    try:
        replays = [in_json(one) for one in replays_of(ledger, case, None, None)]
    except NothingDecided:
        return None
    return json.dumps(replays, ensure_ascii=False, indent=1).encode()


def in_json(replay: Replay, gate: Gate | None = None) -> dict[str, Any]:
    """All of a replay, under stored names; entries by their place and, with a gate, by what may be told of them."""
    since = replay.since
    light = since.came_to_light if since else ()
    entries = [replay.decision, *(one.entry for one in light)]
    decision, *others = map(in_full, gate.disclose(entries)) if gate else [f"{e.stream}@{e.version}" for e in entries]
    return {
        "decision": decision,
        "verdict": replay.verdict,
        "again": serialised(replay.again),
        "differences": serialised(replay.differences),
        "misstated": serialised(replay.misstated),
        "objection": replay.objection,
        "since": since
        and {
            "position": since.position,
            "came_to_light": [
                {"how": one.how, "on_file": one.on_file, "entry": entry}
                for one, entry in zip(light, others, strict=True)
            ],
            "changes_findings": since.changes_findings,
            "now": serialised(since.now),
            "objection": since.objection,
        },
        "rescored": serialised(replay.rescored),
    }


def in_full(entry: Disclosed) -> dict[str, Any]:
    """An entry, as far as it may be told."""
    return {
        "position": entry.position,
        "reference": str(entry.at),
        "kind": entry.kind,
        "recorded_at": entry.recorded_at.isoformat(),
        "recorded_by": entry.recorded_by,
        "reason": entry.why_in_json(),
        "event": entry.said(),
    }
