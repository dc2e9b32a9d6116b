"""What needs whoever looks, and their people: what the rules flag, the most pressing first, and what clears it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from api.pages.attention import of_others, own
from api.pages.attention.waiting import Waiting
from api.pages.page import Answer, Page
from api.pages.wording import message

WAITING: Final[tuple[Callable[[Answer], Iterable[Waiting]], ...]] = (
    own.feedback_asked,
    own.sessions,
    own.promises,
    own.assignments,
    own.plan_reviews,
    own.actions,
    own.potential,
    own.own_periods,
    own.own_cases,
    own.rectifications,
    own.access_taken,
    of_others.assignments_of_reports,
    of_others.plans_of_reports,
    of_others.potential_of_reports,
    of_others.readiness,
    of_others.reviews,
    of_others.not_covered,
    of_others.notices_owed,
    of_others.appeals,
    of_others.overrides,
    of_others.periods,
)
"""Every sort of what may wait, each found in the answer by a function of its own."""
AT_HOME: Final = (own.feedback_asked, own.sessions, own.promises, own.own_periods, own.own_cases)
"""What stands on the first page already."""
MOST_SHOWN: Final = 200


def pressing(answer: Answer, sorts: Iterable[Callable[[Answer], Iterable[Waiting]]]) -> list[Waiting]:
    """What waits of some sorts on the day that is asked about, the most pressing first."""
    on = own.day_asked(answer)
    return sorted((one for sort in sorts for one in sort(answer) if one.is_pressing(on)), key=Waiting.order)


def at_attention(answer: Answer) -> Mapping[str, object]:
    """All that waits, and the day on which it does; nothing where no person looks."""
    if answer["now"] is None:
        return {"waiting": None}
    found = pressing(answer, WAITING)
    return {"waiting": found[:MOST_SHOWN], "more": len(found) - MOST_SHOWN, "on": own.day_asked(answer)}


PAGE = Page(__name__, "/attention", shown=at_attention, menu=message("Attention"), compares=False)
