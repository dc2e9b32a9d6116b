"""Whether whoever asks is who is said to act, or may write down what others did: as told, or in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from api.access.callers import Caller, Scope
from domain.kernel.acting import Actor, actors_of
from domain.kernel.commands import Command
from domain.kernel.history import is_history
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.offices.offices import Mandate, Matter, Offices
from domain.promotions.conflicts import conflicts_since_proposal, standing_towards
from domain.promotions.independence import declared_of
from domain.promotions.promotion_case import CaseCommand, PromotionCase
from ledger import Ledger


def must_be_theirs_to_say(command: Command[Any], caller: Caller, today: date, ledger: Ledger) -> None:
    """Refuses what names somebody as acting who neither asks nor is covered by whoever does.

    Whoever asks for others does so for the record alone, or as a deputy; neither for what is about themselves.
    """
    for actor in actors_of(command):
        if actor.person == caller.person:
            must_hold_it_still(actor, today, ledger)
            continue
        if actor.in_person and not caller.at_the_machine:
            raise NotTheirsToSay(f"{actor.said_in} is “{actor.person}”: nobody does this but they", field=actor.field)
        if caller.person is not None and caller.person in concerned(actor.command, ledger):
            raise NotTheirsToSay(
                f"{actor.said_in} is “{actor.person}”, and {has_a_part(caller.person, command)}", field=actor.field
            )
        if not caller.may(Scope.RECORD_FOR_OTHERS, today, ledger) and not is_deputy(caller, actor, today, ledger):
            raise NotTheirsToSay(
                f"{actor.said_in} is “{actor.person}”, and “{caller.recorded_by}” asks: they say it themselves, or"
                " their deputy, a steward, or whoever may record for others",
                field=actor.field,
            )
        must_be_free_of_conflict(caller.person, actor.command, ledger)


def must_hold_it_still(actor: Actor, today: date, ledger: Ledger) -> None:
    """Refuses whoever acts by a mandate on a day on which they held it, and does not hold it any more when they ask.

    Their own mandate anybody gives up; what was before the ledger is not asked for by a mandate of today.
    """
    offices, day = ledger.book().recall(Offices, actor.person), getattr(actor.command, "effective_on", today)
    own = actor.person == getattr(actor.command, "person", None)
    held, holds = (any(offices.holds(Mandate(one), on) for one in actor.by_mandate) for on in (day, today))
    if held and not holds and not own and not is_history(day, ledger.book()):
        raise MandateIsOver(
            f"{actor.said_in} “{actor.person}” was {' or '.join(actor.by_mandate)} on {day}, and is not on {today}:"
            " leave it to somebody who is",
            field=actor.field,
        )


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
    standing = standing_towards(command.case, case, case.proposal, command.effective_on, book)
    shown = conflicts_since_proposal(standing, asks)
    conflicts = (*shown, *(said.conflict for said in declared_of(case, asks)))
    if conflicts:
        raise DeputyInConflict(f"“{asks}” asks for others, with a conflict of their own ({conflicts[0]})")


def has_a_part(asks: PersonId, command: Command[Any]) -> str:
    """What somebody who asks has to do with it themselves, and who asks instead. Nobody speaks for two who decide."""
    if any(actor.person == asks for actor in actors_of(command)):
        return (
            f"“{asks}”, who asks, acts together with them: have it written down by somebody who has no part in it,"
            " as a steward or whoever may record for others"
        )
    return f"it concerns “{asks}”, who asks: they say it themselves, or somebody whom it does not concern"


def concerned(command: Command[Any], ledger: Ledger) -> set[str]:
    """Whoever is named in a command, and whoever is named where its stream begins: candidate, mentor and mentee."""
    begins = ledger.stream(command.stream)[:1]
    return {*texts_in(command), *(subject for entry in begins for subject in entry.event.concerns())}


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a command, and in the values that it carries: ids are among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_in(each)
    else:
        for name in names_of_fields(value.__class__):
            yield from texts_in(getattr(value, name))


@cache
def names_of_fields(of: type) -> tuple[str, ...]:
    """The fields of a command, or of a value that one carries; none, of anything else."""
    return tuple(one.name for one in fields(of)) if is_dataclass(of) else ()


class NotTheirsToSay(Refusal):
    """Whoever is said to act is who asks, or has left it to them."""

    instead = "Have them ask themselves, or their deputy, or somebody who may record for others."


class MandateIsOver(Refusal):
    """Whoever acts by a mandate holds it on the day of the act, and still when they write it down."""

    instead = "Leave it to somebody who holds such a mandate today."


class DeputyInConflict(Refusal):
    """Whoever writes for others in a case, as their deputy or for the record, has no conflict of their own."""

    instead = "Leave it to somebody without a conflict."
