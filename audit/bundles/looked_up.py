"""What a judge looked up beside the case: each question that it asked, and the entries that answered it.

That the entries were written is proved as of all others. That nothing else answers a question is not: a proof of
inclusion shows what is in the log, and never that something is not. So the answers are a statement of who made them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from audit.replay import decisions_of, judged_in
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, PersonId
from domain.promotions.decisions import PromotionDecision
from domain.promotions.judging.judges import as_remembered_by
from ledger.deciding.questions import OfChain, OfStream, Question, QuestionedView, Touching, answers
from ledger.deciding.sources import EarlierStreams, StreamsAsOf
from ledger.entry import Entry
from ledger.ledger import Ledger

LOOKED_UP: Final = "looked-up.json"
"""The file of a bundle in which it stands."""


@dataclass(frozen=True)
class LookedUp:
    """What was asked when one decision was judged, and what answered."""

    decision: Reference
    answers: Mapping[Question, tuple[int, ...]]
    """By question, the positions of the entries that answer it, each chain of corrections whole up to the basis."""

    @property
    def positions(self) -> frozenset[int]:
        """All entries that answered something."""
        return frozenset(position for found in self.answers.values() for position in found)

    def covers(self, question: Question) -> bool:
        """Whether it was asked; of a stream, whether as many kinds were."""
        if not isinstance(question, OfStream):
            return question in self.answers
        return any(
            isinstance(asked, OfStream) and asked.stream == question.stream and question.kinds <= asked.kinds
            for asked in self.answers
        )


def looked_up_for(ledger: Ledger, case: CaseId) -> tuple[LookedUp, ...]:
    """For each decision on a case, what its judge asks of the ledger as it stood when it was decided."""
    return tuple(
        looked_up(ledger, decision)
        for decision in decisions_of(ledger, case)
        if 0 < basis(decision) < decision.position
    )


def candidates_of(ledger: Ledger, case: CaseId) -> frozenset[PersonId]:
    """Whose promotion was decided: one person, unless a proposal was corrected between decisions."""
    return frozenset(decision.event.candidate for decision in decisions_of(ledger, case))


def basis(decision: Entry[PromotionDecision]) -> int:
    """The position as of which it was decided."""
    return decision.event.basis


def looked_up(ledger: Ledger, decision: Entry[PromotionDecision]) -> LookedUp:
    """What the judge of one decision asks, and what answers."""
    source = EarlierStreams(StreamsAsOf(ledger.recorder, decision.position), basis(decision))
    asked: dict[Question, None] = {}
    book = as_remembered_by(decision.event.judged_by, QuestionedView(source, asked.setdefault))
    judged_in(book, decision.event, CaseId(decision.stream))
    found = {
        question: answers(
            question,
            source.stream,
            source.entries_concerning(question.subject, question.kind, basis(decision))
            if isinstance(question, Touching)
            else (),
        )
        for question in at_once(asked)
    }
    return LookedUp(decision.at, {question: tuple(positions) for question, positions in found.items()})


def at_once(asked: Iterable[Question]) -> list[Question]:
    """Questions in order, all that is asked of one stream's kinds as one question."""
    kinds: dict[str, frozenset[str]] = {}
    others: dict[Question, None] = {}
    for question in asked:
        if isinstance(question, OfStream):
            kinds[question.stream] = kinds.get(question.stream, frozenset()) | question.kinds
        else:
            others[question] = None
    return [*(OfStream(*each) for each in sorted(kinds.items())), *sorted(others, key=str)]


# As it stands in a bundle


class OfStreamTold(msgspec.Struct, forbid_unknown_fields=True):
    """What was asked of a stream: its entries of some kinds."""

    stream: str
    kinds: list[str]
    positions: list[int]


class OfChainTold(msgspec.Struct, forbid_unknown_fields=True):
    """A single entry that was asked for, with what corrects it."""

    entry: str
    positions: list[int]


class TouchingTold(msgspec.Struct, forbid_unknown_fields=True):
    """What was asked of the index: the entries of a kind that touch a subject."""

    touching: str
    kind: str
    positions: list[int]


class LookedUpTold(msgspec.Struct, forbid_unknown_fields=True):
    """All that was asked for one decision."""

    decision: str
    streams: list[OfStreamTold]
    entries: list[OfChainTold]
    index: list[TouchingTold]


def in_json(several: Iterable[LookedUp]) -> bytes:
    """The file."""
    return msgspec.json.format(msgspec.json.encode([told(one) for one in several]), indent=1)


def told(one: LookedUp) -> LookedUpTold:
    """By what was asked: streams, single entries, the index."""
    written = LookedUpTold(str(one.decision), [], [], [])
    for question, found in one.answers.items():
        positions = list(found)
        match question:
            case OfStream(stream, kinds):
                written.streams.append(OfStreamTold(stream, sorted(kinds), positions))
            case OfChain(at):
                written.entries.append(OfChainTold(str(at), positions))
            case Touching(subject, kind):
                written.index.append(TouchingTold(subject, kind, positions))
    return written


def read(file: bytes) -> tuple[LookedUp, ...]:
    """What such a file says. Raises a ValueError."""
    return tuple(as_asked(one) for one in msgspec.json.decode(file, type=list[LookedUpTold]))


def as_asked(one: LookedUpTold) -> LookedUp:
    """What was asked for one decision."""
    answered: dict[Question, tuple[int, ...]] = {}
    answered |= {OfStream(each.stream, frozenset(each.kinds)): tuple(each.positions) for each in one.streams}
    answered |= {OfChain(Reference.parse(each.entry)): tuple(each.positions) for each in one.entries}
    answered |= {Touching(each.touching, each.kind): tuple(each.positions) for each in one.index}
    return LookedUp(Reference.parse(one.decision), answered)
