"""What the page of one's own case works out: whose case it is, and the entries that its rules rest on."""

from __future__ import annotations

from collections.abc import Mapping

from api.pages.page import Answer


def own_case_shown(answer: Answer) -> Mapping[str, object]:
    """Whether whoever looks is the candidate, and what rules cite, by reference."""
    case, me = answer["promotionCase"], answer["me"]
    candidate = (case["proposal"] or {}).get("candidate")
    cited = (case["replay"] or {}).get("cited", ())
    return {
        "own": bool(me and candidate and candidate["id"] == me["id"]),
        "cited": {entry["reference"]: entry for entry in cited},
    }
