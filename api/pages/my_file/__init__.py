"""Everything that the ledger holds about whoever looks, to take along as JSON; and what they may say to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from api.pages.page import Answer, Page
from domain.kernel.facts import EntryRetracted

Told = Mapping[str, Any]


def by_kind(answer: Answer) -> Mapping[str, object]:
    """The entries of each kind, in the order of their first; and those that stand, to which one may say something."""
    entries: Sequence[Told] = answer["myFile"] or ()
    kinds: dict[str, list[Told]] = {}
    for entry in entries:
        kinds.setdefault(entry["kind"], []).append(entry)
    latest = {entry["supersedes"] or entry["position"]: entry for entry in entries}
    stand = {entry["position"] for entry in latest.values() if entry["kind"] != EntryRetracted.__name__}
    return {"kinds": kinds, "stand": stand}


PAGE = Page(__name__, "/my-file", shown=by_kind, compares=False)
