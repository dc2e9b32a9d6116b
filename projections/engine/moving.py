"""Which answers have moved: what entries of a stretch of the ledger tell read models, of whom, behind which walls.

Nothing of what entries say leaves here: ids, kinds and sorts, from which others find out who is told that they moved.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from domain.catalogue import EVENTS
from projections.engine.folding import FoldsByKind
from projections.engine.read_model import FACT_COLUMNS, Row, Table
from projections.engine.reading import Reading
from projections.engine.sealed_entry import COLUMNS, SealedEntry
from projections.engine.seeing import EVERYTHING
from projections.engine.visibility import SCHEMA
from projections.engine.walls import Wall, WallByKind

WRITTEN: Final = (
    f"SELECT {COLUMNS} FROM sight.entries WHERE position > %(after)s AND position <= %(until)s ORDER BY position"
)
CHAINS: Final = f"""
    SELECT {COLUMNS} FROM sight.entries
    WHERE stream = ANY (%(streams)s) AND origin = ANY (%(origins)s) AND position <= %(until)s"""
BEFORE: Final = """
    SELECT DISTINCT ON ({key}) {columns} FROM {home}
    WHERE {key} = ANY (%(keys)s) AND position <= %(after)s ORDER BY {key}, effective_on DESC, origin DESC"""
Told = tuple[Table, Row]
"""A row, and the table that it is of."""
Before = Mapping[str, frozenset[str]]
"""What rows named before that everybody is told: by what they are about, which their first column says."""


@dataclass(frozen=True)
class Moved:
    """What one entry has moved, and what it corrects or retracts with it: that is told otherwise from now on."""

    position: int
    stream: str
    entry: str
    """How it is cited."""
    kinds: frozenset[str]
    """What sorts of entries they are."""
    to_all: frozenset[str]
    """Whatever is named in rows that everybody is told."""
    behind_walls: frozenset[tuple[str, str]]
    """The sort of a wall, and a subject by which one is told what is behind it."""
    on_timelines: frozenset[tuple[str, str]]
    """A kind of entry, and the person on whose timeline one stands."""
    concerned: frozenset[str] = frozenset()
    """What else the entries say that they concern."""


async def moved(reading: Reading, folds: FoldsByKind, after: int) -> list[Moved]:
    """What has moved since a position, until that of the reading: rows are folded anew, unopened.

    Whoever leaves a unit moves that, too: so what was told of the same person last is asked for, table by table.
    """
    given: dict[str, Any] = {"after": after, "until": reading.position}
    written = await _entries(reading, WRITTEN, given)
    amending = [entry for entry in written if entry.supersedes is not None]
    chains: dict[int, list[SealedEntry[Any]]] = defaultdict(list)
    if amending:
        given |= {"streams": [entry.stream for entry in amending], "origins": [entry.origin for entry in amending]}
        for entry in await _entries(reading, CHAINS, given):
            chains[entry.origin].append(entry)
    rows = await asyncio.to_thread(_all_rows, [chains.get(entry.origin, [entry]) for entry in written], folds)
    before = await _before(reading, after, [row for each in rows for row in each], folds.tables)
    return [
        _moved_by(entry, chains.get(entry.origin, [entry]), told, before)
        for entry, told in zip(written, rows, strict=True)
    ]


async def _entries(reading: Reading, statement: str, given: dict[str, Any]) -> list[SealedEntry[Any]]:
    rows = await reading.asking.told(EVERYTHING.text, statement, given, prepare=True)
    return [SealedEntry(*row) for row in rows]


def _all_rows(chains: Iterable[Sequence[SealedEntry[Any]]], folds: FoldsByKind) -> list[list[Told]]:
    folded = (zip(folds.tables, folds.fold(chain, {}).rows, strict=True) for chain in chains)
    return [[(table, row) for table, rows in tables for row in rows] for tables in folded]


def _kind(entry: SealedEntry[Any]) -> str:
    """What it is called today; what cannot be read is of the kind that is written beside it."""
    try:
        return type(entry.event).__name__
    except Exception:
        return entry.kind


def _concerned(entry: SealedEntry[Any]) -> tuple[str, ...]:
    """What else it concerns, as its kind says of what it says openly; nothing, where that cannot be read."""
    try:
        return tuple(EVENTS[type(entry.event).__name__].concerns(entry.event))
    except Exception:
        return ()


async def _before(reading: Reading, after: int, rows: Iterable[Told], tables: Iterable[Table]) -> Before:
    keys: dict[str, set[str]] = defaultdict(set)
    for table, row in rows:
        if table.walls == ():
            keys[_key(table)].add(_about(row))
    named: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        if table.walls == () and (about := keys.get(_key(table))):
            columns = ", ".join(name for name, of in table.columns.items() if of.startswith("text"))
            statement = BEFORE.format(key=_key(table), columns=columns, home=f"{SCHEMA}.{table.name}")
            for row in await reading.asking.openly(statement, {"keys": list(about), "after": after}, prepare=False):
                named[str(row[0])].update(_texts(row))
    return {about: frozenset(names) for about, names in named.items()}


def _moved_by(
    entry: SealedEntry[Any], chain: Sequence[SealedEntry[Any]], rows: Sequence[Told], before: Before
) -> Moved:
    open_rows = [row for table, row in rows if table.walls == ()]
    nothing: frozenset[str] = frozenset()
    return Moved(
        entry.position,
        entry.stream,
        f"{entry.stream}@{entry.supersedes or entry.version}",
        frozenset(_kind(one) for one in (entry, *chain)),
        nothing.union(*(before.get(_about(row), nothing).union(_texts(row)) for row in open_rows)),
        frozenset(found for table, row in rows for found in _behind_walls(table, row)),
        frozenset(found for table, row in rows for found in _on_timelines(table, row)),
        frozenset(subject for one in (entry, *chain) for subject in _concerned(one)),
    )


def _key(table: Table) -> str:
    return next(iter(table.columns))


def _about(row: Row) -> str:
    return str(row[len(FACT_COLUMNS)])


def _texts(row: Row) -> Iterator[str]:
    return (value for value in row if isinstance(value, str))


def _behind_walls(table: Table, row: Row) -> Iterator[tuple[str, str]]:
    for wall in table.walls or ():
        if isinstance(wall, Wall):
            yield from ((wall.sort, subject) for subject in _values(table, row, wall.columns))


def _on_timelines(table: Table, row: Row) -> Iterator[tuple[str, str]]:
    for wall in table.walls or ():
        if isinstance(wall, WallByKind):
            [kind], [person] = _values(table, row, (wall.kind,)), _values(table, row, (wall.person,))
            yield kind, person


def _values(table: Table, row: Row, columns: Iterable[str]) -> list[str]:
    places = [len(FACT_COLUMNS) + list(table.columns).index(column) for column in columns]
    return [str(row[place]) for place in places if row[place] is not None]
