"""People as directories exchange them: the JSON of SCIM, read like a table."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from api.imports.scim_file import ENTERPRISE
from ledger import Ledger
from tests.api.imports.command_output import histories
from tests.api.imports.conftest import CommandLine


def user(number: int, given: str, manager: str = "", **more: Any) -> dict[str, Any]:
    """Somebody, as a directory tells of them."""
    above = {"manager": {"value": manager}} if manager else {}
    return {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
        "id": f"a{number}",
        "userName": given.lower(),
        "name": {"givenName": given, "familyName": "Ash"},
        "emails": [{"value": f"{given}@home.example"}, {"value": f"{given}@work.example", "primary": True}],
        "title": "Setter",
        "active": True,
        ENTERPRISE: {"employeeNumber": str(100 + number), "department": "Tooling", **above},
        **more,
    }


def test_users_of_a_directory_come_in_with_a_first_day(leadership: CommandLine, ledger: Ledger) -> None:
    hired = {"urn:example:hr": {"hireDate": "2020-05-04T00:00:00Z"}}
    answer = {"totalResults": 3, "Resources": [user(1, "Robin"), user(2, "Kim", "a1", **hired)]}
    file = leadership.file("users.json", json.dumps(answer))
    said = leadership.does("import", "scim", file, "--first-day", "2019-01-01")
    assert "users.json holds 2 of 3 people: get the others with ?startIndex=3" in said
    assert "1 of 1 manager found." in said
    told = histories(ledger, leadership.system)
    assert {who: person.stays[0].joined_on for who, person in told.items()} == {
        "101": date(2019, 1, 1),
        "102": date(2020, 5, 4),
    }
    assert told["102"].stays[0].stood[0].placement.manager is not None
    assert "Kim@work.example" in {identity.identifier for identity in told["102"].identities}
    assert "Nothing to record" in leadership.does("import", "scim", file, "--first-day", "2019-01-01")


def test_what_is_no_answer_of_a_directory_is_refused(leadership: CommandLine) -> None:
    for content, what in (
        ("no", "is no JSON"),
        ("[" * 20_000, "is no JSON"),
        ("5", "holds what is no user of SCIM"),
        ('{"Resources": 5}', "holds what is no user of SCIM"),
        ('{"Resources": [{"id": "g1"}]}', "holds what is no user of SCIM"),
    ):
        said = leadership.refuses("import", "scim", leadership.file("users.json", content))
        assert f"“users.json” {what}" in said
        assert "give the answer to GET /Users as it came" in said
