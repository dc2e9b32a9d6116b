"""What somebody has completed, as credentials that others verify; revoked when it is mended or the person erased."""

from __future__ import annotations

import json
import socket
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey
from pydantic import SecretStr
from typer.testing import CliRunner

from api.access.callers import Scope
from api.cli.main import app
from api.settings import Settings
from domain.kernel.ids import PersonId
from tests.api.conftest import KEY, Served, serving
from tests.api.graphql.conftest import Join

MINE = "{ myCredentials { id achievement begunOn endedOn issuedOn outcome jwt } }"
CORRECT = "mutation ($input: CorrectEntryInput!) { correctEntry(input: $input) { __typename } }"
RETRACT = "mutation ($input: RetractEntryInput!) { retractEntry(input: $input) { __typename } }"
CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
TASK = {"title": "Open the second site", "assignmentKind": "PROJECT_LEAD", "stretch": True, "function": "Logistics"}


@pytest.fixture(scope="module")
def served(make_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A house that says under which address it is reached, so that a key is fetched from where it is named.

    Its keys are its own, as somebody is erased in it.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    key_file = tmp_path_factory.mktemp("keys") / "ledger.key"
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("LEADERSHIP_KEY_FILE", str(key_file))  # for the command line, too
        settings = Settings(database_url=make_database(), key=SecretStr(KEY), address=address)
        with serving(settings, port) as house:
            yield house


def mine(served: Served, person: str) -> list[dict[str, Any]]:
    """Somebody's credentials, as they themselves are told."""
    told: list[dict[str, Any]] = served.asked_by(person).ask(MINE)["myCredentials"]
    return told


def given(served: Served, person: str, **more: Any) -> dict[str, Any]:
    """An assignment that somebody was given; its id, and the entry that says so."""
    said = {**TASK, "startsOn": "2024-02-01", "effectiveOn": "2024-01-15", **more}
    told = served.recorded("giveAssignment", person=person, **said)
    return {"assignment": told["made"][0], "entry": told["entries"][0], "said": said}


def completed(served: Served, person: str, by: Served | None = None, **more: Any) -> dict[str, Any]:
    """The same, seen through."""
    task = given(served, person, **more)
    said = {
        "person": person,
        "assignment": task["assignment"],
        "outcome": "It opened in June",
        "effectiveOn": "2024-06-28",
    }
    told = (by or served).recorded("completeAssignment", **said)
    return {**task, "completion": told["entries"][0]}


def verified(token: str, served: Served) -> dict[str, Any]:
    key = OKPKey.import_key(served.client.get("/credentials/keys").json()["keys"][-1])
    with pytest.warns(match="EdDSA"):  # that is what verifiers know it by
        claims: dict[str, Any] = jwt.decode(token, key, algorithms=["EdDSA"]).claims
    return claims


def achievement_in(told: dict[str, Any]) -> dict[str, Any]:
    """What a credential says was achieved, whoever signed it."""
    part = told["jwt"].split(".")[1]
    said = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    achievement: dict[str, Any] = said["credentialSubject"]["achievement"]
    return achievement


def is_revoked(said: dict[str, Any], served: Served) -> bool:
    """Whether a credential is on the list that it names."""
    answer = served.client.get(said["credentialStatus"]["id"])
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, max-age=60")
    told = answer.json()
    assert told["revokedCredential"] == told["revokedCredentials"]
    return said["id"] in [one["id"] for one in told["revokedCredentials"] if one["revoked"]]


@pytest.mark.mission("M79")
def test_what_was_completed_is_verified_by_others(served: Served, join: Join, node: Callable[..., str]) -> None:
    ada, ben = join("Ada Okafor"), join("Ben Ito")
    completed(served, ada, served.asked_by(ada), supportedBy=ben)
    given(served, ada)  # which she has not seen through
    [told] = mine(served, ada)
    assert (told["achievement"], told["outcome"]) == ("Open the second site", "It opened in June")
    assert (told["begunOn"], told["endedOn"]) == ("2024-02-01", None), "nobody but she says when it was done"
    said = verified(told["jwt"], served)
    assert "activityEndDate" not in said["credentialSubject"]
    assert achievement_in(told)["criteria"] == {"narrative": "That it was seen through to its end is their own word."}
    assert achievement_in(told)["achievementType"] == "Achievement"
    assert said == json.loads(node("credential.mjs", told["jwt"])), "verified by what shares nothing with us"
    forged = told["jwt"].replace(".ey", ".eY", 1)
    with pytest.raises(Exception, match="signature"):
        verified(forged, served)
    assert said["credentialSubject"]["narrative"] == "In their own words: It opened in June"
    assert not is_revoked(said, served)
    assert mine(served, ada) == [told], "the same once more"


def test_it_has_the_members_that_open_badges_ask_for(served: Served, join: Join) -> None:
    ada = join("Ada Okafor")
    completed(served, ada)
    [told] = mine(served, ada)
    said = verified(told["jwt"], served)
    assert said["@context"][:2] == CONTEXTS
    assert said["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    subject, achievement = said["credentialSubject"], said["credentialSubject"]["achievement"]
    assert (subject["type"], achievement["type"]) == (["AchievementSubject"], ["Achievement"])
    assert achievement.keys() >= {"id", "name", "description", "criteria"}
    assert subject["identifier"] == [
        {"type": "IdentityObject", "hashed": False, "identityHash": "Ada Okafor", "identityType": "name"}
    ]
    assert (said["iss"], said["jti"], said["sub"]) == (said["issuer"]["id"], said["id"], subject["id"])
    assert said["id"] == told["id"]
    assert served.client.get(said["iss"]).json() == said["issuer"]
    assert said["issuer"]["type"] == ["Profile"]
    assert said["validFrom"].endswith("Z")
    for of in (said["id"], subject["id"], achievement["id"]):
        UUID(of.removeprefix("urn:uuid:"))
    assert not {word for word in ("person-", "assignment-", "@2") if word in json.dumps(said)}, "no id of ours"
    assert "d" not in served.client.get("/credentials/keys").json()["keys"][-1]


def test_a_correction_makes_another_and_revokes_the_former(served: Served, join: Join) -> None:
    ada = join()
    task = completed(served, ada)
    [before] = mine(served, ada)
    replacement = {"giveAssignment": {"person": ada, **task["said"], "title": "Open the third site"}}
    replacement["giveAssignment"]["assignment"] = task["assignment"]
    served.ask(CORRECT, input={"entry": task["entry"], "replacement": replacement, "reason": "Miscounted"})
    [after] = mine(served, ada)
    assert (after["achievement"], after["id"] != before["id"]) == ("Open the third site", True)
    assert is_revoked(verified(before["jwt"], served), served)
    assert not is_revoked(verified(after["jwt"], served), served)


def test_a_retraction_revokes(served: Served, join: Join) -> None:
    ada = join()
    task = completed(served, ada)
    [told] = mine(served, ada)
    served.ask(RETRACT, input={"entry": task["completion"], "reason": "Not yet"})
    assert mine(served, ada) == []
    assert is_revoked(verified(told["jwt"], served), served)


def test_an_erasure_revokes(served: Served, join: Join, steward: PersonId) -> None:
    ada, ben = join("Ada Okafor"), join("Ben Ito")
    completed(served, ada)
    mentored(served, mentor=ben, mentee=ada)
    hers, his = mine(served, ada), mine(served, ben)
    today = served.app.state.services.ledger.today()
    served.recorded("leavePerson", person=ada, reason="RESIGNED", effectiveOn=str(today - timedelta(days=1)))
    erased = {"person": ada, "ground": "REQUESTED", "erasedBy": steward, "effectiveOn": str(today)}
    told = served.asked_by(steward).record("erasePerson", erased)
    assert told["__typename"] == "Recorded", told
    assert len(hers) == 2
    assert all(is_revoked(verified(one["jwt"], served), served) for one in hers)
    assert mine(served, ben) == his, "what he did stays his"
    assert not is_revoked(verified(his[0]["jwt"], served), served)


def mentored(served: Served, mentor: str, mentee: str, why: str = "GOALS_REACHED") -> str:
    """Two who were a pair for a while."""
    said = {"goals": "To lead through others", "hoursPromised": 12.0, "cadenceDays": 30, "effectiveOn": "2024-01-08"}
    pair: str = served.recorded("agreeMentorship", mentor=mentor, mentee=mentee, **said)["subject"]
    served.recorded("endMentorship", mentorship=pair, why=why, effectiveOn="2024-11-29")
    return pair


def test_a_mentorship_is_completed_for_both_when_its_goals_are_reached(served: Served, join: Join) -> None:
    ada, ben, cai = join("Ada Okafor"), join("Ben Ito"), join("Cai Berg")
    mentored(served, ben, ada)
    mentored(served, cai, ada, "TIME_UP")
    [hers], [his] = mine(served, ada), mine(served, ben)
    assert (hers["achievement"], his["achievement"]) == ("Mentorship, as the mentee", "Mentorship, as the mentor")
    assert (his["begunOn"], his["endedOn"]) == ("2024-01-08", "2024-11-29")
    assert hers["id"] != his["id"]
    assert mine(served, cai) == [], "that its time was up says nothing of what was reached"
    said = json.dumps([verified(one["jwt"], served) for one in (hers, his)])
    assert "To lead through others" not in said


def test_nobody_is_told_of_others(served: Served, join: Join, steward: PersonId) -> None:
    ben = join("Ben Ito")
    ada = join("Ada Okafor", manager=ben)
    completed(served, ada)
    assert mine(served, ben) == mine(served, steward) == []
    assert served.asked_by(None, Scope.READ, name="Dashboard").ask(MINE) == {"myCredentials": None}


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Stand in for GRETA LINDQVIST", "An assignment"),
        ("Greta Lindqvist’s two shifts", "An assignment"),
        ("Take over from Ms Bergström", "An assignment"),
        ("Ida Renholm’s own shift", "Ida Renholm’s own shift"),
        ("Stand in for the head of the yard", "Stand in for the head of the yard"),
    ],
)
def test_nobody_else_is_named(served: Served, join: Join, title: str, told: str) -> None:
    join("Greta Lindqvist")
    ida, near = join("Ida Renholm"), join("Sven Bergstrom")
    completed(served, ida, title=title, supportedBy=near)
    [credential] = mine(served, ida)
    assert credential["achievement"] == told
    said = json.dumps(verified(credential["jwt"], served), ensure_ascii=False).casefold()
    assert not [name for name in ("lindqvist", "bergstr", "sven", near) if name in said]


def test_what_others_wrote_of_it_does_not_go_along(served: Served, join: Join) -> None:
    ada, ben = join("Ada Okafor"), join("Ben Ito")
    completed(served, ada, objectives=["To let go of the detail"])
    [told] = mine(served, ada)
    assert told["outcome"] is None, "a system wrote it"
    said = json.dumps(verified(told["jwt"], served))
    assert "It opened in June" not in said
    assert "let go" not in said
    task = given(served, ben)
    by = served.asked_by(ben)
    outcome = {"outcome": "Ada Okafor had the idea", "effectiveOn": "2024-06-28"}
    by.recorded("completeAssignment", person=ben, assignment=task["assignment"], **outcome)
    assert mine(served, ben)[0]["outcome"] is None, "it names somebody"


def test_a_status_is_of_the_credential_whose_address_it_is_and_of_nothing_else(served: Served, join: Join) -> None:
    ada, ben = join(), join("Ben Ito")
    task, standing = completed(served, ada), completed(served, ben)
    [hers], [his] = mine(served, ada), mine(served, ben)
    said, stands = verified(hers["jwt"], served), verified(his["jwt"], served)
    served.ask(RETRACT, input={"entry": task["completion"], "reason": "Not yet"})
    address = said["credentialStatus"]["id"]
    revoked = served.client.get(address).json()
    assert revoked["revokedCredentials"] == [{"id": hers["id"], "revoked": True}]
    assert revoked["id"] == address
    assert not is_revoked(stands, served)
    versions = [entry.partition("@")[2] for entry in (standing["entry"], standing["completion"])]
    origin = f"{ben} {ben} {' '.join(versions)}"
    asked = (*made_up(address), ada, ben, f"{ben} ", origin, f"{origin}  ", f"achievement {origin}", his["id"])
    answers = [served.client.get(f"{served.url}/credentials/status/{quote(one)}") for one in asked]
    assert {(one.status_code, one.content) for one in answers} == {(404, b"there is no such thing here\n")}
    assert len({json.dumps(dict(one.headers.items() - {("date", one.headers["date"])})) for one in answers}) == 1


def made_up(address: str) -> tuple[str, ...]:
    """What only looks like the last part of an address of a credential's status."""
    name = address.rpartition("/")[2]
    return "x", f"{name[:-4]}AAAA", name[:-1], f"{name}=", f"{name} ", name.swapcase(), "A" * 60_000


def test_whoever_asks_by_letter_gets_the_same(served: Served, join: Join) -> None:
    ada = join("Ada Okafor")
    completed(served, ada)
    environment = {"LEADERSHIP_DATABASE_URL": served.database_url, "LEADERSHIP_KEY": KEY}
    ran = CliRunner().invoke(app, ["export", "credentials", ada], env={**environment, "LEADERSHIP_ADDRESS": served.url})
    assert ran.exit_code == 0, ran.output
    assert ran.stdout == f"{mine(served, ada)[0]['jwt']}\n"
    for what in ("credentials", "person"):  # what is no file is written to as it is
        asked = ["export", what, ada, "-o", "/dev/null"]
        ran = CliRunner().invoke(app, asked, env={**environment, "LEADERSHIP_ADDRESS": served.url})
        assert ran.exit_code == 0, (ran.output, ran.exception)
    refused = CliRunner().invoke(app, ["export", "credentials", ada], env=environment)
    assert "LEADERSHIP_ADDRESS is not set" in str(refused.exception)


def test_nothing_is_issued_where_nobody_could_verify_it(make_database: Callable[[], str]) -> None:
    with serving(Settings(database_url=make_database(), key=SecretStr(KEY))) as house:
        ada = house.recorded("joinPerson", name="Ada Okafor", unit="Tooling", effectiveOn="2020-03-02")["subject"]
        [error] = house.asked_by(ada).post(MINE)["errors"]
        assert error["extensions"]["code"] == "ADDRESS_NOT_SET"
        assert "LEADERSHIP_ADDRESS is not set" in error["message"]
        for path in ("issuer", "keys", "keys/x", "status/x"):
            assert house.client.get(f"/credentials/{path}").status_code == 404
