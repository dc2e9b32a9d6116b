"""The people around a case, and how they act: as they should, but for the wrong one now and then, or the wrong day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from api.access.callers import Caller
from domain.development.assessments import RecordAssessment
from domain.development.development import AssessmentId, Instrument, Purpose, Rating
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.packs.shipped import present_edition
from domain.kernel.acting import actors_of
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, MentorshipId, PersonId, RoleId
from domain.mentoring.agreements import AgreeMentorship, EndMentorship, WhyEnded
from domain.organisation.appointments import AppointToRole, EstablishRole
from domain.organisation.role import AppointmentKind, AppointmentSource
from domain.people.steps_up import Exemption
from domain.promotions.candidacies import WithdrawCandidacy
from domain.promotions.promotion_case import Direction
from domain.promotions.proposals import ProposePromotion
from tests.search.chance import Chance
from tests.search.organisation import SENIORS, STRICT, SYSTEM, Organisation
from tests.units import ASSEMBLY, PAINT

STEPS: Final = (
    (Direction.UP, "self", "others"),
    (Direction.UP, "others", "leaders"),
    (Direction.UP, "leaders", "function"),
    (Direction.ACTING, "others", "leaders"),
    (Direction.LATERAL, "leaders", "leaders"),
    (Direction.DOWN, "leaders", "others"),
)
ODD: Final = (
    *("candidate", "proposer", "boss", "report", "mentor", "former", "rival", "incumbent", "close", "took part"),
    *("junior", "starter", "nobody", "gone", "retired", "acquaintance", "coach", "board", "head", "peer", "clerk"),
)
"""Parts that are drawn for somebody who acts, instead of whoever should: most of them should not."""
ODD_IN_PERCENT: Final = 10
LATE_IN_PERCENT: Final = 3


@dataclass
class Situation:
    """One case, and the people around it."""

    organisation: Organisation
    chance: Chance
    case: CaseId = field(init=False)
    words: dict[Reference, RecordAssessment] = field(default_factory=dict)
    taken: int = 0
    """How many of the seniors have been given a part."""
    mentorships: int = 0
    deputies: dict[PersonId, PersonId] = field(default_factory=dict)
    """Who asks for whom, since they were named for it."""

    def __post_init__(self) -> None:
        self.case = CaseId(f"case-{self.organisation.name}")

    # Who is there

    def begin(self) -> None:
        """Let the people around a case join, and let some of them stand close to it."""
        they, chance = self.organisation, self.chance
        self.direction, self.from_level, self.to_level = chance.of(STEPS)
        self.strict = chance.in_percent(20)
        self.framework, self.unit = (STRICT, PAINT) if self.strict else (DEFAULT_FRAMEWORK, ASSEMBLY)
        self.edition = 1 if self.strict else present_edition().number
        self.day = self.proposed_on = they.ago(chance.number(150, 420))
        they.joins("head", "business", "Production", "chief", self.unit)
        they.joins("boss", chance.of(("function", "leaders")), "Production", "head", self.unit)
        self.candidate = they.joins("candidate", self.from_level, "Production", "boss", self.unit)
        they.joins("peer", self.from_level, "Production", "boss", self.unit)
        they.joins("report", "self", "Production", "candidate", self.unit)
        they.joins("mentor", "function", "Sales", "chief")
        they.joins("former", "function", "Finance", "chief")
        they.joins("rival", "function", "People", "chief")
        they.joins("incumbent", "function", "Logistics", "chief")
        they.joins("close", "business", "Sales", "chief")
        self.proposer = they.person(chance.of(("boss", "boss", "head", "candidate", "peer", "senior16")))
        self.convener = self.decider = self.spare = they.person("close")
        self.voters: tuple[PersonId, ...] = (they.person("close"),)
        self.role = None if chance.in_percent(15) else self.some_role()
        self.is_mentored("mentor", self.before(400), None)
        self.is_mentored("former", self.before(900), self.before(chance.number(20, 500)))

    def some_role(self) -> RoleId:
        they, chance = self.organisation, self.chance
        role = RoleId(f"role-{they.name}")
        they.must(EstablishRole(role, "Planner", self.unit, "Production", self.to_level, effective_on=they.ago(1_900)))
        kind = chance.of((AppointmentKind.INTERIM, AppointmentKind.ACTING_UP, AppointmentKind.SUBSTANTIVE))
        self.is_appointed("incumbent", role, kind, self.before(300))
        self.is_proposed_too("rival", role, self.before(chance.number(0, 60)))
        return role

    def before(self, days: int) -> date:
        """So many days before the proposal."""
        return self.proposed_on - timedelta(days)

    def senior(self) -> PersonId:
        """The next of those who stand apart and high enough."""
        self.taken += 1
        return self.organisation.person(f"senior{(self.taken - 1) % SENIORS}")

    def odd(self) -> PersonId:
        """Somebody who perhaps should not act."""
        part = self.chance.of(ODD)
        if part == "proposer":
            return self.proposer
        if part == "took part":
            return self.chance.of((*self.voters, self.spare, self.decider, self.convener))
        return self.organisation.person(part)

    def is_mentored(self, part: str, on: date, ended: date | None) -> None:
        they, self.mentorships = self.organisation, self.mentorships + 1
        pair = MentorshipId(f"mentorship-{they.name}-{self.mentorships}")
        mentor = they.person(part)
        ends = ended if self.chance.in_percent(50) else None
        agree = AgreeMentorship(pair, mentor, self.candidate, "Lead", 12.0, 30, ends_on=ends, effective_on=on)
        if they.ask(agree) and ended and not ends:
            they.ask(EndMentorship(pair, WhyEnded.TIME_UP, effective_on=ended))

    def is_appointed(self, part: str, role: RoleId, kind: AppointmentKind, on: date) -> None:
        they = self.organisation
        held = AppointToRole(
            role, they.person(part), kind, AppointmentSource.INTERNAL, exempt=Exemption.INTERIM, effective_on=on
        )
        they.ask(held)

    def is_proposed_too(self, part: str, role: RoleId, on: date) -> None:
        they = self.organisation
        rival, by = they.person(part), they.person("chief")
        other = CaseId(f"case-{they.name}-{part}")
        way = Direction.LATERAL if self.to_level == "function" else Direction.DOWN
        they.ask(
            ProposePromotion(
                other, rival, role, way, "function", self.to_level, self.framework, self.edition,
                by, "Knows the work", effective_on=on,
            ),
            by,
        )  # fmt: skip
        if self.chance.in_percent(15):
            they.ask(
                WithdrawCandidacy(other, rival, effective_on=max(on, self.before(self.chance.number(-60, 5)))), rival
            )

    # What is said of the candidate

    def is_assessed(self) -> None:
        """Results of two years by the boss, what others saw at the new level, and some that is not so good."""
        for years, days in ((2, 500), (1, 140)):
            self.words_of("boss", Instrument.PERFORMANCE_EVALUATION, self.before(days), str(years))
        for _ in range(2 + self.chance.number(0, 1)):
            part = self.chance.of(("head", "peer", "senior17", "assessor", "report", "candidate", "boss", "retired"))
            instrument = self.chance.of((Instrument.LEADERSHIP_ASSESSMENT, Instrument.THREE_SIXTY))
            if self.chance.in_percent(8):
                instrument = self.chance.of(tuple(Instrument))
            self.words_of(part, instrument, self.before(self.chance.number(5, 640)))

    def words_of(self, part: str, instrument: Instrument, on: date, cycle: str | None = None) -> None:
        command = self.assessment(part, self.candidate, instrument, on, cycle)
        if at := self.organisation.ask(command, self.organisation.person(part)):
            self.words[at[0]] = command

    def assessment(
        self, part: str, of: PersonId, instrument: Instrument, on: date, cycle: str | None = None
    ) -> RecordAssessment:
        """What somebody says of somebody."""
        chance, they = self.chance, self.organisation
        good = (3, 4, 5, 4, 3, 4, 3, 5, 3, 2)
        rated = {of: chance.of(good) for of in ("skills", "time_application", "work_values", "direction")}
        if instrument is Instrument.PERFORMANCE_EVALUATION:
            rated["performance"] = chance.of((2, 3, 2, 3, 2, 3, 1))
        if chance.in_percent(6):
            del rated[chance.of(tuple(rated))]
        return RecordAssessment(
            of,
            AssessmentId(f"assessment-{they.name}-{len(self.words)}-{of}"),
            instrument,
            Purpose.DEVELOPMENT if chance.in_percent(5) else Purpose.DECISION,
            self.framework,
            self.edition,
            they.person(part),
            tuple(Rating(name, value, ("seen",)) for name, value in rated.items()),
            chance.of((self.to_level, self.to_level, self.to_level, self.to_level, self.from_level)),
            cycle,
            effective_on=on,
        )

    # Whoever acts, and when

    def goes_by(self, days: int) -> date:
        """Some days later."""
        self.day = min(self.day + timedelta(days), self.organisation.today)
        return self.day

    def perhaps_odd(self, who: PersonId) -> PersonId:
        return self.odd() if self.chance.in_percent(ODD_IN_PERCENT) else who

    def act(
        self, right: PersonId, kind: Callable[..., Command[Any]], actor: str, **said: Any
    ) -> tuple[Reference, ...] | None:
        """Somebody acts, perhaps the wrong one or on the wrong day; if that is refused, it is done as it should be.

        `actor` is the field that names them; what more is `said` is the same whoever acts.
        """
        they, chance = self.organisation, self.chance
        who, on = self.perhaps_odd(right), self.goes_by(chance.number(0, 2))
        if chance.in_percent(LATE_IN_PERCENT):
            on += timedelta(chance.of((-1, -30, 1, 800)))
        asked = kind(**said, **{actor: who}, effective_on=on)
        by = self.odd() if chance.in_percent(2) else self.deputies.get(who) or whoever_says(asked, who)
        done = they.ask(asked, by)
        if done is None and (who, on, by) != (right, self.day, right):
            asked = kind(**said, **{actor: right}, effective_on=self.day)
            done = they.ask(asked, whoever_says(asked, right))
        return done

    def proposal(self, by: PersonId, role: RoleId | None) -> ProposePromotion:
        return ProposePromotion(
            self.case, self.candidate, role, self.direction, self.from_level, self.to_level,
            self.framework, self.edition, by, "Leads already", effective_on=self.proposed_on,
        )  # fmt: skip


def whoever_says(command: Command[Any], who: PersonId) -> Caller | PersonId:
    """They themselves; where several act together, a system writes it down."""
    return who if all(actor.person == who for actor in actors_of(command)) else SYSTEM
