"""Settling cycles without anybody's asking: what is due is released, and what is over is destroyed."""

from __future__ import annotations

from typing import Final, Self

import structlog

from api.feedback_cycles.raters import known
from api.feedback_cycles.running import released
from domain.cycles.cycle import CycleId, CycleIsOver
from domain.kernel.refusals import Refusal
from ledger import Ledger
from ledger.recurring import Recurring
from ledger.seldom import Seldom
from ledger.storage.connections import DatabaseError, Gone, NoneToBeHad

LOOK_EVERY: Final = 60.0
"""Seconds between two looks."""
AGAIN_AFTER: Final = 24 * 3600.0
"""Seconds after which it is said again that a cycle cannot be released."""
log = structlog.get_logger("feedback cycles")


class Settling(Recurring):
    """Looks, once a minute, whether a cycle's last day is over. It has looked before it is entered."""

    name = "settling"

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(LOOK_EVERY)
        self._ledger = ledger
        self._said = Seldom(AGAIN_AFTER)

    def __enter__(self) -> Self:
        self.settle()
        return super().__enter__()

    def settle(self) -> None:
        """Release what is due, and destroy what is left of cycles that are over, whoever ended in between."""
        book, today = self._ledger.book(), self._ledger.today()
        for name in self._ledger.waiting.boxes():
            cycle = CycleId(name)
            state = known(cycle, book)
            if state.is_over:
                self._destroy(cycle)
            elif state.opened_on is not None and state.closes_on is not None and state.closes_on < today:
                self._release(cycle)

    def _destroy(self, cycle: CycleId) -> None:
        with self._ledger.waiting.held(cycle) as box:
            box.destroy()
        self._ledger.waiting.give_back()

    def _release(self, cycle: CycleId) -> None:
        """Close one as anybody who runs it could; where it cannot be, somebody has to cancel it."""
        try:
            released(cycle, self._ledger)
        except CycleIsOver:
            return  # another process was sooner
        except Refusal as refusal:
            if self._said.due(cycle):
                log.warning("a feedback cycle that is due cannot be released", cycle=cycle, why=str(refusal))

    def recur(self) -> None:
        """Settle, if the database lets it."""
        try:
            self.settle()
        except (*Gone, NoneToBeHad, DatabaseError) as error:
            if self._said.due(type(error)):
                log.warning("feedback cycles cannot be settled now", why=str(error).splitlines()[0])
