"""What has come to light since a decision: facts that were recorded late, and what was corrected or retracted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from domain.kernel.facts import Event, Reference
from domain.kernel.ids import CaseId
from domain.kernel.standing import Noted
from domain.organisation.role import AppointmentMade, RoleVacated
from domain.people.joining import PersonJoined
from domain.people.leaving import PersonLeft
from domain.promotions.decisions import PromotionDecision
from domain.promotions.promotion_case import PromotionCase
from ledger.deciding.questions import OfStream, Question
from ledger.deciding.streams import Stream, stream_of
from ledger.deciding.view import View
from ledger.entry import Entry
from ledger.identifiers import is_person
from ledger.ledger import Ledger
from ledger.storage.forms import sealed_in

OF_THE_ROLE: Final = (AppointmentMade, RoleVacated)
"""What a promotion into a role asks of it: whether it had a holder."""
OF_HOLDERS: Final = (PersonJoined.__name__, PersonLeft.__name__)
"""And of whoever was appointed to it: whether they were still here."""


class CameAs(StrEnum):
    """What happened to what was known."""

    LATE = "late"
    """It was true by then, and recorded only afterwards."""
    CORRECTED = "corrected"
    RETRACTED = "retracted"


@dataclass(frozen=True)
class CameToLight:
    """One thing that is known now and was not known then, although it was about that time."""

    how: CameAs
    """What happened to what was known."""
    entry: Entry[Any]
    """The entry that says so."""
    before: Noted[Event[Any]] | None
    """What was known of it; None if nothing was."""
    now: Noted[Event[Any]] | None
    """What is known of it; None if it was retracted."""
    on_file: bool
    """Whether the decision was judged on it."""

    @property
    def kind(self) -> str:
        """What sort of fact it is about."""
        noted = self.now or self.before
        return type(noted.event).__name__ if noted else self.entry.kind

    @property
    def effective_on(self) -> date:
        """The day it was true, as it is known now."""
        day: date = (self.now.event if self.now else self.entry.event).effective_on
        return day


def came_to_light(
    ledger: Ledger,
    case: CaseId,
    known: PromotionCase,
    decision: PromotionDecision,
    then: View,
    now: View,
    asked: Iterable[Question],
) -> tuple[CameToLight, ...]:
    """Everything about candidate, file, proposal, holders and whom the judge looked up, of before the decision.

    `asked` is what the judge asked of the ledger as it was known then: of whoever decided, voted, spoke or acted.
    """
    filed = {evidence.evidence for evidence in known.evidence}
    looked_up = kinds_by_person(asked)
    touched = ledger.touching(decision.candidate, after=then.basis, until=now.basis)
    found = [
        one
        for stream, before, after in beside_each_other(case, decision, filed, looked_up, touched, then, now)
        for one in changes(before, after, filed)
        if one.entry.position > then.basis
        and earliest(one) <= decision.effective_on
        and (one.on_file or matters(one, stream, case, decision, now) or seen_otherwise(one, looked_up.get(stream)))
    ]
    return tuple(sorted(found, key=lambda one: one.entry.position))


def beside_each_other(
    case: CaseId,
    decision: PromotionDecision,
    filed: set[Reference],
    looked_up: Iterable[str],
    touched: Iterable[Entry[Any]],
    then: View,
    now: View,
) -> Iterator[tuple[str, Stream, Stream]]:
    """Streams then and now, where something has come since; of those of others, what touches the candidate."""
    asked_for = (*appointed(decision, now), *(at.stream for at in filed), *looked_up)
    own = (case, decision.candidate, decision.role, *asked_for)
    whole = dict.fromkeys((*own, *(entry.stream for entry in touched if entry.supersedes)))
    for stream in filter(None, whole):
        if then.stream(stream) is not now.stream(stream):
            yield stream, then.stream(stream), now.stream(stream)
    others: dict[str, list[Entry[Any]]] = {}
    for entry in touched:
        if entry.stream not in whole:
            others.setdefault(entry.stream, []).append(entry)
    for stream, entries in others.items():
        yield stream, Stream(), stream_of(tuple(entries))


def changes(then: Stream, now: Stream, filed: set[Reference]) -> Iterator[CameToLight]:
    """The facts of a stream that were not known then as they are known now."""
    before = {noted.at: noted for noted in then.standing}
    after = {noted.at: noted for noted in now.standing}
    latest = {entry.at: entry for entry in now.entries}
    for at in dict.fromkeys((*before, *after)):
        was, stands = before.get(at), after.get(at)
        noted = stands or was
        if noted is None or noted.event.act or (was and stands and was.event == stands.event):
            continue
        how = CameAs.LATE if was is None else CameAs.CORRECTED if stands else CameAs.RETRACTED
        yield CameToLight(how, latest[at], was, stands, at in filed)


def earliest(one: CameToLight) -> date:
    """The first day that it is or was about: a correction may have moved it."""
    return min(noted.event.effective_on for noted in (one.before, one.now) if noted)


def appointed(decision: PromotionDecision, now: View) -> frozenset[str]:
    """Who was ever said to take up the role that was decided on, also where that was retracted."""
    entries = now.stream(decision.role).entries if decision.role else ()
    return frozenset(entry.event.person for entry in entries if isinstance(entry.event, AppointmentMade))


def kinds_by_person(asked: Iterable[Question]) -> dict[str, frozenset[str]]:
    """Whom the judge looked up, and which kinds of entries it read of them."""
    kinds: dict[str, frozenset[str]] = {}
    for question in asked:
        if isinstance(question, OfStream) and is_person(question.stream):
            kinds[question.stream] = kinds.get(question.stream, frozenset()) | question.kinds
    return kinds


def seen_otherwise(one: CameToLight, kinds: frozenset[str] | None) -> bool:
    """Whether it says something else of what the judge read; what is sealed, as names and titles, it did not go by."""
    if kinds is None or one.kind not in kinds:
        return False
    if one.before is None or one.now is None:
        return True
    sealed = sealed_in(one.entry)
    before, now = (
        {name: value for name, value in vars(noted.event).items() if name not in sealed}
        for noted in (one.before, one.now)
    )
    return before != now


def moved(one: CameToLight) -> bool:
    """Whether the day is another, if there still is one."""
    return not (one.before and one.now and one.before.event.effective_on == one.now.event.effective_on)


def matters(one: CameToLight, stream: str, case: CaseId, decision: PromotionDecision, now: View) -> bool:
    """Whether it is about the candidate or the proposal, or about who held the role and was still here."""
    if stream in (case, decision.candidate):
        return True
    events = [noted.event for noted in (one.before, one.now) if noted]
    if stream == decision.role and any(isinstance(event, OF_THE_ROLE) for event in events):
        return True
    if one.kind in OF_HOLDERS and stream in appointed(decision, now) and moved(one):
        return True
    return any(decision.candidate in event.concerns() for event in events)
