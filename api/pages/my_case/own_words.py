"""What the page of one's own case works out: whose it is, who decided and set what aside, and what rules rest on."""

from __future__ import annotations

from collections.abc import Mapping

from api.pages.page import Answer
from api.pages.promotion_case.then_beside_now import set_aside


def own_case_shown(answer: Answer) -> Mapping[str, object]:
    """Whether whoever looks is the candidate, the decision that is told, and what rules cite, by reference."""
    case, me, own = answer["promotionCase"], answer["me"], answer["myCase"]
    candidate = (case["proposal"] or {}).get("candidate")
    cited = (case["replay"] or {}).get("cited", ())
    decision = next(
        (one for one in case["decisions"] or () if own and one["entry"]["reference"] == own["decision"]), None
    )
    return {
        "own": bool(me and candidate and candidate["id"] == me["id"]),
        "cited": {entry["reference"]: entry for entry in cited},
        "decided": (decision or {}).get("entry", {}).get("fact"),
        "aside": {one["criterion"]: one for one in set_aside(decision)} if decision else {},
    }
