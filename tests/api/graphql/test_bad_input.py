"""Bad input is told by field and value, with what would be right."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

SOMEBODY = "person-0198c0de-7e57-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("document", "code", "said"),
    [
        ('{ node(id: "") { id } }', "ID_MISSING", "id: “” is no id of anything here"),
        (
            '{ node(id: "Ada") { id } }',
            "BAD_ID",
            "they begin with case, cycle, entry, framework, opportunity, person, role",
        ),
        ('{ node(id: "entry-first") { id } }', "BAD_ID", "spelled as in entry-57"),
        ('{ person(id: "") { id } }', "ID_MISSING", "id: “” is no id of a person"),
        ('{ person(id: "role-0198c0de-7e57-7000-8000-000000000000") { id } }', "BAD_ID", "person-0198c0de-"),
        ('{ person(id: "person-Ada") { id } }', "BAD_ID", "“person-Ada” is no id of a person"),
        ("{ person { id } }", "BAD_INPUT", "person: neither id nor externalId is given: give one of the two"),
        (f'{{ role(id: "{SOMEBODY}") {{ id }} }}', "BAD_ID", "is no id of a role"),
        (f'{{ successionBench(roles: ["{SOMEBODY}"]) {{ roles {{ id }} }} }}', "BAD_ID", "is no id of a role"),
        (f'{{ promotionCase(id: "{SOMEBODY}") {{ id }} }}', "BAD_ID", "is no id of a case"),
        ("{ people(first: 0) { nodes { id } } }", "BAD_INPUT", "first: “0” is out of bounds: ask for 1 to 100"),
        ("{ people(first: 101) { nodes { id } } }", "BAD_INPUT", "ask for 1 to 100"),
        ('{ entries(first: 1, after: "x") { nodes { id } } }', "BAD_INPUT", "after: “x” is no cursor of this list"),
        ('{ entries(first: 1, after: "!") { nodes { id } } }', "BAD_INPUT", "is no cursor of this list"),
        ('{ entries(first: 1, after: "ü") { nodes { id } } }', "BAD_INPUT", "is no cursor of this list"),
        ('{ roles(first: 1, after: "cm9sZQ") { nodes { id } } }', "BAD_INPUT", "is no cursor of this list"),
        ('{ people(first: 1, search: "a", after: "eA") { nodes { id } } }', "BAD_INPUT", "is no cursor of this list"),
        (
            '{ entries(first: 1, kinds: ["PersonSacked"]) { nodes { id } } }',
            "BAD_INPUT",
            "did you mean “PersonRenamed” or",
        ),
        (
            "{ people(first: 1, asOf: {position: -1}) { nodes { id } } }",
            "BAD_INPUT",
            "asOf.position: “-1” is no position",
        ),
        (
            '{ people(first: 1, asOf: {position: 1, recordedAt: "2024-01-01T00:00:00Z"}) { nodes { id } } }',
            "BAD_INPUT",
            "says twice what was known: give one of the two",
        ),
        (
            '{ people(first: 1, asOf: {recordedAt: "2199-01-01T00:00:00Z"}) { nodes { id } } }',
            "BAD_INPUT",
            "asOf.recordedAt: “2199-01-01T00:00:00+00:00” has not come yet",
        ),
        (
            "{ people(first: 1, asOf: {position: 2000000000}) { nodes { id } } }",
            "BAD_INPUT",
            "asOf.position: “2000000000” has not come yet: give a position up to",
        ),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(served: Served, document: str, code: str, said: str) -> None:
    [error] = served.post(document)["errors"]
    assert said in error["message"]
    assert error["extensions"]["code"] == code


@pytest.mark.parametrize(
    ("after"), ["2024-01-01", "MjAyNC0wMS0wMQ", "eC55Lno"], ids=["plain", "a day", "three parts that are no place"]
)
def test_a_timeline_knows_its_own_cursors(served: Served, join: Join, after: str) -> None:
    document = """query ($id: ID!, $after: String) {
        person(id: $id) { developmentHistory(first: 1, after: $after) { nodes { kind } } }
    }"""
    [error] = served.post(document, id=join(), after=after)["errors"]
    assert "is no cursor of this list" in error["message"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (
            "effectiveOn",
            "2024-02-30",
            "is not a day from 1900 to 2199; write year, month and day, as in 2026-05-01",
        ),
        ("effectiveOn", "1 May 2024", "“1 May 2024” is not a day"),
        ("effectiveOn", "0204-05-01", "“0204-05-01” is not a day from 1900 to 2199"),
        ("manager", "Ben Amari", "input.manager: “Ben Amari” is no id of a person: they are spelled as in person-"),
        ("name", 7, "input.name: “7” is no text"),
        ("manger", SOMEBODY, "Did you mean 'manager'?"),
        (
            "identities",
            [{"system": "payroll"}],
            "input.identities.0.identifier: is missing, where String! is asked for",
        ),
    ],
)
def test_an_input_that_cannot_be_a_command_says_why(served: Served, field: str, value: Any, said: str) -> None:
    document = "mutation ($input: JoinPersonInput!) { joinPerson(input: $input) { __typename } }"
    [error] = served.post(document, input={"name": "Ada", "unit": "Tooling", field: value})["errors"]
    assert said in error["message"].replace('"', "'")


@pytest.mark.parametrize(
    ("variable", "kind", "value", "said"),
    [
        ("recordedAt", "DateTime", "2024-01-01T09:30:00", "write it with its offset, as in 2026-05-01T09:30:00+02:00"),
        ("recordedAt", "DateTime", "yesterday", "“yesterday” is not an instant from 1900 to 2199"),
        ("effectiveOn", "Date", "2024", "“2024” is not a day"),
    ],
)
def test_a_moment_that_cannot_be_read_says_why(served: Served, variable: str, kind: str, value: str, said: str) -> None:
    document = f"query ($v: {kind}) {{ people(first: 1, asOf: {{{variable}: $v}}) {{ nodes {{ id }} }} }}"
    [error] = served.post(document, v=value)["errors"]
    assert said in error["message"]
    assert "data" not in served.post(document, v=value)


def test_a_reference_and_an_enum_that_are_misspelled_say_what_would_be_right(served: Served) -> None:
    document = "mutation ($input: RetractEntryInput!) { retractEntry(input: $input) { __typename } }"
    [error] = served.post(document, input={"entry": "entry-7", "reason": "Wrong"})["errors"]
    assert "“entry-7” is not a reference; write stream@version" in error["message"]
    document = "mutation ($input: LeavePersonInput!) { leavePerson(input: $input) { __typename } }"
    [error] = served.post(document, input={"person": SOMEBODY, "reason": "RETIRE"})["errors"]
    assert "Did you mean the enum value 'RETIRED'" in error["message"].replace('"', "'")


def test_exactly_one_command_stands_in_a_correction(served: Served) -> None:
    document = "mutation ($input: CorrectEntryInput!) { correctEntry(input: $input) { __typename } }"
    for replacement in ({}, {"renamePerson": {"person": SOMEBODY, "name": "A"}, "leavePerson": {"person": SOMEBODY}}):
        given = {"entry": f"{SOMEBODY}@1", "reason": "Wrong", "replacement": replacement}
        [error] = served.post(document, input=given)["errors"]
        assert "exactly one" in error["message"].lower()


def test_a_refusal_is_data_and_names_the_field(served: Served, join: Join) -> None:
    told = served.record("movePerson", {"person": SOMEBODY, "unit": "Plant 2", "effectiveOn": "2024-01-01"})
    assert (told["__typename"], told["rule"], told["field"]) == ("Refused", "NobodyKnown", "person")
    assert SOMEBODY in told["why"]
