"""Replaying a promotion: judged again from nothing but the ledger, as it was known then, and as it is known now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec

from audit.coming_to_light import CameAs, CameToLight, came_to_light
from audit.foreseen import Foreseen, foresee
from domain.catalogue import EVENTS
from domain.frameworks.framework import Framework
from domain.kernel.book import Book
from domain.kernel.ids import CaseId
from domain.kernel.standing import Noted
from domain.promotions.decisions import PromotionDecision
from domain.promotions.judging.judges import as_remembered_by
from domain.promotions.judging.replaying import (
    Difference,
    Judgement,
    Misstated,
    Obstacle,
    ReplayVerdict,
    differences,
    judge_again,
    misstated,
    objection,
    stake,
    with_late_evidence,
)
from domain.promotions.promotion_case import PromotionCase
from ledger.deciding.questions import Question, QuestionedView
from ledger.deciding.sources import EarlierStreams, StreamsAsOf
from ledger.deciding.streams import KeptStreams
from ledger.deciding.view import View
from ledger.entry import Entry
from ledger.ledger import Ledger
from ledger.storage.forms import UnknownKind
from ledger.storage.keys import KeyMissing
from ledger.storage.stored_form import SealedAltered
from ledger.storage.unread import EntryUnreadable

KINDS: Final = tuple(kind for kind, event in EVENTS.items() if issubclass(event, PromotionDecision))
"""Of entries that decide a promotion."""
NOT_TO_BE_READ: Final = (SealedAltered, KeyMissing, UnknownKind, msgspec.DecodeError, EntryUnreadable)
"""What reading an entry raises that was altered, or that a newer version wrote."""
ENTRIES_KEPT: Final = 10_000
"""Of the streams read for one decision, this many entries are kept for the next ones."""


@dataclass(frozen=True)
class Compared:
    """A judgement beside another."""

    judgement: Judgement
    """What the rules find."""
    differences: tuple[Difference, ...]
    """Where it comes out otherwise; empty where nothing could be judged."""


@dataclass(frozen=True)
class Since:
    """What is known now of the time before the decision."""

    position: int
    """What is known now: the ledger up to here."""
    came_to_light: tuple[CameToLight, ...]
    """Facts that were recorded late, corrected or retracted, in the order in which that was written."""
    now: Compared
    """What the rules find with all of that, late assessments on the file; compared with what they found then."""
    objection: str | None
    """What stands against the procedure, as known now; None if nothing does."""

    @property
    def changes_findings(self) -> bool:
        """Whether the rules find something else with what has come to light than without it."""
        return bool(self.now.differences)


@dataclass(frozen=True)
class Replay:
    """One decision of a case, judged again."""

    decision: Entry[PromotionDecision]
    verdict: ReplayVerdict
    """What came of it."""
    again: Judgement
    """What the rules find in what was known when it was decided."""
    differences: tuple[Difference, ...]
    """Where that is something else than what was recorded."""
    misstated: tuple[Misstated, ...]
    """What the decision says of its case, and what is not so."""
    objection: str | None
    """What stood against the procedure, as known then; None if nothing did."""
    since: Since | None
    """What has come to light; None where it is not known what was known."""
    rescored: Compared | None
    """The same case under another edition, where one was asked for; compared with what was recorded."""


class NothingDecided(Exception):
    """There is no decision to replay."""


class Unreadable(Exception):
    """A decision, or something that it rests on, does not open or is no entry that we know."""

    def __init__(self, decision: Entry[Any], why: Exception) -> None:
        super().__init__(f"“{decision.at}” at position {decision.position} cannot be judged: {why}")
        self.decision = decision


def all_decisions(ledger: Ledger, *, as_of: int | None = None) -> Iterator[Entry[PromotionDecision]]:
    """Every decision of the ledger, of whichever kind, in the order of writing; a few thousand in memory at a time."""
    return ledger.entries(until=as_of, kinds=KINDS)


def decisions_of(ledger: Ledger, case: CaseId, *, as_of: int | None = None) -> tuple[Entry[PromotionDecision], ...]:
    """The decisions on a case, the first one first: what was deferred or remitted is decided anew."""
    found = ledger.streams((case,), kinds=KINDS)[case]
    return tuple(entry for entry in found if as_of is None or entry.position <= as_of)


def replay(
    ledger: Ledger, decision: Entry[PromotionDecision], *, as_of: int | None = None, edition: int | None = None
) -> Replay:
    """Judge a decision again. `as_of` is what is known now; `edition` another one to try the same case under.

    Raises NothingDecided for a decision that came after `as_of`, and Unreadable.
    """
    [replayed] = replays(ledger, (decision,), as_of=as_of, edition=edition)
    if isinstance(replayed, Unreadable):
        raise replayed
    return replayed


def replays(
    ledger: Ledger,
    decisions: Iterable[Entry[PromotionDecision]],
    *,
    as_of: int | None = None,
    edition: int | None = None,
) -> Iterator[Replay | Unreadable]:
    """Judge decisions again, one after the other, in bounded memory; what several of them rest on is read once."""
    position = ledger.moment() if as_of is None else as_of
    kept = KeptStreams(ENTRIES_KEPT)
    for decision in decisions:
        if decision.position > position:
            raise NothingDecided(f"“{decision.at}” was not decided yet at position {position}: name a later one")
        streams = Foreseen(ledger.recorder, position, kept)
        try:
            replayed: Replay | Unreadable = judged_again(ledger, decision, streams, edition)
        except NOT_TO_BE_READ as error:
            replayed = Unreadable(decision, error)
        yield replayed


def judged_again(ledger: Ledger, decision: Entry[PromotionDecision], streams: Foreseen, edition: int | None) -> Replay:
    """One decision beside what the rules say of it."""
    case, event = CaseId(decision.stream), decision.event
    if not 0 < event.basis < decision.position:
        return not_judged(decision, f"basis is {event.basis}: the decision stands at {decision.position}, after it")
    foresee(case, event, streams)
    asked: dict[Question, None] = {}
    looked_up, looked_up_now = QuestionedView(EarlierStreams(streams, event.basis), asked.setdefault), View(streams)
    then, now = (as_remembered_by(event.judged_by, view) for view in (looked_up, looked_up_now))
    known, again, against = judged_in(then, event, case)
    if again.obstacle is Obstacle.BASIS_UNKNOWN:
        return not_judged(decision, str(again.why))
    wrong = (*misstated(event, known), *outrun(decision, looked_up, streams))
    found = () if again.obstacle else differences(event.found, again.findings)
    verdict = ReplayVerdict.DIFFERS if found or wrong or against else ReplayVerdict.REPRODUCED
    return Replay(
        decision,
        ReplayVerdict.CANNOT_BE_JUDGED if again.obstacle else verdict,
        again,
        found,
        wrong,
        against,
        since(
            case, known, event, again, came_to_light(ledger, case, known, event, looked_up, looked_up_now, asked), now
        ),
        rescored(event, known, then, now, edition) if edition is not None else None,
    )


def judged_in(book: Book, decision: PromotionDecision, case: CaseId) -> tuple[PromotionCase, Judgement, str | None]:
    """The case as a book knows it, what the rules find there, and what stands against the procedure.

    It asks the book for nothing else: so whoever shows others what was asked has shown them all that this rests on.
    """
    known = book.recall(PromotionCase, case)
    again = judge_again(decision, known, book, book.recall(Framework, decision.framework))
    unknown = again.obstacle is Obstacle.BASIS_UNKNOWN
    return known, again, None if unknown else objection(decision, case, known, book)


def outrun(decision: Entry[PromotionDecision], then: View, streams: StreamsAsOf) -> Iterator[Misstated]:
    """What it rests on that was written between its basis and its own place: no append lets that happen."""
    between = [
        entry
        for stream, read in then.read_set().streams.items()
        for entry in streams.stream(stream).entries
        if then.basis < entry.position < decision.position and read.would_include(entry.kind, entry.supersedes)
    ]
    if between:
        last = max(between, key=lambda entry: entry.position)
        yield Misstated("basis", str(then.basis), f"{last.position}, as “{last.stream}@{last.version}” came before it")


def not_judged(decision: Entry[PromotionDecision], why: str) -> Replay:
    """What is said of a decision whose basis says nothing."""
    again = Judgement(decision.event.edition, obstacle=Obstacle.BASIS_UNKNOWN, why=why)
    return Replay(decision, ReplayVerdict.CANNOT_BE_JUDGED, again, (), (), None, None, None)


def since(
    case: CaseId,
    known: PromotionCase,
    decision: PromotionDecision,
    again: Judgement,
    light: tuple[CameToLight, ...],
    now: Book,
) -> Since:
    """What the rules find with what has come to light."""
    proposal = now.recall(PromotionCase, case).proposal or known.proposal
    late = tuple(one.now for one in light if one.how is CameAs.LATE and isinstance(one.now, Noted) and not one.on_file)
    as_it_is = replace(known, proposal=proposal)
    judgement = judge_again(
        decision, with_late_evidence(as_it_is, late), now, now.recall(Framework, decision.framework)
    )
    unlike = () if judgement.obstacle or again.obstacle else differences(again.findings, judgement.findings)
    against = objection(decision, case, as_it_is, now) or stake(decision, case, as_it_is, now)
    return Since(now.basis, light, Compared(judgement, unlike), against)


def rescored(decision: PromotionDecision, known: PromotionCase, then: Book, now: Book, edition: int) -> Compared:
    """What another edition, be it a later one, finds in what was known then."""
    under = replace(decision, edition=edition)
    judgement = judge_again(under, known, then, now.recall(Framework, decision.framework))
    return Compared(judgement, () if judgement.obstacle else differences(decision.found, judgement.findings))
