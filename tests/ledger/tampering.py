"""What an owner of the database could do to what decisions rest on, triggers off and keys in hand; drawn by chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from domain.frameworks.criteria import Bound
from domain.kernel.facts import Event
from domain.kernel.ids import CaseId
from domain.promotions.decisions import PromotionDecision
from domain.promotions.panels.panel import Choice
from domain.promotions.promotion_case import PromotionCase
from ledger import Entry, Ledger

Statements = list[tuple[str, Sequence[Any]]] | None
"""What is done to the book; None where there is nothing of the kind."""


@dataclass(frozen=True)
class Rested:
    """A decision with the entries that it rests on."""

    decision: Entry[PromotionDecision]
    evidence: tuple[Entry[Any], ...]
    """Filed, as first recorded."""
    votes: tuple[Entry[Any], ...]
    edition: Entry[Any]
    last: int
    """The last position of the book."""

    def any(self, random: Random) -> Entry[Any]:
        """The decision, or any of these."""
        return random.choice((self.decision, *self.evidence, *self.votes, self.edition))


def rested(ledger: Ledger, decision: Entry[PromotionDecision]) -> Rested:
    """What a decision rests on."""
    book = ledger.book()
    filed = {one.evidence for one in book.recall(PromotionCase, CaseId(decision.stream)).evidence}
    candidate = book.stream(decision.event.candidate).entries
    editions = book.stream(decision.event.framework).entries
    return Rested(
        decision,
        tuple(entry for entry in candidate if entry.at in filed and entry.supersedes is None),
        tuple(entry for entry in book.stream(decision.stream).entries if entry.kind == "VoteCast"),
        next(entry for entry in editions if entry.event.edition.number == decision.event.edition),
        book.basis,
    )


def rewritten(ledger: Ledger, entry: Entry[Any], event: Event[Any]) -> Statements:
    """Other stored bytes, sealed as we would."""
    stored = ledger.form.encode(event, entry.stream, entry.command_id)
    return [("UPDATE ledger.entries SET stored = %s WHERE position = %s", (stored, entry.position))]


def another_rating(ledger: Ledger, of: Rested, random: Random) -> Statements:
    if not of.evidence:
        return None
    entry = random.choice(of.evidence)
    first, *others = entry.event.ratings
    value = random.choice([value for value in (1, 2, 3, 4, 5) if value != first.value])
    return rewritten(ledger, entry, replace(entry.event, ratings=(replace(first, value=value), *others)))


def another_day(ledger: Ledger, of: Rested, random: Random) -> Statements:
    if not of.evidence:
        return None
    entry = random.choice(of.evidence)
    day = entry.event.effective_on
    return rewritten(ledger, entry, replace(entry.event, effective_on=day.replace(year=day.year - 1, day=1)))


def another_vote(ledger: Ledger, of: Rested, random: Random) -> Statements:
    if not of.votes:
        return None
    entry = random.choice(of.votes)
    choice = random.choice([choice for choice in Choice if choice is not entry.event.choice])
    return rewritten(ledger, entry, replace(entry.event, choice=choice))


def another_bound(ledger: Ledger, of: Rested, random: Random) -> Statements:
    """A criterion of the edition asks for less, or for more."""
    edition = of.edition.event.edition
    place = random.choice([place for place, one in enumerate(edition.promotion) if one.bounds])
    criterion = edition.promotion[place]
    first, *others = criterion.bounds
    bound = Bound(first.of, first.value + random.choice((-1, 1)))
    changed = replace(criterion, bounds=(bound, *others))
    promotion = (*edition.promotion[:place], changed, *edition.promotion[place + 1 :])
    return rewritten(ledger, of.edition, replace(of.edition.event, edition=replace(edition, promotion=promotion)))


def other_findings(ledger: Ledger, of: Rested, random: Random) -> Statements:
    findings = of.decision.event.found
    return rewritten(
        ledger, of.decision, replace(of.decision.event, findings=findings[: random.randrange(len(findings))])
    )


def other_bytes(ledger: Ledger, of: Rested, random: Random) -> Statements:
    """One of the stored bytes, be it in what is sealed."""
    entry = of.any(random)
    place = random.randrange(len(entry.stored))
    stored = bytearray(entry.stored)
    stored[place] ^= 1 << random.randrange(8)
    return [("UPDATE ledger.entries SET stored = %s WHERE position = %s", (bytes(stored), entry.position))]


def column(
    name: str, value: str, *parameters: Callable[[Random], Any]
) -> Callable[[Ledger, Rested, Random], Statements]:
    """Another value in a column of any of the entries."""
    statement = f"UPDATE ledger.entries SET {name} = {value} WHERE position = %s"
    return lambda ledger, of, random: [(statement, (*(drawn(random) for drawn in parameters), of.any(random).position))]


def swapped(ledger: Ledger, of: Rested, random: Random) -> Statements:
    """Two neighbours in each other's place."""
    first = min(of.any(random).position, of.last - 1)
    change = "UPDATE ledger.entries SET position = %s, origin = CASE origin WHEN position THEN %s ELSE origin END"
    return [
        (f"{change} WHERE position = %s", (to, to, at)) for at, to in ((first, -1), (first + 1, first), (-1, first + 1))
    ]


def removed(ledger: Ledger, of: Rested, random: Random) -> Statements:
    """An entry taken out, and all that came after it moved up."""
    at = of.any(random).position
    return [
        ("DELETE FROM ledger.entries WHERE position = %s", (at,)),
        ("UPDATE ledger.entries SET position = -position, origin = origin - (origin > %s)::int WHERE position > %s",
         (at, at)),
        ("UPDATE ledger.entries SET position = -position - 1 WHERE position < 0", ()),
    ]  # fmt: skip


def taken_out(ledger: Ledger, of: Rested, random: Random) -> Statements:
    """An entry taken out, and a gap left."""
    return [("DELETE FROM ledger.entries WHERE position = %s", (of.any(random).position,))]


def unindexed(ledger: Ledger, of: Rested, random: Random) -> Statements:
    """Under one of those whom an entry touches it is not found any more."""
    entry = of.any(random)
    touched = entry.event.concerns()
    if not touched:
        return None
    place = (random.choice(touched), entry.position)
    return [("DELETE FROM ledger.concerns WHERE subject = %s AND position = %s", place)]


def indexed_elsewhere(ledger: Ledger, of: Rested, random: Random) -> Statements:
    """An entry is found under somebody whom it does not touch."""
    entry = of.any(random)
    return [("INSERT INTO ledger.concerns VALUES (%s, %s, %s)", (SOMEBODY, entry.kind, entry.position))]


SOMEBODY: Final = "person-0190a000-0000-7000-8000-0000000000aa"
TAMPERINGS: Final[Mapping[str, Mapping[str, Callable[[Ledger, Rested, Random], Statements]]]] = {
    "what is written": {
        "a rating on file": another_rating,
        "the day of an assessment on file": another_day,
        "a vote": another_vote,
        "a bound in the edition": another_bound,
        "what was found": other_findings,
        "any bit of it": other_bytes,
    },
    "who wrote it where and when": {
        "recorded by somebody else": column("recorded_by", "%s", lambda random: SOMEBODY),
        "recorded at another time": column(
            "recorded_at", "recorded_at + %s * interval '1 microsecond'",
            lambda random: random.choice((-1, 1)) * 10 ** random.randint(0, 13),
        ),
        "asked for by another command": column("command_id", "gen_random_uuid()"),
        "called something else": column("kind", "kind || 'Twice'"),
        "on another stream": column("stream", "stream || 'f'"),
    },
    "that it is there, and in which order": {
        "swapped with its neighbour": swapped,
        "removed, and a gap left": taken_out,
        "removed, and the gap closed": removed,
    },
    "how it is found": {
        "taken out of the index": unindexed,
        "put into the index": indexed_elsewhere,
    },
}  # fmt: skip
"""By what is tampered with, and how."""
