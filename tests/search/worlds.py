"""Random worlds for the second wall: rows about subjects, to which somebody stands in ways drawn by chance.

What the database tells of them is held against what the table in Python tells, row by row.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final, cast

import psycopg
from psycopg.sql import SQL, Identifier

from api.access import second_wall
from api.access.callers import Caller
from api.access.relationships import Relationship
from api.access.sight import COLLEAGUES, OPEN_TO_ALL, Sight
from api.access.sorts import REMARKS, SORTS
from api.access.table import TABLE, Information, may_see
from domain.kernel.facts import ORGANISATION
from domain.kernel.ids import PersonId
from ledger import Ledger
from ledger.storage.connections import in_role, roles_of
from projections.engine.read_model import Row, Table
from projections.engine.seeing import FIGURES, PASSES
from projections.engine.storing import copy_rows
from projections.engine.visibility import SCHEMA
from projections.engine.walls import Wall, WallByEntry, WallByKind
from projections.registry import READ_MODELS

SUBJECTS: Final = (*(f"{kind}-{number}" for kind in ("person", "role", "case") for number in range(3)), ORGANISATION)
VIEWER: Final = PersonId("person-0190a000-0000-7000-8000-0000000000aa")
OTHERS: Final = tuple(each for each in Relationship if each is not Relationship.COLLEAGUE)
FEW: Final = 3
"""Ways in which somebody stands to one subject, at most."""
A_TABLE: Final = 4
"""Rows of each."""
AT_ONCE: Final = 250
"""Worlds that are asked about in one go."""
VALUES: Final[Mapping[str, object]] = {
    "text": "x",
    "boolean": True,
    "integer": 1,
    "bigint": 1,
    "float8": 1.0,
    "text[]": ["x"],
    "integer[]": [1],
}
DAY: Final = date(2024, 3, 4)

WALLED: Final = {table.name: table for table in READ_MODELS.tables if table.walls}
TIMELINES: Final = {
    name for name, table in WALLED.items() if any(isinstance(wall, WallByKind) for wall in table.walls or ())
}
"""What no pass reads."""
OF_REMARKS: Final = {
    name for name, table in WALLED.items() if any(isinstance(wall, WallByEntry) for wall in table.walls or ())
}
BOOK: Final = "the book"
Cell = tuple[Information, Relationship, bool, bool]
"""A sort, a relationship, whether somebody stood so to whom a row of that sort is about, and whether it was told."""
Stands = Mapping[str, frozenset[Relationship]]
Told = tuple[tuple[str, Information], ...]
"""Any of these subjects, with the sort that has to be told of it."""
Written = tuple[str, str, str, Mapping[str, object]]


@dataclass(frozen=True)
class World:
    """How somebody stands to some of the subjects, what they ask for, and by which pass they read, if by any."""

    stands: Stands
    asked: str
    """A walled table, the book, or what figures read."""
    by: str | None


@dataclass
class Compared:
    """What came of it."""

    worlds: int = 0
    rows: int = 0
    differences: list[str] = field(default_factory=list)
    tried: Counter[tuple[Information, frozenset[Relationship], bool]] = field(default_factory=Counter)
    """How often something of a sort was told, or not, to whoever stood so to whom it is about; without a pass."""

    @property
    def cells(self) -> Counter[Cell]:
        """How often cells of the table were tried."""
        found: Counter[Cell] = Counter()
        for (sort, as_, told), times in self.tried.items():
            for each in OTHERS:
                found[sort, each, each in as_, told] += times
        return found

    def fewest(self) -> int:
        """How often the cell was tried that was tried least."""
        cells = self.cells
        return min(cells[cell] for cell in every_cell())

    def __iadd__(self, other: Compared) -> Compared:
        self.worlds += other.worlds
        self.rows += other.rows
        self.differences += other.differences
        self.tried += other.tried
        return self


def every_cell() -> Iterator[Cell]:
    """Every sort and relationship, allowed and denied.

    Where the table names it: told to whoever stands so, and not told to somebody who does not. Where it does not: not
    told to somebody who stands so, and told to somebody who stands in other ways, too. Of sorts of which nothing is
    stored the database knows nothing.
    """
    for sort in stored_sorts() - OPEN_TO_ALL:
        for each in OTHERS:
            yield (sort, each, True, True)
            yield (sort, each, each not in TABLE[sort], False)


def stored_sorts() -> frozenset[Information]:
    """The sorts of all that stands in walled tables and in the book, and of the figures that are made of it."""
    walls = (wall for table in WALLED.values() for wall in table.walls or () if isinstance(wall, Wall))
    of_tables = {Information(wall.sort) for wall in walls}
    return frozenset({*of_tables, *(Information(sort) for _, sort, _ in second_wall.kinds()), Information.FIGURES})


class Worlds:
    """Rows of every walled table, and an entry of every kind, in one database: asked about in the reader's role."""

    def __init__(self, url: str, seed: int) -> None:
        self._url, self._random = url, random.Random(seed)
        self._beside: dict[int, Told] = {}
        """By the places of remarks in the book, by what that stands beside them is told: no pass reads these."""
        self._told: dict[str, dict[int, Told]] = {}
        """By what is asked for and the number of a row, by what that is told."""

    @property
    def rows(self) -> int:
        """How many there are."""
        return sum(map(len, self._told.values()))

    def furnish(self) -> None:
        """Draw rows, and write them."""
        self._told = {name: {} for name in (*WALLED, BOOK, FIGURES)}
        self._told[FIGURES] = {0: ((ORGANISATION, Information.FIGURES),)}
        roles = roles_of(self._url)
        with psycopg.connect(in_role(self._url, roles.projector), autocommit=True) as connection:
            written = [*self._entries()]
            for table in WALLED.values():
                connection.execute(SQL("TRUNCATE {}").format(Identifier(SCHEMA, table.name)))
                copy_rows(connection, SCHEMA, table, [*self._rows(table)])
        with psycopg.connect(in_role(self._url, roles.owner), autocommit=True) as connection:
            [(last,)] = connection.execute("SELECT coalesce(max(position), 0) FROM ledger.entries").fetchall()
            if last == 0:
                self._write(connection, written)

    def worlds(self, count: int, asked: Sequence[str] = ()) -> Iterator[World]:
        """So many, drawn by chance; of all that can be asked for, or of some."""
        draw = self._random
        for _ in range(count):
            what = draw.choice(asked or [*self._told])
            about = [ORGANISATION] if what == FIGURES else draw.sample(SUBJECTS, draw.randint(0, 6))
            stands = {one: COLLEAGUES.union(draw.sample(OTHERS, draw.randint(0, FEW))) for one in about}
            yield World(stands, what, FIGURES if what == FIGURES else draw.choice((None, None, None, *PASSES)))

    def compare(self, count: int, *asked: str) -> Compared:
        """What database and table tell of so many worlds; of all that can be asked for, or of some."""
        found = Compared()
        with closing(psycopg.connect(in_role(self._url, roles_of(self._url).reader), autocommit=True)) as connection:
            for start in range(0, count, AT_ONCE):
                worlds = [*self.worlds(min(AT_ONCE, count - start), asked)]
                for world, told in zip(worlds, self._asked(connection, worlds), strict=True):
                    self._hold_against(world, told, found)
        return found

    def told(self, world: World) -> set[int]:
        """The numbers of the rows that the table in Python tells."""
        passed = frozenset() if world.asked in TIMELINES else sorts_passed(world)
        return {
            number
            for number, told in self._told[world.asked].items()
            if any(sort in passed or may_see(sort, standing(world, subject)) for subject, sort in told)
            or any(may_see(sort, standing(world, subject)) for subject, sort in self._beside_in(world.asked, number))
        }

    def _beside_in(self, asked: str, number: int) -> Told:
        """By what else a remark is told."""
        return self._beside.get(number, ()) if asked in (BOOK, *OF_REMARKS) else ()

    def _hold_against(self, world: World, told: set[int], found: Compared) -> None:
        expected = self.told(world)
        found.worlds += 1
        rows = self._told[world.asked]
        found.rows += len(rows)
        if told != expected:
            found.differences.append(f"{world}: { ({number: rows[number] for number in sorted(told ^ expected)}) }")
        if world.by is None or world.asked == FIGURES:
            for number, by in rows.items():
                for subject, sort in by:
                    found.tried[sort, standing(world, subject), number in told] += 1

    def _asked(self, connection: psycopg.Connection[Any], worlds: Sequence[World]) -> list[set[int]]:
        """What the database tells of each: all in one transaction, each handed down anew."""
        cursors = [connection.cursor() for _ in worlds]
        with connection.pipeline():
            for world, cursor in zip(worlds, cursors, strict=True):
                connection.execute(
                    "SELECT set_config('leadership.sight', %s, true)", (handed_down(world),), prepare=True
                )
                cursor.execute(question(world.asked), prepare=True)
        return [{int(number) for number in cast("Any", cursor.fetchone())[0].split()} for cursor in cursors]

    def _rows(self, table: Table) -> Iterator[Row]:
        for wall in table.walls or ():
            if isinstance(wall, WallByEntry):
                yield from self._rows_of_remarks(table)
                continue
            kinds = [kind for kind, sort in SORTS.items() if sort] if isinstance(wall, WallByKind) else [""] * A_TABLE
            for kind in kinds:
                said = {name: self._random.choice(SUBJECTS) for name in self._columns(table)}
                given = said | ({wall.kind: kind} if isinstance(wall, WallByKind) else {})
                rows = self._told[table.name]
                number = len(rows) + 1
                rows[number] = by_walls(table, given)
                values = (given.get(name, value_of(sql)) for name, sql in table.columns.items())
                yield (number, number, None, DAY, 0, *values)

    def _rows_of_remarks(self, table: Table) -> Iterator[Row]:
        """Each is told as the entry is that says it."""
        for place in self._beside:
            self._told[table.name][place] = self._told[BOOK][place]
            yield (place, place, None, DAY, 0, *(value_of(sql) for sql in table.columns.values()))

    @staticmethod
    def _columns(table: Table) -> set[str]:
        """The columns of a table that name whom it is about."""
        columns: set[str] = set()
        for wall in table.walls or ():
            columns |= {*wall.columns} if isinstance(wall, Wall) else set()
            columns |= {wall.person} if isinstance(wall, WallByKind) else set()
        return columns

    def _entries(self) -> Iterator[Written]:
        """Two entries of every kind, and a remark beside one of each: stream, kind, another subject, and the cited."""
        kinds = sorted({kind for kind, *_ in second_wall.kinds()})
        self._beside = {}
        own: dict[int, Told] = {0: ()}
        for place, kind in enumerate((*kinds, *kinds, *(REMARKS[0] for _ in kinds)), start=1):
            stream, other = SUBJECTS[place % len(SUBJECTS)], SUBJECTS[place * 7 % len(SUBJECTS)]
            opened = [(Information(sort), beside) for stored, sort, beside in second_wall.kinds() if stored == kind]
            told = tuple((subject, sort) for subject in (stream, other) for sort, _ in opened)
            own[place] = tuple((stream, sort) for sort, beside in opened if not beside)
            cited = place - len(kinds) if kind in REMARKS and place > len(kinds) else 0
            if cited:
                own[place] += own[cited]
            if kind in REMARKS:
                self._beside[place] = own[cited]
            self._told[BOOK][place] = told
            yield stream, kind, other, {"stream": SUBJECTS[cited % len(SUBJECTS)], "version": cited}

    @staticmethod
    def _write(connection: psycopg.Connection[Any], entries: Sequence[Written]) -> None:
        streams, kinds, others, cited = zip(*entries, strict=True)
        stored = [json.dumps({"open": {"entry": entry}}).encode() for entry in cited]
        connection.execute(
            """INSERT INTO ledger.entries
               SELECT place, stream, place, kind, stored, place, NULL, statement_timestamp(), 'token-of-tests',
                      gen_random_uuid(), uuid_send(gen_random_uuid())
               FROM unnest(%s::text[], %s::text[], %s::bytea[]) WITH ORDINALITY AS e (stream, kind, stored, place)""",
            ([*streams], [*kinds], stored),
        )
        connection.execute(
            "INSERT INTO ledger.concerns SELECT * FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY",
            ([*others], [*kinds]),
        )


def by_walls(table: Table, given: Mapping[str, str]) -> Told:
    """By what a row is told."""
    found: list[tuple[str, Information]] = []
    for wall in table.walls or ():
        if isinstance(wall, Wall):
            found += ((given[column], Information(wall.sort)) for column in wall.columns)
        elif isinstance(wall, WallByKind):
            found.append((given[wall.person], cast("Information", SORTS[given[wall.kind]])))
    return tuple(dict.fromkeys(found))


def value_of(sql: str) -> object:
    """Something that a column takes."""
    kind, *more = sql.split()
    if not more:
        return None
    return DAY if kind == "date" else VALUES[kind]


def standing(world: World, subject: str) -> frozenset[Relationship]:
    """How somebody stands to a subject: to whatever was not looked up, as a colleague."""
    return world.stands.get(subject, frozenset((Relationship.COLLEAGUE,)))


def sorts_passed(world: World) -> frozenset[Information]:
    """What they read of everybody, by the pass."""
    if world.by is None:
        return frozenset()
    one = PASSES[world.by]
    good = one.told_by is None or may_see(Information(one.told_by), standing(world, ORGANISATION))
    return frozenset(map(Information, one.sorts)) if good else frozenset()


def handed_down(world: World) -> str:
    """The same as the application hands it down."""
    sight = Sight(Caller(VIEWER, VIEWER, frozenset()), cast("Ledger", None))
    sight._known = dict(world.stands)
    return sight.handed_down(world.stands, () if world.by is None else (world.by,))


@cache
def question(asked: str) -> bytes:
    """The numbers of all rows that the database tells, of a table, of the book, or that figures may be read."""
    home = {BOOK: "sight.entries", FIGURES: "(SELECT 0 AS position WHERE sight.whole('risk')) figures"}
    source = home.get(asked, f"{SCHEMA}.{asked}")
    return f"SELECT coalesce(string_agg(position::text, ' '), '') FROM {source}".encode()
