"""The gate is taken out, and somebody who stands to nobody asks everything: the wall alone tells them no row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr
from strawberry.schema.config import StrawberryConfig

from api.access.relationships import Relationship, relationships
from api.access.sight import OPEN_TO_ALL
from api.access.sorts import SORTS
from api.graphql import context
from api.graphql import schema as schemas
from api.graphql.commands import Mutation
from api.graphql.row_types import attribute
from api.graphql.scalars import SCALARS
from api.http import app
from api.settings import Settings
from domain.kernel.ids import PersonId
from tests.api.conftest import KEY, Served, serving
from tests.demo.seeded import TODAY, Demo

BENCHES = """query ($on: Date!) { successionBench(asOf: { effectiveOn: $on }) {
    roles { id successors { willing willingness readiness findings { verdict } } emergencyCovers { position }
            strength { readyNow } incumbents { person { id } retentionRisk { grade } impactOfLoss { grade } } }
    figures { coverage { count } successorCoverageRate { count } atRiskUncovered }
} }"""
PEOPLE = """query ($id: ID!) { person(id: $id) {
    benches { id } identities { identifier }
    developmentHistory(first: 100) { totalCount nodes { kind entry { event } } } } }"""
SOME = 25
"""People about whom everything is asked."""
OPEN = {kind for kind, sort in SORTS.items() if sort in OPEN_TO_ALL}


def unguarded() -> schemas.Schema:
    """The schema without anything that asks."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(schemas, "guard", lambda _: None)
        config = StrawberryConfig(default_resolver=attribute, scalar_map=SCALARS)
        return schemas.Schema(schemas.Query, Mutation, config=config)


@pytest.fixture(scope="module")
def ungated(demo: Demo, served: Served) -> Iterator[Served]:
    """The demo served without its gate: no field asks, and timelines are narrowed to no kinds."""

    async def all_kinds(*_: Any) -> None:
        return None

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(context.Context, "kinds_told", all_kinds)
        patched.setattr(app, "schema", unguarded())
        with serving(Settings(database_url=demo.database_url, key=SecretStr(KEY))) as house:
            yield house


@pytest.fixture(scope="module")
def somebody(demo: Demo, people: list[str]) -> PersonId:
    """Somebody who is nothing but a colleague of all of them, and of the organisation."""
    book = demo.ledger.book()
    alone = frozenset((Relationship.COLLEAGUE,))
    everybody = (PersonId(stream) for stream in demo.ledger.recorder.streams_begun("person"))
    return next(
        one
        for one in everybody
        if one not in people and all(relationships(one, each, book) == alone for each in (*people, "organisation"))
    )


@pytest.fixture(scope="module")
def people(demo: Demo) -> list[str]:
    """Some of whom there is something of every sort."""
    told = [person for found in demo.seeded.stories.values() for person in found.values()]
    return [each for each in dict.fromkeys(told) if each.startswith("person-")][:SOME]


def test_the_gate_is_really_out() -> None:
    """Else the wall would not be asked: what may be withheld may be null."""
    field = "successors: [Successor!]"
    without = unguarded().as_str()
    assert f"{field}!" in without
    assert f"{field}!" not in schemas.schema.as_str()


def test_no_bench_is_told_by_the_wall_alone(ungated: Served, somebody: PersonId, demo: Demo) -> None:
    whole = ungated.ask(BENCHES, on=TODAY.isoformat())["successionBench"]
    told = ungated.asked_by(somebody).ask(BENCHES, on=TODAY.isoformat())["successionBench"]
    assert [role["id"] for role in told["roles"]] == [role["id"] for role in whole["roles"]], "roles are told to all"
    assert any(role["successors"] for role in whole["roles"])
    assert any(role["emergencyCovers"] for role in whole["roles"])
    assert any(holder["retentionRisk"] for role in whole["roles"] for holder in role["incumbents"])
    book = demo.ledger.book()
    for role in told["roles"]:
        if relationships(somebody, role["id"], book) == {Relationship.COLLEAGUE}:
            assert not role["successors"], role["id"]
            assert not role["emergencyCovers"], role["id"]
        for holder in role["incumbents"]:
            assert holder["person"]["id"] != somebody
            assert (holder["retentionRisk"], holder["impactOfLoss"]) == (None, None)
    assert whole["figures"]["coverage"]["count"] > 0
    assert told["figures"] == {
        "coverage": {"count": 0},
        "successorCoverageRate": {"count": 0},
        "atRiskUncovered": told["figures"]["atRiskUncovered"],
    }


def test_nothing_of_people_is_told_by_the_wall_alone(ungated: Served, somebody: PersonId, people: list[str]) -> None:
    asks = ungated.asked_by(somebody)
    whole = [ungated.ask(PEOPLE, id=each)["person"] for each in people]
    for name in ("benches", "identities"):
        assert any(each[name] for each in whole), name
    for each, everything in zip(people, whole, strict=True):
        told = asks.ask(PEOPLE, id=each)["person"]
        assert (told["benches"], told["identities"]) == ([], []), each
        history, of_all = told["developmentHistory"], everything["developmentHistory"]["nodes"]
        open_to_all = [one["kind"] for one in of_all if one["kind"] in OPEN]
        assert [one["kind"] for one in history["nodes"]] == open_to_all, each
        assert history["totalCount"] == len(open_to_all), "what is counted is behind the wall, too"
