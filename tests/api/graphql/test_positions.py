"""Positions beyond 32 bits: read as numbers or texts, written as JSON numbers, and never rounded."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
    is_specified_scalar_type,
)

from api.graphql.scalars import LAST_POSITION
from api.graphql.schema import schema
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

ASKING = Path(__file__).parents[3] / "docs" / "guide" / "asking.md"
BEYOND_32_BITS = 3_000_000_000
ENTRY = "query ($at: %s) { entry(position: $at) { position } }"
TYPES = schema._schema.type_map


@pytest.mark.parametrize("of", ["Position!", "Int!"])
def test_a_variable_holds_one_as_it_did_when_positions_were_int(served: Served, join: Join, of: str) -> None:
    join()
    assert served.ask(ENTRY % of, at=1)["entry"] == {"position": 1}
    as_of = "query ($at: %s) { people(first: 1, asOf: {position: $at}) { totalCount } }"
    assert served.ask(as_of % of.rstrip("!"), at=None)["people"]["totalCount"] > 0
    assert served.ask(as_of % of, at=0)["people"]["totalCount"] == 0


def test_a_variable_of_another_type_is_still_refused(served: Served) -> None:
    for of in ("Int", "Position", "String!", "Float!", "[Int!]!"):
        [error] = served.post(ENTRY % of, at=None if of[-1] != "!" else 1 if of == "Float!" else "x")["errors"]
        assert f"type '{of}' used in position expecting type 'Position!'" in error["message"]
    [error] = served.post(
        "query ($n: Int) { a: entry(position: 1) { id } people(first: 1, search: $n) { totalCount } }"
    )["errors"]
    assert "of type 'Int' used in position expecting type 'String'" in error["message"]


def test_one_is_given_as_a_number_or_a_text_in_documents_and_variables(served: Served, join: Join) -> None:
    join()
    for literal in ("2", '"2"'):
        assert served.ask(f"{{ entry(position: {literal}) {{ position }} }}")["entry"] == {"position": 2}
    for value in (2, "2", 2.0):
        assert served.ask(ENTRY % "Position!", at=value)["entry"] == {"position": 2}
    for beyond in (str(BEYOND_32_BITS), f'"{BEYOND_32_BITS}"', str(LAST_POSITION)):
        assert served.ask(f"{{ entry(position: {beyond}) {{ position }} }}") == {"entry": None}
    [error] = served.post(f"{{ people(first: 1, asOf: {{position: {BEYOND_32_BITS}}}) {{ totalCount }} }}")["errors"]
    assert f"asOf.position: “{BEYOND_32_BITS}” has not come yet: give a position up to" in error["message"]


@pytest.mark.parametrize(
    "given", [-1, 1.5, True, "", "12x", "-1", "1.0", "٣", LAST_POSITION + 1, 2**63, 10**30, "9" * 40, [1], {"a": 1}]
)
def test_what_is_none_is_refused_in_so_many_words(served: Served, given: Any) -> None:
    [error] = served.post(ENTRY % "Position!", at=given)["errors"]
    assert error["message"].endswith("is no position: give a whole number from 0 to 9007199254740991")
    assert error["extensions"]["code"] == "BAD_INPUT"


def test_a_literal_of_thousands_of_digits_is_refused_like_any_other(served: Served) -> None:
    [error] = served.post(f"{{ entry(position: {'9' * 9_000}) {{ id }} }}")["errors"]
    assert "is no position: give a whole number" in error["message"]


@pytest.mark.parametrize("name", ["Position", "Count"])
def test_one_is_written_as_a_number_that_every_reader_keeps(name: str) -> None:
    scalar = TYPES[name]
    assert isinstance(scalar, GraphQLScalarType)
    assert [scalar.serialize(value) for value in (0, BEYOND_32_BITS, LAST_POSITION)] == [
        0, BEYOND_32_BITS, LAST_POSITION,
    ]  # fmt: skip
    for value in (-1, LAST_POSITION + 1, True, "1"):
        with pytest.raises(ValueError, match="is no whole number"):
            scalar.serialize(value)


def test_whatever_is_called_a_position_is_one() -> None:
    """Found in the schema: none is an Int, of which 32 bits are kept."""
    composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType
    fields = [
        (f"{of.name}.{name}", field)
        for of in TYPES.values()
        if isinstance(of, composite)
        for name, field in of.fields.items()
        if name in ("position", "origin", "basis", "supersedes", "parked", "totalCount")
    ]
    assert len(fields) > 20
    narrow = [name for name, field in fields if get_named_type(field.type).name == "Int"]
    assert not narrow, f"say Position or Count where these are declared: {narrow}"


def test_every_scalar_stands_in_the_table_for_generators_of_code() -> None:
    ours = [of for of in TYPES.values() if isinstance(of, GraphQLScalarType) and not is_specified_scalar_type(of)]
    rows = dict(re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", ASKING.read_text(), re.MULTILINE))
    assert set(rows) == {of.name for of in ours}
    assert all(of.description for of in ours)
    assert all(of.specified_by_url for of in ours if of.name not in ("Position", "Count", "Reference"))
