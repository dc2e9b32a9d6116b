"""One assignment in the demo, from the day it is given until it is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo.mending import mended
from demo.organisation import Organisation
from demo.phrasing import followed, phrase
from demo.somebody import Somebody
from demo.words import Scene, Undertaking, filled
from demo.working_days import working_day
from domain.development.assignments import CompleteAssignment, CutAssignmentShort, GiveAssignment
from domain.development.development import AssignmentId, AssignmentKind
from domain.development.practice import NoteLesson, RecordCoaching, RecordPractice
from domain.kernel.facts import Reference

PLANNED: Final = 0.85
"""How much of what is given to people with a development plan is for that."""


class Work:
    """One assignment of somebody's, from the day it is given until they are told how it went."""

    def __init__(self, organisation: Organisation, somebody: Somebody) -> None:
        self.organisation = organisation
        self.somebody = somebody
        self.assignment = AssignmentId(organisation.chronicle.new_id("assignment"))
        leads = somebody.seat.function == "Management" or (somebody.leads and organisation.dice.random() < 0.75)
        kind = "leading" if leads else somebody.seat.function
        self.what: Undertaking = organisation.words.undertaking(somebody, kind)
        self.scene: Scene = organisation.words.scene(self.assignment, somebody.seat.unit if leads else None)
        self.given: Reference | None = None
        self.given_for: Reference | None = None
        self.months = organisation.dice.randint(3, 7)

    def text(self, what: str) -> str:
        """One of the sentences of a kind that belong to this work."""
        return self.organisation.words.pick(self.somebody, self.what, what, self.scene)

    def give(self) -> None:
        organisation, somebody, what = self.organisation, self.somebody, self.what
        on = organisation.on
        self.given_for = self.plan
        builds_on = tuple(at for at in (somebody.latest, self.given_for) if at)
        manager = somebody.manager
        alone = organisation.dice.random() < 0.12 and what.stretch
        support = manager if organisation.dice.random() < 0.6 else above_elsewhere(organisation, somebody)
        command = GiveAssignment(
            somebody.person,
            self.assignment,
            filled(what.title, self.scene),
            AssignmentKind(what.kind),
            working_day(on + timedelta(organisation.dice.randint(3, 20))),
            working_day(on + timedelta(30 * self.months)),
            what.stretch,
            what.function or somebody.seat.function,
            tuple(filled(objective, self.scene) for objective in what.objectives),
            None if alone or support is None else support.person,
            builds_on=builds_on,
            effective_on=on,
        )
        self.given = organisation.chronicle.write(command, manager.person if manager else somebody.person)
        somebody.live.add(self.assignment)

    @property
    def plan(self) -> Reference | None:
        """The plan of theirs that the work is for; None where it comes unplanned, as work does."""
        planned = self.organisation.chronicle.lots.chance("planned", self.assignment) < PLANNED
        return self.somebody.plan if planned else None

    @property
    def newer_plan(self) -> Reference | None:
        """The plan that it is for by now, where that was agreed since the work was given."""
        return None if self.plan == self.given_for else self.plan

    def practise(self) -> None:
        hours = self.organisation.dice.choice((1.5, 2.0, 3.0, 4.0, 6.0, None))
        command = RecordPractice(
            self.somebody.person,
            self.text("situations"),
            hours,
            self.assignment,
            builds_on=tuple(at for at in (self.given, self.newer_plan) if at),
            effective_on=self.organisation.on,
        )
        at = self.organisation.chronicle.write(command, self.somebody.person)
        if self.organisation.dice.random() < 0.012:
            self.organisation.chronicle.begin(mended(self.organisation, self.somebody, command, at))

    def coach(self, number: int) -> None:
        coach = above_elsewhere(self.organisation, self.somebody) if number else self.somebody.manager
        command = RecordCoaching(
            self.somebody.person,
            coach.person if coach else None,
            self.text("topics"),
            self.organisation.dice.choice((0.5, 0.75, 1.0, 1.5)),
            self.assignment,
            builds_on=(self.plan,) if self.plan else (),
            effective_on=self.organisation.on,
        )
        self.organisation.chronicle.write(command, coach.person if coach else self.somebody.person)

    def note(self) -> None:
        lesson = followed(self.organisation, self.somebody, self.text("lessons"), "lesson_then")
        on = self.organisation.on
        command = NoteLesson(self.somebody.person, lesson, self.assignment, effective_on=on)
        self.organisation.chronicle.write(command, self.somebody.person)

    def complete(self) -> None:
        self.somebody.live.discard(self.assignment)
        manager = self.somebody.manager
        command = CompleteAssignment(
            self.somebody.person,
            self.assignment,
            self.text("outcomes"),
            manager.person if manager else None,
            effective_on=self.organisation.on,
        )
        self.organisation.chronicle.write(command, self.somebody.person)

    def cut_short(self) -> None:
        self.somebody.live.discard(self.assignment)
        why = phrase(self.organisation, self.somebody, "cut_short", scene=self.scene)
        command = CutAssignmentShort(self.somebody.person, self.assignment, why, effective_on=self.organisation.on)
        manager = self.somebody.manager
        self.organisation.chronicle.write(command, manager.person if manager else self.somebody.person)


def above_elsewhere(organisation: Organisation, somebody: Somebody) -> Somebody | None:
    """Somebody from another function who leads from no lower than they do; None where nobody does."""
    at_least = max(1, somebody.seat.rung * somebody.leads)
    found = organisation.leading_elsewhere(somebody, at_least)
    return organisation.dice.choice(found) if found else None


def gone(somebody: Somebody) -> bool:
    """Whether a story or their leaving has taken over."""
    return somebody.leaves_on is not None or somebody.quiet
