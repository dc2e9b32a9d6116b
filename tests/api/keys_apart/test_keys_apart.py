"""Data keys in a database of their own: it is always today's keys that open a book, to whichever moment that is of."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg import conninfo

from domain.kernel.facts import ERASED
from ledger.storage.connections import place_in_words
from tests.api.conftest import Served, serving
from tests.api.keys_apart.house import House, copied, held, refused

NAMES = "query ($a: ID!, $b: ID!) { a: person(id: $a) { name erased } b: person(id: $b) { name erased } }"


def test_nothing_of_the_keys_stands_beside_the_book(house: House) -> None:
    ada, ben = house.people()
    assert house.names(ada, ben) == ["Ada Okafor", "Ben Amari"]
    [book, keys] = held(house.book, house.keys)
    assert {schema for schema, _ in book} >= {"ledger", "proofs", "read_models"}
    assert "keys" not in {schema for schema, _ in book}
    assert {schema for schema, _ in keys} == {"keys"}
    assert len(keys["keys", "data_keys"]) >= 4
    assert "data keys that the ledger needs are there, and open" in house.told("verify", "--ledger", "--keys")
    house.told("rebuild", "--processes", "2")
    house.told("token", "issue", "--name", "HR import", "--scope", "read")
    assert "HR import" in house.told("token", "list")
    assert f"with its keys in {place_in_words(str(house.keys))}" in house.told("status")


def test_whoever_serves_reads_signs_people_in_and_forgets_whom_another_process_erases(house: House) -> None:
    ada, ben = house.people()
    with serving(house.settings) as served:
        assert told_of(served, ada, ben) == [("Ada Okafor", False), ("Ben Amari", False)]
        assert served.asked_by(ben).ask("{ position }")
        assert "is erased" in house.told("erase", ada, "--ground", "requested", "--yes")
        time.sleep(2.5)
        assert told_of(served, ada, ben) == [(None, True), ("Ben Amari", False)]
        assert "alarms" not in served.client.get("/readyz").json()
    assert house.names(ada, ben) == [ERASED, "Ben Amari"]


def told_of(served: Served, *people: str) -> list[tuple[str | None, bool]]:
    told = served.ask(NAMES, **dict(zip("ab", people, strict=True)))
    return [(told[one]["name"], told[one]["erased"]) for one in "ab"]


@pytest.mark.parametrize("how", ["restored from its dump", "brought back as a whole"])
def test_a_book_of_any_moment_takes_the_keys_of_today(
    house: House, empty: Callable[[], str], tmp_path: Path, how: str
) -> None:
    """Whoever was erased since stays so, and is named, as this book does not say it; all others are read."""
    ada, ben = house.people()
    house.told("backup", str(tmp_path / "book"), str(tmp_path / "keys"))
    before = copied(house.book, empty())
    house.told("erase", ada, "--ground", "requested", "--yes")
    if how == "restored from its dump":
        earlier = replace(house, book=empty())
        both = earlier.told("restore", str(tmp_path / "book"), str(tmp_path / "keys"), code=3)
        assert "Data keys stand in the database" in both
        assert held(earlier.book) == [{}]
        told = earlier.told("restore", str(tmp_path / "book"))
        assert "does not say that they were erased" in told
    else:
        earlier = replace(house, book=copied(before, house.book))
    assert earlier.names(ada, ben) == [ERASED, "Ben Amari"]
    with serving(earlier.settings) as served:
        assert [name for name, _ in told_of(served, ada, ben)] == [None, "Ben Amari"]
        [alarm] = served.client.get("/readyz").json()["alarms"]
        assert f"The keys of 1 people ({ada}) are destroyed" in alarm
    earlier.told("erase", ada, "--ground", "requested", "--yes")
    assert ada not in earlier.told("status")
    assert house.names(ada, ben) == [ERASED, "Ben Amari"]


def test_keys_that_were_lost_are_restored_where_they_belong(
    house: House, empty: Callable[[], str], tmp_path: Path
) -> None:
    ada, ben = house.people()
    house.told("backup", str(tmp_path / "book"), str(tmp_path / "keys"))
    again = replace(house, book=empty(), keys=empty())
    assert "name the file with those of this book" in again.told("restore", str(tmp_path / "book"), code=3)
    assert "The ledger is restored" in again.told("restore", str(tmp_path / "book"), str(tmp_path / "keys"))
    assert again.names(ada, ben) == ["Ada Okafor", "Ben Amari"]
    assert {schema for schema, _ in held(again.book)[0]} & {"keys"} == set()
    beside = replace(house, book=empty(), keys=None)
    beside.told("restore", str(tmp_path / "book"), str(tmp_path / "keys"))
    assert beside.names(ada, ben) == ["Ada Okafor", "Ben Amari"], "which is the way back"


def test_keys_of_another_ledger_are_refused(house: House, new_house: Callable[..., House]) -> None:
    """Wrapped by the same key, and perhaps begun a moment ago."""
    house.people()
    other, begun, new = new_house(), new_house(), new_house()
    other.people()
    begun.told("migrate")
    for another in (other, begun):
        refused(replace(house, keys=another.keys), "are those of another book")
        assert "are those of another book" in replace(new, keys=another.keys).told("migrate", code=3)
    assert held(new.book, new.keys) == [{}, {}]


def test_a_restored_book_takes_no_keys_of_another(
    house: House, new_house: Callable[..., House], empty: Callable[[], str], tmp_path: Path
) -> None:
    house.people()
    house.told("backup", str(tmp_path / "book"), str(tmp_path / "keys"))
    other = new_house()
    other.people()
    other.told("backup", "--keys", str(tmp_path / "of another"))
    for keys in (None, empty()):
        mixed = House(empty(), keys, house.home)
        told = mixed.told("restore", str(tmp_path / "book"), str(tmp_path / "of another"), code=3)
        assert "are those of another book" in told
        assert held(mixed.book, mixed.keys) in ([{}], [{}, {}])
    before = held(other.keys)
    mixed = House(empty(), other.keys, house.home)
    assert "are those of another book" in mixed.told("restore", str(tmp_path / "book"), code=3)
    assert held(mixed.book, other.keys) == [{}, *before]


def test_where_the_setting_is_forgotten_no_keys_are_made(house: House) -> None:
    house.people()
    refused(replace(house, keys=None), "name in LEADERSHIP_KEYS_DATABASE_URL the database in which its keys stand")
    assert "keys" not in {schema for schema, _ in held(house.book)[0]}


def test_where_an_empty_database_is_named_no_keys_are_made(house: House, empty: Callable[[], str]) -> None:
    house.people()
    lost = replace(house, keys=empty())
    refused(lost, "holds no key of it")
    assert held(lost.keys) == [{}]


def test_the_database_of_the_book_is_none_of_the_keys_own(new_house: Callable[..., House]) -> None:
    """By whichever name it is called."""
    house = new_house(apart=False)
    same = replace(house, keys=conninfo.make_conninfo(house.book, application_name="another"))
    refused_there = same.told("migrate", code=3)
    assert "names the database of the book itself" in refused_there
    assert held(house.book) == [{}]
    house.people()
    refused(same, "names the database of the book itself")
    house.told("status")


@pytest.mark.parametrize("earlier", ["ledger", "keys"])
def test_a_book_or_keys_of_an_earlier_version_are_known_by_their_people(
    house: House, new_house: Callable[..., House], earlier: str
) -> None:
    """As those of before books and keys said whose they are."""
    ada, ben = house.people()
    other = new_house()
    other.people()
    of_before = house.book if earlier == "ledger" else house.keys
    with psycopg.connect(str(of_before)) as connection:
        connection.execute(f"DROP TABLE {earlier}.book; DELETE FROM {earlier}.form".encode())
    refused(
        replace(house, **({"keys": other.keys} if earlier == "ledger" else {"book": other.book})), "of another book"
    )
    assert house.names(ada, ben) == ["Ada Okafor", "Ben Amari"]
    [book, keys] = held(house.book, house.keys)
    assert book["ledger", "book"] == keys["keys", "book"] != []


def test_a_server_of_keys_that_does_not_answer_is_named(house: House) -> None:
    house.people()
    told = replace(house, keys="postgresql://127.0.0.1:1/keys").told("status", code=3)
    assert "with its keys in the database “keys” at 127.0.0.1:1" in told
    assert "LEADERSHIP_KEYS_DATABASE_URL to where it is" in told
