"""Who may be tried in a role, and what would become of the bench: figures as they are beside as they would be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from api.pages.page import Answer
from api.pages.wording import message

Told = Mapping[str, Any]
FIGURES: Final = {
    message("Coverage"): "coverage",
    message("Covered by somebody who is ready now"): "readyNowCoverage",
    message("Net coverage"): "netCoverage",
    message("Critical places vacant"): "vacant",
}
"""What is told of a move: by what it is called, the figure."""


class Moved(NamedTuple):
    """A figure as it is, and as it would be; each None where it is not told."""

    name: str
    before: Told | None
    after: Told | None


def moves(answer: Answer) -> Mapping[str, object]:
    """Whom one may try, each once; who may leave for them; and the figures before and after, once somebody is tried."""
    role, told = answer["role"], answer.get("whatIf")
    named = [*(role["successors"] or ()), *(role["emergencyCovers"] or ())] if role else []
    candidates = {one["person"]["id"]: one["person"] for one in named if one["person"]}
    holders = role["incumbents"] if role else ()
    return {
        "leaving": [one["person"] for one in holders if one["substantive"] and one["person"]],
        "candidates": [*candidates.values()],
        "moved": [Moved(name, told["before"][field], told["figures"][field]) for name, field in FIGURES.items()]
        if told
        else [],
        "compared": answer.get("compareSuccessors"),
        "chain": answer.get("vacancyChain"),
    }
