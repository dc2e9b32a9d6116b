"""What has been done for one person's development, and by them for others: the whole timeline, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


def own_page(*others: tuple[Part, str]) -> Fold:
    """Told of the person whose page it stands on, and of others whom its fields name."""
    if not others:
        return lambda entry: ((entry.stream, Part.OWN, entry.kind),)

    def fold(entry: Entry[Any]) -> Iterator[Row]:
        event, kind = entry.event, entry.kind
        yield entry.stream, Part.OWN, kind
        for part, name in others:
            person = getattr(event, name)
            if person is not None and person != entry.stream:
                yield person, part, kind

    return fold


def named(*parts: tuple[Part, str]) -> Fold:
    """Told of the people whom its fields name, each once; the page is not a person's."""

    def fold(entry: Entry[Any]) -> Iterator[Row]:
        event, kind, told = entry.event, entry.kind, set()
        for part, name in parts:
            person = getattr(event, name)
            if person is not None and person not in told:
                told.add(person)
                yield person, part, kind

    return fold


def slate(entry: Entry[SlateConfirmed]) -> Iterator[Row]:
    """Told of everybody on it."""
    for person in dict.fromkeys(entry.event.successors):
        yield person, Part.OWN, entry.kind


BETWEEN_TWO = named((Part.MENTEE, "mentee"), (Part.MENTOR, "mentor"))
OF_CANDIDATE = named((Part.OWN, "candidate"))

FOLDS: Final[Mapping[type[Event[Any]], Fold]] = {
    PersonJoined: own_page(),
    PersonMoved: own_page(),
    PersonLeft: own_page(),
    AspirationStated: own_page(),
    AspirationWithdrawn: own_page(),
    AssessmentRecorded: own_page((Part.ASSESSOR, "assessor")),
    AssignmentGiven: own_page((Part.SUPPORTER, "supported_by")),
    PracticeRecorded: own_page(),
    CoachingHeld: own_page((Part.COACH, "coach")),
    LessonNoted: own_page(),
    AssignmentCompleted: own_page(),
    AssignmentCutShort: own_page(),
    FeedbackRequested: own_page((Part.ASKED, "asked")),
    FeedbackGiven: own_page((Part.GIVER, "giver")),
    MentorshipAgreed: BETWEEN_TWO,
    MentoringSessionHeld: BETWEEN_TWO,
    MentoringEvaluated: BETWEEN_TWO,
    MentorshipEnded: BETWEEN_TWO,
    SuccessorNominated: named((Part.OWN, "candidate"), (Part.NOMINATOR, "nominated_by")),
    ReadinessAssessed: OF_CANDIDATE,
    SlateConfirmed: slate,
    SuccessorRemovedFromSlate: OF_CANDIDATE,
    AppointmentMade: named((Part.OWN, "person")),
    RoleVacated: named((Part.OWN, "person")),
    PromotionProposed: named((Part.OWN, "candidate"), (Part.PROPOSER, "proposed_by")),
    PromotionApproved: OF_CANDIDATE,
    PromotionDeclined: OF_CANDIDATE,
    PromotionDeferred: OF_CANDIDATE,
}

STAGES: Final[Mapping[str, Stage | None]] = {event.__name__: event.stage for event in FOLDS}

MILESTONES: Final = Table(
    "milestones",
    {"person": "text NOT NULL", "part": "text NOT NULL", "kind": "text NOT NULL"},
    FOLDS,
    indexes=(f"person, {NEWEST_FIRST}",),
)
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
        f"SELECT person, count(*) FROM read_models.milestones m WHERE person = ANY (%(people)s) AND {visible('m')}"
        f"{' AND kind = ANY (%(kinds)s)' if 'kinds' in asked else ''} GROUP BY person",
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
            WHERE m.person = asked.person AND {visible("m")}
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
