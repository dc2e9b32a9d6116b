"""From entries to rows: all folds in one pass over a batch. An entry that cannot be folded stops no other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.kernel.facts import Event
from ledger.storage.forms import kinds_today, stored_as
from projections.engine.read_model import Fold, ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry


@dataclass(frozen=True)
class Parked:
    """An entry that could not be folded, or whose facts could not be stored."""

    entry: SealedEntry[Any]
    read_model: str
    error: str
    superseded_at: int | None

    @property
    def effective_on(self) -> date:
        """Its day; the first of all days if that cannot be read, so that it is named in answers as of any."""
        try:
            day: date = self.entry.event.effective_on
        except Exception:
            return date.min
        return day


@dataclass
class Folded:
    """What a batch of entries has become."""

    rows: list[list[Row]]
    """Ready to be copied, for each table in turn."""
    parked: list[Parked] = field(default_factory=list)


class FoldsByKind:
    """The folds of all read models, by the kind of entry."""

    def __init__(
        self, read_models: Sequence[ReadModel], not_projected: Iterable[type[Event[Any]]], helper: str = ""
    ) -> None:
        self.helper = helper
        """The module that processes run which help to rebuild."""
        self.read_models = tuple(read_models)
        self.tables = tuple(table for read_model in read_models for table in read_model.tables)
        self._names = tuple(read_model.name for read_model in read_models for _ in read_model.tables)
        self._by_event: dict[str, tuple[tuple[int, Fold], ...]] = {event.__name__: () for event in not_projected}
        for number, table in enumerate(self.tables):
            for event, fold in table.folds.items():
                self._by_event[event.__name__] = (*self._by_event.get(event.__name__, ()), (number, fold))
        self.opened = frozenset(stored_as(*(event.__name__ for table in self.tables for event in table.opened)))
        """The kinds, as they are stored, that are opened before they are folded."""
        self._by_kind = {kind: folds for kind, folds in self._by_event.items() if kinds_today(kind) <= {kind}}
        """Of the kinds whose name says what an entry is, without reading it."""

    def tables_of(self, kind: str) -> tuple[Table, ...]:
        """The tables that a kind of event has facts in."""
        return tuple(self.tables[number] for number, _ in self._by_event.get(kind, ()))

    def fold(self, entries: Iterable[SealedEntry[Any]], superseded: Mapping[int, int]) -> Folded:
        """The facts of a batch. `superseded` knows already, by position, which entry superseded the one there."""
        folded = Folded([[] for _ in self.tables])
        by_kind, rows = self._by_kind, folded.rows
        for entry in entries:
            position = entry.position
            gone = superseded.get(position)
            try:
                folds = by_kind[entry.kind] if entry.kind in by_kind else self._as_it_reads(entry)
                if not folds:
                    continue
                effective_on = entry.event.effective_on
            except Exception as error:
                folded.parked += self.parked(entry, error, superseded)
                continue
            for number, fold in folds:
                try:
                    facts = fold(entry)
                except Exception as error:
                    folded.parked.append(parked(entry, self._names[number], error, superseded))
                    continue
                for ordinal, fact in enumerate(facts):
                    rows[number].append((position, entry.origin, gone, effective_on, ordinal, *fact))
        return folded

    def _as_it_reads(self, entry: SealedEntry[Any]) -> tuple[tuple[int, Fold], ...]:
        """The folds of an entry that was stored under a name that its event may no longer have."""
        return self._by_event[type(entry.event).__name__]

    def parked(self, entry: SealedEntry[Any], error: Exception, superseded: Mapping[int, int]) -> list[Parked]:
        """An entry that none of the read models concerned can tell; all of them, if it cannot even be read."""
        numbers = [number for number, _ in self._by_kind.get(entry.kind, ())] or range(len(self._names))
        return [parked(entry, name, error, superseded) for name in dict.fromkeys(self._names[n] for n in numbers)]


def parked(entry: SealedEntry[Any], read_model: str, error: Exception, superseded: Mapping[int, int]) -> Parked:
    """An entry that one read model cannot tell, and why."""
    return Parked(entry, read_model, f"{type(error).__name__}: {error}", superseded.get(entry.position))
