"""What needs whoever asks, with what would clear it: answers that are waited for, meetings overdue, own cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from api.pages.mentees.agreements import AgreementSeen, as_mentor_and_mentee, day_of
from api.pages.page import Answer
from api.pages.wording import message, said

DECIDED = frozenset({"APPROVED", "DECLINED", "WITHDRAWN"})
"""Phases of a case in which nobody waits for its candidate."""

RUNNING = {
    "APPEAL_WORKING_DAYS": message("Your case was decided: you may still appeal"),
    "COMMENT_WORKING_DAYS": message("Your file is open to you: you may still add to it or comment"),
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
            closes_on = date.fromisoformat(request["closesOn"])
            yield Needed(said("Somebody asks for your feedback"), closes_on, "/feedback-requests")
    together: list[AgreementSeen] = [*seen["mentees"], *seen["mentors"]]
    for one in together:
        if one.is_overdue(seen["on"]):
            name = one.other["name"] if one.other else said("somebody")
            what = said("Meet %(name)s again: a mentoring session is overdue", name=name)
            yield Needed(what, one.next_due(), "/mentees")
    for case in answer["myCases"] or ():
        for notice in case["notices"] or ():
            until = day_of(notice["until"])
            if notice["period"] in RUNNING and until is not None and until >= seen["on"]:
                yield Needed(said(RUNNING[notice["period"]]), until, f"/my-case/{case['id']}")
        if case["phase"] not in DECIDED:
            yield Needed(open_case(case["proposal"]), None, f"/my-case/{case['id']}")


def open_case(proposal: Mapping[str, Any] | None) -> str:
    """That a case of one's own is open."""
    if proposal is None:
        return said("Your own promotion case is open")
    return said("Your own promotion case to level %(level)s is open", level=proposal["toLevel"])
