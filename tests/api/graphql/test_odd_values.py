"""Whatever stands in a request: it is answered, refused, or told as bad input; never as a fault of ours.

Every third of all values is given, in each place; every one of them by `make oddities`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final
from uuid import uuid4
from zlib import crc32
from zoneinfo import ZoneInfo

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)
from pydantic import SecretStr

from api.graphql.node import node_types
from api.graphql.paging import opaque
from api.settings import Settings
from domain.catalogue import SUBJECTS
from tests.api.conftest import KEY, Served, publish_editions_of_before, serving
from tests.api.crawling import SCHEMA, questions
from tests.api.graphql.conftest import Join

EVERY: Final = int(os.environ.get("ODD_VALUES_EVERY", "3"))
UNKNOWN: Final = tuple(f"{subject}-0198c0de-7e57-7000-8000-00000000beef" for subject in sorted(SUBJECTS))
TEXTS: Final = (
    *("", " ", "\u200b", "\0", "a\0b", "\\u0000", "x" * 5_000, "\U0001f600", "'; --", "%s", "null", "9" * 5_000),
    *(opaque(place) for place in ("person-\0", "\0", "-1", "9" * 30, "2024-01-01.1", "0001-01-01.9.9", "٣")),
    *("Zm9v!", "=", "entry-" + "9" * 40, "entry-0", "entry--1", *UNKNOWN),
)
TEXTS_OF_COMMANDS: Final = (*TEXTS[:8], *(each for each in UNKNOWN if each.startswith(("person-", "unit-"))))
NUMBERS: Final = (0, -1, 1, 100, 2**31 - 1, -(2**31), 2**31, 2**63, 1e300, 1.5, -0.0)
DAYS: Final = ("0001-01-01", "9999-12-31", "1900-01-01", "2199-12-31", "2024-02-30", "2024-01-01T00:00:00Z", "\0", "")
INSTANTS: Final = (
    *(f"{day}T{hour}:00{zone}" for day, hour in (("0001-01-01", "00:00"), ("9999-12-31", "23:59"))
      for zone in ("", "Z", "+14:00", "-14:00")),
    *("1900-01-01T00:00:00+14:00", "2199-12-31T23:59:59-14:00", "2024-01-01T00:00:00+99:99", "\0"),
)  # fmt: skip
REFERENCES: Final = (
    "",
    "@",
    "x@1",
    f"{UNKNOWN[0]}@0",
    f"{UNKNOWN[0]}@-1",
    f"person-{uuid4()}@{'9' * 40}",
    "person-\0@1",
)
OTHERS: Final[tuple[Any, ...]] = (True, {"x": None}, [], [[]], {}, None)
ODD: Final = {
    "Int": (*NUMBERS, "1"),
    "Float": (*NUMBERS, "1"),
    "Date": DAYS,
    "DateTime": INSTANTS,
    "Reference": REFERENCES,
    "UUID": ("", "\0", "x", "00000000-0000-0000-0000-000000000000"),
    "Boolean": ("true", 1),
}
"""What is given in place of a value of a type; texts for all others."""
ORDINARY: Final = {"Int": 1, "Float": 1.0, "Boolean": True, "Date": "2024-05-06", "UUID": str(uuid4())}
ORDINARY_TEXTS: Final = {"DateTime": "2024-05-06T07:08:09Z", "Reference": f"person-{uuid4()}@1"}
PYTHON: Final = re.compile(
    r"Traceback|object at 0x|<class|NoneType|\bNone\b|datetime|invalid literal|psycopg|Exceeds the limit|codec"
    r"|recursion|surrogate|unexpected keyword|positional argument|\{'|\['"
)
"""What only our own language would say."""


@pytest.fixture(scope="module")
def served(make_database: Callable[[], str]) -> Iterator[Served]:
    """A house of its own: among odd values are some that are taken, and change the rules for everybody."""
    settings = Settings(database_url=make_database(), key=SecretStr(KEY), time_zone=ZoneInfo("Europe/Berlin"))
    publish_editions_of_before(settings)
    with serving(settings) as told:
        yield told


def ordinary(of: Any) -> Any:
    """A value of a type, of an input no more than has to be said."""
    if isinstance(of, GraphQLNonNull):
        return ordinary(of.of_type)
    if isinstance(of, GraphQLList):
        return [ordinary(of.of_type)]
    if isinstance(of, GraphQLEnumType):
        return next(iter(of.values))
    if isinstance(of, GraphQLInputObjectType):
        if of.is_one_of:
            name, field = next(iter(of.fields.items()))
            return {name: ordinary(field.type)}
        return {name: ordinary(each.type) for name, each in of.fields.items() if isinstance(each.type, GraphQLNonNull)}
    return {**ORDINARY, **ORDINARY_TEXTS}.get(of.name, "Words")


def odd(of: Any, texts: Sequence[str], within: frozenset[str] = frozenset()) -> Iterator[Any]:
    """Values for a type with one odd thing in each: in every place, the inner ones of inputs too."""
    if isinstance(of, GraphQLNonNull):
        yield from odd(of.of_type, texts, within)
    elif isinstance(of, GraphQLList):
        yield from ([each] for each in odd(of.of_type, texts, within))
    elif isinstance(of, GraphQLInputObjectType):
        yield from OTHERS
        if of.name not in within and not of.is_one_of:
            for name, field in of.fields.items():
                yield from (ordinary(of) | {name: each} for each in odd(field.type, texts, within | {of.name}))
    elif isinstance(of, GraphQLEnumType):
        yield from ("", "\0", "NOPE", 7, next(iter(of.values)))
    else:
        yield from ODD.get(of.name, texts)
        yield from OTHERS


def some(values: Iterable[Any], asked: str) -> Iterator[Any]:
    """Every so many of these, beginning elsewhere for each name: so every sort of value is given in most places."""
    return islice(values, crc32(asked.encode()) % EVERY, None, EVERY)


def told(served: Served, document: str, variables: dict[str, Any]) -> list[dict[str, Any]]:
    """The errors of an answer, none of which is our own fault or speaks of our own language."""
    answer = served.client.post("/graphql", json={"query": document, "variables": variables})
    errors: list[dict[str, Any]] = answer.json().get("errors", [])
    said = json.dumps(errors, ensure_ascii=False)
    assert answer.status_code in (200, 400), (answer.status_code, variables, said)
    assert '"code": "INTERNAL"' not in said, (document, variables, said)
    for error in errors:
        assert not PYTHON.search(error["message"]), (document, variables, error)
    return errors


def selected(of: Any) -> str:
    """The least that can be asked of an answer."""
    return "" if is_leaf_type(get_named_type(of)) else "{ __typename }"


def asked_with_odd_values(served: Served, name: str, field: GraphQLField, around: str) -> int:
    """Ask one field with odd values in each of its arguments; `around` says where it stands. How often it was asked."""
    given = {each: ordinary(of.type) for each, of in field.args.items() if isinstance(of.type, GraphQLNonNull)}
    count = 0
    for argument, of in field.args.items():
        used = {**given, argument: None}
        declared = ", ".join(f"${each}: {field.args[each].type}" for each in used)
        said = ", ".join(f"{each}: ${each}" for each in used)
        document = f"({declared}) {around.replace('…', f'{name}({said}) {selected(field.type)}')}"
        for value in some(odd(of.type, TEXTS), f"{name} {argument}"):
            told(served, f"query {document}", {**given, argument: value})
            count += 1
    return count


@pytest.mark.parametrize("name", [name for name, field in questions().items() if field.args])
def test_no_question_fails_on_what_is_given(served: Served, name: str) -> None:
    assert asked_with_odd_values(served, name, questions()[name], "{ … }")


def fields_within() -> Iterator[tuple[str, str, GraphQLField]]:
    """Every field with arguments on something that has an id of its own."""
    for of in node_types().values():
        found = SCHEMA.get_type(of.__name__)
        assert isinstance(found, GraphQLObjectType)
        yield from ((of.prefix, name, field) for name, field in found.fields.items() if field.args)


@pytest.mark.parametrize(("prefix", "name", "field"), list(fields_within()), ids=lambda value: str(value)[:40])
def test_no_field_fails_on_what_is_given(
    served: Served, join: Join, editions: str, prefix: str, name: str, field: GraphQLField
) -> None:
    of = node_types()[prefix].__name__
    node = {"person": join, "framework": lambda: editions}.get(prefix, lambda: f"{prefix}-{uuid4()}")()
    around = f'{{ node(id: "{node}") {{ ... on {of} {{ … }} }} }}'
    assert asked_with_odd_values(served, name, field, around)


def commands() -> dict[str, GraphQLField]:
    assert SCHEMA.mutation_type
    return dict(SCHEMA.mutation_type.fields)


@pytest.mark.parametrize("name", commands())
def test_no_command_fails_on_what_is_given(served: Served, name: str) -> None:
    field = commands()[name]
    wait = ", wait: false" if "wait" in field.args else ""
    document = f"mutation ($input: {field.args['input'].type}) {{ {name}(input: $input{wait}) {{ __typename }} }}"
    for value in some(odd(field.args["input"].type, TEXTS_OF_COMMANDS), name):
        told(served, document, {"input": value})


@pytest.mark.parametrize("number", ["9" * 5_000, "-" + "9" * 5_000, "1e999", "9" * 4_000])
def test_numbers_without_end_are_bad_input(served: Served, number: str) -> None:
    in_variables = (
        f'{{"query": "query ($n: Int!) {{ people(first: $n) {{ totalCount }} }}", "variables": {{"n": {number}}}}}'
    )
    in_document = json.dumps({"query": f"{{ people(first: {number}) {{ totalCount }} }}"})
    for body, field in ((in_variables, "n"), (in_document, "first")):
        answer = served.client.post("/graphql", content=body, headers={"content-type": "application/json"})
        [error] = answer.json()["errors"]
        assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_INPUT", field), error
