"""Whether somebody may ask for something at all, before the rules are asked: every way in goes through here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final, cast

from api.access.acting import must_be_theirs_to_say, names_of_fields
from api.access.amending import must_be_theirs_to_mend
from api.access.callers import Caller, Scope
from api.access.citations import must_be_told_what_they_cite
from api.access.in_time import must_be_told_in_time
from api.access.relationships import Relationship, relationships
from api.access.standing import must_stand_to_it
from api.access.ways import Way, way_to
from domain.amendments.corrections import CorrectEntry
from domain.development.viewpoints import managers_above
from domain.kernel.acting import actors_of
from domain.kernel.commands import Command
from domain.kernel.facts import ORGANISATION
from domain.kernel.history import BeginLedger, Beginning
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.kernel.standing import recall, standing
from domain.mentoring.mentorship import Mentorship, MentorshipCommand
from domain.organisation.appointments import EstablishRole
from domain.people.employment import PersonCommand
from domain.people.joining import JoinPerson
from domain.people.naming import IdentifyPerson, RenamePerson
from domain.people.reporting_lines import other_managers
from domain.people.steps_up import Exemption
from ledger import Ledger

OPENS_TO: Final = ("manager", "host_manager", "owner")
"""The fields in which a record names people to whom it opens somebody's file, or the bench of a role."""
NEAR_ALREADY: Final = frozenset((Relationship.MANAGER, Relationship.OTHER_MANAGER))


def admitted(
    command: Command[Any], caller: Caller | None, today: date, ledger: Ledger, *, from_a_file: bool = False
) -> Caller:
    """Whoever asks; refuses what they may not ask for, whatever the rules would say to it. A file may cite anything."""
    if caller is None:
        raise TokenMissing("nobody is known to ask: send “Authorization: Bearer …” with a token that may write")
    if Scope.WRITE not in caller.scopes:
        raise NotInScope(f"the token of “{caller.recorded_by}” may not write: ask for one that may")
    for one in (command, *commands_in(command)):
        way = Way.STEWARDS if gives_an_account(one) else way_to(one, acts=any(actors_of(one)))
        if way is None:
            raise AskedByNobody(f"{type(one).__name__}, filled in like this, is for nobody to ask")
        if not (way is Way.NEAR and isinstance(command, CorrectEntry)):  # said anew, by whoever may mend it
            ASKED[way](one, caller, today, ledger)
        must_be_theirs_to_bring_in(one, caller, today, ledger)
    must_be_theirs_to_mend(command, caller, today, ledger)
    must_be_theirs_to_say(command, caller, today, ledger)
    must_stand_to_it(command, caller, today, ledger)
    if not from_a_file:
        for one in (command, *commands_in(command)):
            if not isinstance(command, CorrectEntry):  # which says anew what was told in time
                must_be_told_in_time(one, caller, today)
        must_be_told_what_they_cite((command, *commands_in(command)), caller, ledger)
    return caller


def commands_in(command: Command[Any]) -> Iterator[Command[Any]]:
    """The commands that one carries, in whichever field: what is asked within another is asked all the same."""
    for name in names_of_fields(type(command)):
        carried = getattr(command, name)
        if isinstance(carried, Command):
            yield from (carried, *commands_in(carried))


def gives_an_account(command: Command[Any]) -> bool:
    """Whether it says with which account somebody signs in: whoever says that could come as them."""
    return isinstance(command, IdentifyPerson | JoinPerson) and any(each.signs_in for each in command.identities)


def must_be_at_the_machine(command: Command[Any], caller: Caller, today: date, ledger: Ledger) -> None:
    """Refuses what only whoever holds the machine does."""
    if not caller.at_the_machine:
        raise OnlyAtTheMachine("whoever holds the machine names a steward, by `leadership init`")


def asked_of_the_whole(command: Command[Any], caller: Caller, today: date, ledger: Ledger) -> None:
    """Nothing: who acts, and who mends, is asked of the command as a whole."""


def must_be_a_stewards(command: Command[Any], caller: Caller, today: date, ledger: Ledger) -> None:
    """Refuses what only stewards do, and what even they do not do for themselves."""
    if not (caller.is_steward(today, ledger) or Scope.AMEND in caller.scopes):
        raise NotASteward(f"“{caller.recorded_by}” is no steward on {today}: a steward records this")
    if caller.person is not None and caller.person == getattr(command, "person", None):
        raise NotASteward(f"person “{caller.person}” is who asks: another steward records this", field="person")


def must_keep_records(command: Command[Any], caller: Caller, today: date, ledger: Ledger) -> None:
    """Refuses what says how people, roles or units stand by whoever keeps no records, and by whoever is named in it.

    A pair tells of its own mentoring.
    """
    person = caller.person
    if isinstance(command, MentorshipCommand) and person is not None and is_of_the_pair(person, command, ledger):
        return
    if person is not None and person == getattr(command, "person", None):
        raise KeptByOthers(f"person “{person}” is who asks: somebody else records this", field="person")
    if person is not None and (named := opens_to(person, command, ledger)):
        raise KeptByOthers(f"{named} “{person}” is who asks, and it opens to them: somebody else does", field=named)
    if not caller.may(Scope.RECORD_FOR_OTHERS, today, ledger):
        raise KeptByOthers(
            f"“{caller.recorded_by}” keeps no records: a steward, or whoever may record for others, does"
        )


def opens_to(person: PersonId, command: Command[Any], ledger: Ledger) -> str | None:
    """The field by which a record would open to somebody what they may not see yet; of what is new nothing is known."""
    named = next((name for name in OPENS_TO if getattr(command, name, None) == person), None)
    if named is None or isinstance(command, JoinPerson | EstablishRole):
        return None
    return None if NEAR_ALREADY & relationships(person, command.stream, ledger.book()) else named


def is_of_the_pair(person: PersonId, command: MentorshipCommand, ledger: Ledger) -> bool:
    """Whether somebody is one of the two who agreed what is told of."""
    pair = ledger.book().recall(Mentorship, command.mentorship)
    return person in (pair.mentor, pair.mentee)


def must_be_near(command: Command[Any], caller: Caller, today: date, ledger: Ledger) -> None:
    """Refuses what is told of somebody by whoever neither is that person, nor leads them, nor keeps records."""
    command = cast("PersonCommand[Any]", command)  # by the way that it came
    person = command.person
    if caller.person == person or caller.may(Scope.RECORD_FOR_OTHERS, today, ledger):
        return
    book = ledger.book()
    for day in (today, *(() if isinstance(command, RenamePerson) else (command.effective_on,))):
        if caller.person in {*managers_above(person, day, book), *other_managers(person, day, book)}:
            return
    raise NotTheirsToTell(
        f"person “{person}”: “{caller.recorded_by}” neither leads them nor keeps records: they tell it themselves"
    )


def must_be_theirs_to_bring_in(command: Command[Any], caller: Caller, today: date, ledger: Ledger) -> None:
    """Refuses what was before the ledger, or says that nobody knows its grounds, by whoever may not import history."""
    if getattr(command, "exempt", None) is Exemption.NOT_STATED and not caller.may(Scope.IMPORT_HISTORY, today, ledger):
        raise HistoryIsImported(
            f"exempt is “{Exemption.NOT_STATED}”, which only a file says: name the case, or why there is none",
            field="exempt",
        )
    if getattr(command, "imported", False):
        if not caller.may(Scope.IMPORT_HISTORY, today, ledger):
            raise HistoryIsImported("imported is true: leave it out, or have a steward import it", field="imported")
        return
    day = getattr(command, "effective_on", today)
    if day >= today or isinstance(command, BeginLedger) or caller.may(Scope.IMPORT_HISTORY, today, ledger):
        return
    began = recall(Beginning, standing(ledger.stream(ORGANISATION))).first_day
    if began is not None and day < began:
        raise HistoryIsImported(f"effective_on “{day}” is before this ledger began: give a day from {began} on")


ASKED: Final[Mapping[Way, Callable[[Command[Any], Caller, date, Ledger], None]]] = {
    Way.MACHINE: must_be_at_the_machine,
    Way.STEWARDS: must_be_a_stewards,
    Way.AUTHORS: asked_of_the_whole,
    Way.WHO_ACTS: asked_of_the_whole,
    Way.RECORD_KEEPERS: must_keep_records,
    Way.NEAR: must_be_near,
}
"""What is asked of whoever comes on each way."""


class TokenMissing(Refusal):
    """Who writes shows a token."""

    instead = "Send `Authorization: Bearer …` with a token; `leadership token issue` makes one."


class NotInScope(Refusal):
    """A token is good for what it was issued for."""

    instead = "Ask with a token that was issued for it."


class OnlyAtTheMachine(Refusal):
    """Where there is no steward, whoever holds the machine names one."""

    instead = "Run `leadership init` where the ledger's key is."


class NotASteward(Refusal):
    """Seats, frameworks and the ledger's first day are recorded by stewards, and by nobody for themselves."""

    instead = "Have a steward record it, or another one."


class AskedByNobody(Refusal):
    """A command is asked for by whoever the table of ways says, and one that stands in no row by nobody."""

    instead = "Say who acts."


class KeptByOthers(Refusal):
    """How people, roles and units stand is recorded by whoever keeps the records, and by nobody about themselves."""

    instead = "Have a steward record it, or whoever may record for others."


class NotTheirsToTell(Refusal):
    """What somebody does and learns is told by them, by whoever leads them, or by whoever keeps records."""

    instead = "Have them tell it, or whoever leads them, or whoever may record for others."
    field = "person"


class HistoryIsImported(Refusal):
    """What was before the ledger's first day is brought in by whoever may import history."""

    instead = "Give a day from the first on, or have a steward import it."
    field = "effective_on"
