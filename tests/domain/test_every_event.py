"""Every event can be stored, says whose its words are, and is borne once its person is erased."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from inspect import isclass
from types import NoneType, UnionType
from typing import Annotated, Any, NewType, Union, get_args, get_origin, get_type_hints

import pytest

from domain.catalogue import RECORDED_BY
from domain.kernel.facts import ERASED, ORGANISATION, About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from tests.examples import ADA, EXAMPLES

PLAIN = {str, int, bool, float, date, datetime, NoneType, Reference}
OPEN_TEXTS = {
    **dict.fromkeys(
        ("unit", "function", "level", "from_level", "to_level", "title", "site", "employer"),
        "a place in the organisation",
    ),
    **dict.fromkeys(("edition", "about", "competencies", "module"), "names out of a published edition"),
    "cycle": "the name of a round of assessments",
    **dict.fromkeys(("cost", "currency"), "digits, and the code of a currency by ISO 4217"),
    "pool": "what a talent pool is called, beside ids",
    "language": "the code of a language by ISO 639",
    "system": "the name of another system",
    "identifier_key": "made with the ledger's secret: it tells nobody anything",
    "judged_by": "the name of a judge",
    "commitments": "hashes of random keys, beside ids",
    **dict.fromkeys(("figure", "told"), "figures of five people and more, as they were released"),
    "root": "a hash over lines that are kept elsewhere",
}
"""Fields of events in which words stand in clear for ever, and why they may: they say nothing of anybody."""
each_example = pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: type(event).__name__)


def subject_of(event: Event[Any]) -> str:
    """Whose stream it stands on."""
    return RECORDED_BY[type(event).__name__].subject


def sealed(event: type[Event[Any]]) -> dict[str, About]:
    """The sealed fields, with whom they are about."""
    hints = get_type_hints(event, include_extras=True)
    marks = {name: mark for name, hint in hints.items() for mark in getattr(hint, "__metadata__", ())}
    return {name: mark for name, mark in marks.items() if isinstance(mark, About)}


def unstorable(hint: Any) -> Iterator[Any]:
    """What in a field's type has no stored form."""
    if isinstance(hint, NewType):
        hint = hint.__supertype__
    origin = get_origin(hint)
    if origin in {UnionType, Union}:
        parts = [part for part in get_args(hint) if part is not NoneType]
        if len(parts) != 1:
            yield hint
        hint = parts[0]
        origin = get_origin(hint)
    if origin is Annotated:
        hint, origin = hint.__origin__, get_origin(hint.__origin__)
    if origin is tuple:
        element, *dots = get_args(hint)
        if dots != [...]:
            yield hint
        yield from unstorable(element)
    elif is_dataclass(hint) and isclass(hint):
        for inner in get_type_hints(hint).values():
            yield from unstorable(inner)
    elif not (hint in PLAIN or isinstance(hint, NewType) or (isclass(hint) and issubclass(hint, enum.StrEnum))):
        yield hint


def unsealed(hint: Any) -> Any:
    """The type of a field as it is stored: without the mark, and never erased."""
    if get_origin(hint) is not Annotated:
        return hint
    parts = [part for part in get_args(get_args(hint)[0]) if part is not Erased]
    return parts[0] if len(parts) == 1 else Union[tuple(parts)]  # noqa: UP007 (made at run time)


@each_example
def test_every_event_can_be_stored(event: Event[Any]) -> None:
    hints = get_type_hints(type(event), include_extras=True)
    names = [field.name for field in fields(event)]
    assert {name: [*unstorable(unsealed(hints[name]))] for name in names} == {name: [] for name in names}


@each_example
def test_every_sealed_field_says_whose_it_is_and_can_be_erased(event: Event[Any]) -> None:
    hints = get_type_hints(type(event), include_extras=True)
    assert ORGANISATION not in hints, "a field of that name could not be told from the organisation"
    for name, mark in sealed(type(event)).items():
        assert Erased in get_args(get_args(hints[name])[0]), f"{name} must bear Erased"
        on_their_stream = mark.whom == "person" and subject_of(event) == "person"
        assert on_their_stream or mark.whom in (*hints, ORGANISATION), (
            f"{name} is about “{mark.whom}”, which is no field"
        )


@each_example
def test_words_are_sealed_unless_they_say_nothing_of_anybody(event: Event[Any]) -> None:
    hints = get_type_hints(type(event), include_extras=True)
    open_words = {name for name, hint in hints.items() if name not in sealed(type(event)) and holds_words(hint)}
    names = {field.name for field in fields(event)}
    unsaid = sorted(open_words & names - set(OPEN_TEXTS))
    assert unsaid == [], (
        f"of {type(event).__name__} these would stand in clear for ever: seal them, `Annotated[str | Erased,"
        ' About("person")]`, or say in OPEN_TEXTS why nobody will ever want them forgotten'
    )


def holds_words(hint: Any) -> bool:
    """Whether there is free text in a field of this type, at any depth."""
    if is_dataclass(hint) and isclass(hint) and hint is not Reference:
        return any(holds_words(inner) for inner in get_type_hints(hint).values())
    return hint is str or any(holds_words(part) for part in get_args(hint))


@each_example
def test_every_other_person_it_names_finds_it_too(event: Event[Any]) -> None:
    hints = get_type_hints(type(event))
    people = {name for name, hint in hints.items() if PersonId in (hint, *get_args(hint))}
    optional = {name for name in people if NoneType in get_args(hints[name])}
    named = {person for name in people for person in flat(getattr(event, name))}
    assert named <= set(event.concerns())
    nobody: dict[str, Any] = dict.fromkeys(optional)
    assert None not in replace(event, **nobody).concerns()


def flat(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


@each_example
def test_what_is_remembered_bears_erasure(event: Event[Any]) -> None:
    memory = event.memory
    wiped: dict[str, Any] = dict.fromkeys(sealed(type(event)), ERASED)
    erased = replace(event, **wiped)
    at = Reference(ADA, 1)
    once = erased.evolve(memory(), at)
    assert isinstance(event.evolve(once, at), memory)
    assert isinstance(erased.evolve(event.evolve(memory(), at), at), memory)
    assert erased.concerns() == event.concerns()
