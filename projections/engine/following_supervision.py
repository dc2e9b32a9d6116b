"""Keeping one follower of the ledger at work, in whichever process."""

from __future__ import annotations

from ledger.leader_election import Connection, Leader
from ledger.storage.stored_form import StoredForm
from projections.engine.folding import FoldsByKind
from projections.engine.following import BookmarkMoved, Follower


class Following(Leader):
    """Follows the ledger into the read models; rows and bookmark go together."""

    name = "read_models.following"

    def __init__(self, url: str, folds: FoldsByKind, form: StoredForm) -> None:
        super().__init__(url)
        self._folds = folds
        self._form = form

    def lead(self, connection: Connection) -> None:
        """Batch after batch; from the bookmark on again where a rebuild has moved it."""
        follower = Follower(connection, self._folds, self._form)
        follower.find_bookmark()
        while self.wanted:
            try:
                followed = follower.go_on()
            except BookmarkMoved:
                follower.find_bookmark()
                continue
            if not followed:
                self.rest(connection)
