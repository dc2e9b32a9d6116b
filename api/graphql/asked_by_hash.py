"""`/q/<sha256>`: a known document, asked by an address alone, with its variables as parameters."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, Final

from graphql import (
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    get_nullable_type,
    is_list_type,
)
from graphql.pyutils import did_you_mean
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.graphql.documents import operation_of, read
from api.graphql.fitting import shown
from api.graphql.request import DIGEST, MOST_DIGITS, Asked, decoded
from api.graphql.variables_fit import input_type
from domain.kernel.near_misses import near

AT, VARIABLES, OPERATION = "at", "variables", "operationName"
RESERVED: Final = (AT, VARIABLES, OPERATION)
"""Parameters that are no variables: one that is called so is given in `variables`."""
AS_JSON: Final = frozenset({"Int", "Float", "Boolean", "Position", "Count"})
"""Types whose values are written as JSON writes them; those of all others, but objects and lists, as they are."""


def digest_in(request: Request) -> str:
    """The hash that an address names. 404 for what can be none."""
    digest: str = request.path_params["digest"]
    if not DIGEST.fullmatch(digest):
        raise HTTPException(404, f"/q/{shown(digest)}: write the SHA-256 of a document, in lower case hexadecimal.")
    return digest


def asked_by_address(request: Request, digest: str, text: str, schema: GraphQLSchema) -> Asked:
    """What an address asks of a document. 400 for what cannot be meant, by the name of the parameter."""
    given = parameters_of(request)
    name = given.get(OPERATION)
    try:
        operation = operation_of(read(text), name)
    except GraphQLError as error:
        raise HTTPException(400, error.message) from error
    variables = variables_of(given, operation, schema)
    return Asked(text, name, variables, digest=digest, at=position_in(given), may_change=False)


def parameters_of(request: Request, lists: Collection[str] = ()) -> dict[str, str]:
    """The parameters of an address, each once; those of lists as often as a form says them, and then as JSON."""
    said: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        said.setdefault(name, []).append(value)
    for name, values in said.items():
        if len(values) > 1 and name not in lists:
            raise HTTPException(400, f"{shown(name)}: is there {len(values)} times: give it once, a list as JSON.")
    return {name: values[0] if len(values) == 1 else json.dumps(values) for name, values in said.items()}


def lists_of(operation: OperationDefinitionNode, schema: GraphQLSchema) -> frozenset[str]:
    """The variables of a document that are lists."""
    variables = operation.variable_definitions or ()
    listed = (each for each in variables if is_list_type(get_nullable_type(input_type(schema, each))))
    return frozenset(each.variable.name.value for each in listed)


def position_in(given: Mapping[str, str]) -> int | None:
    """The position that is asked as of; None where none is named."""
    if (said := given.get(AT)) is None:
        return None
    if not (said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS):
        raise HTTPException(400, f"{AT}: “{shown(said)}” is no position: give 0 or more, or leave it out.")
    return int(said)


def variables_of(given: Mapping[str, str], operation: OperationDefinitionNode, schema: GraphQLSchema) -> dict[str, Any]:
    """The variables of a document, as they are given in `variables` and each under its own name."""
    together = decoded(given[VARIABLES], VARIABLES) if VARIABLES in given else {}
    if not isinstance(together, dict):
        raise HTTPException(400, f"{VARIABLES}: “{shown(together)}” is not an object.")
    types = {each.variable.name.value: input_type(schema, each) for each in operation.variable_definitions or ()}
    alone = {name: value for name, value in given.items() if name not in RESERVED}
    for name in sorted(together.keys() | alone.keys()):
        if name not in types:
            raise HTTPException(400, f"{shown(name)}: {nothing_of_that_name(name, types)}")
        if name in together and name in alone:
            raise HTTPException(400, f"{name}: is given twice, in {VARIABLES} and by itself.")
    return together | {name: value_of(text, types[name]) for name, text in alone.items()}


def nothing_of_that_name(name: str, types: Mapping[str, object]) -> str:
    """What is said of a parameter that is none, with what was meant."""
    there = [*types, *RESERVED]
    meant = did_you_mean(near(name, there)) or f" There are {', '.join(there)}."
    return f"is no variable of this document.{meant}"


def value_of(text: str, of: GraphQLInputType) -> object:
    """What a parameter says, for a variable of a type: text as it is, and JSON where JSON is needed to say it."""
    if isinstance(of, GraphQLNonNull):
        return value_of(text, of.of_type)
    if isinstance(of, GraphQLList):
        return from_json(text) if text.startswith("[") else value_of(text, of.of_type)
    needs_json = isinstance(of, GraphQLInputObjectType) or getattr(of, "name", "") in AS_JSON
    return from_json(text) if needs_json else text


def from_json(text: str) -> object:
    """What JSON says; what is none stays text, which does not fit, and is told so by its name."""
    try:
        return decoded(text, "")
    except HTTPException:
        return text
