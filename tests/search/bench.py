"""A bench at random: some are named, say what they want, are judged on facts good and bad, and confirmed or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.amendments.corrections import RetractEntry
from domain.development.aspirations import Path, StateAspiration, Willingness, WithdrawAspiration
from domain.development.assignments import CompleteAssignment, GiveAssignment
from domain.development.development import AssignmentId, AssignmentKind, Instrument
from domain.frameworks.edition import Readiness
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId, RoleId
from domain.organisation.appointments import AppointToRole, EstablishRole
from domain.organisation.role import AppointmentKind, AppointmentSource
from domain.people.employment import is_here
from domain.people.leaving import LeavePerson
from domain.people.steps_up import Exemption
from domain.succession import standing_successors
from domain.succession.readiness import AssessReadiness
from domain.succession.slates import ConfirmSlate, NominateSuccessor, RemoveSuccessor, WhyRemoved
from tests.search.chance import Chance
from tests.search.course import Course
from tests.search.organisation import LONG_AGO, SYSTEM

JUDGED_AS: Final = (
    *(Readiness.NOW,) * 5,
    *(Readiness.ONE_TO_TWO_YEARS,) * 3,
    Readiness.THREE_TO_FIVE_YEARS,
)
SEEN_BY: Final = (
    *(("boss", "head", "candidate"),) * 3,
    ("senior3", "senior4", "senior5"),
    ("boss", "boss"),
)
"""By whom somebody is assessed: from several distances, or several times from one."""
WITHIN: Final = 460
"""Days before today on which people are judged at the earliest: what was said first has expired by now."""


@dataclass
class Bench:
    """A chair of the level that a case is about, and who might come after its holder."""

    course: Course
    chance: Chance

    def __post_init__(self) -> None:
        self.they = self.course.organisation
        self.role = RoleId(f"role-{self.they.name}-chair")

    def run(self) -> None:
        """From the first names to the slate, and what comes after it."""
        they, chance, course = self.they, self.chance, self.course
        level = chance.of((course.to_level, course.to_level, course.from_level))
        establish = EstablishRole(
            self.role, "Chair", course.unit, "Production", level, critical=True, effective_on=they.ago(LONG_AGO)
        )  # fmt: skip
        they.must(establish)
        self.successors = [they.person(part) for part in ("candidate", "peer")[: 1 + chance.number(0, 1)]]
        self.facts: dict[PersonId, list[Reference]] = {they.person("candidate"): list(course.words)}
        for successor in self.successors:
            self.is_prepared(successor)
        self.is_confirmed()
        for _ in range(chance.number(0, 2)):
            chance.of((self.changes_their_mind, self.is_judged, self.is_disturbed))(chance.of(self.successors))

    def is_prepared(self, successor: PersonId) -> None:
        """Somebody is nominated, says what they want, and is judged; perhaps the other way round."""
        they, chance = self.they, self.chance
        by = chance.of((they.person("boss"), they.person("head"), successor))
        nominate = NominateSuccessor(
            self.role, successor, "Ready to lead", by, effective_on=they.ago(chance.number(WITHIN, 600))
        )  # fmt: skip
        they.ask(nominate, by)
        if successor != they.person("candidate"):
            self.facts[successor] = []
            for part in chance.of(SEEN_BY):
                self.is_seen(part, successor)
        if chance.in_percent(60):
            self.is_seen(chance.of(("head", "senior3", "board", "peer", "report", "nobody")), successor)
        if chance.in_percent(50):
            self.is_on_an_assignment(successor)
        self.says(successor, chance.of(("yes",) * 8 + ("no", "undecided", "specialist", "")))
        self.is_judged(successor)

    def is_seen(self, part: str, successor: PersonId) -> None:
        """Somebody assesses them, once more."""
        they, course, chance = self.they, self.course, self.chance
        on = they.ago(chance.number(60, 700))
        seen = course.assessment(part, successor, Instrument.LEADERSHIP_ASSESSMENT, on)
        if at := they.ask(seen, they.person(part)):
            self.facts.setdefault(successor, []).append(at[0])
            course.words[at[0]] = seen

    def is_on_an_assignment(self, successor: PersonId) -> None:
        they, chance = self.they, self.chance
        assignment, begins = AssignmentId(f"assignment-{successor}"), they.ago(chance.number(300, 700))
        kind = AssignmentKind.PROJECT_LEAD
        they.ask(GiveAssignment(successor, assignment, "New hall", kind, begins, effective_on=begins))
        if chance.in_percent(30):
            they.ask(CompleteAssignment(successor, assignment, "Stands", effective_on=they.ago(chance.number(0, 300))))

    def says(self, successor: PersonId, what: str, days: int | None = None) -> None:
        """Their own word on the chair, on its level or in general."""
        they, chance = self.they, self.chance
        path = {"specialist": Path.SPECIALIST, "undecided": Path.UNDECIDED}.get(what, Path.LEADERSHIP)
        role = self.role if chance.in_percent(60) or what == "no" else None
        closely = {"no": Willingness.NOT_WILLING, "yes": Willingness.WILLING} if role else {}
        on = they.ago(chance.number(430, 700) if days is None else days)
        stated = StateAspiration(successor, path, True, role=role, willingness=closely.get(what), effective_on=on)
        if what:
            by = they.person("boss") if chance.in_percent(4) else successor
            they.ask(stated, by)

    def is_judged(self, successor: PersonId) -> None:
        """Their readiness, from what was seen of them: from most of it, from something else, or from nothing."""
        they, chance, course = self.they, self.chance, self.course
        on = they.ago(chance.number(0, WITHIN))
        seen_by_then = [at for at in self.facts.get(successor, ()) if course.words[at].effective_on <= on]
        cited = tuple(at for at in seen_by_then if not chance.in_percent(10))
        if chance.in_percent(8):
            cited = (*cited, Reference(successor, 1))
        if chance.in_percent(4):
            cited = (Reference(chance.of(self.successors), 2),)
        imported = chance.in_percent(6)
        readiness = chance.of(JUDGED_AS)
        if imported and chance.in_percent(30):
            readiness = Readiness.EMERGENCY
        by = course.perhaps_odd(they.person("head"))
        judged = AssessReadiness(
            self.role, successor, readiness, cited, course.framework,
            course.edition if not chance.in_percent(4) else 2, "What we saw",
            None if imported and chance.in_percent(50) else by,
            willing=True if chance.in_percent(5) else None, imported=imported,
            effective_on=on,
        )  # fmt: skip
        they.ask(judged, by if judged.assessed_by else SYSTEM)

    def is_confirmed(self) -> None:
        """The slate, perhaps by whom it names."""
        they, chance = self.they, self.chance
        on = they.ago(chance.number(0, 200))
        for by in (chance.of(self.successors) if chance.in_percent(8) else they.person("head"), they.person("chief")):
            slate = ConfirmSlate(self.role, tuple(self.successors), by, effective_on=on)
            if they.ask(slate, by) is not None:
                return

    def changes_their_mind(self, successor: PersonId) -> None:
        they, chance = self.they, self.chance
        if chance.in_percent(30):
            they.ask(WithdrawAspiration(successor, effective_on=they.ago(chance.number(0, 300))), successor)
        else:
            self.says(successor, chance.of(("no", "undecided", "specialist", "yes")), chance.number(0, 300))

    def is_disturbed(self, successor: PersonId) -> None:
        """They leave, hold the chair, are taken off the slate, or something that was said of them is taken back."""
        they, chance, on = self.they, self.chance, self.they.ago(self.chance.number(0, 150))
        facts = self.facts.get(successor)
        they.ask(
            chance.of((
                LeavePerson(successor, effective_on=on),
                AppointToRole(
                    self.role, successor, AppointmentKind.SUBSTANTIVE, AppointmentSource.INTERNAL,
                    exempt=Exemption.REORGANISATION, effective_on=on,
                ),
                RemoveSuccessor(self.role, successor, WhyRemoved.WITHDREW, effective_on=on),
                RetractEntry(chance.of(facts or [Reference(successor, 2)]), "About somebody else"),
            ))
        )  # fmt: skip

    def counted(self, on: date) -> list[tuple[str, str, date]]:
        """Whom the rules count as standing successors on a day."""
        book = self.they.ledger.book()
        there = (who for who in self.successors if is_here(who, on, book))
        return [(self.role, who, on) for who in there if standing_successors.stands_behind(self.role, who, on, book)]


def days_asked(today: date) -> tuple[date, ...]:
    """The days on which the bench is asked."""
    return (today, today - timedelta(90))
