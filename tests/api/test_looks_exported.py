"""Who looked goes out with proof: chained line by line, signed, and checked by a command that needs no ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from api.cli.main import app
from api.settings import Settings
from ledger.proofs.looks_signed import LooksSigner
from ledger.proofs.signing import SigningKey
from ledger.storage.connections import in_role, roles_of
from tests.api.conftest import KEY, Served, serving
from tests.api.graphql.test_looks import looks, person_looked_at

ASKED = "query ($id: ID!) { person(id: $id) { leftOn } }"


@pytest.fixture(scope="module")
def alone(make_database: Callable[[], str]) -> Iterator[Served]:
    """A house of its own."""
    with serving(Settings(database_url=make_database(), key=SecretStr(KEY))) as told:
        yield told


@pytest.fixture(scope="module")
def ada(alone: Served) -> str:
    """Somebody at whom another has looked twice; the first look was signed before the second."""
    ada, boss = person_looked_at(alone)
    boss.ask(ASKED, id=ada)
    sign(alone)
    boss.ask(ASKED, id=ada)
    return ada


def signing_key(alone: Served) -> SigningKey:
    [key] = alone.app.state.services.publishing._keys
    assert isinstance(key, SigningKey)
    return key


def sign(alone: Served) -> None:
    """As the publisher does once a minute."""
    url = in_role(alone.database_url, roles_of(alone.database_url).publisher)
    with psycopg.connect(url, autocommit=True) as connection:
        LooksSigner(connection, [signing_key(alone)]).sign_if_due()


def run(alone: Served, *command: str, code: int = 0) -> str:
    environment = {"LEADERSHIP_DATABASE_URL": alone.database_url, "LEADERSHIP_KEY": KEY}
    ran = CliRunner().invoke(app, [*command], env=environment)
    assert ran.exit_code == code, ran.output
    return ran.output


def exported(alone: Served, file: Path, *options: str) -> list[dict[str, Any]]:
    run(alone, "export", "looks", "-o", str(file), *options)
    assert file.stat().st_mode & 0o077 == 0
    return [json.loads(line) for line in file.read_text().splitlines()]


@pytest.mark.mission("M69")
def test_what_is_exported_is_chained_and_signed(alone: Served, ada: str, tmp_path: Path) -> None:
    file = tmp_path / "looks.ndjson"
    lines = exported(alone, file)
    seen = [line for line in lines if "number" in line]
    before = b""
    for number, line in enumerate(seen, start=1):
        again = sha256(before + line["hashed"].encode()).digest()
        assert (line["number"], line["before"], line["hash"]) == (number, before.hex(), again.hex())
        before = again
    assert ada in seen[0]["seen"]
    key = str(signing_key(alone).verifier)
    said = run(alone, "verify", "--looks", str(file), "--key", key)
    assert f"{len(seen)} looks: each is what its hash says" in said
    signed = int(lines[-1]["signed"].split("\n")[1])
    assert f"Looks 1 to {signed} follow each other, and were signed." in said
    assert (f"Not signed yet: looks {signed + 1} to {len(seen)}" in said) == (signed < len(seen))
    assert "Who signed was not asked" in run(alone, "verify", "--looks", str(file))
    other = str(SigningKey.generate("elsewhere").verifier)
    assert "compared" in run(alone, "verify", "--looks", str(file), "--key", other, code=4)


def test_what_was_changed_left_out_or_signed_otherwise_is_told(alone: Served, ada: str, tmp_path: Path) -> None:
    file = tmp_path / "looks.ndjson"
    lines = exported(alone, file)
    key = str(signing_key(alone).verifier)

    def verified(changed: list[dict[str, Any]], code: int = 1) -> str:
        file.write_text("".join(json.dumps(line) + "\n" for line in changed))
        return run(alone, "verify", "--looks", str(file), "--key", key, code=code)

    assert "look 1 is not what was written" in verified([{**lines[0], "reader": "nobody"}, *lines[1:]])
    forged = {**lines[0], "hashed": lines[0]["hashed"].replace("person", "prison", 1)}
    forged |= {"reader": forged["hashed"].split("\n")[2]}
    forged |= {"hash": sha256(forged["hashed"].encode()).hexdigest()}
    assert "look 2 does not go on from look 1" in verified([forged, *lines[1:]])
    assert "look 1 is not the one that was signed" in verified([forged, *(line for line in lines if "signed" in line)])
    assert "comes after" in verified([lines[1], lines[0]])
    assert "none of an export" in verified([{"number": 1}])
    assert "Looks 2 to 2 are not in this file" in verified([lines[0], *lines[2:]], code=0)
    nothing_signed = verified([line for line in lines if "number" in line], code=0)
    assert "Nothing that was signed is in this file" in nothing_signed


def test_an_export_of_looks_at_one_person_says_what_it_leaves_out(alone: Served, ada: str, tmp_path: Path) -> None:
    run(alone, "replay", code=0)
    lines = exported(alone, tmp_path / "hers.ndjson", "--of", ada)
    seen = [line["seen"] for line in lines if "number" in line]
    assert all(ada in each or "organisation" in each for each in seen)
    assert exported(alone, tmp_path / "later.ndjson", "--since", "2999-01-01")[0].keys() == {"signed"}


@pytest.mark.mission("M69")
def test_looks_at_the_machine_are_written_down_too(alone: Served, ada: str, tmp_path: Path) -> None:
    hers = alone.asked_by(ada)
    before = len(looks(hers, ada))
    run(alone, "export", "person", ada, "-o", str(tmp_path / "file.json"))
    run(alone, "export", "entries", "-o", str(tmp_path / "entries.ndjson"))
    run(alone, "replay")
    told = looks(hers, ada)
    assert len(told) == before + 3
    assert [one["sorts"] for one in told[:3]] == [["CASE"], ["BOOK"], ["BOOK"]]
    assert {one["by"] for one in told[:3]} == {alone.app.state.services.ledger.tokens.of_the_machine().id}


def test_nothing_is_signed_twice_nor_before_its_time(alone: Served, ada: str) -> None:
    readings = alone.app.state.services.ledger.readings
    sign(alone)
    signed = readings.signed()
    sign(alone)
    assert readings.signed() == signed
    url = in_role(alone.database_url, roles_of(alone.database_url).publisher)
    with psycopg.connect(url, autocommit=True) as connection:
        signer = LooksSigner(connection, [signing_key(alone)])
        readings.write_at_once("nobody", {ada: {"case": []}})
        signer.sign_if_due()
        readings.write_at_once("nobody", {ada: {"case": []}})
        signer.sign_if_due()
    assert len(readings.signed()) == len(signed) + 1, "once a minute at most"


def test_no_answer_moves_on_because_somebody_looked(alone: Served, ada: str) -> None:
    before = alone.ask("{ position }")
    alone.app.state.services.ledger.readings.write_at_once("nobody", {ada: {"case": []}})
    sign(alone)
    assert alone.ask("{ position }") == before


OWNERS_DOINGS = {
    "another reader": (
        "UPDATE ledger.readings SET reader = 'nobody' WHERE number = 2",
        "look 2 is not what was written",
    ),
    "one is gone": ("DELETE FROM ledger.readings WHERE number = 2", "look 3 is not what was written"),
    "the first is gone": ("DELETE FROM ledger.readings WHERE number = 1", "look 2 is not what was written"),
    "the last are gone": ("DELETE FROM ledger.readings WHERE number > 1", "was signed, and the last is look 1"),
}


@pytest.mark.parametrize("what", OWNERS_DOINGS)
def test_what_an_owner_did_to_the_looks_is_told(alone: Served, ada: str, what: str) -> None:
    statement, told = OWNERS_DOINGS[what]
    sign(alone)
    whole = " ".join(run(alone, "verify", "--ledger").split())
    assert "one after the other, signed up to look" in whole
    with psycopg.connect(alone.database_url, autocommit=True) as owner:
        owner.execute("ALTER TABLE ledger.readings DISABLE TRIGGER append_only")
        owner.execute("CREATE TABLE kept_looks AS TABLE ledger.readings")
        owner.execute(statement)
        try:
            said = " ".join(run(alone, "verify", "--ledger", code=1).split())
        finally:
            owner.execute("DELETE FROM ledger.readings")
            owner.execute("INSERT INTO ledger.readings TABLE kept_looks")
            owner.execute("DROP TABLE kept_looks")
            owner.execute("ALTER TABLE ledger.readings ENABLE ALWAYS TRIGGER append_only")
    assert told in said
    assert "Who looked: this does not hold" in said
