"""Asking the schema everything: every field of every type that an answer leads to, found by walking the schema."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    build_schema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from api.graphql.schema import schema
from tests.api.conftest import Served

SCHEMA = build_schema(schema.as_str())
Tree = dict[str, "Tree"]
Edge = tuple[str, str]
"""A type, and one of its fields."""
FACT = "Fact"
KINDS_AT_ONCE = 6
ASKED_ON_ELSEWHERE: frozenset[Edge] = frozenset(
    (
        ("BenchPoint", "figures"),
        ("Entry", "writer"),
        ("Look", "looker"),
        ("SetAside", "authority"),
        ("Successor", "evidence"),
    )
)
"""Fields that answer so often what another question answers once that nothing is asked on from them."""
NEAR = 2
"""Steps to an entry within which all kinds of facts are asked for; farther off what all of them tell is enough."""
PAGE = 10
PROBES_AT_ONCE = 12
FEW = 3
"""How many are asked for where what lies deep below would be too much."""
OURS_TO_MISS = {"BAD_ID", "BAD_INPUT", "ID_MISSING"}
"""What is answered where a question is asked about what it is not for: each is asked about everything."""


@dataclass(frozen=True)
class Probe:
    """A way through the schema, from what a question answers to a type, and all that is to be read there."""

    way: tuple[str, ...]
    leaves: tuple[str, ...]
    alone: bool = False
    """Whether nothing else can be asked beside it, as the same names answer other things."""


def questions() -> dict[str, GraphQLField]:
    """All that can be asked."""
    assert SCHEMA.query_type
    return dict(SCHEMA.query_type.fields)


def edges_to(name: str) -> list[Edge]:
    """Every field that answers this type, on whichever type it is."""
    return [
        (of.name, field)
        for of in SCHEMA.type_map.values()
        if isinstance(of, GraphQLObjectType) and not of.name.startswith("__")
        for field, answer in of.fields.items()
        if get_named_type(answer.type).name == name
    ]


GIVEN = {"first": str(PAGE), "from": '"2024-01-31"', "to": '"2024-03-31"', "every": "MONTH", "group": "UNIT"}
"""The least that is said where something has to be."""


def arguments_of(field: GraphQLField) -> str:
    """The least that has to be said to ask it."""
    said = [f"{name}: {GIVEN[name]}" for name, of in field.args.items() if is_required_argument(of) or name == "first"]
    return f"({', '.join(said)})" if said else ""


def members_of(of: Any) -> Sequence[GraphQLObjectType]:
    """The object types that an answer may be of."""
    named = get_named_type(of)
    if isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
        return SCHEMA.get_possible_types(named)
    return [named] if isinstance(named, GraphQLObjectType) else []


def probes_from(answer: Any) -> Iterator[Probe]:
    """Every type that an answer leads to, each asked on from once, on the shortest way; and every field on the way."""
    waiting = deque((member, fragment_of(answer, member)) for member in members_of(answer))
    seen = {of.name for of, _ in waiting}
    for of, way in waiting:
        yield probe_of(of, way)
    while waiting:
        of, way = waiting.popleft()
        for name, field in of.fields.items():
            if get_named_type(field.type).name == FACT:
                asked = facts() if len(way) <= NEAR else facts()[:1]
                yield from (Probe((*way, name), leaves, alone=True) for leaves in asked)
                continue
            for member in members_of(field.type):
                on = (*way, f"{name}{arguments_of(field)}", *fragment_of(field.type, member))
                yield probe_of(member, on)
                if member.name not in seen and (of.name, name) not in ASKED_ON_ELSEWHERE:
                    seen.add(member.name)
                    waiting.append((member, on))


@cache
def facts() -> tuple[tuple[str, ...], ...]:
    """All that facts say, as leaves, kinds together whose fields of a name are of one type. What ids in them stand for
    is asked on from elsewhere."""
    fact = SCHEMA.type_map[FACT]
    assert isinstance(fact, GraphQLInterfaceType)
    groups: list[tuple[dict[str, str], list[str]]] = [({}, [*parts_of(fact)])]
    for kind in SCHEMA.get_possible_types(fact):
        types = {name: str(field.type) for name, field in kind.fields.items() if name not in fact.fields}
        fits = (group for group in groups[1:] if len(group[1]) < KINDS_AT_ONCE and all_alike(group[0], types))
        held, asked = next(fits, None) or ({}, [])
        if not asked:
            groups.append((held, asked))
        held.update(types)
        asked.append(f"... on {kind.name} {{ {' '.join(parts_of(kind, without=fact.fields))} }}")
    return tuple(tuple(asked) for _, asked in groups)


def all_alike(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether what has a name in both is of one type."""
    return all(one[name] == other[name] for name in one.keys() & other.keys())


def parts_of(
    of: GraphQLObjectType | GraphQLInterfaceType, deep: int = 1, without: Collection[str] = ()
) -> Iterator[str]:
    """The fields of a type, and of those of its parts that have no id of their own; of the others that."""
    yield "__typename"
    for name, field in of.fields.items():
        if name in without:
            continue
        inner = get_named_type(field.type)
        if is_leaf_type(inner):
            yield name
        elif isinstance(inner, GraphQLInterfaceType) or "id" in inner.fields:
            yield f"{name} {{ __typename id }}"
        elif deep and isinstance(inner, GraphQLObjectType):
            yield f"{name} {{ {' '.join(parts_of(inner, deep - 1))} }}"


def fragment_of(answer: Any, member: GraphQLObjectType) -> tuple[str, ...]:
    """What has to be said so that only this type is asked."""
    return (f"... on {member.name}",) if len(members_of(answer)) > 1 else ()


def probe_of(of: GraphQLObjectType, way: tuple[str, ...]) -> Probe:
    leaves = [name for name, field in of.fields.items() if is_leaf_type(get_named_type(field.type)) and not field.args]
    return Probe(way, ("__typename", *leaves))


def selections(answer: Any) -> Iterator[list[Probe]]:
    """What to ask of an answer, in parts that are not too long; types that exclude each other in one each."""
    alike: dict[tuple[str, ...], list[Probe]] = {}
    for probe in probes_from(answer):
        if probe.alone:
            yield [probe]
            continue
        alike.setdefault(tuple(step for step in probe.way if step.startswith("...")), []).append(probe)
    for probes in alike.values():
        for start in range(0, len(probes), PROBES_AT_ONCE):
            yield probes[start : start + PROBES_AT_ONCE]


def tree_of(probes: Sequence[Probe]) -> Tree:
    """What several probes ask, as one selection."""
    tree: Tree = {}
    for probe in probes:
        at = tree
        for step in probe.way:
            at.setdefault("__typename", {})
            at = at.setdefault(step, {})
        at.update({leaf: {} for leaf in probe.leaves if leaf not in at})
    return tree


def written(tree: Tree) -> str:
    return " ".join(f"{name} {{ {written(inside)} }}" if inside else name for name, inside in tree.items())


def answers(served: Served, asked: str, answer: Any, *given: Mapping[str, Any]) -> Iterator[Any]:
    """What comes back when everything is asked of one answer, with each of the variables that are given.

    `asked` is the document, with {…} for what to ask. One document is asked with all variables before the next: so it
    is read and validated once.
    """
    if not members_of(answer):
        for variables in given:
            yield served.post(asked.replace("{…}", ""), **variables).get("data")
        return
    waiting = [(probes, given) for probes in selections(answer)]
    while waiting:
        probes, wanted = waiting.pop()
        selected = f"{{ {written(tree_of(probes))} }}"
        document = asked.replace("{…}", selected)
        for number, variables in enumerate(wanted):
            told, codes = told_and_codes(served, document, variables)
            if codes == {"TOO_MUCH"} and len(probes) > 1:
                middle = len(probes) // 2
                waiting += [(half, wanted[number:]) for half in (probes[:middle], probes[middle:])]
                break
            if codes == {"TOO_MUCH"}:
                fewer = {name: value for name, value in variables.items() if name != "first"}
                told, codes = told_and_codes(served, with_few(asked).replace("{…}", selected), fewer)
            assert codes <= OURS_TO_MISS, told["errors"]
            yield told.get("data")


def told_and_codes(served: Served, document: str, variables: Mapping[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """A whole answer, and what is wrong with it by its codes."""
    told = served.post(document, **variables)
    return told, {error.get("extensions", {}).get("code") for error in told.get("errors", ())}


def with_few(asked: str) -> str:
    """The same document for a short page; what stands in a variable counts as the longest."""
    bare = re.sub(r"\$first: Int!?(, )?", "", asked).replace("first: $first", f"first: {FEW}")
    return bare.replace(", )", ")").replace("query ()", "query")


def leaks(told: Any, needles: Sequence[str], way: tuple[Edge, ...] = ()) -> Iterator[tuple[Edge, ...]]:
    """The ways through the schema on which one of these texts came back."""
    if isinstance(told, str):
        if any(needle == told or (" " in needle and needle in told) for needle in needles):
            yield way
    elif isinstance(told, list):
        for each in told:
            yield from leaks(each, needles, way)
    elif isinstance(told, dict):
        of = told.get("__typename", "")
        for name, each in told.items():
            yield from leaks(each, needles, (*way, (of, name)) if of else way)
