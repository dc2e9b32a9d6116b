"""What needs whoever asks, with what would clear it: answers that are waited for, meetings overdue, own cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from api.pages.mentees.agreements import AgreementSeen, as_mentor_and_mentee, day_of
from api.pages.page import Answer

DECIDED = frozenset({"APPROVED", "DECLINED", "WITHDRAWN"})
"""Phases of a case in which nobody waits for its candidate."""

RUNNING = {
    "APPEAL_WORKING_DAYS": "Your case was decided: you may still appeal",
    "COMMENT_WORKING_DAYS": "Your file is open to you: you may still add to it or comment",
}
"""What whoever is told of something may do until a day."""


class Needed(NamedTuple):
    """Something that is waited for."""

    what: str
    due: date | None
    path: str
    """Where it is cleared, or seen."""


def at_home(answer: Answer) -> Mapping[str, object]:
    """What is needed, the most pressing first, beside the agreements."""
    seen = as_mentor_and_mentee(answer)
    needed = sorted(needed_of(answer, seen), key=lambda one: one.due or date.max)
    return {**seen, "needed": needed}


def needed_of(answer: Answer, seen: Mapping[str, Any]) -> Iterator[Needed]:
    """Everything that waits for whoever asks."""
    for request in answer["myFeedbackRequests"]:
        if not request["answered"]:
            yield Needed(
                "Somebody asks for your feedback", date.fromisoformat(request["closesOn"]), "/feedback-requests"
            )
    together: list[AgreementSeen] = [*seen["mentees"], *seen["mentors"]]
    for one in together:
        if one.is_overdue(seen["on"]):
            name = one.other["name"] if one.other else "somebody"
            yield Needed(f"Meet {name} again: a mentoring session is overdue", one.next_due(), "/mentees")
    for case in answer["myCases"] or ():
        for notice in case["notices"] or ():
            until = day_of(notice["until"])
            if notice["period"] in RUNNING and until is not None and until >= seen["on"]:
                yield Needed(RUNNING[notice["period"]], until, f"/my-case/{case['id']}")
        if case["phase"] not in DECIDED:
            level = f" to level {case['proposal']['toLevel']}" if case["proposal"] else ""
            yield Needed(f"Your own promotion case{level} is open", None, f"/my-case/{case['id']}")
