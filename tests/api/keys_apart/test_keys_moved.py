"""Data keys are moved from beside the book into a database of their own, and none is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import conninfo

from api.keys import key_ring, wrapping_of
from api.services import ledger_in
from domain.kernel.facts import ERASED
from ledger.committing_keys import CommittingKeys
from ledger.storage import moving_keys
from ledger.storage.moving_keys import move
from tests.api.keys_apart.house import House, copied, held, opening, refused, somebody_since
from tests.ledger.test_erasures import Crash, crashing_after


def test_keys_are_moved(new_house: Callable[..., House], empty: Callable[[], str]) -> None:
    """All that stands beside the book, and whoever goes by the old settings or the new ones without it is told."""
    house = new_house(apart=False)
    ada, ben = house.people()
    house.told("token", "issue", "--name", "HR import", "--scope", "read")
    apart = replace(house, keys=empty())
    before = {table: rows for (schema, table), rows in held(house.book)[0].items() if schema == "keys"}
    refused(apart, "`leadership keys move` takes them there")
    assert "stand in the database" in apart.told("keys", "move")
    [book, keys] = held(apart.book, apart.keys)
    assert {table: rows for (_, table), rows in keys.items() if table != "form"} == before
    assert "keys" not in {schema for schema, _ in book}
    assert apart.names(ada, ben) == ["Ada Okafor", "Ben Amari"]
    assert "HR import" in apart.told("token", "list")
    refused(house, "name in LEADERSHIP_KEYS_DATABASE_URL the database")
    assert "Nothing was changed" in apart.told("keys", "move")
    apart.told("erase", ada, "--ground", "requested", "--yes")
    assert apart.names(ada, ben) == [ERASED, "Ben Amari"]


def test_a_book_of_before_the_move_loses_its_own_keys_and_takes_those_of_today(
    new_house: Callable[..., House], empty: Callable[[], str]
) -> None:
    house = new_house(apart=False)
    ada, ben = house.people()
    before = copied(house.book, empty())
    apart = replace(house, keys=empty())
    apart.told("keys", "move")
    apart.told("erase", ada, "--ground", "requested", "--yes")
    of_today = held(apart.keys)
    copied(before, apart.book)
    refused(apart, "it puts those of before aside")
    assert "Those of before stand in the schema “keys_removed”" in apart.told("keys", "move")
    assert held(apart.keys) == of_today
    assert apart.names(ada, ben) == [ERASED, "Ben Amari"]
    assert opening(house, "keys_removed") == [], "what was wrapped before the erasure"
    copied(before, apart.book)
    assert "Those of before" in apart.told("keys", "move"), "it came with that database, without what was put aside"
    with psycopg.connect(apart.book) as book:
        book.execute("CREATE SCHEMA keys; CREATE TABLE keys.data_keys AS TABLE keys_removed.data_keys")
    assert "drop it first" in apart.told("keys", "move", code=3)


def test_keys_are_not_moved_to_where_they_are(new_house: Callable[..., House]) -> None:
    """They would be taken for those that stand there already."""
    house = new_house(apart=False)
    ada, ben = house.people()
    same = replace(house, keys=conninfo.make_conninfo(house.book, application_name="another"))
    assert "both addresses lead to" in same.told("keys", "move", code=3)
    assert "say with LEADERSHIP_KEYS_DATABASE_URL into which" in house.told("keys", "move", code=2)
    assert house.names(ada, ben) == ["Ada Okafor", "Ben Amari"]


def test_keys_are_not_moved_over_others(new_house: Callable[..., House]) -> None:
    house, other = new_house(apart=False), new_house()
    house.people()
    other.people()
    before = held(house.book, other.keys)
    assert "name an empty database" in replace(house, keys=other.keys).told("keys", "move", code=3)
    assert held(house.book, other.keys) == before


@pytest.mark.parametrize(
    ("name", "after"), [("copy", 0), ("copy", 2), ("bring", 1), ("take_away", 1)],
    ids=["before the first table", "between tables", "before they go beside the book", "before they have arrived"],
)  # fmt: skip
def test_whatever_interrupts_a_move_no_key_is_lost(
    new_house: Callable[..., House], empty: Callable[[], str], monkeypatch: pytest.MonkeyPatch, name: str, after: int
) -> None:
    house = new_house(apart=False)
    ada, ben = house.people()
    apart = replace(house, keys=empty())
    interrupted(apart, monkeypatch, name, after)
    if name == "take_away":
        refused(apart, "`leadership keys move` ends it")
    else:
        refused(apart, "`leadership keys move` takes them there")
        late = somebody_since(house)
        ada = late
    apart.told("keys", "move")
    assert apart.names(ada, ben)[1] == "Ben Amari"
    assert apart.names(ada, ben)[0] in {"Ada Okafor", "Cy Dahl"}
    assert {schema for schema, _ in held(apart.keys)[0]} == {"keys"}


def interrupted(apart: House, monkeypatch: pytest.MonkeyPatch, name: str, after: int = 1) -> None:
    """The process that moves the keys ends in the midst of something, or when it is done."""
    with monkeypatch.context() as patched:
        doing = getattr(moving_keys, name)
        crashing = crashing_after(after, doing) if name == "copy" else crashing_at_the_end_of(doing)
        patched.setattr(moving_keys, name, crashing)
        with pytest.raises(Crash):
            move(apart.book, str(apart.keys), key_ring(apart.settings).of)


def crashing_at_the_end_of(of: Callable[..., Any]) -> Callable[..., Any]:
    def call(*given: Any) -> Any:
        of(*given)
        raise Crash

    return call


def test_keys_that_were_exchanged_are_told_wherever_they_are_brought(
    new_house: Callable[..., House], empty: Callable[[], str], tmp_path: Path
) -> None:
    """Each is compared with what the book has committed to, once it is moved or brought back."""
    house = new_house(apart=False)
    ada, ben = house.people()
    with ledger_in(house.settings, house.book) as ledger:
        CommittingKeys(ledger).commit()
    wrapped = wrapping_of(house.settings, house.book).wrap(ada, bytes(32))
    with psycopg.connect(house.book) as owner:
        owner.execute("UPDATE keys.data_keys SET wrapped = %s WHERE person = %s", (wrapped, ada))
    book, keys = str(tmp_path / "book.dump"), str(tmp_path / "keys.dump")
    house.told("backup", book, keys)
    for said in (
        replace(house, book=empty()).told("restore", book, keys, code=1),
        replace(house, keys=empty()).told("keys", "move", code=1),
    ):
        assert f"The data key of {ada} is not the one that the ledger committed to" in said
        assert ben not in said
