"""What one request may see: asked once of each subject, and kept as long as the request lasts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Final, NamedTuple

from api.access.callers import Caller, Scope
from api.access.relationships import Relationship, relationships
from api.access.sorts import SORTS
from api.access.table import TABLE, TO_AN_ENTRY, Information, may_see
from domain.kernel.book import Book
from domain.kernel.facts import ORGANISATION
from domain.kernel.ids import PersonId
from ledger import Ledger
from projections.engine.seeing import ALL_OTHERS, EVERYTHING, NOTHING, in_words

COLLEAGUES: Final = frozenset((Relationship.COLLEAGUE,))
OPEN_TO_ALL: Final = frozenset(sort for sort in Information if may_see(sort, COLLEAGUES))
"""What needs no looking up."""
ON_FILES: Final = frozenset(sort for sort in Information if may_see(sort, TO_AN_ENTRY))
"""What is told of entries to some who may not see what else is told of whom they are about."""
VIEWERS_AT_MOST: Final = 500
"""Of whom it is kept how they stand to others."""
SUBJECTS_AT_MOST: Final = 50_000
WRITTEN_DOWN: Final = frozenset(Information) - OPEN_TO_ALL - {Information.FIGURES, Information.BOOK}
"""What is told of people, and not of the organisation alone."""


class Unknown(NamedTuple):
    """It has to be looked up how somebody stands to something before it is known what they may see."""

    of: str


Way = str | Unknown | None
"""By what somebody may see something; None where they may not."""


@lru_cache(maxsize=1_000)
def kinds_told_to(those: frozenset[Relationship]) -> tuple[str, ...]:
    """The kinds of entries that are told to whoever stands so to whom they are about."""
    return tuple(kind for kind, sort in SORTS.items() if sort is not None and may_see(sort, those))


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
        self._position: int | None = None
        """The ledger's moment of now, when this request first asked; None until it has."""
        self._book: Book | None = None
        self._looking = Lock()
        self._known: dict[str, frozenset[Relationship]] = {}
        self._asked: set[str] = set()
        """The subjects of whom it was asked how they stand to them."""
        self._by = None if caller is None else caller.recorded_by
        self._seen: dict[str, dict[Information, set[str]]] = {}
        """By whom it is about and sort, to what they stood so that it was told to them: that subject, or an entry."""
        self.withheld: set[str] = set()
        """What was asked for and not told, as `Person.leftOn`."""

    def known(self, sort: Information, subject: str) -> bool | None:
        """Whether they may see this of a subject; None where that has to be looked up first."""
        if self.all or sort in OPEN_TO_ALL:
            return True
        if self._viewer is None:
            return False
        self._asked.add(subject)
        as_ = self._known.get(subject)
        return None if as_ is None else may_see(sort, as_)

    def way_to(self, sort: Information, subject: str, entry: str | None) -> Way:
        """By what they may see this of a subject, or of an entry: as they stand to the one, or else to the other.

        Few stand to an entry otherwise than to whom it is about, so that is asked only where it matters.
        """
        ways = (subject,) if entry is None or sort not in ON_FILES else (subject, entry)
        for way in ways:
            may = self.known(sort, way)
            if may is not False:
                return way if may else Unknown(way)
        return None

    def kinds(self, subject: str) -> tuple[str, ...]:
        """The kinds of entries about a subject that they may see, once it has been looked up."""
        self._asked.add(subject)
        return kinds_told_to(self._known.get(subject, frozenset()))

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

        Whom they are nothing but a colleague of is left out: so they stand to all others.
        """
        if self.all:
            return EVERYTHING.text
        if self._viewer is None:
            return NOTHING.text
        about = [*about]
        self._asked.update(about)
        closer = {subject: as_ for subject in about if (as_ := self._known[subject]) != COLLEAGUES}
        return in_words({**closer, ALL_OTHERS: COLLEAGUES}, by)

    def grants(self) -> dict[str, frozenset[Relationship]]:
        """How they stand to all of whom that was asked: what they were told goes by it, and by nothing else of them."""
        return {subject: self._known[subject] for subject in self._asked if subject in self._known}

    def stands_so(self, grants: Mapping[str, frozenset[Relationship]]) -> bool:
        """Whether they stand to some subjects as they did then. Blocks, where anything was written since."""
        self.look_up(grants)
        return all(self._known.get(subject) == as_ for subject, as_ in grants.items())

    def begin(self, position: int) -> None:
        """They ask as of now, when this is the ledger's latest moment: what is known of them by then needs no look."""
        if self._viewer is not None and self._position is None:
            self._position = position
            self._known = self._stances.of(self._viewer, position, self._ledger.today())

    def look_up(self, subjects: Iterable[str]) -> None:
        """Find out how they stand to several subjects, as of when this request first asked. Blocks."""
        if (viewer := self._viewer) is None:
            return
        with self._looking:  # statements of one request look in threads of their own
            if self._position is None:
                self.begin(self._ledger.moment())
            for subject in dict.fromkeys(subjects):
                if subject not in self._known:
                    self._book = self._book or self._ledger.book(as_of=self._position)
                    self._known[subject] = relationships(viewer, subject, self._book)


WHOLE: Final = ORGANISATION
"""The subject of what is about everybody."""
