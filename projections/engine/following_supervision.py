"""Keeping one follower of the ledger at work, in whichever process."""

from __future__ import annotations

from time import monotonic
from typing import Final

from ledger.leader_election import Connection, Leader
from ledger.storage.stored_form import StoredForm
from projections.engine.folding import FoldsByKind
from projections.engine.following import BookmarkMoved, Follower
from projections.engine.rebuilding import sweep

STANDS_STILL_AFTER: Final = 10.0
"""Seconds after which a follower that makes no step, with something before it, is taken for frozen."""
BEHIND: Final = """
    SELECT position, EXISTS (SELECT FROM ledger.entries e WHERE e.position > bookmark.position)
    FROM read_models.bookmark
"""


class Following(Leader):
    """Follows the ledger into the read models; rows and bookmark go together."""

    name = "read_models.following"
    part = "projector"

    def __init__(self, url: str, folds: FoldsByKind, form: StoredForm) -> None:
        super().__init__(url)
        self._folds = folds
        self._form = form
        self._seen = (-1, monotonic())

    def stands_still(self, connection: Connection) -> bool:
        """Whether the bookmark has not moved for a while, with entries before it."""
        [(position, behind)] = connection.execute(BEHIND).fetchall()
        if not behind or position != self._seen[0]:
            self._seen = (position, monotonic())
        return monotonic() - self._seen[1] > STANDS_STILL_AFTER

    def lead(self, connection: Connection) -> None:
        """Batch after batch; from the bookmark on again where a rebuild has moved it."""
        follower = Follower(connection, self._folds, self._form)
        sweep(connection)
        follower.find_bookmark()
        while self.wanted:
            try:
                followed = follower.go_on()
            except BookmarkMoved:
                follower.find_bookmark()
                continue
            if followed:
                self.room.written()
            else:
                self.rest(connection)
