"""What one request may see: asked once of each subject, and kept as long as the request lasts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date
from threading import Lock
from typing import Final

from api.access.callers import Caller, Scope
from api.access.relationships import Relationship, relationships
from api.access.sorts import SORTS
from api.access.table import TABLE, TO_AN_ENTRY, Information, may_see
from domain.kernel.book import Book
from domain.kernel.facts import ORGANISATION
from domain.kernel.ids import PersonId
from ledger import Ledger
from projections.engine.seeing import EVERYTHING, NOTHING, in_words

COLLEAGUES: Final = frozenset((Relationship.COLLEAGUE,))
OPEN_TO_ALL: Final = frozenset(sort for sort in Information if may_see(sort, COLLEAGUES))
"""What needs no looking up."""


VIEWERS_AT_MOST: Final = 500
"""Of whom it is kept how they stand to others."""
SUBJECTS_AT_MOST: Final = 50_000
WRITTEN_DOWN: Final = frozenset(Information) - OPEN_TO_ALL - {Information.FIGURES, Information.BOOK}
"""What is told of people, and not of the organisation alone."""


class Stances:
    """How viewers stand to subjects, kept until anything is written or the day is over: what is new may change it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[PersonId, tuple[tuple[int, date], dict[str, frozenset[Relationship]]]] = OrderedDict()
        self._keeping = Lock()

    def of(self, viewer: PersonId, position: int, today: date) -> dict[str, frozenset[Relationship]]:
        """What is known of a viewer at a position of the ledger, to be added to."""
        with self._keeping:
            at, known = self._kept.pop(viewer, ((0, date.min), {}))
            if at != (position, today) or len(known) > SUBJECTS_AT_MOST:
                known = {}
            self._kept[viewer] = ((position, today), known)
            if len(self._kept) > VIEWERS_AT_MOST:
                self._kept.popitem(last=False)
            return known


class Sight:
    """What whoever asks may see. Systems whose token reads see everything, and so does whoever holds the machine."""

    def __init__(self, caller: Caller | None, ledger: Ledger, stances: Stances | None = None) -> None:
        self._viewer = None if caller is None else caller.person
        self.all: Final = self._viewer is None and (caller is None or Scope.READ in caller.scopes)
        self._ledger = ledger
        self._stances = stances or Stances()
        self._book: Book | None = None
        self._looking = Lock()
        self._known: dict[str, frozenset[Relationship]] = {}
        self._by = None if caller is None else caller.recorded_by
        self._seen: dict[str, dict[Information, set[str]]] = {}
        """By whom it is about and sort, to what they stood so that it was told to them: that subject, or an entry."""
        self.withheld: set[str] = set()
        """What was asked for and not told, as `Person.leftOn`."""

    def known(self, sort: Information, subject: str) -> bool | None:
        """Whether they may see this of a subject; None where that has to be looked up first."""
        if self.all or sort in OPEN_TO_ALL:
            return True
        as_ = self._known.get(subject)
        return None if as_ is None else may_see(sort, as_)

    def may_be_on_file(self, sort: Information) -> bool:
        """Whether entries of a sort are told to some who may not see what else is told of whom they are about."""
        return may_see(sort, TO_AN_ENTRY)

    def kinds(self, subject: str) -> list[str]:
        """The kinds of entries about a subject that they may see, once it has been looked up."""
        return [kind for kind, sort in SORTS.items() if sort is not None and self.known(sort, subject)]

    def withhold(self, name: str) -> None:
        """Remember that something was not told."""
        self.withheld.add(name)

    def note(self, sort: Information, subject: str, by_way_of: str | None = None) -> None:
        """Remember that something was told: what is told of people is written down."""
        if sort in WRITTEN_DOWN:
            self._seen.setdefault(subject, {}).setdefault(sort, set()).add(by_way_of or subject)

    def seen(self) -> tuple[str, dict[str, dict[str, list[str]]]] | None:
        """Who has seen what of whom but themselves, and as what; None where nothing has to be written down.

        Whoever holds the machine has no name here: they could look past all this.
        """
        others = {subject: sorts for subject, sorts in self._seen.items() if subject != self._viewer}
        if self._by is None or not others:
            return None
        return self._by, {
            subject: {sort: self._as(sort, ways) for sort, ways in sorted(sorts.items())}
            for subject, sorts in others.items()
        }

    def _as(self, sort: Information, ways: Iterable[str]) -> list[str]:
        return sorted({one for way in ways for one in TABLE[sort] & self._known.get(way, frozenset())})

    def known_of(self, subjects: Iterable[str]) -> bool:
        """Whether it is known how they stand to all of these."""
        return self._viewer is None or all(subject in self._known for subject in subjects)

    def handed_down(self, about: Iterable[str], by: Sequence[str]) -> str:
        """The same for the database, about subjects that were looked up: the second wall goes by it.

        How somebody stands to whom they are nothing but a colleague of is left out: so they stand to all.
        """
        if self.all:
            return EVERYTHING.text
        if self._viewer is None:
            return NOTHING.text
        stands = {subject: self._known[subject] for subject in about}
        return in_words({subject: as_ for subject, as_ in stands.items() if as_ != COLLEAGUES}, by)

    def look_up(self, subjects: Iterable[str]) -> None:
        """Find out how they stand to several subjects, as of when this request first asked. Blocks."""
        if (viewer := self._viewer) is None:
            return
        with self._looking:  # statements of one request look in threads of their own
            if self._book is None:
                self._book = self._ledger.book()
                self._known = self._stances.of(viewer, self._book.basis, self._book.today)
            for subject in dict.fromkeys(subjects):
                if subject not in self._known:
                    self._known[subject] = relationships(viewer, subject, self._book)


WHOLE: Final = ORGANISATION
"""The subject of what is about everybody."""
