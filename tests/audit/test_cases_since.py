"""What auditors are told of cases together: reviews that are missing, and two who decide for each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from audit.cases_since import CalledIn, ProposedAndDecided, ReviewState, pairs_in, set_aside_in
from domain.frameworks.criteria import Requirement
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.kernel.facts import EntryRetracted, Event, Reference
from domain.kernel.ids import CaseId, PersonId
from domain.promotions.decisions import PromotionApproved, PromotionDeclined
from domain.promotions.override_reviews import HeldUp, OverrideReviewed
from domain.promotions.overrides import Override
from domain.promotions.promotion_case import Direction
from domain.promotions.proposals import PromotionProposed
from ledger.as_of import Known
from ledger.entry import Entry
from tests.examples import ADA, BEN, CAI

CASE = CaseId("case-0190a000-0000-7000-8000-000000000001")
MAY, NOVEMBER, NEXT_MAY, LONG_AFTER = date(2024, 5, 6), date(2024, 11, 6), date(2025, 5, 6), date(2026, 1, 1)
PROPOSED = PromotionProposed(
    ADA, None, Direction.UP, "self", "others", DEFAULT_FRAMEWORK, 1, BEN, "Leads", effective_on=MAY
)
OVERRIDE = Override(Requirement.WORK_VALUES, BEN, (NOVEMBER, NEXT_MAY))
STEP: dict[str, Any] = {
    "role": None, "direction": Direction.UP, "to_level": "others", "framework": DEFAULT_FRAMEWORK, "edition": 1,
    "basis": 3, "findings": (), "effective_on": MAY,
}  # fmt: skip
APPROVED = PromotionApproved(
    ADA, decided_by=CAI, rationale="She leads", overrides=(OVERRIDE,), override_reasons=("Known for years",), **STEP
)
REVIEWED = OverrideReviewed(
    ADA, Reference(CASE, 2), Requirement.WORK_VALUES, HeldUp.HELD_UP, (), BEN, effective_on=NOVEMBER
)


@dataclass(frozen=True)
class Written:
    """As much of an entry as is looked at."""

    event: Event[Any]
    position: int
    supersedes: int | None = None
    stream: str = CASE

    @property
    def version(self) -> int:
        return self.position

    @property
    def at(self) -> Reference:
        return Reference(self.stream, self.supersedes or self.version)


def written(*events: Event[Any]) -> list[Entry[Any]]:
    """A case's entries, one after the other."""
    return cast("list[Entry[Any]]", [Written(event, place) for place, event in enumerate(events, 1)])


def reviews_on(day: date, *events: Event[Any]) -> tuple[CalledIn, ...]:
    entries = written(PROPOSED, APPROVED, *events)
    [one] = set_aside_in(CASE, entries[1], entries, Known(9, day))
    return one.reviews


def test_a_review_is_done_is_to_come_or_is_missing() -> None:
    done = CalledIn(NOVEMBER, ReviewState.DONE, BEN)
    to_come, missing = (CalledIn(NEXT_MAY, state, None) for state in (ReviewState.TO_COME, ReviewState.MISSING))
    first = CalledIn(NOVEMBER, ReviewState.TO_COME, None)
    assert reviews_on(NOVEMBER) == (first, to_come), "on the day itself it is not missing yet"
    assert reviews_on(date(2024, 11, 7)) == (replace(first, state=ReviewState.MISSING), to_come)
    assert reviews_on(NOVEMBER, REVIEWED) == (done, to_come)
    assert reviews_on(LONG_AFTER, REVIEWED) == (done, missing)
    assert reviews_on(MAY, REVIEWED) == (first, to_come), "it had not happened yet"
    other = replace(REVIEWED, criterion=Requirement.EVIDENCE_AT_TARGET_LEVEL)
    assert reviews_on(NOVEMBER, other) == (first, to_come)


def pairs(*cases: Sequence[Entry[Any]], since: date = MAY) -> list[ProposedAndDecided]:
    return list(pairs_in(cases, since, Known(9, LONG_AFTER)))


def declined(candidate: PersonId, by: PersonId, with_whom: PersonId | None = None) -> PromotionDeclined:
    return PromotionDeclined(candidate, decided_by=by, rationale="Not yet", decided_with=with_whom, **STEP)


def test_two_who_decide_for_each_other_are_told() -> None:
    one = written(PROPOSED, APPROVED)
    back = written(replace(PROPOSED, proposed_by=CAI), declined(ADA, BEN))
    assert pairs(one) == [ProposedAndDecided(BEN, CAI, 1, 1, 0)]
    assert pairs(one, one, back) == [ProposedAndDecided(BEN, CAI, 2, 2, 1), ProposedAndDecided(CAI, BEN, 1, 0, 2)]
    of_the_decider = written(replace(PROPOSED, candidate=CAI, proposed_by=ADA), declined(CAI, BEN))
    assert pairs(one, of_the_decider)[0] == ProposedAndDecided(ADA, BEN, 1, 0, 0)
    assert ProposedAndDecided(BEN, CAI, 1, 1, 1) in pairs(one, of_the_decider), "on the other, whoever proposed them"
    assert pairs(one, since=NOVEMBER) == []


def test_whoever_decides_together_counts_each_and_a_corrected_proposal_is_whose_it_is_then() -> None:
    both = written(PROPOSED, declined(ADA, CAI, PersonId("person-0190a000-0000-7000-8000-0000000000dd")))
    assert [(pair.proposed_by, pair.decisions) for pair in pairs(both)] == [(BEN, 1), (BEN, 1)]
    corrected = [*written(PROPOSED), *cast("list[Entry[Any]]", [Written(replace(PROPOSED, proposed_by=CAI), 2, 1)])]
    decided = cast("list[Entry[Any]]", [Written(declined(ADA, BEN), 3)])
    assert pairs([*corrected, *decided]) == [ProposedAndDecided(CAI, BEN, 1, 0, 0)]
    taken_back = cast("list[Entry[Any]]", [Written(EntryRetracted(effective_on=MAY), 4, 1)])
    assert len(pairs([*corrected, *decided, *taken_back])) == 1, "as it stood when it was decided"
