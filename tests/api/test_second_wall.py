"""The second wall: what the database tells of random worlds, and whether each change to either side would be found."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from api.access import second_wall, table
from api.access import sight as sights
from api.access.callers import Caller
from api.access.relationships import Relationship
from api.access.sight import Sight, Stances
from api.access.sorts import SORTS
from api.access.table import TABLE, Information
from domain.kernel.ids import PersonId
from ledger import Ledger
from ledger.storage.connections import in_role, roles_of
from ledger.storage.migrations import migrate
from ledger.storage.walling import AS_PUT_TOGETHER, PUT_TOGETHER, held
from projections import registry
from projections.engine.seeing import FIGURES, PASSES, in_words
from projections.engine.storing import not_as_it_was_made
from projections.engine.walls import Wall, WallByEntry, WallByKind, statements
from projections.registry import READ_MODELS
from tests.databases import WRAPPING
from tests.search.worlds import BOOK, OTHERS, VIEWER, WALLED, Worlds, stored_sorts

WORLDS = 3_000
FEW_WORLDS = 250
PASSES_KNOWN = {
    "figures",
    "whole slates",
    "own words",
    "names known",
    "cycles there",
    "ratings counted",
    "tags counted",
    "mentoring figures",
    "mentorships known",
    "talks counted",
    "feedback counted",
    "offers counted",
    "potential counted",
    "stays talked of",
}
"""Each is a hole in the wall, and stands in docs/adr/0016-second-wall.md with why it is there."""
ABOUT_SOMEBODY = (
    "person",
    "role",
    "cycle",
    "manager",
    "owner",
    "nominated_by",
    "about_stream",
    "subject",
    "mentorship",
    "mentor",
    "mentee",
)
MUTATED = (
    (Information.SUCCESSION, Relationship.MANAGER),
    (Information.RISK, Relationship.SELF),
    (Information.LEAVING, Relationship.AUDITOR),
    (Information.CYCLE_WORDS, Relationship.MANAGER),
    (Information.VOTE, Relationship.PANEL),
    (Information.FIGURES, Relationship.COUNCIL),
)
"""Cells that are turned round by hand: some that tell, some that do not; of tables, of entries, of figures."""
WHERE = {
    Information.SUCCESSION: ("readiness", "slates"),
    Information.RISK: ("retention_risks",),
    Information.LEAVING: ("milestones",),
    Information.CYCLE_WORDS: (BOOK,),
    Information.VOTE: (BOOK,),
    Information.FIGURES: (FIGURES,),
}
"""Where each of them is seen."""


@pytest.fixture(scope="module")
def walled(make_database: Callable[[], str]) -> str:
    """A migrated database that goes by the table, of a ledger that has begun."""
    url = make_database()
    migrate(url, registry.migrate, second_wall.migrate)
    Ledger.open(url, WRAPPING).close()  # has its own key from then on, without which no book is migrated again
    return url


@pytest.fixture(scope="module")
def worlds(walled: str) -> Worlds:
    """Rows to be told, or not."""
    made = Worlds(walled, seed=16)
    made.furnish()
    return made


@pytest.fixture
def owner(walled: str) -> Iterator[psycopg.Connection]:
    """A connection that may change the wall."""
    with psycopg.connect(walled, autocommit=True) as connection:
        yield connection


def test_the_database_tells_what_the_table_does(worlds: Worlds) -> None:
    compared = worlds.compare(WORLDS)
    assert not compared.differences, compared.differences[0]
    assert compared.worlds == WORLDS
    assert len(compared.cells) > len(OTHERS) * 20


@pytest.mark.parametrize(("sort", "relationship"), MUTATED)
def test_a_cell_that_is_turned_round_in_the_database_is_found(
    worlds: Worlds, walled: str, owner: psycopg.Connection, sort: Information, relationship: Relationship
) -> None:
    if relationship in TABLE[sort]:
        owner.execute("DELETE FROM sight.rights WHERE sort = %s AND relationship = %s", (sort, relationship))
    else:
        owner.execute("INSERT INTO sight.rights VALUES (%s, %s)", (sort, relationship))
    owner.execute(PUT_TOGETHER)
    try:
        assert worlds.compare(FEW_WORLDS, *WHERE[sort]).differences
    finally:
        migrate(walled, second_wall.migrate)
    assert held(owner, "rights") == set(second_wall.rights()), "what says otherwise is written anew"


def test_what_is_put_together_of_cells_is_mended_too(worlds: Worlds, walled: str, owner: psycopg.Connection) -> None:
    told = "jsonb_set(sorts, '{risk}', '[\"colleague\"]')"
    owner.execute(f"UPDATE sight.told_to SET sorts = {told}".encode())
    try:
        assert worlds.compare(FEW_WORLDS, *WHERE[Information.RISK]).differences
    finally:
        migrate(walled, second_wall.migrate)
    assert owner.execute(AS_PUT_TOGETHER).fetchone() == (True,)
    assert not worlds.compare(FEW_WORLDS, *WHERE[Information.RISK]).differences


@pytest.mark.parametrize("further", ["TABLE sight.told_to", "SELECT '{}'::jsonb, '{}'::jsonb, '{}'::jsonb"])
def test_what_is_put_together_is_one_row(walled: str, further: str) -> None:
    """With a second one, the same or another, every look into it fails: none is let in, and one that is there goes."""
    with psycopg.connect(walled) as connection:
        with pytest.raises(psycopg.errors.UniqueViolation), connection.transaction():
            connection.execute(f"INSERT INTO sight.told_to {further}".encode())
        connection.execute(f"DROP INDEX sight.told_to_is_one_row; INSERT INTO sight.told_to {further}".encode())
        assert connection.execute(AS_PUT_TOGETHER).fetchone() == (False,)
        second_wall.migrate(connection)
        assert connection.execute(AS_PUT_TOGETHER).fetchone() == (True,)
        assert connection.execute("SELECT count(*) FROM sight.told_to").fetchone() == (1,)
        connection.rollback()


def test_no_relationship_would_be_read_as_two() -> None:
    """They are handed down in one word each, with blanks between them."""
    assert [each for each in Relationship if each.split() != [each]] == []
    handed = json.loads(in_words({"person-a": [*Relationship]}))["person-a"]
    assert sorted(handed.split(" ")) == sorted(Relationship)


@pytest.mark.parametrize(("sort", "relationship"), MUTATED)
def test_a_cell_that_is_turned_round_in_python_is_found(
    worlds: Worlds, monkeypatch: pytest.MonkeyPatch, sort: Information, relationship: Relationship
) -> None:
    monkeypatch.setattr(table, "TABLE", {**TABLE, sort: TABLE[sort] ^ {relationship}})
    assert worlds.compare(FEW_WORLDS, *WHERE[sort]).differences


def policies() -> list[tuple[str, str]]:
    """Every wall, as its table and its name."""
    return [(each.name, wall.name) for each in READ_MODELS.tables for wall in each.walls or ()]


def put_up(owner: psycopg.Connection, name: str) -> None:
    """The walls of one table, as they are made with it."""
    for wall in WALLED[name].walls or ():
        home = Identifier("read_models", name)
        owner.execute(SQL("DROP POLICY IF EXISTS {} ON {}").format(Identifier(wall.name), home))
    for statement in statements("read_models", WALLED[name]):
        owner.execute(statement)


@pytest.mark.parametrize(("name", "policy"), policies())
def test_a_wall_that_is_gone_is_found(
    worlds: Worlds, walled: str, owner: psycopg.Connection, name: str, policy: str
) -> None:
    """Without its policy a table tells less, without row-level security more; whoever migrates finds either."""
    home = Identifier("read_models", name)
    owner.execute(SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(home))
    assert worlds.compare(20, name).differences, "the table tells all"
    assert not_as_it_was_made(owner, roles_of(walled), READ_MODELS)
    owner.execute(SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(home))
    owner.execute(SQL("DROP POLICY {} ON {}").format(Identifier(policy), home))
    try:
        assert worlds.compare(FEW_WORLDS, name).differences, "the table tells too little"
        assert not_as_it_was_made(owner, roles_of(walled), READ_MODELS)
    finally:
        put_up(owner, name)
    assert not worlds.compare(20, name).differences
    assert not not_as_it_was_made(owner, roles_of(walled), READ_MODELS)


def test_walls_that_are_gone_are_put_up_again(worlds: Worlds, walled: str, owner: psycopg.Connection) -> None:
    """Whoever migrates makes all tables anew where a single wall is not as it was made."""
    for name, policy in dict(policies()).items():
        owner.execute(SQL("DROP POLICY {} ON {}").format(Identifier(policy), Identifier("read_models", name)))
    owner.execute("ALTER TABLE read_models.readiness DISABLE ROW LEVEL SECURITY")
    migrate(walled, registry.migrate)
    worlds.furnish()
    assert not worlds.compare(FEW_WORLDS).differences


def test_a_hole_in_a_wall_is_found_and_mended(worlds: Worlds, walled: str, owner: psycopg.Connection) -> None:
    owner.execute("CREATE POLICY let_all ON read_models.retention_risks USING (true)")
    try:
        assert worlds.compare(20, "retention_risks").differences
    finally:
        migrate(walled, registry.migrate)
        worlds.furnish()
    assert not worlds.compare(20, "retention_risks").differences


def test_nothing_is_told_outside_a_transaction_that_was_told_for_whom(worlds: Worlds, walled: str) -> None:
    asked = " UNION ALL ".join(
        f"SELECT position FROM read_models.{each.name}" for each in READ_MODELS.tables if each.walls
    )
    asked = f"SELECT count(*) FROM ({asked} UNION ALL SELECT position FROM sight.entries) told"
    with psycopg.connect(in_role(walled, roles_of(walled).reader), autocommit=True) as connection:

        def told() -> object:
            return connection.execute(asked.encode()).fetchall()[0][0]

        assert told() == 0, "nobody has said for whom"
        with connection.transaction():
            connection.execute("SELECT set_config('leadership.sight', '*', true)")
            everything = told()
            connection.execute("SELECT set_config('leadership.sight', '', true)")
            assert told() == 0, "nothing that is said tells nothing"
        assert everything == worlds.rows - 1, "all but what stands for figures"
        assert told() == 0, "what was handed down ended with its transaction"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT stored FROM ledger.entries",
        "SELECT stream FROM ledger.entries",
        "SELECT * FROM ledger.concerns",
        "INSERT INTO sight.rights VALUES ('risk', 'colleague')",
        "DELETE FROM sight.passes",
        "ALTER TABLE read_models.readiness DISABLE ROW LEVEL SECURITY",
        "CREATE FUNCTION sight.everything(text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    ],
)
def test_the_reader_comes_to_nothing_round_the_wall(walled: str, statement: str) -> None:
    with (
        psycopg.connect(in_role(walled, roles_of(walled).reader), autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement.encode())


class Slow(Stances):
    """What is known is long in coming."""

    def of(self, viewer: PersonId, position: int, today: date) -> dict[str, frozenset[Relationship]]:
        time.sleep(0.1)
        return super().of(viewer, position, today)


def test_two_first_looks_of_one_request_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever one of them finds has to be there when it is handed down."""
    found = frozenset((Relationship.SELF, Relationship.COLLEAGUE))
    monkeypatch.setattr(sights, "relationships", lambda *_: found)
    day = date(2024, 3, 4)
    ledger: Any = SimpleNamespace(moment=lambda: 1, today=lambda: day, book=lambda as_of: SimpleNamespace(today=day))
    sight = Sight(Caller(VIEWER, VIEWER, frozenset()), ledger, Slow())
    first = threading.Thread(target=sight.look_up, args=(["person-a"],))
    first.start()
    time.sleep(0.03)
    sight.look_up(["person-b"])
    first.join()
    assert json.loads(sight.handed_down(["person-a", "person-b"], ())) == {
        "person-a": "colleague self",
        "person-b": "colleague self",
        "": "colleague",
    }


def test_every_table_about_somebody_says_who_is_told_its_rows() -> None:
    about = [each for each in READ_MODELS.tables if any(name in ABOUT_SOMEBODY for name in each.columns)]
    unsaid = [each.name for each in about if each.walls is None]
    assert len(about) > 20
    assert not unsaid, f"say by which walls these stand, or that they are OPEN: {unsaid}"


def test_a_wall_is_of_a_sort_of_the_table_and_of_columns_that_there_are() -> None:
    for each in READ_MODELS.tables:
        for wall in each.walls or ():
            if isinstance(wall, WallByEntry):
                assert wall.table == each.name
                continue
            columns = wall.columns if isinstance(wall, Wall) else (wall.person, wall.kind)
            assert set(columns) <= set(each.columns), each.name
            assert isinstance(wall, WallByKind) or wall.sort in set(Information), each.name


def test_there_are_few_passes_and_each_says_why() -> None:
    assert set(PASSES) == PASSES_KNOWN
    for one in PASSES.values():
        assert len(one.why) > 50
        assert {*one.sorts, *filter(None, (one.told_by,))} <= set(Information)


def test_what_the_database_goes_by_is_the_table_itself(walled: str, owner: psycopg.Connection) -> None:
    assert held(owner, "rights") == {(sort, each) for sort, those in TABLE.items() for each in those}
    sorts = {(kind, sort) for kind, sort, opened in held(owner, "kinds") if not opened}
    assert sorts >= {(kind, sort.value) for kind, sort in SORTS.items() if sort}
    assert {kind for kind, _, opened in held(owner, "kinds") if opened} == set(second_wall.OPENED_FOR)


def test_the_database_stores_something_of_every_sort_but_of_what_is_put_together_when_it_is_asked_for() -> None:
    assert frozenset(TABLE) - stored_sorts() == {Information.BUNDLE}, (
        "a bundle is made of entries, each behind its own wall"
    )
