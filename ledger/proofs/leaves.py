"""Leaves of either form: made of the rows of the book in the order of writing, and read from what others hand out."""

from __future__ import annotations

from typing import Any, Final

from ledger.proofs.leaf import Leaf, leaf_of, read_as
from ledger.proofs.salted_leaf import BEGINS, SaltedLeaf, salted_leaf_of

COLUMNS: Final = (
    "position, stream, version, kind, stored, supersedes,"
    """ to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), recorded_by, command_id::text,"""
    " encode(salt, 'hex'), encode(follows, 'hex'), encode(amends, 'hex')"
)
"""Of ledger.entries, in the order in which leaves are made of them; times and ids as the text that they are there."""
SALT: Final = 9
"""Which of them is the salt."""


class SaltMissing(ValueError):
    """An entry has no salt, and stands after one that has: somebody has taken it away."""


class Leaves:
    """Makes leaves of rows, and remembers since which position these have salts."""

    def __init__(self, since: int | None = None) -> None:
        self.since = since
        """The position of the first entry with a salt; None as long as there is none."""

    def of(self, row: Any) -> bytes:
        """The leaf of a row. Raises SaltMissing where one has been taken away."""
        if row[SALT] is None:
            if self.since is not None and row[0] > self.since:
                raise SaltMissing(f"entry {row[0]} has no salt, and entries have had one since {self.since}")
            return leaf_of(*row[:SALT])
        if self.since is None:
            self.since = row[0]
        return salted_leaf_of(self.since, *row)


def parsed(data: bytes) -> Leaf | SaltedLeaf:
    """What a leaf says; LeafRefused unless these are exactly the bytes in which we would say it."""
    return read_as(SaltedLeaf, data) if data.startswith(BEGINS) else read_as(Leaf, data)


class FormsMixed(ValueError):
    """Leaves do not agree since when they are salted."""


class OneChange:
    """Makes sure that leaves, whichever are seen, tell of one change from the first form to the second."""

    def __init__(self) -> None:
        self._since: int | None = None
        self._last_unsalted = 0

    def see(self, leaf: Leaf | SaltedLeaf) -> None:
        """One more leaf. Raises FormsMixed."""
        if isinstance(leaf, Leaf):
            self._last_unsalted = max(self._last_unsalted, leaf.position)
        elif self._since not in (None, leaf.since) or leaf.position < leaf.since:
            raise FormsMixed(f"leaf {leaf.position} says that leaves are salted since {leaf.since}; it is not so")
        else:
            self._since = leaf.since
        if self._since is not None and self._last_unsalted >= self._since:
            raise FormsMixed(f"leaf {self._last_unsalted} has no salt, and leaves are salted since {self._since}")
