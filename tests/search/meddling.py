"""Whatever else comes up while a case goes on: people move, leave, are mentored or hold the role, now or long ago."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.offices.deputising import NameDeputy
from domain.offices.offices import Matter
from domain.organisation.role import AppointmentKind
from domain.people.joining import JoinPerson
from domain.people.leaving import LeavePerson
from domain.people.moving import MovePerson
from domain.people.reporting_lines import AgreeSecondment, LineKind, SetReportingLine
from domain.people.steps_up import Exemption
from domain.promotions.candidacies import WithdrawCandidacy
from domain.promotions.panels.declarations import DeclareConflict
from domain.promotions.panels.panel import Conflict
from tests.search.organisation import LONG_AGO
from tests.search.situation import Situation
from tests.units import ASSEMBLY, PAINT

Meddling = Callable[[Situation, str, date], None]


def declared(course: Situation, someone: str, on: date) -> None:
    """Somebody who acts, or may, is said to have a conflict."""
    they, chance = course.organisation, course.chance
    whom = chance.of((*course.voters, they.person(someone), they.person("close")))
    is_declared(course, whom, chance.of((whom, they.person("peer"))))


def is_declared(course: Situation, whom: PersonId, by: PersonId) -> None:
    conflict = course.chance.of((Conflict.CLOSE_RELATION, Conflict.OTHER))
    said = DeclareConflict(course.case, whom, conflict, by, "Neighbours", effective_on=course.day)
    course.organisation.ask(said, by)


def mentored(course: Situation, someone: str, on: date) -> None:
    course.is_mentored(someone, on, None)


def reporting(course: Situation, someone: str, on: date) -> None:
    """Somebody comes under the candidate."""
    moved(course, someone, "function", "candidate", on)


def led(course: Situation, someone: str, on: date) -> None:
    """The candidate comes under somebody."""
    they = course.organisation
    manager = they.person(someone)
    they.ask(
        MovePerson(
            course.candidate, course.unit, "Production", course.from_level, manager=manager, effective_on=on
        )
    )  # fmt: skip


def led_beside(course: Situation, someone: str, on: date) -> None:
    """The candidate works for somebody in a function or a project, or they for the candidate; for good or a while."""
    they, chance = course.organisation, course.chance
    other, until = they.person(someone), chance.of((None, on + timedelta(3), on + timedelta(40)))
    led, by = chance.of(((course.candidate, other), (other, course.candidate)))
    line = chance.of((LineKind.FUNCTIONAL, LineKind.PROJECT))
    they.ask(SetReportingLine(led, line, by, until, effective_on=on))


def seconded(course: Situation, someone: str, on: date) -> None:
    """The candidate works elsewhere for a while, or somebody where the candidate leads."""
    they, chance = course.organisation, course.chance
    other, until = they.person(someone), on + timedelta(chance.of((40, 3)))
    away, host = chance.of(((course.candidate, other), (other, course.candidate)))
    unit = PAINT if course.unit == ASSEMBLY or away == other else ASSEMBLY
    they.ask(AgreeSecondment(away, unit, until, host, effective_on=on))


def lowered(course: Situation, someone: str, on: date) -> None:
    """Somebody stands lower from now on."""
    moved(course, someone, course.chance.of(("self", None)), "chief", on)


def moved(course: Situation, someone: str, level: str | None, manager: str, on: date) -> None:
    they = course.organisation
    person, above = they.person(someone), they.person(manager)
    they.ask(
        MovePerson(
            person, ASSEMBLY, "Sales", level, manager=above, exempt=Exemption.REORGANISATION, effective_on=on
        )
    )  # fmt: skip


def left(course: Situation, someone: str, on: date) -> None:
    they = course.organisation
    they.ask(LeavePerson(they.person(someone), effective_on=on))


def deputised(course: Situation, someone: str, on: date) -> None:
    """Somebody who acts leaves it to another, who perhaps could not do it themselves."""
    they, chance = course.organisation, course.chance
    who = chance.of((course.convener, course.decider, they.person("boss")))
    deputy = course.odd() if chance.in_percent(50) else they.person(someone)
    name = NameDeputy(who, deputy, (Matter.PROMOTIONS,), they.today, effective_on=they.ago(LONG_AGO // 2))
    if deputy != who and they.ask(name, who) is not None:
        course.deputies[who] = deputy


def proposed_otherwise(course: Situation, someone: str, on: date) -> None:
    """What was proposed is said to have been proposed by another, or for another role."""
    they, chance = course.organisation, course.chance
    by = chance.of((they.person(someone), they.person("head"), course.voters[0]))
    instead = course.proposal(by, chance.of((course.role, None)))
    they.ask(CorrectEntry(Reference(course.case, 1), instead, "Copied from the wrong line"), by)


def holding(course: Situation, someone: str, on: date) -> None:
    if course.role is not None:
        course.is_appointed(someone, course.role, AppointmentKind.INTERIM, on)


def rivalling(course: Situation, someone: str, on: date) -> None:
    if course.role is not None:
        course.is_proposed_too(someone, course.role, on)


def corrected(course: Situation, someone: str, on: date) -> None:
    """What the ledger said of where somebody stood was wrong."""
    they, chance = course.organisation, course.chance
    manager = they.person(chance.of(("candidate", "chief")))
    person, level = they.person(someone), chance.of(("self", "function", None))
    joined = JoinPerson(
        person, someone, ASSEMBLY, "Sales", level, manager=manager, effective_on=they.ago(LONG_AGO)
    )  # fmt: skip
    they.ask(CorrectEntry(Reference(person, 1), joined, "Copied from the wrong line"))


def taken_back(course: Situation, someone: str, on: date) -> None:
    """A word on the candidate was about somebody else."""
    if course.words:
        course.organisation.ask(RetractEntry(course.chance.of(list(course.words)), "About somebody else"))


def withdrawn(course: Situation, someone: str, on: date) -> None:
    if course.chance.in_percent(15):
        course.organisation.ask(
            WithdrawCandidacy(course.case, course.candidate, effective_on=course.day), course.candidate
        )


MEDDLING: Final[Sequence[Meddling]] = (
    *(declared, declared, mentored, reporting, led, lowered, left, holding),
    *(led_beside, led_beside, seconded, seconded),
    *(rivalling, corrected, taken_back, withdrawn, deputised, proposed_otherwise),
)
