"""From the input of a mutation to what is filled in: a control for each of its fields, by the field's type."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, is_dataclass
from enum import StrEnum
from typing import Any, Final, get_args, get_type_hints

from graphql import (
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    Undefined,
    get_named_type,
)

from api.graphql.commands import name_of_id
from api.graphql.derived import kept_fields, snake
from api.pages.templates import words
from domain.catalogue import ID_TYPES
from domain.kernel.acting import acting_fields, marks_within
from domain.kernel.commands import Command, Said
from domain.kernel.facts import About


class Kind(StrEnum):
    """How a field is filled in."""

    WORDS = "words"
    TEXT = "text"
    DATE = "date"
    WHOLE = "whole"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    TICK = "tick"
    LINES = "lines"
    SEARCH = "search"
    """An id, or a name by which it is looked for."""
    ENTRY = "entry"
    ENTRIES = "entries"
    ASSIGNMENT = "assignment"
    PLAN = "plan"
    ACTION = "action"
    NEED = "need"
    MENTORSHIP = "mentorship"
    ROWS = "rows"
    """Several of what has fields of its own, a row each."""
    REPLACEMENT = "replacement"
    """What an entry should have said: the fields of the command that is for it."""


BY_TYPE: Final = {"Date": Kind.DATE, "Int": Kind.WHOLE, "Float": Kind.NUMBER, "Reference": Kind.ENTRY}
BY_SUBJECT: Final = {
    "person": Kind.SEARCH,
    "role": Kind.SEARCH,
    "case": Kind.SEARCH,
    "entry": Kind.SEARCH,
    "mentorship": Kind.MENTORSHIP,
}
BY_ID: Final = {"AssignmentId": Kind.ASSIGNMENT, "PlanId": Kind.PLAN, "ActionId": Kind.ACTION, "NeedId": Kind.NEED}
"""Ids of what is no subject of its own, but is found on somebody's timeline."""
ENTRY: Final = "entry"
"""The field that names the entry which something is about: by its number, as it stands wherever it is shown."""
CARRIED: Final = "ReplacementInput"
"""The type of what one command carries of another."""
DAY: Final = "effectiveOn"
"""The day from which something is true: today, where nobody says another."""
FOLLOWS: Final = "Left out"
"""How the meaning of a field begins that follows from what stands in the ledger: nobody fills it in by hand."""
OF_FILES: Final = frozenset(("imported",))
"""What only says that something comes out of an earlier record."""
CALLED_OTHERWISE: Final = (
    (re.compile(r"\bnull\b"), "nothing"),
    (re.compile(r"^References? of the entry, as its `reference` field gives it"), "Its number, as it stands beside it"),
    (re.compile(r"^References? of the "), "The "),
    (re.compile(r"^Left out[:,] as it stands\.| Left out[:,] as it stands\."), ""),
    (re.compile(r" \(`\w+`\)"), ""),
    (re.compile(r"`(\w+)`"), r"\1"),
)
"""What programs call something in a meaning, and what people are told in its place."""


@dataclass(frozen=True)
class Control:
    """One field of a form."""

    name: str
    """The field's, as in the schema."""
    kind: Kind
    required: bool
    hint: str
    """What it means; empty where its name says it."""
    may_be_empty: bool = False
    """Whether it is a text that is needed, and may say nothing."""
    choices: tuple[tuple[str, str], ...] = ()
    """What can be chosen, each with its words."""
    subject: str = ""
    """Whose id it is, where it is one."""
    acts: bool = False
    """Whether it names who acts, which is who asks."""
    several: bool = False
    """Whether several may be named in it."""
    parts: tuple[Control, ...] = ()
    """The fields of each row, or of what an entry should have said."""

    @property
    def label(self) -> str:
        """What it is called in a form."""
        return words(self.name).capitalize()

    @property
    def is_of_one(self) -> bool:
        """Whether it is chosen from the timeline of one person."""
        return self.kind in (Kind.ENTRY, Kind.ENTRIES, Kind.MENTORSHIP, *BY_ID.values())


def controls_of(source: type, types: dict[str, Any], *, kept: bool = False) -> tuple[Control, ...]:
    """The controls for a command, or for a value that one carries; those that may stay as they stand where `kept`."""
    of: GraphQLInputObjectType = types[f"{source.__name__}Input"]
    stays = kept_fields(source) if kept else ()
    found = [
        control_of(source, name, field, types)
        for name, field in of.fields.items()
        if by_hand(name, field) or snake(name) in stays
    ]
    return tuple(sorted(found, key=place))


def within(controls: Sequence[Control], beginning: str = "") -> Iterator[tuple[str, Control]]:
    """Controls by the names under which they stand in a form; rows, which may be many, as one."""
    for control in controls:
        name = beginning + control.name
        yield name, control
        if control.kind is Kind.REPLACEMENT:
            yield from within(control.parts, f"{name}.")


def place(control: Control) -> tuple[bool, ...]:
    """Where a control stands: what is needed, the day, who acts, and what it rests on last."""
    needed = control.required or control.may_be_empty
    return not needed, control.name != DAY, not control.acts, control.kind in (Kind.ENTRY, Kind.ENTRIES)


def by_hand(name: str, field: GraphQLInputField) -> bool:
    """Whether people fill a field in."""
    meaning = field.description or ""
    carries = getattr(get_named_type(field.type), "name", "") == CARRIED
    return name == DAY or not (FOLLOWS in meaning or name in OF_FILES or carries)


def control_of(source: type, name: str, field: GraphQLInputField, types: dict[str, Any]) -> Control:
    """The control for one field."""
    required = isinstance(field.type, GraphQLNonNull) and field.default_value is Undefined
    own = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
    python, hint = snake(name), get_type_hints(source)[snake(name)]
    id_type = name_of_id(hint)
    subject = ENTRY if name == ENTRY and getattr(own, "name", "") == "Reference" else ID_TYPES.get(id_type, "")
    is_nullable = not isinstance(field.type, GraphQLNonNull)
    may_be_empty = any(isinstance(mark, Said) and mark.or_nothing for mark in marks_of_field(source, python))
    kind = BY_ID.get(id_type) or BY_SUBJECT.get(subject) or kind_of(own, python in sealed_in(source), is_nullable)
    return Control(
        name=name,
        kind=kind,
        required=required and kind is not Kind.TICK and not may_be_empty,
        may_be_empty=required and may_be_empty,
        hint=hint_of(name, field.description or ""),
        choices=choices_of(own),
        subject=subject,
        acts=python in acting_fields(source),
        several=isinstance(own, GraphQLList) and kind is Kind.SEARCH,
        parts=controls_of(part_in(hint), types) if kind is Kind.ROWS else (),
    )


def kind_of(of: GraphQLInputType, of_people: bool, nullable: bool) -> Kind:
    """How a value of a type is filled in; text `of_people` may be long."""
    if isinstance(of, GraphQLList):
        inner = of.of_type.of_type if isinstance(of.of_type, GraphQLNonNull) else of.of_type
        if isinstance(inner, GraphQLInputObjectType):
            return Kind.ROWS
        return Kind.ENTRIES if inner.name == "Reference" else Kind.LINES
    if isinstance(of, GraphQLEnumType):
        return Kind.CHOICE
    name = getattr(of, "name", "")
    if name == "Boolean":
        return Kind.YES_NO if nullable else Kind.TICK
    return BY_TYPE.get(name) or (Kind.WORDS if of_people else Kind.TEXT)


def choices_of(of: GraphQLInputType) -> tuple[tuple[str, str], ...]:
    """What can be chosen of an enum, each with its words; nothing of anything else."""
    values: Collection[str] = of.values if isinstance(of, GraphQLEnumType) else ()
    return tuple((value, words(value).capitalize()) for value in values)


def hint_of(name: str, meaning: str) -> str:
    """What a field means, for people; nothing where that is what it is called."""
    said = meaning.strip()
    for called, otherwise in CALLED_OTHERWISE:
        said = called.sub(otherwise, said).strip()
    return "" if said.lower().removeprefix("the ").rstrip(".") == words(name) else said


def sealed_in(source: type) -> frozenset[str]:
    """The fields that are somebody's own words, by the events that a command records; in a part, by its own."""
    of: Sequence[type] = source.records if issubclass(source, Command) else (source,)
    return frozenset(name for one in of for name in about_somebody(one))


def about_somebody(of: type) -> Iterator[str]:
    """The fields that are sealed for somebody."""
    for name, hint in get_type_hints(of, include_extras=True).items():
        if any(isinstance(mark, About) for mark in marks_within(hint)):
            yield name


def marks_of_field(source: type, field: str) -> tuple[Any, ...]:
    """What a field is marked with."""
    return tuple(marks_within(get_type_hints(source, include_extras=True)[field]))


def part_in(hint: Any) -> type:
    """The dataclass that a list holds."""
    return next(each for each in get_args(hint) if isinstance(each, type) and is_dataclass(each))
