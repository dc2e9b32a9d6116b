"""Entries that cannot be read: told as their person's or stream's, on every way out, and everything else goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from json import loads
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from api.cli.main import app
from api.settings import Settings
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.packs.shipped import present_edition
from projections.engine import storing
from projections.engine.read_model import Table
from tests.api.conftest import KEY, Served, serving

PEOPLE = "{ people(first: 9) { totalCount edges { node { id name erased unit } } } }"
ENTRIES = "{ entries(first: 99) { edges { node { position kind event effectiveOn reason } } } }"
THEN_AND_NOW = """query ($subject: ID!, $then: AsOf!) {
    thenAndNow(subject: $subject, then: $then) { changes { change reference now { position event } } }
}"""
NEWEST = present_edition().number
RESCORING = """query ($newest: Int!) { rescoring(first: 9, edition: $newest, insteadOf: $newest, toLevel: "others") {
    nodes { person { id } } asOf { position }
} }"""
ENTRY = "query ($at: Int!) { entry(position: $at) { kind event onBehalf } }"


@dataclass
class House:
    """A ledger with somebody in it whose entries are spoiled, and somebody whose are not."""

    settings: Settings
    ada: str
    ben: str

    @property
    def url(self) -> str:
        return str(self.settings.database_url)

    def spoil(self, how: str, *parameters: object) -> None:
        """Change entries, as a fault of the disk would or a later version."""
        with psycopg.connect(self.url) as owner:
            owner.execute("ALTER TABLE ledger.entries DISABLE TRIGGER ALL")
            owner.execute(f"UPDATE ledger.entries SET {how}".encode(), parameters)
            owner.execute("ALTER TABLE ledger.entries ENABLE ALWAYS TRIGGER append_only")
            owner.execute("ALTER TABLE ledger.entries ENABLE ALWAYS TRIGGER in_order")

    def of(self, person: str) -> int:
        """The position of somebody's first entry."""
        with psycopg.connect(self.url) as owner:
            row = owner.execute("SELECT min(position) FROM ledger.entries WHERE stream = %s", (person,)).fetchone()
        assert row
        return int(row[0])

    def leadership(self, *words: str) -> Result:
        told = {"LEADERSHIP_DATABASE_URL": self.url, "LEADERSHIP_KEY": KEY}
        return CliRunner().invoke(app, list(words), env=told)


@pytest.fixture
def house(make_database: Callable[[], str]) -> House:
    settings = Settings(database_url=make_database(), key=SecretStr(KEY))
    with serving(settings) as served:
        joined = [
            served.recorded("joinPerson", name=name, unit="Tooling", effectiveOn="2020-03-02")
            for name in ("Ada Okafor", "Ben Amari")
        ]
        served.recorded("renamePerson", person=joined[0]["subject"], name="Ada Lind")
    return House(settings, *(one["subject"] for one in joined))


@pytest.fixture(params=["a damaged byte of what is sealed", "a damaged byte of the rest", "no key", "a later kind"])
def spoiled(house: House, request: pytest.FixtureRequest) -> Iterator[tuple[House, Served, str]]:
    """Served, after something of Ada has been spoiled; and what is told of that."""
    flipped = "stored = set_byte(stored, {at}, (get_byte(stored, {at}) + 1) %% 128) WHERE stream = %s"
    match request.param:
        case "no key":
            with psycopg.connect(house.url) as owner:
                owner.execute("DELETE FROM keys.data_keys WHERE person = %s", (house.ada,))
            why = "KeyMissing: no data key for"
        case "a later kind":
            house.spoil("kind = 'PersonCloned' WHERE stream = %s", house.ada)
            why = "UnknownKind: no event is called “PersonCloned”"
        case "a damaged byte of the rest":
            house.spoil(flipped.format(at=0), house.ada)
            why = "its stored bytes are not those of an entry"
        case _:
            house.spoil(
                "stored = convert_to(regexp_replace(convert_from(stored, 'UTF8'),"
                " '(\"sealed\":\\{\"[a-z]+\":\"A[A-Za-z0-9+/]{24})..', '\\1zz'), 'UTF8') WHERE stream = %s",
                house.ada,
            )
            why = "SealedAltered: "
    with serving(house.settings) as served:
        yield house, served, why


def test_it_is_told_as_theirs_and_everybody_else_is_as_before(spoiled: tuple[House, Served, str]) -> None:
    house, served, why = spoiled
    for _ in range(2):
        told = served.post(PEOPLE)
        assert "errors" not in told, told
        people = {edge["node"]["id"]: edge["node"] for edge in told["data"]["people"]["edges"]}
        assert (people[house.ada]["name"], people[house.ada]["erased"]) == (None, False)
        assert (people[house.ben]["name"], people[house.ben]["unit"]) == ("Ben Amari", "Tooling")
        assert house.of(house.ada) in told["extensions"]["parked"]
    assert served.ask('{ people(first: 9, search: "Ben") { totalCount } }')["people"]["totalCount"] == 1
    assert any(house.ada in alarm for alarm in served.client.get("/readyz").json()["alarms"])
    entries = {edge["node"]["position"]: edge["node"] for edge in served.ask(ENTRIES)["entries"]["edges"]}
    assert why in entries[house.of(house.ada)]["event"]["unreadable"]
    assert why in served.ask(ENTRY, at=house.of(house.ada))["entry"]["event"]["unreadable"]
    assert entries[house.of(house.ben)]["event"]["name"] == "Ben Amari"


def test_what_walks_whole_streams_leaves_it_out_and_names_it(spoiled: tuple[House, Served, str]) -> None:
    house, served, _ = spoiled
    then = {"position": 1, "effectiveOn": "2020-01-01"}
    told = served.post(THEN_AND_NOW, subject=house.ada, then=then)
    assert "errors" not in told, told
    assert house.of(house.ada) in told["extensions"]["parked"]
    told = served.post(RESCORING, newest=NEWEST)
    assert "errors" not in told, told
    assert {house.ada, house.ben} == {node["person"]["id"] for node in told["data"]["rescoring"]["nodes"]}


def test_an_assessment_that_cannot_be_read_counts_for_nothing_and_is_named(house: House) -> None:
    with serving(house.settings) as served:
        rating = {"of": "direction", "value": 3, "facts": ["Split the team"]}
        about = {"framework": DEFAULT_FRAMEWORK, "edition": NEWEST, "level": "self", "ratings": [rating]}
        said = {"instrument": "LEADERSHIP_ASSESSMENT", "purpose": "DECISION", "assessor": house.ben}
        served.recorded("recordAssessment", person=house.ada, effectiveOn="2024-05-06", **said, **about)
    with psycopg.connect(house.url) as owner:
        [(at,)] = owner.execute("SELECT max(position) FROM ledger.entries WHERE kind LIKE 'Assessment%'").fetchall()
    house.spoil("stored = set_byte(stored, 0, 120) WHERE position = %s", at)
    with serving(house.settings) as served:
        told = served.post(RESCORING, newest=NEWEST)
        assert "errors" not in told, told
        assert at in told["extensions"]["parked"]


def test_nothing_is_decided_on_it_and_the_refusal_says_why(spoiled: tuple[House, Served, str]) -> None:
    house, served, why = spoiled
    told = served.record("renamePerson", {"person": house.ada, "name": "Ada Berg"})
    assert told["rule"] == "EntryUnreadable", told
    assert f"{house.ada}@1 (" in told["why"]
    assert why in told["why"]
    assert served.recorded("renamePerson", person=house.ben, name="Ben Berg")


def test_an_export_names_it_and_goes_on(spoiled: tuple[House, Served, str], tmp_path: Path) -> None:
    house, _, why = spoiled
    exported = house.leadership("export", "entries", "--to", str(tmp_path / "all.ndjson"))
    assert (exported.exit_code, "2 entries cannot be read" in exported.output) == (1, True), exported.output
    lines = [loads(line) for line in (tmp_path / "all.ndjson").read_text().splitlines()]
    named = [line for line in lines if "unreadable" in line]
    assert [line["unreadable"] for line in named] == [f"{house.ada}@1", f"{house.ada}@2"]
    assert all(why in line["why"] for line in named)
    assert any(line.get("name") == "Ben Amari" for line in lines)
    again = house.leadership("import", "entries", str(tmp_path / "all.ndjson"), "--dry-run")
    assert again.exit_code == 1


def test_many_commands_at_once_are_refused_only_where_they_rest_on_it(
    spoiled: tuple[House, Served, str], tmp_path: Path
) -> None:
    house, _, why = spoiled
    path = tmp_path / "renamings.ndjson"
    renaming = '{{"command": "RenamePerson", "person": "{}", "name": "Berg", "effective_on": "2026-01-02"}}\n'
    path.write_text("".join(map(renaming.format, (house.ada, house.ben))))
    imported = house.leadership("import", "entries", str(path), "--system", "hr")
    assert (imported.exit_code, "Recorded 1 entry" in imported.output) == (1, True), imported.output
    assert why in imported.output


def test_a_rebuild_names_what_it_had_to_leave_out(house: House) -> None:
    assert "rebuilt up to position" in house.leadership("rebuild").output
    house.spoil("kind = 'PersonCloned' WHERE stream = %s", house.ada)
    told = house.leadership("rebuild").output
    assert "but for 2 entries that could not be told" in told
    assert f"{house.of(house.ada)} (PersonCloned on {house.ada}), in " in told
    assert "UnknownKind" in told


def test_a_rebuild_that_finds_no_room_leaves_nothing_behind(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it finds none before it has made all its tables."""
    statements = storing.columns_of

    def full(table: Table) -> list[str]:
        if table is storing.PARKED:
            raise psycopg.errors.DiskFull("could not extend file: No space left on device")
        return statements(table)

    monkeypatch.setattr(storing, "form", lambda folds: "as it is")
    with psycopg.connect(house.url) as owner:
        owner.execute("UPDATE read_models.bookmark SET form = 'as it is'")
    monkeypatch.setattr(storing, "columns_of", full)
    assert house.leadership("rebuild").exit_code != 0
    with psycopg.connect(house.url) as owner:
        left = owner.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'read_models_%'").fetchall()
    assert left == []
