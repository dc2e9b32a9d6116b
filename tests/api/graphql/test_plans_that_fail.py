"""What may not be null and fails makes null of what it stands in, by a plan as by graphql-core, whenever it fails."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import strawberry
from graphql import GraphQLObjectType

from api.graphql.compiled.executing import executed
from api.graphql.compiled.resolving import definition_of, of_method
from api.graphql.schema import schema

LEAVES = ("fine", "none", "fails", "failsSoftly", "failsLater", "failsLaterSoftly")
INSIDE = ("child", "softChild", "laterChild", "things", "softThings", "laterThings", "nothing")


class Failing:
    """A context in which everybody may read."""

    def must_read(self) -> None:
        return


@strawberry.type
class Thing:
    @strawberry.field
    def fine(self) -> str:
        return "told"

    @strawberry.field
    def none(self) -> str:
        return None  # type: ignore[return-value]

    @strawberry.field
    def fails(self) -> str:
        raise ValueError("at once")

    @strawberry.field
    def fails_softly(self) -> str | None:
        raise ValueError("at once, where null may be")

    @strawberry.field
    async def fails_later(self) -> str:
        await asyncio.sleep(0)
        raise ValueError("later")

    @strawberry.field
    async def fails_later_softly(self) -> str | None:
        await asyncio.sleep(0)
        raise ValueError("later, where null may be")

    @strawberry.field
    def child(self) -> Thing:
        return Thing()

    @strawberry.field
    def soft_child(self) -> Thing | None:
        return Thing()

    @strawberry.field
    async def later_child(self) -> Thing:
        await asyncio.sleep(0)
        return Thing()

    @strawberry.field
    def things(self) -> list[Thing]:
        return [Thing(), Thing()]

    @strawberry.field
    def soft_things(self) -> list[Thing | None] | None:
        return [Thing(), None, Thing()]

    @strawberry.field
    async def later_things(self) -> list[Thing | None]:
        await asyncio.sleep(0)
        return [None, Thing()]

    @strawberry.field
    def nothing(self) -> Thing | None:
        return None


FAILING = strawberry.Schema(Thing)
RUNNING = schema._schema
ROOT = Path(__file__).parents[3]
DOCUMENTS = 400


def selected(random: Random, depth: int) -> str:
    """Some of what may be selected of a thing."""
    names = random.sample(LEAVES if depth == 0 else LEAVES + INSIDE, random.randint(1, 4))
    return " ".join(f"{name} {{ {selected(random, depth - 1)} }}" if name in INSIDE else name for name in names)


Told = tuple[Any, list[tuple[str, list[str | int]]]]


def told(answered: Any) -> Told:
    """What was answered, and what has failed where."""
    return answered.data, sorted((error.message, error.path) for error in answered.errors or ())


def by_graphql_core(documents: list[str]) -> list[Told]:
    """What comes of documents the other way: in a process of its own, as it lets go of what it has begun."""
    asks = [sys.executable, "-W", "ignore", "-m", __name__]
    ran = subprocess.run(asks, input=json.dumps(documents), capture_output=True, text=True, check=True, cwd=ROOT)
    return [(data, [(message, path) for message, path in errors]) for data, errors in json.loads(ran.stdout)]


def test_what_fails_makes_null_of_the_same() -> None:
    random = Random(20)
    documents = [f"{{ {selected(random, 3)} }}" for _ in range(DOCUMENTS)]
    several = 0
    for document, (data, errors) in zip(documents, by_graphql_core(documents), strict=True):
        found = told(asyncio.run(executed(FAILING, document, None, {}, Failing())))
        assert found[0] == data, document
        assert bool(found[1]) == bool(errors), document
        assert len({str(path) for _, path in found[1]}) == len(found[1]), "a place fails once"
        if len(errors) == 1:
            assert found[1] == errors, document
        several += len(errors) > 1
    assert several > DOCUMENTS / 10


def test_every_field_that_can_be_asked_can_be_run_by_a_plan() -> None:
    left = (RUNNING.mutation_type, RUNNING.subscription_type)
    types = [of for of in RUNNING.type_map.values() if isinstance(of, GraphQLObjectType) and of not in left]
    fields = [field for of in types if not of.name.startswith("__") for field in of.fields.values()]
    planned: Any = None
    assert len(fields) > 1_000
    assert all(callable(of_method(definition_of(field), planned)) for field in fields)


if __name__ == "__main__":
    print(json.dumps([told(asyncio.run(FAILING.execute(document))) for document in json.load(sys.stdin)]))
