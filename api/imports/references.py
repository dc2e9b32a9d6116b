"""Entries by the references that lines gave themselves: of this file, and of files that were recorded before."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from api.imports.ids import SameIds
from domain.kernel.facts import Reference
from ledger import Ledger
from ledger.deciding.receipts import known_receipts

REMEMBERED: Final = 20_000
"""How many are kept in memory; older ones are looked up in the ledger."""


class References:
    """Finds what a line cites; knows which lines are not recorded yet."""

    def __init__(self, ledger: Ledger, ids: SameIds, system: str) -> None:
        self._ledger = ledger
        self._ids = ids
        self._system = system
        self._found: OrderedDict[UUID, Reference] = OrderedDict()
        self._on_their_way: set[str] = set()

    def id_of(self, reference: str) -> UUID:
        """The id of the command of a line with that reference."""
        return self._ids.command("reference", self._system, reference)

    def on_their_way(self, cited: Any) -> bool:
        """Whether anything in a line names a line that is not recorded yet."""
        if isinstance(cited, str):
            return cited in self._on_their_way
        parts: Iterable[Any] = cited.values() if isinstance(cited, dict) else cited if isinstance(cited, list) else ()
        return any(self.on_their_way(part) for part in parts)

    def sent(self, reference: object) -> None:
        """A line is about to be recorded, under its own reference; None where it has none, and so is never cited."""
        if reference is not None:
            self._on_their_way.add(str(reference))

    def came(self, command_id: UUID, references: tuple[Reference, ...]) -> None:
        """A line is recorded; it is cited by its first entry."""
        if references:
            self._found[command_id] = references[0]
            if len(self._found) > REMEMBERED:
                self._found.popitem(last=False)

    def all_came(self) -> None:
        """Nothing is on its way any more."""
        self._on_their_way.clear()

    def find(self, cited: str) -> Reference:
        """The entry that is cited. ValueError if there is none."""
        command_id = self.id_of(cited)
        if command_id in self._found:
            return self._found[command_id]
        known = known_receipts(self._ledger.recorder, (command_id,))
        if command_id in known:
            self.came(command_id, known[command_id][1].references)
            return self._found[command_id]
        try:
            return Reference.parse(cited)
        except ValueError:
            raise ValueError("is the reference of no earlier line that was recorded, and no stream@version") from None
