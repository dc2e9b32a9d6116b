"""Documents run by their plans are answered as graphql-core answers them, to everybody, and written down the same."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from api.access.callers import Caller
from api.graphql.compiled.executing import executed
from api.graphql.schema import schema
from api.services import ledger_in
from api.settings import Settings
from tests.api.both_ways import BothWays, both_ways, callers, documents
from tests.api.conftest import KEY
from tests.api.planted import Planted, plant

DOCUMENTS = 120
BY_HAND = {
    "names, aliases and fragments": """query ($id: ID!) { __typename one: person(id: $id) { ...Named }
        person(id: $id) { id ... on Person { name } ...Named manager { __typename name } } }
        fragment Named on Person { name unit offices { until } }""",
    "one field asked for twice": """query ($id: ID!) { person(id: $id) { inUnit { id } }
        person(id: $id) { inUnit { name } name } }""",
    "what is left out": """query ($id: ID!, $with: Boolean = false, $without: Boolean = true) { person(id: $id) {
        id @include(if: $with) name @skip(if: $without) ... @include(if: true) { level } ...Unit @skip(if: false) } }
        fragment Unit on Person { unit }""",
    "one of several types": """query ($id: ID!) { node(id: $id) { __typename id ... on Person { name }
        ... on Node { id } ... on Role { title } } entries(first: 30) { nodes { kind fact { __typename headline
        ... on AssessmentRecorded { person { name } } ... on Fact { people { namedAs person { name } } } } } } }""",
    "enums, days, references and events": """query ($id: ID!) { person(id: $id) { joinedOn developmentHistory(first: 20)
        { edges { cursor node { part stage kind effectiveOn entry { reference recordedAt commandId event } } } } } }""",
    "a failure where null may stand": 'query ($id: ID!) { entry(position: 99999) { id } node(id: "person-") { id } }',
    "a failure where none may": "query ($id: ID!) { entries(first: 0) { totalCount } person(id: $id) { name } }",
    "several failures": """query ($id: ID!) { one: entries(first: 0) { totalCount } entries(first: 900) { totalCount }
        person(id: $id) { developmentHistory(first: 0) { totalCount } } }""",
    "a failure deep inside": """query ($id: ID!) { person(id: $id) { name manager { name }
        developmentHistory(first: 5, after: "x") { nodes { kind } } } }""",
}


@dataclass(frozen=True)
class House:
    """A house with people in it, and a loop to ask it in."""

    runner: asyncio.Runner
    ways: BothWays
    planted: Planted

    @property
    def whoever(self) -> list[Caller | None]:
        return callers([each for each in self.planted.subjects if each.startswith("person-")])


@pytest.fixture(scope="module")
def house(make_database: Callable[[], str]) -> Iterator[House]:
    settings = Settings(database_url=make_database(), key=SecretStr(KEY))
    with ledger_in(settings, str(settings.database_url)) as ledger:
        planted = plant(ledger)
    with asyncio.Runner() as runner:
        opening = both_ways(settings)
        try:
            yield House(runner, runner.run(opening.__aenter__()), planted)
        finally:
            runner.run(opening.__aexit__(None, None, None))


def test_plans_answer_whatever_is_asked_as_graphql_core_does(house: House) -> None:
    known = [*house.planted.subjects, str(house.planted.decided.evidence)]
    run: Counter[bool] = Counter()

    @settings(
        max_examples=DOCUMENTS,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(text=documents(known), caller=st.sampled_from(house.whoever))
    def is_answered_the_same(text: str, caller: Caller | None) -> None:
        by_plan = house.runner.run(house.ways.by_plan(caller, text))
        other = house.runner.run(house.ways.by_graphql_core(caller, text))
        assert by_plan in (None, other), text
        run[by_plan is not None] += other.has_run

    is_answered_the_same()
    assert run[True] > 0.95 * run.total() > DOCUMENTS / 2


@pytest.mark.parametrize("document", BY_HAND.values(), ids=BY_HAND)
def test_plans_answer_what_is_special_as_graphql_core_does(house: House, document: str) -> None:
    for caller in house.whoever:
        for subject in house.planted.subjects[::4]:
            by_plan = house.runner.run(house.ways.by_plan(caller, document, id=subject))
            other = house.runner.run(house.ways.by_graphql_core(caller, document, id=subject))
            assert by_plan in (None, other)
            assert (by_plan is not None) is other.has_run, other


@pytest.mark.parametrize(
    ("name", "given", "document"),
    [
        (None, {"x": None}, "query ($x: Boolean = true) { position @include(if: $x) p: position }"),
        (None, {"x": None}, "query ($x: Boolean = true) { position @skip(if: $x) p: position }"),
        (
            "A",
            {"x": ["Planning"]},
            (
                "query A($x: [String!]) { people(first: 1, units: $x) { nodes { id } } }"
                " query B($x: Boolean!) { position @include(if: $x) }"
            ),
        ),
    ],
    ids=["null to include by", "null to skip by", "a variable that decides in another operation"],
)
def test_what_decides_and_is_no_truth_is_left_to_graphql_core(
    house: House, name: str | None, given: dict[str, object], document: str
) -> None:
    async def by_plan() -> object:
        async with house.ways._context(None) as context:
            return await executed(schema, document, name, given, context)

    assert house.runner.run(by_plan()) is None
