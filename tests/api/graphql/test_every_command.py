"""What every command is held to, whichever it is: nothing lies ahead, nothing is blank, nobody is made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints
from uuid import uuid4

import pytest

from domain.catalogue import COMMANDS, ID_TYPES, AnyCommand
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.edition import Edition
from domain.kernel.acting import acting_fields
from domain.kernel.commands import Command, marks_of
from domain.kernel.facts import Reference
from domain.kernel.ids import FrameworkId, PersonId
from domain.offices.stewards import NameSteward
from domain.people.naming import RenamePerson
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.inputs import as_input

DAY = date(2024, 5, 6)
BLANK: Final = " \u200b\u3164"
"""Spaces, a character without width, and a letter that shows nothing."""
ASKED: Final = {
    name: command for name, command in COMMANDS.items() if command is not NameSteward and not command.kept_from_doors
}
"""Every command but those that are given at the machine alone, or by the house itself."""
ACTORS: Final = ("voter", "giver", "assessor")
"""Fields that name who acts and do not end as the others do."""
STANDS_BY: Final = "supported_by"
"""Who is there for somebody, which is nothing that they say or do in the entry."""
ASKED_FIRST: Final = {"AnswerRectification": "NoSuchRequest", "AgreeAction": "NothingToFollowFrom"}
"""What is refused before it is asked whether anybody is of that name: nobody made up has asked for anything."""
ASKED_LATELY: Final = frozenset({"RenegotiateAction"})
"""Commands that are refused where they are dated back."""
Place = tuple[str, ...]
"""Where something stands in a command: a field, and the fields within it."""


def plain(hint: Any) -> Any:
    """A type without its marks, without none, and of several the type of one."""
    if marks_of(hint) or get_origin(hint) is tuple:
        return plain(get_args(hint)[0])
    if get_origin(hint) is Command:
        return Command
    options = [option for option in get_args(hint) if option is not NoneType]
    return plain(options[0]) if options else hint


def several(hint: Any) -> bool:
    """Whether a field holds several."""
    return get_origin(hint) is tuple or any(several(part) for part in get_args(hint))


@cache
def hints_of(of: type) -> dict[str, Any]:
    hints = get_type_hints(of, include_extras=True)
    return {field.name: hints[field.name] for field in fields(of)}


def made(of: Any, person: str) -> Any:
    """A value of a type, in which the person stands wherever somebody is named."""
    if of is PersonId:
        return person
    if of is FrameworkId:
        return DEFAULT_FRAMEWORK
    if name := getattr(of, "__supertype__", None) and of.__name__:
        return f"{ID_TYPES[name]}-{uuid4()}" if name in ID_TYPES else str(uuid4())
    if of is Edition:
        return DEFAULT_EDITION
    if of is Reference:
        return Reference(person, 1)
    if isinstance(of, type) and issubclass(of, Enum):
        return next(iter(of))
    if of is Command:
        return RenamePerson(PersonId(person), "Ada", effective_on=DAY)
    if isinstance(of, type) and is_dataclass(of):
        held = {name: (made(plain(hint), person), several(hint)) for name, hint in hints_of(of).items()}
        value = of(**{name: (value,) if many else value for name, (value, many) in held.items()})
        return replace(value, effective_on=datetime.now(UTC).date()) if of.__name__ in ASKED_LATELY else value
    return {str: "Words", date: DAY, bool: False, int: 1, float: 1.0}[of]


def places(of: type, wanted: Any, within: Place = ()) -> Iterator[Place]:
    """Where in a command something of a type is given; an edition has rules of its own for its texts."""
    for name, hint in hints_of(of).items():
        inner = plain(hint)
        if inner is wanted:
            yield (*within, name)
        elif isinstance(inner, type) and is_dataclass(inner) and inner not in (Edition, Reference):
            yield from () if issubclass(inner, Command) else places(inner, wanted, (*within, name))


def with_another(of: Any, place: Place, value: Any) -> Any:
    """The same with another value in one place."""
    name, *rest = place
    held = getattr(of, name)
    one = held[0] if isinstance(held, tuple) else held
    becomes = with_another(one, tuple(rest), value) if rest else value
    return replace(of, **{name: (becomes,) if isinstance(held, tuple) else becomes})


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.title, rest))


def asked(by: Served, command: Command[Any]) -> dict[str, Any]:
    name = type(command).__name__
    told = by.record(name[0].lower() + name[1:], as_input(command))
    assert told["__typename"] == "Refused", told
    return told


def asking(served: Served, command: AnyCommand, person: str) -> Served:
    """The house, asked by whoever is named where nobody does it for them."""
    in_person = any(mark.in_person for mark in acting_fields(command).values())
    return served.asked_by(person) if in_person else served


every = pytest.mark.parametrize("command", ASKED.values(), ids=ASKED)


@pytest.mark.parametrize(
    "command", [one for one in ASKED.values() if not one.may_lie_ahead and "effective_on" in hints_of(one)]
)
def test_what_is_not_planned_does_not_lie_ahead(served: Served, join: Join, command: AnyCommand) -> None:
    person, tomorrow = join(), served.app.state.services.ledger.today() + timedelta(days=1)
    ahead = replace(made(command, person), effective_on=tomorrow)
    told = asked(asking(served, command, person), ahead)
    assert (told["rule"], told["field"], str(tomorrow) in told["why"]) == ("NotYet", "effectiveOn", True), told


@every
def test_no_text_is_blank(served: Served, join: Join, command: AnyCommand) -> None:
    person = join()
    for place in places(command, str):
        told = asked(asking(served, command, person), with_another(made(command, person), place, BLANK))
        assert (told["field"], BLANK in told["why"]) == (camel(place[0]), True), (place, told)


@every
def test_nobody_is_named_whom_the_ledger_does_not_know(served: Served, join: Join, command: AnyCommand) -> None:
    person, nobody = join(), f"person-{uuid4()}"
    for place in places(command, PersonId):
        if place == (command.creates,):
            continue
        made_up = with_another(made(command, person), place, nobody)
        acts = acting_fields(command).get(place[-1])
        told = asked(asking(served, command, nobody if acts and acts.in_person else person), made_up)
        if told["rule"] != ASKED_FIRST.get(command.__name__):
            assert (told["rule"], told["field"], nobody in told["why"]) == ("NobodyKnown", camel(place[0]), True), (
                place,
                told,
            )


@every
def test_who_is_said_to_act_is_who_asks(served: Served, join: Join, command: AnyCommand) -> None:
    """Whoever asks with a token of their own says nothing for somebody else, in whichever field."""
    person, other = join(), join()
    for place in places(command, PersonId):
        if place[-1] != STANDS_BY and (place[-1].endswith("_by") or place[-1] in ACTORS):
            told = asked(served.asked_by(other), made(command, person))
            assert told["rule"] == "NotTheirsToSay", (place, told)
