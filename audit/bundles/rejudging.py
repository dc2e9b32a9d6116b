"""Judging the decisions of a bundle again from what it opens, offline: nothing is asked of whoever made it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from audit.bundles.checking import Holds
from audit.bundles.contents import Bundled
from audit.bundles.looked_up import LOOKED_UP, LookedUp
from audit.replay import KINDS, NOT_TO_BE_READ, judged_in
from domain.frameworks.criteria import Requirement
from domain.kernel.facts import ERASED, Erased, Event
from domain.kernel.ids import CaseId
from domain.promotions.decisions import PromotionDecision
from domain.promotions.judging.judges import FIRST, as_remembered_by
from domain.promotions.judging.replaying import Judgement, Misstated, Obstacle, misstated
from ledger.deciding.questions import Question, QuestionedView, Touching, answers
from ledger.deciding.streams import Stream, stream_of
from ledger.entry import Entry
from ledger.storage.forms_read import as_written, fields_unopened, typed

BEYOND_THE_BUNDLE: Final[Mapping[str, frozenset[Requirement]]] = {FIRST: frozenset({Requirement.VACANCY_OR_NEED})}
"""In a bundle that does not tell what was looked up: by judge, the criteria that look at more than the file.

Vacancy looks at the role's own stream. Judges who are not named here look at more than such a bundle holds.
"""
REFERENCE: Final = re.compile(r"([a-z]+-[^@\s]+)@([1-9][0-9]*)")
MARKS: Final = ({"erased": True}, {"withheld": True})
"""What stands in the place of a value that is not told."""


class CannotBeRejudged(Exception):
    """The bundle does not hold enough for it; the message says what is missing."""


class AnsweredOtherwise(ValueError):
    """What the bundle says was looked up is not what its own entries say; the message names the question."""


@dataclass(frozen=True)
class Rejudged:
    """A decision, and what the rules find in what the bundle opens."""

    event: PromotionDecision
    again: Judgement
    not_judged: frozenset[Requirement]
    """Criteria of which the bundle shows too little."""
    misstated: tuple[Misstated, ...]
    """What the decision says of its case, and what is not so."""
    objection: str | None = None
    """What stood against the procedure, where that was looked at; None if nothing did."""
    answers: int | None = None
    """How many answers it rests on beside the case, which the bundle states; None where it states none."""


def decisions_in(holds: Holds) -> list[Bundled]:
    """The decisions on the case, the first one first."""
    stream = sorted((one for one in holds.entries if one.told.stream == holds.case), key=lambda one: one.position)
    return [one for one in stream if one.told.kind in KINDS]


def rejudged(holds: Holds, decision: Bundled) -> Rejudged:
    """One of them, judged again by the judge that it names. Raises CannotBeRejudged and AnsweredOtherwise."""
    if lacking := [one.position for one in holds.entries if one.position not in holds.says]:
        raise CannotBeRejudged(f"it does not open entry {lacking[0]}" if holds.says else "it opens nothing")
    try:
        event, _ = read(holds, decision)
        return judged(holds, decision, event)
    except AnsweredOtherwise:
        raise
    except (*NOT_TO_BE_READ, KeyError, ValueError) as error:
        raise CannotBeRejudged(f"what it opens cannot be read: {error}") from None


def judged(holds: Holds, decision: Bundled, event: Any) -> Rejudged:
    """One of them as it is opened, judged again."""
    told = looked_up_for(holds, decision)
    judge = getattr(event, "judged_by", "")
    if not isinstance(event, PromotionDecision) or (told is None and judge not in BEYOND_THE_BUNDLE):
        raise CannotBeRejudged(f"“{judge}” looked at more than a bundle holds that does not tell what was looked up")
    if not 0 < event.basis < decision.position:
        return Rejudged(event, Judgement(event.edition, obstacle=Obstacle.BASIS_UNKNOWN), frozenset(), ())
    entries = EntriesOfBundle(holds, event.basis, told)
    book = as_remembered_by(judge, QuestionedView(entries, must_be_answered_by(told)))
    known, again, objection = judged_in(book, event, CaseId(holds.case))
    wrong = () if again.obstacle is Obstacle.BASIS_UNKNOWN else tuple(misstated(event, known))
    if told is None:
        return Rejudged(event, again, BEYOND_THE_BUNDLE[judge], wrong)
    entries.must_answer_so(told)
    return Rejudged(event, again, frozenset(), wrong, objection, len(told.answers))


def looked_up_for(holds: Holds, decision: Bundled) -> LookedUp | None:
    """What the judge of one decision asked for; None in a bundle that does not tell. Raises CannotBeRejudged."""
    if holds.looked_up is None:
        return None
    found = [one for one in holds.looked_up if one.decision == decision.at]
    if len(found) != 1:
        raise CannotBeRejudged(f"“{LOOKED_UP}” does not say what was looked up for it")
    return found[0]


def must_be_answered_by(told: LookedUp | None) -> Callable[[Question], None]:
    """Refuses a question of which the bundle does not state the answer, where it states any."""

    def must_be_answered(question: Question) -> None:
        if told is not None and not told.covers(question):
            raise CannotBeRejudged(f"the judge asks {question}, and the bundle does not answer that")

    return must_be_answered


class EntriesOfBundle:
    """The ledger at a position, as far as a bundle shows it."""

    def __init__(self, holds: Holds, position: int, told: LookedUp | None) -> None:
        self._position = position
        self._told = told
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
        """The answer that the bundle states; CannotBeRejudged where it states none."""
        question = Touching(subject, kind)
        found = self._told.answers.get(question) if self._told else None
        if found is None:
            raise CannotBeRejudged(f"the judge asks {question}, and the bundle does not answer that")
        return [entry for entry in self._every_entry() if entry.position in found]

    def must_answer_so(self, told: LookedUp) -> None:
        """AnsweredOtherwise where an answer as stated is not the one that these entries give."""
        for question, found in told.answers.items():
            if answers(question, self.stream, self._every_entry()) != list(found):
                raise AnsweredOtherwise(f"the answer to {question} is another one")

    def _every_entry(self) -> list[Entry[Any]]:
        return [entry for entries in self._entries.values() for entry in entries]


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
