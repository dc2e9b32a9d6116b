"""What has been done for one person's development, and by them for others: the whole timeline, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from domain.assessments import AssessmentRecorded
from domain.assignments import (
    AssignmentCompleted,
    AssignmentCutShort,
    AssignmentGiven,
)
from domain.facts import Event, Stage
from domain.feedback import FeedbackGiven, FeedbackRequested
from domain.growth import AspirationStated, AspirationWithdrawn
from domain.mentoring import MentoringSessionHeld, MentorshipAgreed, MentorshipEnded
from domain.mentoring_evaluation import MentoringEvaluated
from domain.people import PersonJoined, PersonLeft, PersonMoved
from domain.practice import CoachingHeld, LessonNoted, PracticeRecorded
from domain.promotion_decisions import PromotionApproved, PromotionDeclined, PromotionDeferred
from domain.promotions import PromotionProposed
from domain.readiness import ReadinessAssessed
from domain.role import AppointmentMade, RoleVacated
from domain.succession import SlateConfirmed, SuccessorNominated, SuccessorRemovedFromSlate
from ledger import Entry
from projections.read_model import NEWEST_FIRST, Fold, ReadModel, Row, Table, visible
from projections.reading import Reading
from projections.shut import Shut


class Part(StrEnum):
    """What somebody was in an entry of their timeline."""

    OWN = "own"
    """It is about them."""
    ASSESSOR = "assessor"
    SUPPORTER = "supporter"
    """Named as support in somebody's assignment."""
    COACH = "coach"
    ASKED = "asked"
    """By somebody, for feedback."""
    GIVER = "giver"
    """Of feedback to somebody."""
    MENTOR = "mentor"
    MENTEE = "mentee"
    NOMINATOR = "nominator"
    PROPOSER = "proposer"


PAGE: Final = "stream"
"""In the table below: the person whose page it is."""

OWN_PAGE: Final = ((Part.OWN, PAGE),)
OF_CANDIDATE: Final = ((Part.OWN, "candidate"),)
OF_PERSON: Final = ((Part.OWN, "person"),)
OF_PAIR: Final = ((Part.MENTEE, "mentee"), (Part.MENTOR, "mentor"))

WHOSE: Final[Mapping[type[Event[Any]], tuple[tuple[Part, str], ...]]] = {
    PersonJoined: OWN_PAGE,
    PersonMoved: OWN_PAGE,
    PersonLeft: OWN_PAGE,
    AspirationStated: OWN_PAGE,
    AspirationWithdrawn: OWN_PAGE,
    AssessmentRecorded: (*OWN_PAGE, (Part.ASSESSOR, "assessor")),
    AssignmentGiven: (*OWN_PAGE, (Part.SUPPORTER, "supported_by")),
    PracticeRecorded: OWN_PAGE,
    CoachingHeld: (*OWN_PAGE, (Part.COACH, "coach")),
    LessonNoted: OWN_PAGE,
    AssignmentCompleted: OWN_PAGE,
    AssignmentCutShort: OWN_PAGE,
    FeedbackRequested: (*OWN_PAGE, (Part.ASKED, "asked")),
    FeedbackGiven: (*OWN_PAGE, (Part.GIVER, "giver")),
    MentorshipAgreed: OF_PAIR,
    MentoringSessionHeld: OF_PAIR,
    MentoringEvaluated: OF_PAIR,
    MentorshipEnded: OF_PAIR,
    SuccessorNominated: (*OF_CANDIDATE, (Part.NOMINATOR, "nominated_by")),
    ReadinessAssessed: OF_CANDIDATE,
    SuccessorRemovedFromSlate: OF_CANDIDATE,
    AppointmentMade: OF_PERSON,
    RoleVacated: OF_PERSON,
    PromotionProposed: (*OF_CANDIDATE, (Part.PROPOSER, "proposed_by")),
    PromotionApproved: OF_CANDIDATE,
    PromotionDeclined: OF_CANDIDATE,
    PromotionDeferred: OF_CANDIDATE,
}
"""On whose timelines an event is told, as which part: the field that names them, or the page."""


def told_of(kind: str, whose: tuple[tuple[Part, str], ...]) -> Fold:
    """The fold of one kind: a row for everybody named, once, under the first part that is theirs."""
    if whose == OWN_PAGE:
        return lambda entry: ((entry.stream, Part.OWN, kind),)

    def fold(entry: Shut[Any]) -> list[Row]:
        rows: list[Row] = []
        told: list[str | None] = [None]
        for part, name in whose:
            person = entry.stream if name is PAGE else getattr(entry.event, name)
            if person not in told:
                told.append(person)
                rows.append((person, part, kind))
        return rows

    return fold


def slate(entry: Shut[SlateConfirmed]) -> list[Row]:
    """Told of everybody on it."""
    return [(person, Part.OWN, "SlateConfirmed") for person in dict.fromkeys(entry.event.successors)]


FOLDS: Final[Mapping[type[Event[Any]], Fold]] = {
    SlateConfirmed: slate,
    **{event: told_of(event.__name__, whose) for event, whose in WHOSE.items()},
}
STAGES: Final[Mapping[str, Stage | None]] = {event.__name__: event.stage for event in FOLDS}

MILESTONES: Final = Table(
    "milestones",
    {"person": "text NOT NULL", "part": "text NOT NULL", "kind": "text NOT NULL"},
    FOLDS,
    indexes=(f"hashtextextended(person, 0), {NEWEST_FIRST}",),
)
OF_ASKED: Final = "hashtextextended(m.person, 0) = hashtextextended(asked.person, 0) AND m.person = asked.person"
"""This is by far the largest table: an index on hashes of its ids is made in half the time, and takes half the room."""

DEVELOPMENT_HISTORY: Final = ReadModel("development_history", (MILESTONES,))


@dataclass(frozen=True, slots=True)
class Milestone:
    """One entry on somebody's timeline."""

    person: str
    part: Part
    kind: str
    """What sort of entry it is: the event's name, as `AssignmentGiven`."""
    effective_on: date
    position: int
    """Of the entry that stands: the correction, where there was one."""
    origin: int
    """Of the first entry of its chain of corrections; `position` again if it was never corrected."""
    ordinal: int
    entry: Entry[Any]
    """The entry, opened: who wrote it when, and what it says."""

    @property
    def stage(self) -> Stage | None:
        """Its place in the learning loop, if it develops somebody."""
        return STAGES[self.kind]

    @property
    def corrected(self) -> bool:
        """Whether it stands in the place of an earlier entry."""
        return self.position != self.origin

    @property
    def cursor(self) -> str:
        """Where on the timeline it is; give it as `after` to go on from here."""
        return f"{self.effective_on.isoformat()}.{self.origin}.{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Milestones of one person, newest first, as known at a position and true on a day."""

    person: str
    milestones: tuple[Milestone, ...]
    more: bool
    """Whether older milestones follow."""
    position: int
    on: date
    parked: tuple[int, ...]
    """Positions of entries that touch this person and could not be told."""


async def development_history(
    reading: Reading,
    person: str,
    *,
    first: int = 50,
    after: str | None = None,
    stages: Sequence[Stage] = (),
    kinds: Sequence[str] = (),
) -> Timeline:
    """One person's timeline. ValueError if `after` is no cursor of a milestone."""
    timelines = await development_histories(reading, (person,), first=first, after=after, stages=stages, kinds=kinds)
    return timelines[person]


async def development_histories(
    reading: Reading,
    people: Sequence[str],
    *,
    first: int = 50,
    after: str | None = None,
    stages: Sequence[Stage] = (),
    kinds: Sequence[str] = (),
) -> Mapping[str, Timeline]:
    """The timelines of several people, each cut at `first`: as many statements as for one."""
    asked = {"people": list(dict.fromkeys(people)), "first": first + 1, **narrowed(stages, kinds)}
    if after is not None:
        asked |= dict(zip(("after_day", "after_origin", "after_ordinal"), place_of(after), strict=True))
    rows = await reading.rows(timelines_asked(narrow="kinds" in asked, onwards=after is not None), asked)
    entries = await reading.entries({row[4] for row in rows})
    found: dict[str, list[Milestone]] = {person: [] for person in people}
    for person, part, kind, effective_on, position, origin, ordinal in rows:
        found[person].append(
            Milestone(person, Part(part), kind, effective_on, position, origin, ordinal, entries[position])
        )
    return {
        person: Timeline(
            person,
            tuple(told[:first]),
            len(told) > first,
            reading.position,
            reading.on,
            await reading.parked((person,), DEVELOPMENT_HISTORY.name),
        )
        for person, told in found.items()
    }


async def milestones_counted(
    reading: Reading, people: Sequence[str], *, stages: Sequence[Stage] = (), kinds: Sequence[str] = ()
) -> Mapping[str, int]:
    """How many milestones each timeline has altogether."""
    asked = {"people": list(people), **narrowed(stages, kinds)}
    rows = await reading.rows(
        "SELECT asked.person, count(*) FROM unnest(%(people)s::text[]) AS asked (person)"
        f" JOIN read_models.milestones m ON {OF_ASKED} AND {visible('m')}"
        f"{' AND m.kind = ANY (%(kinds)s)' if 'kinds' in asked else ''} GROUP BY asked.person",
        asked,
    )
    return dict.fromkeys(people, 0) | dict(rows)


def timelines_asked(*, narrow: bool, onwards: bool) -> str:
    """The statement for several timelines, newest first within each."""
    return f"""
        SELECT asked.person, m.part, m.kind, m.effective_on, m.position, m.origin, m.ordinal
        FROM unnest(%(people)s::text[]) AS asked (person)
        CROSS JOIN LATERAL (
            SELECT * FROM read_models.milestones m
            WHERE {OF_ASKED} AND {visible("m")}
            {"AND m.kind = ANY (%(kinds)s)" if narrow else ""}
            {
        "AND (m.effective_on, m.origin, m.ordinal) < (%(after_day)s, %(after_origin)s, %(after_ordinal)s)"
        if onwards
        else ""
    }
            ORDER BY {NEWEST_FIRST} LIMIT %(first)s
        ) m ORDER BY asked.person, m.effective_on DESC, m.origin DESC, m.ordinal DESC"""


def narrowed(stages: Sequence[Stage], kinds: Sequence[str]) -> dict[str, list[str]]:
    """The kinds that stages and kinds leave, if either was asked for."""
    if not stages and not kinds:
        return {}
    return {
        "kinds": [k for k, stage in STAGES.items() if (not stages or stage in stages) and (not kinds or k in kinds)]
    }


def place_of(cursor: str) -> tuple[date, int, int]:
    """Where a cursor points to."""
    try:
        day, origin, ordinal = cursor.split(".")
        return date.fromisoformat(day), int(origin), int(ordinal)
    except ValueError:
        raise ValueError(f"after “{cursor}” is no cursor: give the cursor of a milestone, as it was answered") from None
