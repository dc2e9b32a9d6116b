"""What one request may see: asked once of each subject, and kept as long as the request lasts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from api.access.callers import Caller
from api.access.relationships import Relationship, relationships
from api.access.sorts import SORTS
from api.access.table import Sort, may_see
from domain.kernel.facts import ORGANISATION
from ledger import Ledger

OPEN_TO_ALL: Final = frozenset(sort for sort in Sort if may_see(sort, frozenset((Relationship.COLLEAGUE,))))
"""What needs no looking up."""


class Sight:
    """What whoever asks may see. Systems whose token reads see everything, and so does whoever holds the machine."""

    def __init__(self, caller: Caller | None, ledger: Ledger) -> None:
        self._viewer = None if caller is None else caller.person
        self.all: Final = self._viewer is None
        self._ledger = ledger
        self._known: dict[str, frozenset[Relationship]] = {}
        self.withheld: set[str] = set()
        """What was asked for and not told, as `Person.leftOn`."""

    def known(self, sort: Sort, subject: str) -> bool | None:
        """Whether they may see this of a subject; None where that has to be looked up first."""
        if self.all or sort in OPEN_TO_ALL:
            return True
        as_ = self._known.get(subject)
        return None if as_ is None else may_see(sort, as_)

    def kinds(self, subject: str) -> list[str]:
        """The kinds of entries about a subject that they may see, once it has been looked up."""
        return [kind for kind, sort in SORTS.items() if sort is not None and self.known(sort, subject)]

    def withhold(self, name: str) -> None:
        """Remember that something was not told."""
        self.withheld.add(name)

    def look_up(self, subjects: Iterable[str]) -> None:
        """Find out how they stand to several subjects, as of now. Blocks."""
        viewer = self._viewer
        asked = [subject for subject in dict.fromkeys(subjects) if subject not in self._known]
        if viewer is None or not asked:
            return
        book = self._ledger.book()
        self._known.update({subject: relationships(viewer, subject, book) for subject in asked})


WHOLE: Final = ORGANISATION
"""The subject of what is about everybody."""
