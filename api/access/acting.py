"""Whether whoever asks is who is said to act, or may write down what others did: as told, or in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from api.access.callers import Caller, Scope
from domain.kernel.acting import Actor, actors_of
from domain.kernel.commands import Command
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.offices.offices import Matter, Offices
from domain.promotions.conflicts import standing_towards
from domain.promotions.independence import declared_of
from domain.promotions.promotion_case import CaseCommand, PromotionCase
from ledger import Ledger


def must_be_theirs_to_say(command: Command[Any], caller: Caller, today: date, ledger: Ledger) -> None:
    """Refuses what names somebody as acting who neither asks nor is covered by whoever does.

    Whoever asks for others does so for the record alone, or as a deputy; neither for what is about themselves.
    """
    for actor in actors_of(command):
        if actor.person == caller.person:
            continue
        if actor.in_person and not caller.at_the_machine:
            raise NotTheirsToSay(f"{actor.said_in} is “{actor.person}”: nobody does this but they", field=actor.field)
        if caller.person is not None and caller.person in concerned(actor.command, ledger):
            raise NotTheirsToSay(
                f"{actor.said_in} is “{actor.person}”, and it concerns “{caller.person}”, who asks: they say it"
                " themselves, or somebody whom it does not concern",
                field=actor.field,
            )
        if not caller.may(Scope.RECORD_FOR_OTHERS, today, ledger) and not is_deputy(caller, actor, today, ledger):
            raise NotTheirsToSay(
                f"{actor.said_in} is “{actor.person}”, and “{caller.recorded_by}” asks: they say it themselves, or"
                " their deputy, a steward, or whoever may record for others",
                field=actor.field,
            )
        must_be_free_of_conflict(caller.person, actor.command, ledger)


def is_deputy(caller: Caller, actor: Actor, today: date, ledger: Ledger) -> bool:
    """Whether whoever asks is deputy of who acts, for such acts, today and on the day that it is about."""
    matter = type(actor.command).__module__.split(".")[1]
    if caller.person is None or matter not in set(Matter):
        return False
    offices = ledger.book().recall(Offices, actor.person)
    days = {today, getattr(actor.command, "effective_on", today)}
    return all(offices.has_deputy(caller.person, Matter(matter), day) for day in days)


def must_be_free_of_conflict(asks: PersonId | None, command: Command[Any], ledger: Ledger) -> None:
    """Refuses whoever writes for others in a case, and could not have taken that part themselves."""
    if asks is None or not isinstance(command, CaseCommand):
        return
    book = ledger.book()
    case = book.recall(PromotionCase, command.case)
    if case.proposal is None:
        return
    shown = standing_towards(command.case, case, case.proposal, command.effective_on, book).conflicts_of(asks)
    declared = declared_of(case, asks)
    conflicts = (*shown, *(said.conflict for said in declared))
    if conflicts:
        raise DeputyInConflict(f"“{asks}” asks for others, with a conflict of their own ({conflicts[0]})")


def concerned(command: Command[Any], ledger: Ledger) -> set[str]:
    """Whoever is named in a command, and whoever is named where its stream begins: candidate, mentor and mentee."""
    begins = ledger.stream(command.stream)[:1]
    return {*people_in(command), *(subject for entry in begins for subject in entry.event.concerns())}


def people_in(value: Any) -> Iterator[str]:
    """Every text in a command, and in the values that it carries: ids are among them."""
    if isinstance(value, tuple):
        for each in value:
            yield from people_in(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from people_in(getattr(value, one.name))
    elif isinstance(value, str):
        yield value


class NotTheirsToSay(Refusal):
    """Whoever is said to act is who asks, or has left it to them."""

    instead = "Have them ask themselves, or their deputy, or somebody who may record for others."


class DeputyInConflict(Refusal):
    """Whoever writes for others in a case, as their deputy or for the record, has no conflict of their own."""

    instead = "Leave it to somebody without a conflict."
