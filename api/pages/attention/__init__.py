"""What needs whoever looks, and their people: what the rules flag, the most pressing first, and what clears it."""

from __future__ import annotations

from collections.abc import Mapping

from api.pages.attention.flag_lines import day_asked, waiting_in
from api.pages.page import Answer, Page
from api.pages.wording import message


def at_attention(answer: Answer) -> Mapping[str, object]:
    """All that waits, and the day on which it does; nothing where no person looks."""
    if answer["now"] is None:
        return {"waiting": None}
    found = waiting_in(answer)
    return {"waiting": found, "more": answer["attention"]["totalCount"] - len(found), "on": day_asked(answer)}


PAGE = Page(__name__, "/attention", shown=at_attention, menu=message("Attention"), compares=False)
