"""Reviews as a table lists them: how results, leadership and potential of people were rated, in which cycle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from api.imports.basis import RowsTold, in_words
from api.imports.batches import in_batches
from api.imports.columns import place_for
from api.imports.cycles_meant import last_day_of
from api.imports.histories import KINDS_READ, Stay, Unreadable, history_of
from api.imports.marks_meant import as_number, step_meant
from api.imports.names import names_nobody
from api.imports.people_named import Nobody
from api.imports.recording import Asked
from api.imports.rows import Row, Wanted
from domain.amendments.corrections import CorrectEntry
from domain.development.assessments import AssessmentRecorded, RecordAssessment
from domain.development.development import AssessmentId, Instrument, Purpose, Rating
from domain.frameworks.adopting import Active
from domain.frameworks.edition import Edition, Overall
from domain.frameworks.scales import Scale, ScalePoint
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId, UnitId
from domain.kernel.standing import standing
from ledger import Entry

REVIEWS: Final = Wanted(
    ("reviewed", "reviewed_name", "cycle", "results", "leadership", "potential", "judged_by", "judged_by_name",
     "judged_on", "evidence"),
    {},
    ("judged_on", "judged_on"),
    one_of=(("reviewed", "reviewed_name"), ("cycle", "judged_on"), ("results", "leadership", "potential")),
)  # fmt: skip
RATED: Final[Mapping[str, Overall]] = {
    "results": Overall.PERFORMANCE,
    "leadership": Overall.LEADERSHIP,
    "potential": Overall.POTENTIAL,
}
"""What each column rates."""
UNRATED: Final = frozenset(("not rated", "not observed", "nr", "n/r", "nicht bewertet", "too new", "unrated", "tbd"))
ROWS_AT_ONCE: Final = 500
DAY_NAMED: Final = "give the day of the review, or name the column that says it with --column judged_on=HEADING"


@dataclass(frozen=True)
class Recorded:
    """An assessment that stands in the ledger."""

    at: Reference
    event: AssessmentRecorded


@dataclass
class ReviewsTold(RowsTold):
    """A file of reviews, held against a ledger."""

    said: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    """What whoever imports has said that marks mean, as “results:Great” by number."""
    met: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict, kw_only=True)
    """The marks of each column."""
    unknown_judges: set[str] = field(default_factory=set, kw_only=True)
    marks: dict[str, set[str]] = field(default_factory=dict, kw_only=True)
    """All marks of each column: where a number is no step of ours, none of its numbers is."""

    def __iter__(self) -> Iterator[list[Asked]]:
        self.begin()
        self.met.clear()
        self.unknown_judges.clear()
        self.marks = self.marks or self.marks_told()
        for rows in in_batches(self.understood(), ROWS_AT_ONCE):
            named = [(row, person) for row in rows if (person := self.person(row, "reviewed", "reviewed_name"))]
            streams = self.basis.ledger.streams(
                list(dict.fromkeys(person for _, person in named)), kinds=(*KINDS_READ, AssessmentRecorded.__name__)
            )
            self.basis.ledger.keys.fetch(person for person, stream in streams.items() if stream)
            asked = [one for row, person in named for one in self.about(row, person, streams[person])]
            if asked:
                yield asked

    def in_words(self) -> Iterator[str]:
        """What is to be told beside."""
        yield from self.taken_in_words()
        for of, words in self.met.items():
            yield f"{self.rows.heading(of)} rates {of}: {in_words(words)}."

    def about(self, row: Row, person: PersonId, stream: tuple[Entry[Any], ...]) -> Iterator[Asked]:
        """What is asked for about one review."""
        noted = list(standing(stream))
        try:
            stays = history_of(noted).stays
        except Unreadable:
            return self.problem(row, "reviewed", "has been erased: take them out of the file")
        on = self.day(row, stays)
        active = self.basis.edition(unit_on(stays, on), on) if on else None
        if on is None or active is None:
            return
        ratings = self.ratings(row, active.edition)
        if not ratings:
            return
        judge = self.judge(row)
        called = (row.said.get("judged_by") or row.said.get("judged_by_name", "")).casefold()
        words = (person, row.said.get("cycle", "") or str(on), judge or called)
        command = assessment(person, self.id_of(*words), active, judge, ratings, row.said.get("cycle") or None, on)
        known = next((each for each in recorded(noted) if each.event.assessment == command.assessment), None)
        whom = f"{self.basis.system} {row.said.get('reviewed') or row.said.get('reviewed_name')}"
        if known is None:
            yield self.asked(row, command, whom)
        elif says_otherwise(known.event, command):
            corrected = CorrectEntry(known.at, command, f"told by {self.called}")
            yield self.asked(row, corrected, whom, str(stream[-1].version))

    def id_of(self, *words: str) -> AssessmentId:
        return AssessmentId(self.basis.ids.subject("assessment", self.basis.system, *words))

    def judge(self, row: Row) -> PersonId | None:
        """Who reviewed; None where nobody says, or the ledger does not know them, which is told once."""
        said = row.said.get("judged_by") or row.said.get("judged_by_name", "")
        if not said or names_nobody(said):
            return None
        try:
            return self.basis.people.person(said)
        except Nobody as error:
            if said not in self.unknown_judges:
                self.unknown_judges.add(said)
                of = "judged_by" if row.said.get("judged_by") else "judged_by_name"
                self.notice(row, of, f"{error}; recorded without")
            return None

    def day(self, row: Row, stays: tuple[Stay, ...]) -> date | None:
        """The day of a review: as it is told, or the last of its cycle that has come and on which they were here."""
        if told := row.days["judged_on"]:
            return told
        ends = last_day_of(row.said.get("cycle", ""))
        if ends is None:
            self.problem(row, "cycle", f"names no year: {DAY_NAMED}")
            return None
        day = min(ends, self.basis.on)
        left = [stay.left_on for stay in stays if stay.left_on and stay.left_on.year == ends.year]
        here = any(stay.joined_on <= day and (stay.left_on is None or day <= stay.left_on) for stay in stays)
        return max(left) if left and not here else day

    def ratings(self, row: Row, edition: Edition) -> tuple[Rating, ...]:
        """What was rated; nothing, and perhaps a problem, where nothing was, or a mark is none."""
        before, ratings = len(self.problems), list[Rating]()
        facts = (row.said["evidence"],) if row.said.get("evidence") else ()
        for of, rated in RATED.items():
            mark = row.said.get(of, "")
            if not mark or names_nobody(mark) or mark.casefold() in UNRATED:
                continue
            scale = edition.scale_of(rated)
            step, other = self.step(of, mark, scale), self.of_another_scale(of, scale)
            if step is None:
                steps = ", ".join(f"{point.value} ({point.meaning})" for point in scale.points)
                self.problem(row, of, f'is no step of {steps}: say which with --rating "{of}:{mark}=…"')
            elif other and as_number(mark) is not None and f"{of}:{mark}".casefold() not in self.said:
                what = (
                    f"is of another scale than ours, as “{other}” stands in its column: say which step each number is"
                )
                self.problem(row, of, f'{what}, with --rating "{of}:{mark}=…"')
            else:
                ratings.append(Rating(rated, step.value, facts))
        return tuple(ratings) if len(self.problems) == before else ()

    def marks_told(self) -> dict[str, set[str]]:
        """All marks of each column that rates something."""
        places = {of: place for of in RATED if (place := place_for(of, self.rows.columns)) is not None}
        marks: dict[str, set[str]] = {of: set() for of in places}
        for _, cells in self.rows.table.rows():
            for of, place in places.items():
                marks[of].update(cells[place : place + 1])
        return marks

    def of_another_scale(self, of: str, scale: Scale) -> str | None:
        """A number in the column that no step of the scale has, whatever was said that it means."""
        return next((mark for mark in sorted(self.marks[of]) if is_elsewhere(mark, scale)), None)

    def step(self, of: str, mark: str, scale: Scale) -> ScalePoint | None:
        """The step that a mark means; None where it is none."""
        step = step_meant(self.said.get(f"{of}:{mark}".casefold(), mark), scale)
        if step:
            self.met.setdefault(of, Counter())[mark, f"{step.value} ({step.meaning})"] += 1
        return step


def is_elsewhere(mark: str, scale: Scale) -> bool:
    """Whether a mark is a number that no step of the scale has."""
    return as_number(mark) is not None and step_meant(mark, scale) is None


def unit_on(stays: tuple[Stay, ...], on: date | None) -> UnitId | None:
    """In which unit somebody stood on a day; None before they joined."""
    stay = next((one for one in reversed(stays) if on and one.joined_on <= on), None)
    return UnitId(stay.stood_on(on).placement.unit) if stay and on else None


def assessment(
    person: PersonId,
    called: AssessmentId,
    active: Active,
    judge: PersonId | None,
    ratings: tuple[Rating, ...],
    cycle: str | None,
    on: date,
) -> RecordAssessment:
    """A review, as it is asked for."""
    return RecordAssessment(
        person,
        called,
        Instrument.PERFORMANCE_EVALUATION,
        Purpose.DECISION,
        active.framework,
        active.edition.number,
        judge,
        ratings,
        cycle=cycle,
        effective_on=on,
        imported=True,
    )


def recorded(noted: list[Any]) -> Iterator[Recorded]:
    """The assessments that stand."""
    for each in noted:
        if isinstance(each.event, AssessmentRecorded):
            yield Recorded(each.at, each.event)


def says_otherwise(known: AssessmentRecorded, command: RecordAssessment) -> bool:
    """Whether a review is told otherwise than it is recorded."""
    return (known.ratings, known.effective_on, known.cycle) != (command.ratings, command.effective_on, command.cycle)
