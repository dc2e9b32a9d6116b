"""What may be claimed of somebody: only what the ledger holds of them by that day, each kind with its own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.words import cards
from domain.development.assignments import CompleteAssignment, CutAssignmentShort, GiveAssignment
from domain.development.development import AssignmentId, AssignmentKind
from domain.development.feedback import RequestFeedback
from domain.kernel.commands import Command
from domain.kernel.dates import months_after
from domain.organisation.appointments import AppointToRole
from domain.organisation.role import AppointmentKind

Blanks = Mapping[str, object]
"""What a claim says in particular: it fills the blanks of its words, and can be looked up."""

Claim = Callable[[Organisation, Somebody], Blanks | None]


def said(organisation: Organisation, whom: Somebody) -> Iterator[Command[Any]]:
    """What stands on somebody's page so far, in its order."""
    return (one.request.command for one in organisation.chronicle.of(whom.person))


def in_month(day: date) -> str:
    return f"{day:%B} {day.year}"


def reports(organisation: Organisation, whom: Somebody) -> Blanks | None:
    """How many report to them today."""
    count = len(organisation.reports(whom))
    return {"number": count} if whom.leads and count > 1 else None


def led_since(organisation: Organisation, whom: Somebody) -> Blanks | None:
    """Since when they have had the seat that they have."""
    since = whom.leads_since
    return {"title": whom.seat.title, "year": since.year} if whom.leads and since and since < organisation.on else None


def stood_in(organisation: Organisation, whom: Somebody) -> Blanks | None:
    """As what they have acted up, and since which month."""
    acted = [(seat.title, command.effective_on) for seat, command in appointments(organisation, whom)]
    acted += [
        (command.title.removeprefix("Stand in as "), command.effective_on)
        for command in said(organisation, whom)
        if isinstance(command, GiveAssignment) and command.title.startswith("Stand in as ")
    ]
    return {"title": acted[-1][0], "month": in_month(acted[-1][1])} if acted else None


def appointments(organisation: Organisation, whom: Somebody) -> Iterator[tuple[Any, AppointToRole]]:
    for seat in organisation.seats.values():
        for one in organisation.chronicle.of(seat.role) if seat.role else ():
            command = one.request.command
            if (
                isinstance(command, AppointToRole)
                and command.person == whom.person
                and command.appointment_kind is AppointmentKind.ACTING_UP
            ):
                yield seat, command


def works(organisation: Organisation, whom: Somebody) -> dict[AssignmentId, GiveAssignment]:
    given = (command for command in said(organisation, whom) if isinstance(command, GiveAssignment))
    return {command.assignment: command for command in given if command.assignment_kind is not AssignmentKind.ACTING_UP}


def saw_through(organisation: Organisation, whom: Somebody) -> Blanks | None:
    """The assignment that they completed last, and when."""
    given = works(organisation, whom)
    done = [
        command
        for command in said(organisation, whom)
        if isinstance(command, CompleteAssignment) and command.assignment in given
    ]
    return {"work": given[done[-1].assignment].title, "month": in_month(done[-1].effective_on)} if done else None


def at_work_on(organisation: Organisation, whom: Somebody) -> Blanks | None:
    """An assignment that they are on."""
    given = works(organisation, whom)
    ends = CompleteAssignment | CutAssignmentShort
    over = {command.assignment for command in said(organisation, whom) if isinstance(command, ends)}
    live = [command for assignment, command in given.items() if assignment not in over]
    return {"work": live[-1].title} if live else None


def results(organisation: Organisation, whom: Somebody) -> Blanks | None:
    """What the last two yearly evaluations came to."""
    if len(whom.results) < 2 or len(whom.evaluations) < 2:
        return None
    before, last = list(whom.evaluations)[-2:]
    return {"before": before, "last": last, "first": whom.results[-2], "second": whom.results[-1]}


def mentored(organisation: Organisation, whom: Somebody) -> Blanks | None:
    """How many have agreed with them that they be their mentor."""
    return {"number": whom.mentees} if whom.mentees > 1 else None


def asked(organisation: Organisation, whom: Somebody) -> Blanks | None:
    """How often they have asked for feedback in a year."""
    since = months_after(organisation.on, -12)
    requests = (command for command in said(organisation, whom) if isinstance(command, RequestFeedback))
    count = sum(since < command.effective_on for command in requests)
    return {"number": count} if count > 1 else None


def here_since(organisation: Organisation, whom: Somebody) -> Blanks | None:
    """The year in which they joined."""
    return {"year": whom.joined_on.year} if whom.joined_on < months_after(organisation.on, -24) else None


def voices(organisation: Organisation, whom: Somebody) -> Blanks | None:
    """How many people’s views are on the file of their case, beside the yearly evaluations."""
    return {"number": len(set(whom.voices))} if len(set(whom.voices)) > 1 else None


CLAIMS: Final[Mapping[str, Claim]] = {
    "reports": reports,
    "led_since": led_since,
    "stood_in": stood_in,
    "saw_through": saw_through,
    "at_work_on": at_work_on,
    "results": results,
    "mentored": mentored,
    "asked": asked,
    "here_since": here_since,
    "voices": voices,
}
"""By kind, what of it is true of somebody. The words for each are in words/claims.toml, under the same name."""


def claimed(organisation: Organisation, whom: Somebody, *kinds: str, aloud: bool = False) -> str:
    """Something that the ledger holds of somebody, of one of these kinds; empty where it holds none of them."""
    words = organisation.words
    for kind in words.in_some_order(whom, kinds):
        blanks = CLAIMS[kind](organisation, whom)
        if blanks:
            sentences = cards(("claims", kind, "aloud" if aloud else "said"))
            return words.one_of(whom, kind, sentences).format(**blanks)
    return ""
