"""The book over GraphQL: leafed through, looked up, and read as it was."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

ENTRIES = """
    query ($first: Int!, $after: String, $kinds: [String!], $asOf: AsOf) {
      entries(first: $first, after: $after, kinds: $kinds, asOf: $asOf) {
        nodes { id position reference subject version kind effectiveOn recordedAt recordedBy commandId event }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }"""


def test_the_book_is_leafed_through_without_gaps(served: Served, join: Join) -> None:
    join(), join(), join()
    positions, after = [], None
    end = served.ask("{ position }")["position"]
    while True:
        page = served.ask(ENTRIES, first=100, after=after, asOf={"position": end})["entries"]
        positions += [node["position"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert positions == list(range(1, end + 1))
    assert page["totalCount"] == end


def test_an_entry_says_who_wrote_what_and_when(served: Served, join: Join) -> None:
    ada = join("Ada Okafor", "Tooling", jobTitle="Tool designer")
    said = served.recorded("renamePerson", person=ada, name="Ada Okafor-Lind", effectiveOn="2024-06-01")
    asked = """query ($position: Int!) {
        entry(position: $position) { reference subject version kind effectiveOn recordedAt recordedBy event reason }
    }"""
    entry = served.ask(asked, position=said["position"])["entry"]
    assert entry.pop("recordedBy").startswith("token-")
    assert entry == {
        "reference": f"{ada}@2",
        "subject": ada,
        "version": 2,
        "kind": "PersonRenamed",
        "effectiveOn": "2024-06-01",
        "recordedAt": said["recordedAt"],
        "event": {"effective_on": "2024-06-01", "name": "Ada Okafor-Lind"},
        "reason": None,
    }
    assert served.ask(asked, position=2**31 - 1)["entry"] is None


def test_entries_are_narrowed_by_kind_and_moment(served: Served, join: Join) -> None:
    ada = join()
    before = served.ask("{ position }")["position"]
    served.recorded("renamePerson", person=ada, name="Ada Lind", effectiveOn="2024-06-01")
    asked = {"first": 100, "kinds": ["PersonRenamed"]}
    now = served.ask(ENTRIES, **asked)["entries"]
    then = served.ask(ENTRIES, **asked, asOf={"position": before})["entries"]
    assert {node["kind"] for node in now["nodes"]} == {"PersonRenamed"}
    assert now["nodes"][:-1] == then["nodes"]
    assert now["totalCount"] == then["totalCount"] + 1


def test_whoever_wrote_it_is_told_as_a_person_where_one_did(served: Served, join: Join) -> None:
    boss = join("Bao Lin")
    ada = join("Ada Okafor", manager=boss)
    by_herself = served.asked_by(ada).recorded("noteLesson", person=ada, lesson="Ask first", effectiveOn="2024-06-01")
    asked = "query ($p: Int!) { entry(position: $p) { recordedBy writer { name } } }"
    own = served.asked_by(ada).ask(asked, p=by_herself["position"])["entry"]
    assert own == {"recordedBy": ada, "writer": {"name": "Ada Okafor"}}
    of_a_system = served.recorded("renamePerson", person=ada, name="Ada Lind", effectiveOn="2024-06-02")["position"]
    assert served.ask(asked, p=of_a_system)["entry"]["writer"] is None


def test_a_correction_names_what_it_supersedes(served: Served, join: Join) -> None:
    ada = join("Ada Okafor", "Tooling")
    said = served.recorded("renamePerson", person=ada, name="Ada Lnid", effectiveOn="2024-06-01")
    mended = served.recorded(
        "correctEntry",
        entry=said["entries"][0],
        reason="Misspelled",
        replacement={"renamePerson": {"person": ada, "name": "Ada Lind", "effectiveOn": "2024-06-01"}},
    )
    asked = "query ($position: Int!) { entry(position: $position) { supersedes reference reason } }"
    told = served.ask(asked, position=mended["position"])["entry"]
    assert told == {"supersedes": said["position"], "reference": said["entries"][0], "reason": "Misspelled"}


@pytest.mark.parametrize("kind", ["person", "entry", "framework"])
def test_whatever_has_an_id_is_found_by_it(served: Served, join: Join, edition: dict[str, Any], kind: str) -> None:
    ada = join("Ada Okafor")
    position = served.ask("{ position }")["position"]
    ids = {"person": ada, "entry": f"entry-{position}", "framework": edition["framework"]}
    told = served.ask("query ($id: ID!) { node(id: $id) { __typename id } }", id=ids[kind])["node"]
    assert told == {"__typename": kind.capitalize(), "id": ids[kind]}


def test_what_was_changed_is_answered_with_the_receipt(served: Served) -> None:
    asked = """mutation ($input: JoinPersonInput!) {
        joinPerson(input: $input) { ... on Recorded { subject changed { id ... on Person { name joinedOn } } } }
    }"""
    ada = {"name": "Ada Okafor", "unit": served.unit("Tooling"), "effectiveOn": "2024-01-01"}
    told = served.ask(asked, input=ada)["joinPerson"]
    assert told["changed"] == {"id": told["subject"], "name": "Ada Okafor", "joinedOn": "2024-01-01"}


def test_a_framework_is_read_as_it_was_published(served: Served, edition: dict[str, Any]) -> None:
    asked = """query ($asOf: AsOf) { framework(asOf: $asOf) {
        id editions edition { number levels { name skills workValues } scale { points { value meaning } } }
    } }"""
    then, told = (served.ask(asked, asOf={"effectiveOn": day})["framework"] for day in ("2024-12-31", "2025-01-01"))
    assert (then["id"], then["editions"], then["edition"]["number"]) == (edition["framework"], [1], 1)
    assert (told["id"], told["editions"], told["edition"]["number"]) == (edition["framework"], [1, 2], 2)
    assert [level["name"] for level in told["edition"]["levels"]][:3] == ["self", "others", "leaders"]
    assert [point["value"] for point in told["edition"]["scale"]["points"]] == [1, 2, 3, 4, 5]
    assert served.ask(asked, asOf={"effectiveOn": "2018-12-31"})["framework"] is None
    assert served.ask("{ framework { edition(number: 9) { title } } }")["framework"]["edition"] is None
