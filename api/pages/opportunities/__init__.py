"""Opportunities: what is open to everybody, what was offered to whoever looks, and who wants what they opened."""

from __future__ import annotations

from collections.abc import Mapping

from api.pages.page import Answer, Page
from api.pages.wording import message


def unanswered(answer: Answer) -> Mapping[str, object]:
    """What was offered to whoever looks, and they have not answered yet."""
    history = ((answer["now"] or {}).get("offered") or {}).get("nodes") or ()
    answered = {one["entry"]["subject"] for one in history if one["kind"] == "OpportunityAnswered"}
    told = {one["id"]: one["what"] for one in (*answer["open"], *answer["over"])}
    return {
        "offers": [
            {
                "opportunity": one["entry"]["subject"],
                "on": one["effectiveOn"],
                "what": (one["entry"]["fact"] or {}).get("what") or told.get(one["entry"]["subject"]),
            }
            for one in history
            if one["kind"] == "OpportunityOffered" and one["entry"]["subject"] not in answered
        ]
    }


PAGE = Page(__name__, "/opportunities", shown=unanswered, menu=message("Opportunities"), rank=4)
