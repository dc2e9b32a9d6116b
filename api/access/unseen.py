"""What is refused of a case, pair or cycle that is not told to whoever asks: the same as where there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final, TypeVar, cast
from uuid import uuid4

from api.access.acting import DeputyInConflict, is_deputy
from api.access.admission import admitted
from api.access.callers import Caller, Scope
from api.access.citations import is_told, values_in
from api.access.gate import Gate
from api.access.sight import Sight
from domain.catalogue import ID_TYPES
from domain.kernel.acting import actors_of
from domain.kernel.commands import Command
from domain.kernel.refusals import Refusal
from ledger import Ledger
from ledger.entry import Request
from ledger.storage.unread import readable

S = TypeVar("S", bound=str)
T = TypeVar("T")
TOLD_TO_FEW: Final = tuple(ID_TYPES[name] for name in ("CaseId", "MentorshipId", "CycleId"))
"""The prefixes of what not everybody is told that it is there; people, roles, units and opportunities all know of."""
AN_ID: Final = re.compile(rf"\b(?:{'|'.join(TOLD_TO_FEW)})-[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}\b")
"""The id of such a subject, as it stands in a command or in the words of a refusal."""


def as_if_unknown(
    refusal: Refusal, command: Command[Any], caller: Caller | None, today: date, ledger: Ledger
) -> Refusal:
    """What to answer instead of a refusal: that of the same command about an id that nobody knows, spelled like this.

    Asked of each id that is told to few and of which whoever asks is told no entry, nor anybody whose deputy they are,
    also where there is none. What would be recorded is recorded all the same; a refusal is all that could give
    something away. Whoever keeps records names what they are handed, and is told what stands in the way of that.
    """
    if caller is None or keeps_records(caller, today, ledger):
        return refusal
    principals = whose_deputy_asks(caller, command, today, ledger)
    if isinstance(refusal, DeputyInConflict) and any(
        refused_with({}, command, one, today, ledger) is None for one in principals
    ):
        return refusal  # whoever left it to them could do it themselves, and has to know why their deputy cannot
    made_up = made_up_for(few_in(command), (caller, *principals), ledger)
    told = refused_with(made_up, command, caller, today, ledger) if made_up else None
    return without_ids(told or refusal, {*few_in(command)}, caller, ledger)


def without_ids(refusal: Refusal, named: Collection[str], caller: Caller, ledger: Ledger) -> Refusal:
    """The same without the ids that whoever asks neither named nor is told of."""
    further = {*AN_ID.findall(str(refusal))} - {*named}
    return in_other_words(refusal, dict.fromkeys(made_up_for(further, (caller,), ledger), "…"))


def whose_deputy_asks(caller: Caller, command: Command[Any], today: date, ledger: Ledger) -> tuple[Caller, ...]:
    """Those in whose place somebody asks: what is told to these, their deputy needs to know, too."""
    places = (each.person for each in actors_of(command) if is_deputy(caller, each, today, ledger))
    return tuple(replace(caller, person=person, recorded_by=person) for person in places)


def must_be_told_what_they_name(command: Command[Any], caller: Caller, today: date, ledger: Ledger) -> None:
    """Refuses what names a case or pair beside its own, as if there were none, by whoever is told nothing of it."""
    beside = [each for each in few_in(command) if each != command.stream]
    if not beside or keeps_records(caller, today, ledger):
        return
    if unseen := made_up_for(beside, (caller,), ledger):
        refusal = refused_with(unseen, command, caller, today, ledger)
        if refusal is not None:
            raise refusal


def keeps_records(caller: Caller, today: date, ledger: Ledger) -> bool:
    """Whether whoever asks may record for others."""
    return caller.may(Scope.RECORD_FOR_OTHERS, today, ledger)


def made_up_for(named: Iterable[str], callers: Iterable[Caller | None], ledger: Ledger) -> dict[str, str]:
    """An id that nobody knows for each of those of which nothing is told to any of these."""
    sights = [Sight(one, ledger) for one in callers]
    asked = () if any(sight.all for sight in sights) else dict.fromkeys(named)
    unseen = (each for each in asked if not any(sees_any(each, sight, ledger) for sight in sights))
    return {each: f"{each.partition('-')[0]}-{uuid4()}" for each in unseen}


def without_telling_of(subject: S, caller: Caller | None, ledger: Ledger, doing: Callable[[S], T]) -> T:
    """What comes of doing something about a case, pair or cycle. Raises the Refusal that is told, as above."""
    try:
        return doing(subject)
    except Refusal as refusal:
        made_up = made_up_for([subject], (caller,), ledger)
        told = refusal_of(lambda: doing(cast("S", made_up[subject])), made_up) if made_up else None
        raise told or refusal from None


def refused_with(
    made_up: Mapping[str, str], command: Command[Any], caller: Caller, today: date, ledger: Ledger
) -> Refusal | None:
    """How a command is refused that names made-up ids, told of those that it named; None if it would be recorded."""
    asked: Command[Any] = with_others(command, made_up)

    def rehearse() -> None:
        admitted(asked, caller, today, ledger)
        ledger.rehearsal().decide(Request(asked, caller.recorded_by, uuid4()))

    return refusal_of(rehearse, made_up)


def refusal_of(doing: Callable[[], object], made_up: Mapping[str, str]) -> Refusal | None:
    """How something is refused, with the ids for which others were made up; None if it is not."""
    try:
        doing()
    except Refusal as refusal:
        return in_other_words(refusal, {other: each for each, other in made_up.items()})
    return None


def in_other_words(refusal: Refusal, words: Mapping[str, str]) -> Refusal:
    """The refusal, with some of its words for others."""
    why = str(refusal)
    for each, other in words.items():
        why = why.replace(each, other)
    refusal.args = (why,)
    return refusal


def few_in(value: Any) -> Iterator[str]:
    """The ids in a command that are told to few, wherever in it they stand."""
    return (each for each in values_in(value) if isinstance(each, str) and AN_ID.fullmatch(each))


def with_others(value: Any, made_up: Mapping[str, str]) -> Any:
    """The same with other ids."""
    if made_up.keys().isdisjoint(few_in(value)):
        return value
    if isinstance(value, str):
        return made_up[value]
    if isinstance(value, tuple):
        return tuple(with_others(each, made_up) for each in value)
    return replace(value, **{one.name: with_others(getattr(value, one.name), made_up) for one in fields(value)})


def sees_any(subject: str, sight: Sight, ledger: Ledger) -> bool:
    """Whether some entry of a case, pair or cycle is told to whoever asks. Blocks."""
    entries = [entry for entry in ledger.stream(subject) if readable(entry)]
    return any(is_told(one, sight) for one in Gate(ledger).disclose(entries))
