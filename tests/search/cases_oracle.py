"""Whether a case went as it may: read from rows by the words of the language, without the rules or any part of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from tests.search.acts_told import (
    of_overrides,
    of_the_answer,
    of_the_appeal,
    of_the_decider,
    of_the_file,
    of_the_panel,
    of_the_review,
    of_the_vote,
    of_what_it_rests_on,
)
from tests.search.case_told import ACTORS, DECISIONS, ENDS, Case, people_named
from tests.search.known import Books, Known, day_of, on
from tests.search.rows import Attempt, Row

ASKED_BY: Final[Mapping[str, str]] = {
    "CloseFile": "FileClosed",
    "ConvenePanel": "PromotionPanelConvened",
    "NameSubstitute": "SubstituteNamed",
    "RecuseMember": "MemberRecused",
    "RetainMember": "MemberRetained",
    "OpenVote": "VoteOpened",
    "CastVote": "VoteCast",
    "CloseVote": "VoteClosed",
    "StateRecommendation": "PanelRecommended",
    "HearCandidate": "CandidateHeard",
    "ApprovePromotion": "PromotionApproved",
    "DeclinePromotion": "PromotionDeclined",
    "DeferPromotion": "PromotionDeferred",
    "DecideAppeal": "AppealDecided",
}
"""What the commands for these come to."""
BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "PromotionProposed": ("proposed_by",),
    "EvidenceFiled": ("filed_by",),
    "PromotionPanelConvened": ("presented_by",),
    "OverrideReviewed": ("reviewed_by",),
}
"""Who else acts, and must be here."""
ONLY_KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "AppealLodged": ("lodged_by",),
    "AppealWithdrawn": ("withdrawn_by",),
    "ConflictDeclared": ("declared_by",),
    "CandidacyWithdrawn": ("candidate",),
}
"""Who acts on their own behalf, here or gone."""
ONLY_NAMED: Final = ("members", "moderated_by", "substitute", "counted", "presented_by")
"""Whom others name, without their doing anything for it."""


class CasesOracle:
    """Looks at every row of every case, as it could be known then."""

    def __init__(self, rows: Sequence[Row], today: date) -> None:
        self.books = Books(rows)
        self.rows = rows
        self.today = today

    def case_before(self, stream: str, position: int) -> Case | None:
        """A case before something was written."""
        rows = [row for row in self.rows[: position - 1] if row.stream == stream]
        known = self.books.before(position)
        return Case(known, rows) if known.of(stream, "PromotionProposed") else None

    def faults(self) -> list[str]:
        """What should not have been, in words."""
        found = []
        for row in self.rows:
            if not row.stream.startswith("case-"):
                continue
            case = self.case_before(row.stream, row.position)
            found += [f"{row}: {what}" for what in self.faults_of(row, case)]
        return found

    def faults_of(self, row: Row, case: Case | None) -> Iterator[str]:
        """What should not have been of one row."""
        known, day = self.books.before(row.position), on(row)
        yield from self.of_actors(row, case, known, day)
        if day > self.today:
            yield "has not come yet"
        if case is None:
            return
        yield from self.of_the_day(row, case, day)
        for kinds, ask in (
            (("FileClosed",), of_the_file),
            (("PromotionPanelConvened",), of_the_panel),
            (("VoteOpened", "VoteCast", "VoteClosed"), of_the_vote),
            (DECISIONS, of_the_decider),
            (ENDS, of_what_it_rests_on),
            (("PromotionApproved",), of_overrides),
            (("AppealLodged",), of_the_appeal),
            (("AppealDecided",), of_the_answer),
            (("OverrideReviewed",), of_the_review),
        ):
            if row.kind in kinds:
                yield from ask(row, case, day)

    def of_actors(self, row: Row, case: Case | None, known: Known, day: date) -> Iterator[str]:
        """Whoever acts is known, here, without a stake, and is the one who asked, or may be written for."""
        said, apart = row.said, ACTORS.get(row.kind, ())
        beside, alone = BESIDE.get(row.kind, ()), ONLY_KNOWN.get(row.kind, ())
        for person in people_named(said, *apart, *beside, *alone):
            if not known.is_known(person):
                yield f"“{person}” is unknown"
        for person in people_named(said, *(name for name in (*apart, *beside) if name != "counted")):
            if not known.takes_part(person, day):
                yield f"“{person}” is not here"
        for person in people_named(said, *apart) if case else ():
            for conflict in sorted(case.conflicts_since_proposal(person, day)) if case else ():
                yield f"“{person}” is in conflict, or was since the proposal: {conflict}"
        yield from self.of_who_says_it(row, case, known, day)

    def of_who_says_it(self, row: Row, case: Case | None, known: Known, day: date) -> Iterator[str]:
        """A vote is one's own; anything else a system may write down, they themselves, or a deputy without a stake."""
        acting = (*ACTORS.get(row.kind, ()), *BESIDE.get(row.kind, ()), *ONLY_KNOWN.get(row.kind, ()))
        others = {*people_named(row.said, *(name for name in acting if name not in ONLY_NAMED))} - {row.recorded_by}
        if others and (row.kind == "VoteCast" or not row.recorded_by.startswith("token-")):
            for actor in sorted(others):
                if row.kind == "VoteCast" or not self.may_stand_in(row.recorded_by, actor, case, known, day):
                    yield f"“{actor}” acts, and “{row.recorded_by}” says so"

    def may_stand_in(self, deputy: str, actor: str, case: Case | None, known: Known, day: date) -> bool:
        """Whether somebody was another's deputy in promotions, and has no stake in the case themselves."""
        named = [
            row for row in known.of(actor, "DeputyNamed")
            if row.said["deputy"] == deputy and "promotions" in row.said["matters"]
            and all(on(row) <= one <= day_of(row.said["until"]) for one in (day, self.today))
        ]  # fmt: skip
        return bool(named) and not (case and case.conflicts(deputy, day))

    def of_the_day(self, row: Row, case: Case, day: date) -> Iterator[str]:
        """Acts come one after the other."""
        before = [on(act) for act in case.rows]
        if before and day < max(before) and row.kind != "PromotionProposed":
            yield f"{day} is before the last act"


def conflicts_met(rows: Sequence[Row], attempts: Iterable[Attempt]) -> Counter[str]:
    """How often somebody in each kind of conflict tried to act on a case, whether they were let or not."""
    oracle, found = CasesOracle(rows, date.max), Counter[str]()
    for attempt in attempts:
        kind = ASKED_BY.get(attempt.command)
        if kind is None or (case := oracle.case_before(attempt.said["case"], attempt.position + 1)) is None:
            continue
        day = day_of(attempt.said["effective_on"])
        for person in dict.fromkeys(people_named(attempt.said, *ACTORS[kind])):
            found.update(case.conflicts(person, day))
    return found
