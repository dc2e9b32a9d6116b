"""Clients of the last release can ask what they asked: what has a better successor is deprecated, not taken away."""

from __future__ import annotations

import pytest
from graphql import build_schema

from tests.api.crawling import SCHEMA
from tests.compatibility.released_schema import MEANT, broken, released

THEN = """
    type Query { people(first: Int): [Person!]! }
    type Person { name: String! unit: String grade: Grade }
    enum Grade { HIGH LOW }
    input Move { person: ID! unit: ID }
    type Mutation { move(input: Move!): Person }
"""


def test_nothing_is_taken_away_without_a_reason() -> None:
    found = broken(released(), SCHEMA)
    unsaid = sorted(found - {*MEANT})
    assert not unsaid, f"clients break: deprecate instead, or say why in released_schema.py: {unsaid}"
    past = sorted({*MEANT} - found)
    assert not past, f"this breaks nothing any more: take its line from released_schema.py: {past}"


def test_each_reason_says_something() -> None:
    assert [change for change, why in MEANT.items() if len(why.split()) < 5] == []


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("unit: String grade", "grade"),
        ("unit: String grade", "unit: ID grade"),
        ("name: String!", "name: String"),
        ("people(first: Int)", "people"),
        ("people(first: Int)", "people(first: Int!)"),
        ("people(first: Int)", "people(first: Int, unit: ID!)"),
        ("HIGH LOW", "HIGH"),
        ("unit: ID }", "unit: ID! }"),
        ("unit: ID }", "unit: ID on: String! }"),
        ("unit: ID }", "}"),
        ("type Mutation { move(input: Move!): Person }", ""),
    ],
)
def test_what_breaks_a_client_is_found(was: str, becomes: str) -> None:
    assert was in THEN
    assert broken(build_schema(THEN), build_schema(THEN.replace(was, becomes, 1)))


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("unit: String grade", 'unit: String @deprecated(reason: "Ask for `inUnit`.") inUnit: String grade'),
        ("people(first: Int)", "people(first: Int, unit: ID)"),
        ("HIGH LOW", "HIGH MIDDLE LOW"),
        ("unit: ID }", "unit: ID on: String }"),
        ("grade: Grade", "grade: Grade!"),
    ],
)
def test_what_is_added_or_deprecated_breaks_nobody(was: str, becomes: str) -> None:
    assert was in THEN
    assert broken(build_schema(THEN), build_schema(THEN.replace(was, becomes, 1))) == set()
