"""Descriptions: each stands as a docstring beside what it describes, and where one is missing it is said where."""

from __future__ import annotations

import ast
import dataclasses
import inspect
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, NewType

import pytest
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.private import is_private

from api.graphql import described
from api.graphql.derived import SOURCE, input_of
from api.graphql.described import meaning, recorded_by
from api.graphql.schema import schema
from domain.kernel.commands import Command
from domain.kernel.facts import Event
from domain.kernel.memories import Nothing

HOUSE = Path(__file__).parents[3]
LearningId = NewType("LearningId", str)
"""Id of what was learned."""
PersonId = NewType("PersonId", str)


@dataclasses.dataclass(frozen=True)
class Learned(Event[Nothing]):
    """Somebody learned something."""

    hours: float
    """How long it took."""
    mode: str
    """In which way; None where nobody said."""


@dataclasses.dataclass(frozen=True)
class LearnedAlong(Event[Nothing]):
    """Somebody learned with them."""

    mode: str
    """How they came along."""
    company: str
    """Who came along."""


class Base(Command[Nothing], abstract=True):
    """What has a note."""

    note: str
    """A note."""


@dataclasses.dataclass(frozen=True)
class Learn(Base):
    """Learn something."""

    records = (Learned, LearnedAlong)

    learning: LearningId
    learner: PersonId
    hours: float
    """For how long."""
    mode: str
    company: str
    note: str
    bare: str

    def decide(self, nothing: Nothing, book: Any) -> tuple[()]:
        return ()


class Mode(Enum):
    """A way to learn."""

    COURSE = "course"
    """In a room."""
    READING = "reading"


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ("hours", "For how long."),
        ("mode", "In which way; null where nobody said."),
        ("company", "Who came along."),
        ("note", "A note."),
        ("learning", "Id of what was learned."),
        ("learner", None),
        ("bare", None),
    ],
)
def test_its_own_words_go_before_those_of_its_bases_its_events_and_its_id(field: str, what: str | None) -> None:
    assert meaning(Learn, field) == what


def test_members_may_say_what_they_mean() -> None:
    assert (meaning(Mode, "COURSE"), meaning(Mode, "READING")) == ("In a room.", None)


def test_a_missing_description_breaks_nothing() -> None:
    fields = {field.python_name: field.description for field in definition(input_of(Learn)).fields}
    assert (fields["mode"], fields["bare"]) == ("In which way; null where nobody said.", None)


def test_where_there_is_no_source_there_are_no_descriptions(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(module: object) -> str:
        raise OSError

    described.in_module.cache_clear()
    monkeypatch.setattr(inspect, "getsource", unknown)
    assert described.in_module(__name__) == {}
    described.in_module.cache_clear()


def test_whatever_is_served_is_described() -> None:
    assert list(missing()) == []


def definition(of: Any) -> StrawberryObjectDefinition:
    """What strawberry knows of a type."""
    known: StrawberryObjectDefinition = of.__strawberry_definition__
    return known


def missing() -> Iterator[str]:
    """What lacks a description, with what to do about it."""
    for concrete in schema.schema_converter.type_map.values():
        if isinstance(concrete.definition, StrawberryObjectDefinition):
            source = vars(concrete.definition.origin).get(SOURCE, concrete.definition.origin)
            for field in concrete.definition.fields:
                if not is_private(field.type) and not field.description:
                    yield to_be_written(source, field.python_name)


def to_be_written(of: type, field: str) -> str:
    """Where the words for a field belong: under the event's, if it comes to an event's."""
    events = (event for event in recorded_by(of) if field in {each.name for each in dataclasses.fields(event)})
    owner = next(events, of)
    declared = next((base for base in owner.__mro__ if field in vars(base).get("__annotations__", {})), owner)
    path = Path(inspect.getfile(declared)).relative_to(HOUSE)
    return f"{declared.__name__}.{field}: write a docstring under it in {path}"


def test_what_is_missing_is_named_with_its_place() -> None:
    here = Path(__file__).relative_to(HOUSE)
    assert to_be_written(Learn, "mode") == f"Learned.mode: write a docstring under it in {here}"
    assert to_be_written(Learn, "bare") == f"Learn.bare: write a docstring under it in {here}"


def test_docstrings_are_read_off_the_source_as_it_stands() -> None:
    source = "a: int\n'''First.'''\nb = c = 1\n'''Both.'''\nd = 1\n\n'''After a gap.'''\n"
    assert described.under(ast.parse(source).body) == {"a": "First.", "b": "Both.", "c": "Both.", "d": "After a gap."}
