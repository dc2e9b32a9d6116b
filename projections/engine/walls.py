"""Which rows of a table the database tells, and to whom: the second wall, made together with the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from psycopg.sql import SQL, Composed, Identifier, Literal

if TYPE_CHECKING:
    from projections.engine.read_model import Table


@dataclass(frozen=True)
class Wall:
    """Rows are told to whoever is told what is of a sort of one of the subjects that they name."""

    sort: str
    columns: tuple[str, ...]
    """Where a row names a person, a role, a cycle or whatever else it is about."""

    @property
    def name(self) -> str:
        """Of the policy."""
        return self.sort

    def told(self) -> Composed:
        """SQL: whether a row is told. What was handed down is looked at once a statement, not once a row."""
        sort = Literal(self.sort)
        each = [SQL("({} -> {}) ?| {}").format(told_to("sorts"), sort, standing_to(column)) for column in self.columns]
        return SQL(" OR ").join((SQL("(SELECT sight.whole({}))").format(sort), *each))


@dataclass(frozen=True)
class WallByKind:
    """Rows are told to whoever is told entries of the kind that they name, of the person that they name."""

    person: str
    kind: str

    @property
    def name(self) -> str:
        """Of the policy."""
        return "kinds"

    def told(self) -> Composed:
        """SQL: whether a row is told."""
        return SQL("(SELECT sight.everything()) OR ({} -> {}) ?| {}").format(
            told_to("kinds"), Identifier(self.kind), standing_to(self.person)
        )


@dataclass(frozen=True)
class WallByEntry:
    """Rows are told to whoever is told the entry that says them, whatever that follows from."""

    table: str

    @property
    def name(self) -> str:
        """Of the policy."""
        return "entries"

    def told(self) -> Composed:
        """SQL: whether a row is told."""
        position = Identifier(self.table, "position")
        return SQL("EXISTS (SELECT FROM sight.entries told WHERE told.position = {})").format(position)


def told_to(what: str) -> Composed:
    """SQL: to whom each kind, or each sort, is told. Joined with nothing it is unpacked once a statement, not once a
    row."""
    return SQL("(SELECT t.{} || '{{}}' FROM sight.told_to t)").format(Identifier(what))


def standing_to(column: str) -> Composed:
    """SQL: how whoever asks stands to what a column names: as was handed down of it, or else of all others."""
    subject = Identifier(column)
    return SQL("string_to_array(coalesce((SELECT sight.stated()) ->> {}, (SELECT sight.stated()) ->> ''), ' ')").format(
        subject
    )


Walls = Sequence[Wall | WallByKind | WallByEntry]
OPEN: Final[Walls] = ()
"""What everybody here is told: the directory, and what is about nobody."""


def statements(schema: str, table: Table) -> Iterator[Composed]:
    """What walls a table off. One that says nothing of its walls has all its rows walled off."""
    home = Identifier(schema, table.name)
    if table.walls is not None and not table.walls:
        return
    yield SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(home)
    for wall in table.walls or ():
        policy = SQL("CREATE POLICY {} ON {} FOR SELECT USING ({})")
        yield policy.format(Identifier(wall.name), home, wall.told())
