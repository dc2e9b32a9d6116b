"""Clients that keep what they were told, as they come from npm: Apollo Client and urql, against the house."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.api.conftest import Served

NAMES: Final = ("Ada", "Ben", "Cleo", "Dan", "Eva")
"""More than a page of the client's."""
FOUNDED, JOINED, BEFORE_THE_MOVE = "2020-01-01", "2020-03-02", "2024-01-31"


@pytest.fixture(scope="module")
def mill(served: Served) -> dict[str, str]:
    """A unit with a role and a few people: the ids of all of them, by what they are called."""

    def begun(mutation: str, **said: Any) -> str:
        return str(served.recorded(mutation, **said)["subject"])

    unit = begun("establishUnit", name="The mill of the clients", effectiveOn=FOUNDED)
    role = {"title": "Head of the mill", "function": "Mills", "level": "self", "critical": False}
    people = {name: begun("joinPerson", name=name, unit=unit, jobTitle="Hand", effectiveOn=JOINED) for name in NAMES}
    return {"unit": unit, "role": begun("establishRole", unit=unit, effectiveOn=FOUNDED, **role), **people}


@pytest.fixture(scope="module")
def apollo(served: Served, mill: dict[str, str], node: Callable[..., str]) -> Any:
    """What a dashboard on Apollo Client was told."""
    where = f"{served.url}/graphql", served.client.headers["authorization"]
    return json.loads(node("apollo.mjs", *where, mill["unit"], mill["role"], BEFORE_THE_MOVE))


def test_apollo_reads_entries_by_fragments_on_what_they_say(apollo: Any, mill: dict[str, str]) -> None:
    of_the_mill = [fact for fact in apollo["joined"] if (fact["unit"] or {}).get("id") == mill["unit"]]
    assert [(fact["name"], fact["subject"]["id"]) for fact in of_the_mill] == [(name, mill[name]) for name in NAMES]
    assert {(fact["__typename"], fact["effectiveOn"]) for fact in of_the_mill} == {("PersonJoined", JOINED)}


def test_apollo_lets_a_list_grow_page_by_page(apollo: Any, mill: dict[str, str]) -> None:
    assert [person["id"] for person in apollo["listed"]] == [mill[name] for name in NAMES]


def test_apollo_knows_everything_by_type_and_id(apollo: Any, mill: dict[str, str]) -> None:
    named = {f"Unit:{mill['unit']}", f"Role:{mill['role']}", *(f"Person:{mill[name]}" for name in NAMES)}
    assert named <= {*apollo["kept"]}


def test_what_a_command_changed_shows_in_apollo_s_lists_without_asking_again(apollo: Any, mill: dict[str, str]) -> None:
    assert apollo["moved"]["readable"]
    assert apollo["moved"]["changed"] == {"__typename": "Person", "id": mill["Ada"], "jobTitle": "Miller"}
    assert apollo["shown"] == ["Miller", *("Hand" for _ in NAMES[1:])]
    assert apollo["requests"] == ["POST text"], "the command, and nothing else"


def test_apollo_tells_two_moments_apart_by_the_moment(apollo: Any) -> None:
    assert apollo["moments"] == ["Hand", "Miller"]


def test_apollo_registers_a_document_once_and_asks_by_its_hash(apollo: Any) -> None:
    registers, asks = apollo["byHash"]
    assert (registers["requests"], asks["requests"]) == (["GET hash", "POST hash text"], ["GET hash"])
    assert registers["position"] == asks["position"]


def test_urql_registers_a_document_once_and_asks_by_its_hash(served: Served, node: Callable[..., str]) -> None:
    where = f"{served.url}/graphql", served.client.headers["authorization"]
    registers, asks = json.loads(node("urql_by_hash.mjs", *where))
    assert registers["requests"][0] == asks["requests"][0] == "GET hash"
    assert registers["requests"][1:] == ["GET hash text"]
    assert asks["requests"][1:] == []
    assert registers["position"] == asks["position"]
