"""Nothing is told of which nobody has said to whom: every field of the schema, every kind of entry, every sort."""

from __future__ import annotations

import pytest
from graphql import GraphQLField, GraphQLNonNull, GraphQLObjectType

from api.access.relationships import Relationship
from api.access.sorts import OF_KINDS, OF_MODULES, SORTS
from api.access.table import TABLE, Information, may_see
from api.graphql.told import ENTRY, FIELDS, SAID, about, fields_told
from domain.catalogue import EVENTS
from tests.api.crawling import SCHEMA, members_of

OPEN = {sort for sort in Information if may_see(sort, frozenset((Relationship.COLLEAGUE,)))}
STRUCTURE = ("Connection", "Edge", "PageInfo", "Answered")
"""How the names of types end that say nothing themselves: what they hold is of a type of its own."""
RULES = {"Framework", "ActiveEdition"}
"""What is about nobody, with all that it leads to."""


def test_every_kind_of_entry_is_of_a_sort() -> None:
    without = [kind for kind, sort in SORTS.items() if sort is None]
    assert not without, f"say in api/access/sorts.py of which sort these are: {without}"
    assert set(OF_KINDS) <= set(EVENTS)
    modules = {event.__module__.removeprefix("domain.") for event in EVENTS.values()}
    strange = {name for name in OF_MODULES if not any(f"{module}.".startswith(f"{name}.") for module in modules)}
    assert not strange, "they stand for no event"


def test_every_sort_is_told_to_somebody() -> None:
    assert set(TABLE) == set(Information)
    assert all(TABLE.values())
    assert not may_see(Information.BOOK, frozenset())


def fields_of(of: str) -> dict[str, GraphQLField]:
    """The fields of a type of answers."""
    found = SCHEMA.type_map[of]
    assert isinstance(found, GraphQLObjectType)
    return dict(found.fields)


@pytest.mark.parametrize("of", FIELDS)
def test_every_field_of_a_type_that_is_named_is_of_one_sort(of: str) -> None:
    told = [field for named, field, _ in fields_told() if named == of]
    assert sorted(told) == sorted(set(told)), "each stands in one row"
    assert set(told) == set(fields_of(of)), "say in api/graphql/told.py of which sort each of them is"


def test_whatever_is_told_of_no_sort_is_told_by_way_of_what_is() -> None:
    """From a question, through fields that are told to everybody, one comes to no type that nobody has looked at."""
    waiting, reached = ["Query"], {"Query"}
    while waiting:
        of = waiting.pop()
        for name, field in fields_of(of).items():
            if is_open(of, name) and of not in RULES:
                new = {member.name for member in members_of(field.type)} - reached
                reached |= new
                waiting += new
    strange = {of for of in reached - {*FIELDS, ENTRY} if not of.endswith(STRUCTURE)}
    assert not strange, "say in api/graphql/told.py of which sort their fields are"


def is_open(of: str, field: str) -> bool:
    """Whether a field is told to everybody who is told of its type."""
    what = about(of, field)
    return what is None or (of != ENTRY and what.sort(None) in OPEN)


def test_what_may_be_withheld_may_be_null() -> None:
    asked = {(of, field): fields_of(of)[field] for of, field, sort in fields_told() if sort not in OPEN}
    asked |= {(ENTRY, field): fields_of(ENTRY)[field] for field in SAID}
    assert len(asked) > 40
    for name, field in asked.items():
        assert not isinstance(field.type, GraphQLNonNull), name
        assert str(field.description).endswith("Null where you may not see it."), name
