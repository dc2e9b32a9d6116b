"""Two sets of keys of one book, or of two: none is taken away that says what the other does not."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from api.keys import key_ring
from domain.kernel.facts import ERASED
from ledger.storage.dumps import HOW, dump, run
from ledger.storage.keys import LEDGER
from ledger.storage.keys_compared import DATA_KEYS, PASSING, SAYS
from tests.api.conftest import serving
from tests.api.keys_apart.house import House, copied, held, name_of, opening, refused, somebody_since
from tests.api.keys_apart.test_keys_moved import interrupted

Empty = Callable[[], str]
NewHouse = Callable[..., House]


def moved(house: House, empty: Empty) -> House:
    """The same ledger, with its keys in a database of their own."""
    apart = replace(house, keys=empty())
    apart.told("keys", "move")
    return apart


def back_again(apart: House, empty: Empty, folder: Path) -> House:
    """The same ledger, brought back by the documented way: in another database, and its keys beside it."""
    apart.told("backup", str(folder / "book"), str(folder / "keys"))
    beside = replace(apart, book=empty(), keys=None)
    beside.told("restore", str(folder / "book"), str(folder / "keys"))
    return beside


def refused_to_move(house: House, why: str) -> None:
    before = held(house.book, house.keys)
    assert why in house.told("keys", "move", code=3)
    assert held(house.book, house.keys) == before


def test_keys_that_were_gone_on_with_beside_the_book_are_not_taken_for_those_of_before(
    new_house: NewHouse, empty: Empty, tmp_path: Path
) -> None:
    house = new_house(apart=False)
    ada, ben = house.people()
    apart = moved(house, empty)
    beside = back_again(apart, empty, tmp_path)
    cy = somebody_since(beside)
    forward = replace(beside, keys=apart.keys)
    refused_to_move(forward, cy)
    again = moved(beside, empty)
    assert again.names(ada, cy) == ["Ada Okafor", "Cy Dahl"]
    assert apart.names(ada, ben) == ["Ada Okafor", "Ben Amari"]


def test_keys_that_no_key_opens_any_more_do_not_stay_alone(new_house: NewHouse, empty: Empty, tmp_path: Path) -> None:
    """Somebody was erased from the ledger that was brought back: what wraps the others is destroyed since."""
    house = new_house(apart=False)
    ada, ben = house.people()
    apart = moved(house, empty)
    beside = back_again(apart, empty, tmp_path)
    beside.told("erase", ada, "--ground", "requested", "--yes")
    refused_to_move(replace(beside, keys=apart.keys), "are wrapped by a key-encryption key that is not here")
    assert moved(beside, empty).names(ada, ben) == [ERASED, "Ben Amari"]


SAID_BESIDE = {
    "a token": "INSERT INTO keys.tokens (id, hash, name, scopes, expires_at)"
    " VALUES ('token-new', sha256('new'), 'HR import', '{{}}', now())",
    "that one was revoked": "UPDATE keys.tokens SET revoked_at = now()",
    "an answer": "INSERT INTO keys.waiting (box, owner, answer) VALUES ('cycle-a', 'x', 'y')",
    "that somebody was asked": "INSERT INTO keys.asked VALUES ('person-a', 2024, 1)",
    "that a key is destroyed": "UPDATE keys.data_keys SET wrapped = NULL WHERE person = '{ada}'",
    "another key of the same": "UPDATE keys.data_keys SET wrapped = '\\x{another}' WHERE person = '{ada}'",
}


@pytest.mark.parametrize("statement", SAID_BESIDE.values(), ids=SAID_BESIDE)
def test_whatever_is_said_beside_the_book_alone_stays(new_house: NewHouse, empty: Empty, statement: str) -> None:
    house = new_house(apart=False)
    ada, ben = house.people()
    house.told("token", "issue", "--name", "HR import", "--scope", "read")
    before = copied(house.book, empty())
    apart = moved(house, empty)
    copied(before, apart.book)
    another = key_ring(house.settings).all()[0].wrap(ada, os.urandom(32)).hex()
    with psycopg.connect(apart.book) as connection:
        connection.execute(statement.format(ada=ada, another=another).encode())
    refused_to_move(apart, "holds what the schema “keys” of the database")
    copied(before, apart.book)
    apart.told("keys", "move")
    assert apart.names(ada, ben) == ["Ada Okafor", "Ben Amari"]


def test_what_is_destroyed_there_is_not_left_readable_beside_the_book(new_house: NewHouse, empty: Empty) -> None:
    """As of a box of answers, whose key goes without any other being wrapped anew."""
    house = new_house(apart=False)
    ada, ben = house.people()
    before = copied(house.book, empty())
    apart = moved(house, empty)
    with psycopg.connect(before) as connection:
        connection.execute("INSERT INTO keys.waiting (box, owner, answer) VALUES (%s, 'x', 'y')", (ada,))
    with psycopg.connect(str(apart.keys)) as connection:
        connection.execute("UPDATE keys.data_keys SET wrapped = NULL WHERE person = %s", (ada,))
    copied(before, apart.book)
    apart.told("keys", "move")
    left = opening(apart, "keys_removed")
    assert ada not in left
    assert ben in left


def test_every_table_of_keys_is_compared_or_said_to_be_passing(house: House) -> None:
    house.told("migrate")
    assert {table for _, table in held(house.keys)[0]} == {DATA_KEYS, *SAYS} | PASSING


def test_a_database_with_a_ledger_keeps_no_keys_of_another(new_house: NewHouse) -> None:
    """They would stand beside its book, and belong to its keeper."""
    house = new_house()
    house.people()
    for books in (new_house(apart=False), new_house(apart=False)):
        other = replace(books, keys=house.book)
        before = held(house.book, house.keys, other.book)
        for words in (("migrate",), ("keys", "move")):
            assert "in which a ledger stands" in other.told(*words, code=3)
        assert held(house.book, house.keys, other.book) == before
    begun = new_house(apart=False)
    begun.people()
    refused(replace(new_house(), book=begun.book, keys=house.book), "data keys stand beside the book")
    refused_to_move(replace(begun, keys=house.book), "in which a ledger stands")


def test_no_book_is_made_in_the_database_of_another_ones_keys(house: House) -> None:
    house.people()
    before = held(house.keys)
    told = replace(house, book=str(house.keys), keys=None).told("migrate", code=3)
    assert "whose book does not: name another database" in told
    assert held(house.keys) == before


def test_keys_of_another_ledger_that_stand_beside_a_book_are_left_alone(
    house: House, new_house: NewHouse, tmp_path: Path
) -> None:
    """Whatever brought them there, they may be its only ones."""
    house.people()
    other = new_house(apart=False)
    other.people()
    dump(other.book, tmp_path / "keys", ["keys"])
    run(house.book, "pg_restore", *HOW, str(tmp_path / "keys"))
    refused_to_move(house, "are not those of the book in")
    refused_to_move(replace(house, keys=new_house().keys), "are not those of the book in")


def test_a_move_that_was_interrupted_is_ended_by_nobody_else(
    new_house: NewHouse, empty: Empty, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is arriving stands nowhere else any more."""
    house, other, begun = (new_house(apart=False) for _ in range(3))
    ada, ben = house.people()
    other.people()
    apart = replace(house, keys=empty())
    interrupted(apart, monkeypatch, "take_away")
    refused_to_move(replace(other, keys=apart.keys), "may be the only ones of another")
    assert "are those of another book" in replace(begun, keys=apart.keys).told("migrate", code=3)
    apart.told("keys", "move")
    assert apart.names(ada, ben) == ["Ada Okafor", "Ben Amari"]


def test_keys_that_are_arriving_do_not_go_for_older_ones_of_the_same_book(
    new_house: NewHouse, empty: Empty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = new_house(apart=False)
    house.people()
    house.told("backup", str(tmp_path / "book"), str(tmp_path / "keys"))
    cy = somebody_since(house)
    apart = replace(house, keys=empty())
    interrupted(apart, monkeypatch, "take_away")
    restored = replace(house, book=empty())
    restored.told("restore", str(tmp_path / "book"), str(tmp_path / "keys"))
    refused_to_move(replace(restored, keys=apart.keys), cy)
    apart.told("keys", "move")
    assert apart.names(cy) == ["Cy Dahl"]


def test_keys_are_not_moved_away_from_under_whoever_serves(new_house: NewHouse, empty: Empty) -> None:
    house = new_house(apart=False)
    ada, _ = house.people()
    apart = replace(house, keys=empty())
    with serving(house.settings) as served:
        told = apart.told("keys", "move", code=3)
        assert "others are connected to the database" in told
        assert "stop what serves it" in told
        assert held(apart.keys) == [{}]
        assert served.asked_by(ada).ask("{ position }"), "a token is issued, and known"
        assert "alarms" not in served.client.get("/readyz").json()
    apart.told("keys", "move")
    with serving(apart.settings) as served:
        assert name_of(served.app.state.services.ledger, ada) == "Ada Okafor"
    assert LEDGER in {row[0].split(",")[0].strip("(") for row in held(apart.keys)[0]["keys", "data_keys"]}
