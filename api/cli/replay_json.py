"""A replay for programs, with what people and roles are called; or as much of one as can be told."""

from __future__ import annotations

from typing import Any

from api.bundles.case_replays import in_json
from api.cli.called import Called
from audit.replay import Replay, Unreadable
from domain.promotions.judging.replaying import ReplayVerdict


def in_json_by_name(replay: Replay, called: Called) -> dict[str, Any]:
    """All of a replay, entries by what may be told of them; candidate and role with what they are called."""
    [decision] = called.gate.disclose((replay.decision,))
    return {**in_json(replay, called.gate), **called.in_json(decision)}


def unreadable_in_json(replay: Unreadable) -> dict[str, Any]:
    """As much as can be told of it."""
    return {
        "decision": str(replay.decision.at),
        "position": replay.decision.position,
        "verdict": ReplayVerdict.CANNOT_BE_JUDGED,
        "why": str(replay),
    }
