"""Decisions as somebody past the rules would have written them: what they say changed in every way, by chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any, Final

import psycopg

from audit.replay import Replay, Unreadable, replays
from domain.frameworks.criteria import Requirement
from domain.judging.findings import Finding, Verdict
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, FrameworkId, PersonId, RoleId
from domain.promotions.decisions import PromotionApproved, PromotionDecision
from domain.promotions.overrides import Override, reviews_after
from domain.promotions.promotion_case import Direction, PromotionCase
from ledger import Entry, Ledger, new_id

Said = dict[str, Any] | None
"""What a forged decision says instead; None where there is nothing of the kind to forge."""


@dataclass(frozen=True)
class Decided:
    """A decision, and what whoever forges it knows."""

    entry: Entry[PromotionDecision]
    case: PromotionCase
    """As it was known at the decision's basis."""
    known_at: int
    """Where the last line was written of case, candidate and role: an earlier basis does not know all of it."""
    bystander: PersonId
    """Somebody whom the case is not about."""

    @property
    def event(self) -> PromotionDecision:
        return self.entry.event


def decided(ledger: Ledger, entry: Entry[PromotionDecision], bystander: PersonId) -> Decided:
    """A decision with its case."""
    book = ledger.book(as_of=entry.event.basis)
    case = book.recall(PromotionCase, CaseId(entry.stream))
    streams = [book.stream(stream) for stream in (entry.stream, entry.event.candidate, entry.event.role) if stream]
    known_at = max(stream.entries[-1].position for stream in streams)
    return Decided(entry, case, known_at, bystander)


def some_finding(of: Decided, random: Random) -> tuple[int, Finding]:
    return random.choice(list(enumerate(of.event.found)))


def with_finding(of: Decided, place: int, *instead: Finding) -> Said:
    findings = of.event.found
    return {"findings": (*findings[:place], *instead, *findings[place + 1 :])}


def another_verdict(of: Decided, random: Random) -> Said:
    place, finding = some_finding(of, random)
    verdict = random.choice([verdict for verdict in Verdict if verdict is not finding.verdict])
    return with_finding(of, place, replace(finding, verdict=verdict))


def left_out(of: Decided, random: Random) -> Said:
    return with_finding(of, some_finding(of, random)[0])


def added(of: Decided, random: Random) -> Said:
    finding = Finding(random.choice(list(Requirement)), random.choice(list(Verdict)), ())
    return {"findings": (*of.event.found, finding)}


def resting_on_others(of: Decided, random: Random) -> Said:
    place, finding = some_finding(of, random)
    others = finding.rests_on[1:] or (Reference(of.event.candidate, random.randint(2, 99)),)
    return with_finding(of, place, replace(finding, rests_on=others))


def other(name: str, *values: Any) -> Callable[[Decided, Random], Said]:
    """Another value than the one there is."""
    return lambda of, random: {name: random.choice([value for value in values if value != getattr(of.event, name)])}


def overriding(
    change: Callable[[Override, Decided, Random], tuple[Override, ...]],
) -> Callable[[Decided, Random], Said]:
    """One of several overrides changed; nothing where there is none."""

    def forge(of: Decided, random: Random) -> Said:
        if not isinstance(of.event, PromotionApproved) or not of.event.overrides:
            return None
        place, override = random.choice(list(enumerate(of.event.overrides)))
        changed = change(override, of, random)
        overrides = (*of.event.overrides[:place], *changed, *of.event.overrides[place + 1 :])
        return {"overrides": overrides, "override_reasons": tuple("We need her there" for _ in overrides)}

    return forge


def one_override_more(of: Decided, random: Random) -> Said:
    if not isinstance(of.event, PromotionApproved):
        return None
    more = Override(random.choice(list(Requirement)), of.bystander, reviews_after(of.event.effective_on))
    return {
        "overrides": (*of.event.overrides, more),
        "override_reasons": tuple("We need her there" for _ in range(len(of.event.overrides) + 1)),
    }


def by_a_voter(of: Decided, random: Random) -> Said:
    voters = of.case.panel.counted if of.case.panel else ()
    return {"decided_by": random.choice(voters)} if voters else None


def on_a_day_before(of: Decided, random: Random) -> Said:
    return {"effective_on": of.case.last_act_on - timedelta(days=random.randint(1, 900))}


def by_the_proposer(of: Decided, random: Random) -> Said:
    return {"decided_by": of.case.proposal.proposed_by} if of.case.proposal else None


LEVELS: Final = ("self", "others", "leaders", "function", "business", "enterprise", "moon")
FORGERIES: Final[Mapping[str, Mapping[str, Callable[[Decided, Random], Said]]]] = {
    "findings": {
        "another verdict": another_verdict,
        "one left out": left_out,
        "one added": added,
        "resting on other entries": resting_on_others,
    },
    "step": {
        "another candidate": lambda of, random: {"candidate": of.bystander},
        "another role": lambda of, random: {"role": random.choice((None, RoleId(new_id("role")))) if of.event.role
                                            else RoleId(new_id("role"))},
        "another direction": other("direction", *Direction),
        "another level": other("to_level", *LEVELS),
        "another recommendation": lambda of, random: {
            "recommendation": random.choice((None, Reference(of.entry.stream, 1))) if of.event.recommendation
            else Reference(of.entry.stream, random.randint(1, 9))
        },
    },
    "overrides": {
        "one left out": overriding(lambda one, of, random: ()),
        "one twice": overriding(lambda one, of, random: (one, one)),
        "one more": one_override_more,
        "of another criterion": overriding(lambda one, of, random: (
            replace(one, criterion=random.choice([each for each in Requirement if each is not one.criterion])),
        )),
        "by the candidate": overriding(lambda one, of, random: (replace(one, authorised_by=of.event.candidate),)),
        "by nobody who is here": overriding(
            lambda one, of, random: (replace(one, authorised_by=PersonId(new_id("person"))),)
        ),
        "never reviewed": overriding(lambda one, of, random: (replace(one, reviews_on=one.reviews_on[:1]),)),
    },
    "basis, edition and judge": {
        "an earlier basis": lambda of, random: {"basis": of.known_at - min(random.choice((1, 2, 5, 99)), of.known_at)},
        "a later basis": lambda of, random: {"basis": of.entry.position + random.randint(0, 1_000)},
        "another edition": other("edition", 1, 2, 3),
        "another framework": lambda of, random: {"framework": FrameworkId("framework-of-another-house")},
        "another judge": lambda of, random: {"judged_by": "somebody"},
    },
    "who decided, and when": {
        "by a voter": by_a_voter,
        "by the candidate": lambda of, random: {"decided_by": of.event.candidate},
        "by the proposer": by_the_proposer,
        "by nobody who is here": lambda of, random: {"decided_by": PersonId(new_id("person"))},
        "on a day before its last act": on_a_day_before,
    },
}  # fmt: skip
"""By what of a decision is forged, and how. A basis between the last line that it rests on and the decision
would be an honest one: whoever decided there would have known the same."""


@contextmanager
def standing_instead(owner: psycopg.Connection[Any], entry: Entry[Any], stored: bytes) -> Iterator[None]:
    """Other stored bytes in an entry's place meanwhile; the table's triggers must be off."""
    change = "UPDATE ledger.entries SET stored = %s WHERE position = %s"
    owner.execute(change, (stored, entry.position))
    try:
        yield
    finally:
        owner.execute(change, (entry.stored, entry.position))


def replayed_as_forged(
    owner: psycopg.Connection[Any], ledger: Ledger, entry: Entry[PromotionDecision], said: dict[str, Any]
) -> Replay | Unreadable:
    """What a replay says of a decision as if it had been written so from the beginning."""
    stored = ledger.form.encode(replace(entry.event, **said), entry.stream, entry.command_id)
    with standing_instead(owner, entry, stored):
        [told] = replays(ledger, [ledger.entries_at([entry.position])[entry.position]])
    return told
