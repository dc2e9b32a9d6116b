"""What the demo's ledger says of days past, read from its raw entries: who was where, who held what, who said what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from domain.kernel.dates import months_after
from ledger import Entry

PLACED = ("PersonJoined", "PersonMoved")
LEADS = ("others", "leaders", "function", "business", "enterprise")


@dataclass
class History:
    """All entries of a ledger that holds the demo, in their order, without what was retracted or corrected since."""

    entries: Sequence[Entry[Any]]
    opens_on: date
    today: date
    _by_stream: dict[str, list[Entry[Any]]] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[Entry[Any]]:
        return [entry for entry in self.entries if entry.kind in kinds]

    @cached_property
    def streams(self) -> dict[str, list[Entry[Any]]]:
        """By stream its entries, in the order of their days."""
        found: defaultdict[str, list[Entry[Any]]] = defaultdict(list)
        for entry in self.entries:
            found[entry.stream].append(entry)
        return {stream: sorted(told, key=lambda entry: entry.event.effective_on) for stream, told in found.items()}

    def page(self, stream: str, until: date, *kinds: str) -> Iterator[Any]:
        """The events of some kinds on a stream, up to a day."""
        for entry in self.streams.get(stream, ()):
            if entry.kind in kinds and entry.event.effective_on <= until:
                yield entry.event

    def is_here(self, person: str, day: date) -> bool:
        """Whether somebody is with the organisation on a day, their last one included."""
        here = False
        for entry in self.streams.get(person, ()):
            if entry.kind == "PersonJoined" and entry.event.effective_on <= day:
                here = True
            elif entry.kind == "PersonLeft" and entry.event.effective_on < day:
                here = False
        return here

    def placement(self, person: str, day: date) -> Any:
        """Where somebody stood on a day, as they joined or were moved last."""
        return next(reversed([*self.page(person, day, "PersonJoined", "PersonMoved")]), None)

    @cached_property
    def people(self) -> list[str]:
        return list(dict.fromkeys(entry.stream for entry in self.of("PersonJoined")))

    def placements(self, day: date) -> dict[str, Any]:
        """Where everybody stood who was here."""
        return {person: self.placement(person, day) for person in self.people if self.is_here(person, day)}

    def spans(self, day: date) -> dict[str, int]:
        """How many reported to each who led."""
        stood = self.placements(day)
        counted = Counter(placed.manager for placed in stood.values() if placed.manager)
        return {person: counted[person] for person, placed in stood.items() if placed.level in LEADS}

    def reports_when_written(self, whom: str, entry: Entry[Any]) -> int:
        """How many reported to somebody when an entry was written: moves of the same day may come after it."""
        on, count = entry.event.effective_on, 0
        for person in self.people:
            written = [one for one in self.streams[person] if one.position < entry.position and one.kind in PLACED]
            stood = [one for one in written if one.event.effective_on <= on]
            count += bool(stood) and stood[-1].event.manager == whom and self.is_here(person, on)
        return count

    def quarter_ends(self) -> Iterator[date]:
        """The last days of the quarters that the ledger has accompanied."""
        for months in range(3, 73, 3):
            yield months_after(self.opens_on, months) - timedelta(1)

    # Roles

    @cached_property
    def roles(self) -> dict[str, Any]:
        return {entry.stream: entry.event for entry in self.of("RoleEstablished")}

    def holder(self, role: str, day: date) -> str | None:
        """Who held a role as their own."""
        held = None
        for entry in self.streams[role]:
            if entry.event.effective_on > day:
                break
            if entry.kind == "AppointmentMade" and entry.event.appointment_kind == "substantive":
                held = entry.event.person
            elif entry.kind == "RoleVacated" and entry.event.person == held:
                held = None
        return held if held and self.is_here(held, day) else None

    def slate(self, role: str, day: date) -> dict[str, str | None]:
        """The confirmed successors, and how ready each counted as: supported, unexpired, willing, here; None if not."""
        ranked: tuple[str, ...] = ()
        judged: dict[str, Any] = {}
        for event in self.page(role, day, "SlateConfirmed", "SuccessorRemovedFromSlate", "ReadinessAssessed"):
            kind = type(event).__name__
            if kind == "SlateConfirmed":
                ranked = event.successors
            elif kind == "SuccessorRemovedFromSlate":
                ranked = tuple(one for one in ranked if one != event.candidate)
            else:
                judged[event.candidate] = event
        return {one: self.counts(judged.get(one), one, role, day) for one in ranked}

    def counts(self, judged: Any, person: str, role: str, day: date) -> str | None:
        stands = judged is not None and judged.supported and day < judged.expires_on
        here = self.is_here(person, day) and self.holder(role, day) != person
        return str(judged.readiness) if stands and here and self.wants_to_lead(person, day) else None

    def wants_to_lead(self, person: str, day: date) -> bool:
        """Their own last word."""
        said = [*self.page(person, day, "AspirationStated", "AspirationWithdrawn")]
        return bool(said) and getattr(said[-1], "path", None) == "leadership"

    def vacancies(self) -> Iterator[tuple[str, date, date | None]]:
        """The roles that lost their holder, the day on which nobody held them, and the one on which somebody did."""
        for role in self.roles:
            days = sorted({entry.event.effective_on for entry in self.streams[role]} | self.last_days)
            held, empty_since = None, None
            for day in (later for each in days for later in (each, each + timedelta(1)) if self.opens_on <= later):
                now = self.holder(role, day)
                if held and not now:
                    empty_since = day
                elif now and empty_since:
                    yield role, empty_since, day
                    empty_since = None
                held = now
            if empty_since and empty_since <= self.today:
                yield role, empty_since, None

    @cached_property
    def last_days(self) -> set[date]:
        return {entry.event.effective_on for entry in self.of("PersonLeft")}


def texts(event: Any) -> Iterator[tuple[str, str]]:
    """What an event says in words: the kind of text, and the text."""
    kind = type(event).__name__
    for rating in getattr(event, "ratings", ()):
        yield from ((f"{kind}.facts", fact) for fact in getattr(rating, "facts", ()))
    for name, value in vars(event).items():
        if name in ("name", "job_title", "unit", "function", "site", "framework", "title"):
            continue
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and " " in text:
                yield f"{kind}.{name}", text
