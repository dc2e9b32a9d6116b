"""Learning that the ledger has, as a table of the same form as `leadership import learning` reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.formulas import guarded
from domain.development.learning import LearningCompleted
from domain.kernel.facts import Erased
from domain.kernel.standing import recall, standing
from domain.people.employment import Employment
from ledger import Ledger

HEADINGS: Final = (
    "learner", "learner_name", "topic", "mode", "hours", "completed_on", "module", "provider", "cost", "currency",
)  # fmt: skip
Cells = tuple[object, ...]


def learning_rows(ledger: Ledger, system: str) -> Iterator[Cells]:
    """A row for each thing that somebody learned, person by person; nothing of whoever was erased.

    Whom the system has no identifier for is named by their name alone.
    """
    kinds = (LearningCompleted.__name__,)
    people = dict.fromkeys(entry.stream for entry in ledger.entries(kinds=kinds, opened=False))
    for person in people:
        stands = standing(ledger.stream(person))
        employment = recall(Employment, stands)
        identifier = min((one.identifier for one in employment.identities if one.system == system), default="")
        for noted in stands:
            event = noted.event
            if isinstance(event, LearningCompleted) and not isinstance(event.topic, Erased):
                name = employment.name_on(event.effective_on) or employment.names[-1].what
                said = (event.topic, event.mode, event.hours, event.effective_on, event.module, event.provider)
                cells = (identifier, name, *said, event.cost, event.currency)
                yield tuple(guarded(one) if isinstance(one, str) else one for one in cells)
