"""A replay for programs: as plain JSON, under stored names."""

from __future__ import annotations

from typing import Any

from api.access.disclosed import Disclosed
from api.access.gate import Gate
from api.access.serialised import serialised
from api.cli.called import Called
from audit.replay import Replay, Unreadable
from domain.promotions.judging.replaying import ReplayVerdict


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


def in_json_by_name(replay: Replay, called: Called) -> dict[str, Any]:
    """All of a replay, entries by what may be told of them; candidate and role with what they are called."""
    [decision] = called.gate.disclose((replay.decision,))
    return {**in_json(replay, called.gate), **called.in_json(decision)}


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


def unreadable_in_json(replay: Unreadable) -> dict[str, Any]:
    """As much as can be told of it."""
    return {
        "decision": str(replay.decision.at),
        "position": replay.decision.position,
        "verdict": ReplayVerdict.CANNOT_BE_JUDGED,
        "why": str(replay),
    }
