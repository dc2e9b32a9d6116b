"""Judging the decisions of a bundle again from what it opens, offline: nothing is asked of whoever made it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from audit.bundles.checking import Holds
from audit.bundles.contents import Bundled
from audit.replay import KINDS, NOT_TO_BE_READ
from domain.frameworks.criteria import Requirement
from domain.frameworks.framework import Framework
from domain.kernel.facts import ERASED, Erased, Event
from domain.kernel.ids import CaseId
from domain.promotions.decisions import PromotionDecision
from domain.promotions.judging.judges import FIRST, as_remembered_by
from domain.promotions.judging.replaying import Judgement, Misstated, Obstacle, judge_again, misstated
from domain.promotions.promotion_case import PromotionCase
from ledger.deciding.streams import Stream, stream_of
from ledger.deciding.view import View
from ledger.entry import Entry
from ledger.storage.forms_read import as_written, fields_unopened, typed

BEYOND_THE_BUNDLE: Final[Mapping[str, frozenset[Requirement]]] = {FIRST: frozenset({Requirement.VACANCY_OR_NEED})}
"""By judge, the criteria that look at more than the file: at the role's own stream, which is not in a bundle."""
REFERENCE: Final = re.compile(r"([a-z]+-[^@\s]+)@([1-9][0-9]*)")
MARKS: Final = ({"erased": True}, {"withheld": True})
"""What stands in the place of a value that is not told."""


class CannotBeRejudged(Exception):
    """The bundle does not hold enough for it; the message says what is missing."""


@dataclass(frozen=True)
class Rejudged:
    """A decision, and what the rules find in what the bundle opens."""

    event: PromotionDecision
    again: Judgement
    not_judged: frozenset[Requirement]
    """Criteria of which the bundle shows too little."""
    misstated: tuple[Misstated, ...]
    """What the decision says of its case, and what is not so."""


def decisions_in(holds: Holds) -> list[Bundled]:
    """The decisions on the case, the first one first."""
    stream = sorted((one for one in holds.entries if one.told.stream == holds.case), key=lambda one: one.position)
    return [one for one in stream if one.told.kind in KINDS]


def rejudged(holds: Holds, decision: Bundled) -> Rejudged:
    """One of them, judged again by the judge that it names. Raises CannotBeRejudged."""
    if lacking := [one.position for one in holds.entries if one.position not in holds.says]:
        raise CannotBeRejudged(f"it does not open entry {lacking[0]}" if holds.says else "it opens nothing")
    try:
        event, _ = read(holds, decision)
        return judged(holds, decision, event)
    except (*NOT_TO_BE_READ, KeyError, ValueError) as error:
        raise CannotBeRejudged(f"what it opens cannot be read: {error}") from None


def judged(holds: Holds, decision: Bundled, event: Any) -> Rejudged:
    if not isinstance(event, PromotionDecision) or event.judged_by not in BEYOND_THE_BUNDLE:
        raise CannotBeRejudged(f"“{getattr(event, 'judged_by', '')}” looked at more than a bundle holds")
    if not 0 < event.basis < decision.position:
        return Rejudged(event, Judgement(event.edition, obstacle=Obstacle.BASIS_UNKNOWN), frozenset(), ())
    book = as_remembered_by(event.judged_by, View(EntriesOfBundle(holds, event.basis)))
    known = book.recall(PromotionCase, CaseId(holds.case))
    again = judge_again(event, known, book, book.recall(Framework, event.framework))
    unknown = again.obstacle is Obstacle.BASIS_UNKNOWN
    wrong = () if unknown else tuple(misstated(event, known))
    return Rejudged(event, again, BEYOND_THE_BUNDLE[event.judged_by], wrong)


class EntriesOfBundle:
    """The ledger at a position, as far as a bundle shows it."""

    def __init__(self, holds: Holds, position: int) -> None:
        self._position = position
        self._entries: dict[str, list[Entry[Any]]] = {}
        origins = {(one.told.stream, one.told.version): one.position for one in holds.entries}
        for one in sorted(holds.entries, key=lambda one: one.told.version):
            if one.position <= position:
                entry = entry_of(holds, one, origins.get((one.chain.stream, one.chain.version), one.position))
                self._entries.setdefault(entry.stream, []).append(entry)

    def position(self) -> int:
        """The position as of which everything is told."""
        return self._position

    since = position

    def today(self) -> date:
        """The day on which the last of these entries was written, in UTC: nothing that is judged here asks for it."""
        last = max(entry.recorded_at for entries in self._entries.values() for entry in entries)
        return last.date()

    def stream(self, name: str) -> Stream:
        """As much of a stream as there is in the bundle."""
        return stream_of(tuple(self._entries.get(name, ())))

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """Nothing in a bundle tells who else is touched by what."""
        raise CannotBeRejudged(f"the judge asked which entries of {kind} touch “{subject}”")


def entry_of(holds: Holds, one: Bundled, origin: int) -> Entry[Any]:
    """An entry of a bundle as one of the ledger's, opened where the bundle opens it."""
    told = one.told
    return Entry(
        one.position,
        told.stream,
        told.version,
        told.kind,
        one.stored,
        origin,
        told.supersedes,
        datetime.fromisoformat(one.leaf.recorded_at),
        told.recorded_by,
        UUID(told.command_id),
        lambda _: read(holds, one),
    )


def read(holds: Holds, one: Bundled) -> tuple[Event[Any], str | Erased | None]:
    """What an entry says: what is open in it as it is proved, what is sealed as the bundle opens it."""
    form, proved = fields_unopened(*written_in(one))
    said = holds.says[one.position]
    told = {name: ERASED if said[name] in MARKS else with_references(said[name]) for name in form.names & said.keys()}
    opened = typed(form.kind, told)
    sealed = (name for name, value in proved.items() if value is ERASED)
    return form.make({**proved, **{name: opened[name] for name in sealed if name in opened}}), None


def written_in(one: Bundled) -> tuple[Any, Any]:
    """The form in which it was written, and the fields that are open."""
    form, stored = as_written(one.told.kind, one.stored)
    return form, stored.open


def with_references(value: Any) -> Any:
    """A value as it is stored: where a bundle names an entry, by its stream and version."""
    if isinstance(value, dict):
        return {name: with_references(each) for name, each in value.items()}
    if isinstance(value, list):
        return [with_references(each) for each in value]
    if isinstance(value, str) and (named := REFERENCE.fullmatch(value)):
        return {"stream": named[1], "version": int(named[2])}
    return value


def as_told(form: Any, value: Any) -> Any:
    """Something that a bundle tells in JSON, as what it was. Raises ValueError."""
    try:
        return msgspec.convert(with_references(value), form)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None
