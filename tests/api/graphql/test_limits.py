"""What asks for too much is refused at once, however it is put; what is ordinary is not."""

from __future__ import annotations

import time

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_introspection_query,
    get_named_type,
    get_nullable_type,
    is_list_type,
    parse,
)

from api.graphql.costs import HOLDS, declared, is_list_of_objects
from api.graphql.documents import objections
from api.graphql.fitting import MOST_LISTED, misfits
from api.graphql.limits import MOST_ALIASES, MOST_LEVELS, cost, excess
from api.graphql.schema import schema
from tests.api.conftest import Served


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{" + " ".join(f"a{i}: position" for i in range(MOST_ALIASES + 1)) + "}", "aliases 61"),
        ("{ person { " + "manager { " * MOST_LEVELS + "id" + " }" * MOST_LEVELS + " } }", "levels 16"),
        ("{ people(first: 100) { nodes { developmentHistory(first: 100) { nodes { entry { id } } } } } }", "nodes"),
        (
            "query ($n: Int!) { people(first: $n) { nodes { developmentHistory(first: $n) { nodes { entry {id} }}}}}",
            "nodes",
        ),
        ("{ people(first: 700) { nodes { developmentHistory(first: 100) { edges { cursor } } } } }", "nodes"),
    ],
)
def test_too_much_is_refused(document: str, said: str) -> None:
    assert said in " ".join(error.message for error in excess(schema._schema, parse(document)))


@pytest.mark.parametrize(
    "document",
    [
        get_introspection_query(),
        "{ people(first: 50) { nodes { name reports { name } developmentHistory(first: 20) { nodes { kind } } } } }",
        "{ units(first: 8) { children(first: 8) { children(first: 8) { children(first: 8) { name } } } } }",
        "{ successionBench { roles { title successors { person { name } } } figures { coverage { ratio } } } }",
    ],
)
def test_ordinary_questions_are_not(document: str) -> None:
    assert excess(schema._schema, parse(document)) == ()


def test_fragments_that_double_each_other_are_measured_once_each() -> None:
    doubling = " ".join(f"fragment F{i} on Person {{ manager {{ ...F{i + 1} ...F{i + 1} }} }}" for i in range(60))
    began = time.monotonic()
    assert excess(schema._schema, parse(f"{{ person {{ ...F0 }} }} {doubling} fragment F60 on Person {{ id }}"))
    assert time.monotonic() - began < 0.5


def test_fragments_that_go_round_in_a_circle_are_refused(served: Served) -> None:
    circle = "{ person { ...A } } fragment A on Person { manager { ...B } } fragment B on Person { manager { ...A } }"
    [error] = served.post(circle)["errors"]
    assert "Cannot spread fragment" in error["message"]


def test_each_operation_of_a_document_is_measured_by_itself() -> None:
    two = " ".join(f"query Q{q} {{ {' '.join(f'a{i}: position' for i in range(40))} }}" for q in range(2))
    assert excess(schema._schema, parse(two)) == ()


def test_a_document_that_is_too_long_is_not_even_read(served: Served) -> None:
    [error] = served.post("{" + " position" * 3_000 + "}")["errors"]
    assert "2500 tokens" in error["message"].replace(",", "")


def test_a_document_is_validated_once() -> None:
    document = "{ position } # asked twice"
    objections(schema._schema, document)
    before = objections.cache_info().hits
    objections(schema._schema, document)
    assert objections.cache_info().hits == before + 1


def test_every_list_of_objects_says_how_many_it_holds() -> None:
    silent = [
        f"{of.name}.{name}"
        for of in schema._schema.type_map.values()
        if isinstance(of, GraphQLObjectType) and not of.name.startswith("__")
        for name, field in of.fields.items()
        if is_list_of_objects(field.type) and HOLDS not in declared(field)
    ]
    assert not silent, f"declare `holds` where these lists are declared: {silent}"


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{ person(id: 1) {" + "reports { manager { " * 6 + "id" + " } }" * 6 + "} }", "person.reports.manager.rep"),
        ("{" + " ".join(f"a{i}: entries(first: 1) {{ totalCount }}" for i in range(60)) + "}", "entries.totalCount"),
        ("{" + " ".join(f"a{i}: __schema {{ types {{ name }} }}" for i in range(9)) + "}", "__schema"),
        ("query Q { ...F } fragment F on Query { units { " + "children { " * 6 + "id" + " }" * 6 + "} }", "children"),
        ("{ position " + "person(id: 1) { name } " * 200 + "}", "fields under the same name 199"),
        ("{ ...A ...B } " + " ".join(f"fragment {f} on Query {{ {'position ' * 30} }}" for f in "AB"), "same name"),
    ],
)
def test_what_is_dear_is_counted_before_it_runs(served: Served, document: str, said: str) -> None:
    began = time.monotonic()
    [error] = served.post(document)["errors"]
    assert time.monotonic() - began < 0.5
    assert said in error["message"]
    assert error["extensions"]["code"] == "TOO_MUCH"


@pytest.mark.parametrize(
    ("document", "given", "said"),
    [
        ("query ($s: String) { people(first: 1, search: $s) { totalCount } }", "a " * 400_000, "s: "),
        ("query ($s: [String!]) { entries(first: 1, kinds: $s) { nodes { id } } }", ["X"] * 40_000, "lists 40,000"),
        ("query ($s: ID!) { node(id: $s) { id } }", "p" * 501, "is 501 characters long"),
        (f'{{ people(first: 1, search: "{"a " * 400}") {{ totalCount }} }}', None, "search: "),
        ("query ($s: ExternalId!) { person(externalId: $s) { id } }", {"a" * i: 1 for i in range(300)}, "no field of"),
    ],
)
def test_what_is_asked_by_has_a_length(served: Served, document: str, given: object, said: str) -> None:
    began = time.monotonic()
    first = served.post(document, **({} if given is None else {"s": given}))["errors"][0]
    assert time.monotonic() - began < 0.5
    assert said in first["message"]
    assert first["extensions"]["code"] == "BAD_INPUT"


def test_every_text_and_list_that_anything_takes_has_a_length() -> None:
    """Found in the schema: of each argument, and of all that inputs hold, what is too long is a misfit."""
    for of in schema._schema.type_map.values():
        fields = of.fields.values() if isinstance(of, GraphQLObjectType) else ()
        arguments = [each for field in fields for each in field.args.items()]
        arguments += list(of.fields.items()) if isinstance(of, GraphQLInputObjectType) else []
        for name, argument in arguments:
            long = ["x"] * (MOST_LISTED + 1) if is_list_type(get_nullable_type(argument.type)) else "x" * 600
            if is_list_type(get_nullable_type(argument.type)) or get_named_type(argument.type).name in {"String", "ID"}:
                assert "is the limit" in next(misfits(long, argument.type, name)).message, f"{of.name}.{name}"


def test_fragments_that_exclude_each_other_count_as_the_dearest() -> None:
    """Nothing is of two types: a list with a fragment for each kind is no dearer than with the dearest alone."""
    asked = "{ entries(first: 10) { nodes { fact { subject { id } %s } } } } %s"
    slate, vote = "SlateConfirmed { successors { id } confirmedBy { id } }", "VoteClosed { counted { id } }"

    def counted(fragments: str, definitions: str = "") -> int:
        return cost(schema._schema, parse(asked % (fragments, definitions)))

    dearest = counted(f"... on {slate}")
    assert counted(f"... on {slate} ... on {vote}") == dearest > counted(f"... on {vote}")
    assert counted("...A ...B", f"fragment A on {slate} fragment B on {vote}") == dearest
    twice = "... on SlateConfirmed { successors { id } } ... on SlateConfirmed { confirmedBy { id } }"
    assert counted(twice) == dearest, "of one type they add up"


def test_what_folds_a_whole_file_has_a_price(served: Served) -> None:
    for field in ("myFile", "offices { until }"):
        asked = " ".join(f"a{number}: {field}" for number in range(60))
        [error] = served.post(f"{{ {asked} }}")["errors"]
        assert error["extensions"]["code"] == "TOO_MUCH"
