"""Reviews as a table lists them: how results, leadership and potential of people were rated, in which cycle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from api.imports.assessments_known import (
    Recorded,
    assessment,
    kept,
    marks_in_words,
    recorded,
    says_otherwise,
    told_otherwise,
    unit_on,
)
from api.imports.basis import TOLD, RowsTold, first_of_all, in_words
from api.imports.batches import in_batches
from api.imports.columns import place_for
from api.imports.cycles_meant import CycleEnds, first_year_of, spans_years
from api.imports.histories import KINDS_READ, Stay, Unreadable, history_of
from api.imports.marks_meant import as_measure, as_number, numbers_in_words, said_of, step_meant
from api.imports.much_changed import MARKS
from api.imports.names import names_nobody, says_nothing
from api.imports.people_named import Namesakes, Nobody, NotKnown
from api.imports.problems import Problem, about_the_file
from api.imports.recording import Asked
from api.imports.rows import Row
from api.imports.wanted import Wanted
from domain.amendments.corrections import CorrectEntry
from domain.development.assessments import AssessmentRecorded, RecordAssessment
from domain.development.development import AssessmentId, Rating
from domain.frameworks.edition import Edition, Overall
from domain.frameworks.scales import Scale, ScalePoint
from domain.kernel.ids import PersonId
from domain.kernel.standing import standing
from domain.people.joining import PersonJoined
from ledger import Entry

REVIEWS: Final = Wanted(
    ("reviewed", "reviewed_name", "reviewed_unit", "cycle", "results", "leadership", "potential",
     "judged_by", "judged_by_name", "judged_on", "evidence", "cancelled"),
    {},
    ("judged_on", "judged_on"),
    months=True,
    one_of=(("reviewed", "reviewed_name"), ("cycle", "judged_on"), ("results", "leadership", "potential")),
)  # fmt: skip
RATED: Final[Mapping[str, Overall]] = {
    "results": Overall.PERFORMANCE,
    "leadership": Overall.LEADERSHIP,
    "potential": Overall.POTENTIAL,
}
"""What each column rates."""
UNRATED: Final = frozenset(
    ("not rated", "not observed", "nr", "n/r", "nicht bewertet", "too new", "unrated", "tbd", "none", "unused")
)
ROWS_AT_ONCE: Final = 500
MANY: Final = 10
"""More different numbers than these are asked about in ranges."""
DAY_NAMED: Final = "give the day of the review, or name the column that says it with --column judged_on=HEADING"
OR_ENDS: Final = f'{DAY_NAMED}, or say on which day it ends with --cycle-ends "{{}}=YYYY-MM-DD"'


@dataclass
class ReviewsTold(RowsTold):
    """A file of reviews, held against a ledger."""

    said: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    """What whoever imports has said that marks mean, as “results:Great” by number."""
    ends: CycleEnds = field(default_factory=CycleEnds, kw_only=True)
    """What whoever imports has said of the last days of cycles."""
    cycles: Counter[tuple[str, str]] = field(default_factory=Counter, kw_only=True)
    """The cycles, with the last day that each is taken to have."""
    told: dict[AssessmentId, tuple[int, RecordAssessment]] = field(default_factory=dict, kw_only=True)
    """Which row tells each review."""
    met: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict, kw_only=True)
    """The marks of each column."""
    unknown_judges: set[tuple[str, str]] = field(default_factory=set, kw_only=True)
    corrected: list[str] = field(default_factory=list, kw_only=True)
    """What is told otherwise than it is recorded: of whom, in which cycle, from what to what."""
    marks: dict[str, set[str]] = field(default_factory=dict, kw_only=True)
    """All marks of each column: where a number is no step of ours, none of its numbers is."""

    def __iter__(self) -> Iterator[list[Asked]]:
        self.begin()
        self.met.clear()
        self.cycles.clear()
        self.told.clear()
        self.unknown_judges.clear()
        self.corrected.clear()
        self.marks = self.marks or self.marks_told()
        if next(self.basis.ledger.entries(kinds=(PersonJoined.__name__,), opened=False), None) is None:
            raise about_the_file("The ledger knows nobody yet: import people first (leadership import people FILE)")
        for rows in in_batches(self.understood(), ROWS_AT_ONCE):
            named = [
                (row, person)
                for row in rows
                if (person := self.person(row, "reviewed", "reviewed_name", "reviewed_unit"))
            ]
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
        if self.cycles:
            days = ", ".join(f"“{cycle}” ({times}) {day}" for (cycle, day), times in self.cycles.most_common(TOLD))
            yield f"{self.rows.heading('cycle')} gives cycles, each dated to its last day: {days}."
        for of, words in self.met.items():
            yield f"{self.rows.heading(of)} rates {of}: {in_words(words)}."
        if times := len(self.corrected):
            what = "assessment that is" if times == 1 else "assessments that are"
            yield f"Corrected: {times} {what} recorded otherwise, {first_of_all(self.corrected)}."

    def about(self, row: Row, person: PersonId, stream: tuple[Entry[Any], ...]) -> Iterator[Asked]:
        """What is asked for about one review."""
        noted = list(standing(stream))
        try:
            stays = history_of(noted).stays
        except Unreadable:
            return self.problem(row, "reviewed", "has been erased: take them out of the file")
        on = self.day(row, stays)
        if on and not self.was_here(row, person, stays, on):
            return
        active = self.basis.edition(unit_on(stays, on), on) if on else None
        if on is None or active is None:
            return
        ratings = self.ratings(row, active.edition)
        if not ratings:
            return
        judge = self.judge(row, on)
        if not self.is_founded(row, on):
            return
        called = (row.said.get("judged_by") or row.said.get("judged_by_name", "")).casefold()
        words = (person, row.said.get("cycle", "") or str(on), judge or called)
        command = assessment(person, self.id_of(*words), active, judge, ratings, row.said.get("cycle") or None, on)
        if self.is_told(row, command):
            return
        known = self.known(row, command, list(recorded(noted)))
        called = row.said.get("cycle") or str(on)
        whom = f"{self.basis.system} {row.said.get('reviewed') or row.said.get('reviewed_name')}"
        if known is None:
            yield self.asked(row, command, whom)
            return
        command = replace(command, ratings=kept(known.event, command, self.not_told()))
        name = self.basis.people.name_of(person)
        self.much.note(MARKS, f"{name}, {called}", *(marks_in_words(each.ratings) for each in (known.event, command)))
        if says_otherwise(known.event, command):
            was, now = told_otherwise(known.event, command, self.basis.people.name_of)
            self.corrected.append(f"“{name}”, {called}: from “{was}” to “{now}”")
            told = replace(command, assessment=known.event.assessment)
            corrected = CorrectEntry(known.at, told, f"told by {self.called}")
            yield self.asked(row, corrected, whom, str(stream[-1].version))

    def not_told(self) -> frozenset[str]:
        """What no column of the file rates."""
        return frozenset(rated for of, rated in RATED.items() if of not in self.rows.headings())

    def known(self, row: Row, command: RecordAssessment, standing: list[Recorded]) -> Recorded | None:
        """The review of a row, where the ledger has it: as the same reviewer's, or as that of nobody who was known."""
        same = next((each for each in standing if each.event.assessment == command.assessment), None)
        if same or command.assessor is None:
            return same
        of_cycle = [
            each
            for each in standing
            if (each.event.cycle, each.event.instrument) == (command.cycle, command.instrument)
            and each.event.effective_on == command.effective_on
        ]
        if theirs := next((each for each in of_cycle if each.event.assessor == command.assessor), None):
            return theirs
        if len(of_cycle) == 1 and of_cycle[0].event.assessor is None:
            return of_cycle[0]
        if others := [each.event.assessor for each in of_cycle if each.event.assessor]:
            names = " and ".join(f"“{self.basis.people.name_of(one)}”" for one in others)
            what = f"is recorded as reviewed by {names}, too: both stand; retract the one that is wrong, if one is"
            self.notice(row, "cycle" if command.cycle else "judged_on", what)
        return None

    def id_of(self, *words: str) -> AssessmentId:
        return AssessmentId(self.basis.ids.subject("assessment", self.basis.system, *words))

    def judge(self, row: Row, on: date) -> PersonId | None:
        """Who reviewed; None where nobody says, or the ledger does not know them, which is told once."""
        said, name = row.said.get("judged_by", ""), row.said.get("judged_by_name", "")
        of = "judged_by" if said and not names_nobody(said) else "judged_by_name"
        called = row.said.get(of, "")
        if not called or names_nobody(called):
            return None
        try:
            self.basis.people.person(called)
        except NotKnown as error:
            return self.holding(row, of, on, str(error))
        except Namesakes as several:
            if one := self.one_by_unit(row, called, several.people):
                return one
            self.not_found(row, of, str(several))
            return None
        except Nobody as error:
            self.not_found(row, of, str(error))
            return None
        return self.person(row, "judged_by", "judged_by_name") if of == "judged_by" else self.basis.people.person(name)

    def holding(self, row: Row, of: str, on: date, what: str) -> PersonId | None:
        """Who held the post by which a row names who reviewed; None, and told once, where that is nobody alone."""
        called = row.said[of]
        try:
            if found := self.basis.posts.holder(called, on) or self.basis.posts.surnamed(called, on):
                self.basis.people.otherwise[called] = self.basis.people.name_of(found)
                return found
        except Nobody as otherwise:
            what = str(otherwise)
        self.not_found(row, of, what)
        return None

    def not_found(self, row: Row, of: str, what: str) -> None:
        """Tells once that a review is recorded without whom a row names."""
        if (row.said[of], what) not in self.unknown_judges:
            self.unknown_judges.add((row.said[of], what))
            self.notice(row, of, f"{what}; recorded without")

    def days_of(self, row: Row) -> tuple[date, ...]:
        """The day of a review, as far as it is known before it is known of whom it is."""
        ends = row.days["judged_on"] or self.ends.last_day_of(row.said.get("cycle", "")) or self.basis.on
        return (min(ends, self.basis.on),)

    def day(self, row: Row, stays: tuple[Stay, ...]) -> date | None:
        """The day of a review: as it is told, or the last of its cycle that has come and on which they were here."""
        cycle = row.said.get("cycle", "")
        if told := row.days["judged_on"]:
            if told > self.basis.on:
                self.problem(row, "judged_on", f"has not come on {self.basis.on}: give the day of the review")
                return None
            return told
        if (first := first_year_of(cycle)) and first > self.basis.on.year:
            self.problem(row, "cycle", f"has not begun on {self.basis.on}: give the cycle that was reviewed")
            return None
        ends = self.ends.last_day_of(cycle)
        if ends is None:
            self.problem(
                row, "cycle", self.end_asked_for(cycle) if first else f"names no year: {OR_ENDS.format(cycle)}"
            )
            return None
        self.cycles[cycle, str(ends)] += 1
        day = min(ends, self.basis.on)
        left = [stay.left_on for stay in stays if stay.left_on and stay.left_on.year == ends.year]
        here = any(stay.joined_on <= day and (stay.left_on is None or day <= stay.left_on) for stay in stays)
        return max(left) if left and not here else day

    def end_asked_for(self, cycle: str) -> str:
        """What is asked for where nobody knows on which day a cycle ends."""
        own = f'--cycle-ends "{cycle}=YYYY-MM-DD"'
        if spans_years(cycle.casefold()):
            return f"is of two years: say on which day such cycles end, as --cycle-ends 08-31, or {own}"
        return f"does not say on which day it ends: say so with {own}"

    def was_here(self, row: Row, person: PersonId, stays: tuple[Stay, ...], on: date) -> bool:
        """Whether somebody was here on the day of their review; else that is told, and in the way."""
        if any(stay.joined_on <= on and (stay.left_on is None or on <= stay.left_on) for stay in stays):
            return True
        of = "judged_on" if row.days["judged_on"] else "cycle"
        name = self.basis.people.name_of(person)
        before = [stay.left_on for stay in stays if stay.left_on and stay.left_on < on]
        days = f"left on {max(before)}" if before else f"joined on {stays[0].joined_on}" if stays else "never joined"
        dated = "" if of == "judged_on" else f" is dated {on}, and"
        self.problem(
            row, of, f"{dated} is no day on which “{name}” was here, who {days}: give another, or leave it out".strip()
        )
        return False

    def is_founded(self, row: Row, on: date) -> bool:
        """Whether a review says enough for its day; else that is told, and in the way."""
        if self.basis.is_history(on) or row.said.get("evidence"):
            return True
        of = "judged_on" if row.days["judged_on"] else "cycle"
        what = (
            f"is of the ledger’s own time (from {self.basis.first_day} on), and rests on nothing: cite what was seen,"
        )
        self.problem(row, of, f"{what} in a column that --column evidence=HEADING names, or record it by hand")
        return False

    def is_told(self, row: Row, command: RecordAssessment) -> bool:
        """Whether another row tells the same review; where it says something else, that is in the way."""
        number, other = self.told.setdefault(command.assessment, (row.number, command))
        if number == row.number:
            return False
        of = "cycle" if row.said.get("cycle") else "judged_on"
        if other.ratings == command.ratings:
            self.notice(row, of, f"is reviewed in row {number} in the same way: recorded once")
        else:
            self.problem(row, of, f"is reviewed in row {number} too, and otherwise: keep the row that is right")
        return True

    def ratings(self, row: Row, edition: Edition) -> tuple[Rating, ...]:
        """What was rated; nothing, and perhaps a problem, where nothing was, or a mark is none."""
        before, ratings = len(self.problems), list[Rating]()
        facts = (row.said["evidence"],) if row.said.get("evidence") else ()
        for of, rated in RATED.items():
            mark = row.said.get(of, "")
            if not mark or says_nothing(mark) or mark.casefold() in UNRATED or self.is_unrated(of, mark):
                continue
            scale = edition.scale_of(rated)
            step, other = self.step(of, mark, scale), self.of_another_scale(of, scale)
            if self.is_among_many(of, mark, step, other):
                self.problems.append(Problem(row.number, self.rows.heading(of), "", self.ranges_asked_for(of, scale)))
            elif step is None:
                steps = ", ".join(f"{point.value} ({point.meaning})" for point in scale.points)
                self.problem(row, of, f'is no step of {steps}: say which with --rating "{of}:{mark}=…", or =none')
            elif other and as_number(mark) is not None and said_of(of, mark, self.said) is None:
                what = (
                    f"is of another scale than ours, as “{other}” stands in its column: say which step each number is"
                )
                self.problem(row, of, f'{what}, with --rating "{of}:{mark}=…"')
            else:
                self.met.setdefault(of, Counter())[mark, f"{step.value} ({step.meaning})"] += 1
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

    def is_unrated(self, of: str, mark: str) -> bool:
        """Whether somebody has said that a mark is none: “results:N/A=none”."""
        return (said_of(of, mark, self.said) or "").casefold() in UNRATED

    def step(self, of: str, mark: str, scale: Scale) -> ScalePoint | None:
        """The step that a mark means; None where it is none."""
        return step_meant(said_of(of, mark, self.said) or mark, scale)

    def is_among_many(self, of: str, mark: str, step: ScalePoint | None, other: str | None) -> bool:
        """Whether a number of which nothing is said is one of so many that they are to be asked about together."""
        if as_measure(mark) is None or said_of(of, mark, self.said) or not (step is None or other):
            return False
        return len({measure for each in self.marks[of] if (measure := as_measure(each)) is not None}) > MANY

    def ranges_asked_for(self, of: str, scale: Scale) -> str:
        """What is asked for where a column has more numbers than anybody would name one by one."""
        steps = ", ".join(f"{point.value} ({point.meaning})" for point in scale.points)
        ours = f'--rating "{of}:LEAST-MOST={scale.points[-1].value}"'
        return f"has {numbers_in_words(self.marks[of])}: say which are which of {steps}, in ranges, as {ours}"


def is_elsewhere(mark: str, scale: Scale) -> bool:
    """Whether a mark is a number that no step of the scale has."""
    return as_number(mark) is not None and step_meant(mark, scale) is None
