"""Known documents by their address: what may stand in it, and what is said of the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from api.cli.telling import told_of
from api.graphql.document_not_served import DocumentNotServed
from api.settings import Settings
from tests.api.conftest import KEY, Served, serving

PERSON = "query Told($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { name asOf { position effectiveOn } } }"
ROLES = (
    "query ($first: Int!, $units: [String!]) { people(first: $first, units: $units) { totalCount asOf { position } } }"
)
TWO = "query One { position } query Two { position }"
TEXTS = {"person": PERSON, "roles": ROLES, "two": TWO}


@pytest.fixture(scope="module")
def house(make_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A house that knows some documents from the start, in folders of their own."""
    folder = tmp_path_factory.mktemp("documents")
    for name, text in TEXTS.items():
        (folder / name).mkdir()
        (folder / name / "asked.graphql").write_text(text)
    (folder / "README.md").write_text("not asked")
    with serving(Settings(database_url=make_database(), key=SecretStr(KEY), documents=folder)) as told:
        yield told


@pytest.fixture(scope="module")
def ada(house: Served) -> str:
    """Somebody who is known there."""
    return str(house.recorded("joinPerson", name="Ada", unit="Tooling", effectiveOn="2020-01-01")["subject"])


def asked(house: Served, text: str, /, **parameters: Any) -> Any:
    """What comes of an address."""
    return house.client.get(f"/q/{hashlib.sha256(text.encode()).hexdigest()}", params=parameters)


def said(house: Served, text: str, /, **parameters: Any) -> str:
    """Why an address is refused."""
    answer = asked(house, text, **parameters)
    assert answer.status_code == 400, answer.text
    return str(answer.json()["errors"][0]["message"])


def test_variables_are_given_each_by_its_name_or_together(house: Served, ada: str) -> None:
    at = house.ask("{ position }")["position"]
    alone = asked(house, PERSON, id=ada, at=at).json()["data"]["person"]
    assert (alone["name"], alone["asOf"]["position"]) == ("Ada", at)
    assert asked(house, PERSON, variables=f'{{"id": "{ada}"}}', at=at).json()["data"]["person"] == alone
    listed = asked(house, ROLES, first=5, units="[]", at=at).json()
    assert listed["data"]["people"]["asOf"]["position"] == at
    unit = house.unit("Tooling")
    for units in (unit, f'["{unit}"]'):
        assert asked(house, ROLES, first=5, units=units, at=at).json()["data"]["people"]["totalCount"] == 1
    assert asked(house, TWO, operationName="Two").json()["data"] == {"position": house.ask("{ position }")["position"]}


def test_the_position_is_meant_where_the_document_names_no_moment(house: Served, ada: str) -> None:
    at = house.ask("{ position }")["position"]
    house.recorded("joinPerson", name="Ben", unit="Tooling", effectiveOn="2020-01-01")
    own = asked(house, PERSON, id=ada, asOf=f'{{"position": {at - 1}}}', at=at).json()["data"]["person"]
    assert own is None or own["asOf"]["position"] == at - 1
    day = asked(house, PERSON, id=ada, asOf='{"effectiveOn": "2020-05-06"}', at=at).json()["data"]["person"]
    assert day["asOf"] == {"position": at, "effectiveOn": "2020-05-06"}
    now = asked(house, PERSON, id=ada).json()["data"]["person"]
    assert now["asOf"]["position"] > at
    ahead = asked(house, PERSON, id=ada, at=10**6)
    assert "has not come yet" in ahead.json()["errors"][0]["message"]
    assert "etag" not in ahead.headers


def test_what_is_no_parameter_is_refused_by_its_name(house: Served, ada: str) -> None:
    assert said(house, ROLES, frist=5) == "frist: is no variable of this document. Did you mean 'first'?"
    assert said(house, PERSON, id=ada, At=5) == "At: is no variable of this document. Did you mean 'at'?"
    assert "There are first, units, at, variables, operationName." in said(house, ROLES, colour="red")
    assert said(house, PERSON, variables='{"di": "x"}').startswith("di: is no variable of this document.")
    assert said(house, PERSON, id=ada, variables=f'{{"id": "{ada}"}}').startswith("id: is given twice")
    assert said(house, PERSON, id=[ada, ada]) == "id: is there 2 times: give it once, a list as JSON."
    assert said(house, PERSON, id=ada, variables="[1]") == "variables: “[1]” is not an object."
    assert said(house, PERSON, id=ada, variables="{").startswith("variables")
    for at in ("-1", "x", "", "1.5", "9" * 19, "²"):
        assert "is no position" in said(house, PERSON, id=ada, at=at)
    assert said(house, TWO).startswith("operationName: is missing")
    assert "Two" in said(house, TWO, operationName="Three")
    wrong = asked(house, ROLES, first="many").json()["errors"][0]
    assert wrong["extensions"] == {"code": "BAD_INPUT", "field": "first", "value": "many"}
    assert asked(house, PERSON).json()["errors"][0]["extensions"]["field"] == "id"


def test_what_is_not_known_is_not_there(house: Served) -> None:
    unknown = house.client.get(f"/q/{'0' * 64}")
    assert unknown.status_code == 404
    assert "LEADERSHIP_DOCUMENTS" in unknown.json()["errors"][0]["message"]
    for no_hash in ("x", "0" * 63, "G" * 64, hashlib.sha256(PERSON.encode()).hexdigest().upper()):
        assert "write the SHA-256" in house.client.get(f"/q/{no_hash}").json()["errors"][0]["message"]
    assert house.client.get("/q/").status_code == 404
    assert house.client.get(f"/q/{'0' * 64}", headers={"authorization": "Bearer made-up"}).status_code == 401


def test_a_folder_that_holds_what_cannot_be_asked_is_not_served(tmp_path: Path) -> None:
    for text, why in (("{ positions }", "Did you mean 'position'"), ("{", "Syntax Error"), (b"\xff", "utf-8")):
        (tmp_path / "wrong.graphql").write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(DocumentNotServed, match=why) as refused:
            opened(tmp_path)
        assert str(refused.value).startswith(str(tmp_path / "wrong.graphql"))
    with pytest.raises(DocumentNotServed, match="no folder") as refused:
        opened(tmp_path / "nowhere")
    told = told_of(refused.value)
    assert told is not None
    assert list(told.lines) == [f"LEADERSHIP_DOCUMENTS: there is no folder {tmp_path / 'nowhere'}"]


def opened(folder: Path) -> None:
    with serving(Settings(database_url="postgresql:///never", key=SecretStr(KEY), documents=folder)):
        pass
