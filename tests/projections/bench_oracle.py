"""What the bench must say, found the slow and plain way: from the entries that stand, without SQL and without rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Any, NamedTuple

from ledger import Entry

ALL_MET = ("met", "not_judged", "warning")
REACH = {(False, False): 0, (False, True): 1, (True, False): 2, (True, True): 2}
SAYS = {"leadership": "willing", "specialist": "not_willing", "undecided": "undecided"}


@dataclass(frozen=True)
class Told:
    """What is told of somebody on a bench."""

    person: str
    rank: int | None
    nominated: bool
    readiness: str | None
    unexpired: bool
    supported: bool
    willingness: str | None
    employed: bool
    holds_it: bool
    in_level_since: date | None

    @property
    def standing(self) -> bool:
        """Whether they count."""
        ready = self.unexpired and self.supported and self.readiness in ("now", "1-2y", "3-5y")
        return ready and self.rank is not None and not self.holds_it and self.employed and self.willingness == "willing"


class APlace(NamedTuple):
    """One place of a role, and who holds it."""

    role: str
    number: int
    holders: tuple[str, ...] = ()


class BenchOracle:
    """The entries that stand and are true on a day, in the order of their days."""

    def __init__(self, entries: list[Entry[Any]], on: date) -> None:
        true = (entry for entry in entries if entry.event.effective_on <= on)
        self.entries = sorted(true, key=lambda entry: (entry.event.effective_on, entry.origin))
        self.on = on

    def of(self, stream: str, *kinds: str, until: date = date.max) -> list[Entry[Any]]:
        """What a stream says, of some kinds, by a day."""
        return [e for e in self.entries if e.stream == stream and e.kind in kinds and e.event.effective_on <= until]

    def holders(self, role: str) -> Iterator[tuple[str, str, date]]:
        """Who holds a role, on what footing, and since when."""
        latest = {e.event.person: e for e in self.of(role, "AppointmentMade", "RoleVacated")}
        for person, entry in latest.items():
            since = entry.event.effective_on
            stays = self.of(person, "PersonJoined", "PersonLeft")
            gone = [e for e in stays if e.kind == "PersonLeft" and since <= e.event.effective_on < self.on]
            if entry.kind == "AppointmentMade" and self.is_here(person, since) and not gone:
                yield person, str(entry.event.appointment_kind), since

    def profile(self, role: str) -> Any:
        """What was said last of a role: on establishing it, or in a profile."""
        return self.of(role, "RoleEstablished", "RoleProfileDefined")[-1].event

    def places(self, role: str) -> list[APlace]:
        """Its places: people take the first with room for their share, or else the emptiest."""
        shares: list[dict[str, int]] = [{} for _ in range(getattr(self.profile(role), "places", 1))]
        for person, kind, since in sorted(self.holders(role), key=lambda held: self.since(role, held)):
            if kind != "substantive":
                continue
            share = next(
                e.event.share
                for e in self.of(role, "AppointmentMade")[::-1]
                if (e.event.person, e.event.effective_on) == (person, since)
            )
            room = [place for place in shares if sum(place.values()) + share <= 100]
            emptiest = min(shares, key=lambda place: sum(place.values()))
            (room or [emptiest])[0][person] = share
        return [APlace(role, number, tuple(place)) for number, place in enumerate(shares)]

    def since(self, role: str, held: tuple[str, str, date]) -> tuple[date, int]:
        """The order in which people took a role up."""
        person, _, since = held
        return since, max(e.origin for e in self.of(role, "AppointmentMade") if e.event.person == person
                          and e.event.effective_on == since)  # fmt: skip

    def figures(self, roles: Sequence[str]) -> dict[str, int]:
        """How many places of critical roles are covered, one way or another, by trying everything."""
        told = {role: self.successors(role).values() for role in roles}
        soon = {r: [s.person for s in told[r] if s.standing and s.readiness in ("now", "1-2y")] for r in roles}
        now = {r: [s.person for s in told[r] if s.standing and s.readiness == "now"] for r in roles}
        all_places = [place for role in roles for place in self.places(role)]
        places = [place for place in all_places if self.profile(place.role).critical]
        return {
            "n": len(places),
            "coverage": sum(place.number < len(soon[place.role]) for place in places),
            "ready_now_coverage": sum(place.number < len(now[place.role]) for place in places),
            "net_coverage": most(empty := [APlace(*place[:2]) for place in places], filling(empty, soon)),
            "coverage_after_chain": most(places, filling(all_places, soon)),
        }

    def is_here(self, person: str, day: date) -> bool:
        """Whether somebody is here on a day, the last one included."""
        said = self.of(person, "PersonJoined", "PersonLeft", until=day)
        return bool(said) and (said[-1].kind == "PersonJoined" or said[-1].event.effective_on == day)

    def could_have_been(self, person: str) -> bool:
        """Whether somebody came and left in turn, as rules would have it."""
        said = self.of(person, "PersonJoined", "PersonLeft")
        days = [entry.event.effective_on for entry in said]
        in_turn = ("PersonJoined", "PersonLeft") * len(said)
        return tuple(entry.kind for entry in said) == in_turn[: len(said)] and days == sorted(set(days))

    def covers(self, role: str) -> dict[str, date]:
        """Who could hold a role for a while, until when."""
        named = {e.event.person: e.event.until for e in self.of(role, "EmergencyCoverNamed")}
        here = {who: until for who, until in named.items() if until >= self.on and self.is_here(who, self.on)}
        return {who: until for who, until in here.items() if not self.holds(role, who)}

    def holds(self, role: str, who: str) -> bool:
        """Whether somebody holds a role as their own."""
        return any(person == who and kind == "substantive" for person, kind, _ in self.holders(role))

    def successors(self, role: str) -> dict[str, Told]:
        """Who might come after."""
        ranked: tuple[str, ...] = ()
        nominated: dict[str, None] = {}
        for entry in self.of(role, "SuccessorNominated", "SlateConfirmed", "SuccessorRemovedFromSlate"):
            if entry.kind == "SlateConfirmed":
                ranked = entry.event.successors
            elif entry.kind == "SuccessorNominated":
                nominated[entry.event.candidate] = None
            else:
                ranked = tuple(one for one in ranked if one != entry.event.candidate)
                nominated.pop(entry.event.candidate, None)
        return {who: self.told(role, who, ranked, who in nominated) for who in dict.fromkeys((*ranked, *nominated))}

    def told(self, role: str, who: str, ranked: tuple[str, ...], nominated: bool) -> Told:
        """Everything of one of them."""
        judged = [e.event for e in self.of(role, "ReadinessAssessed") if e.event.candidate == who]
        last = judged[-1] if judged else None
        verdicts = [str(finding.verdict) for finding in last.findings] if last else []
        return Told(
            who,
            self.place_in(role, who, ranked),
            nominated,
            str(last.readiness) if last else None,
            last is not None and self.on < last.expires_on,
            "met" in verdicts and all(verdict in ALL_MET for verdict in verdicts),
            self.own_word(role, who),
            self.is_here(who, self.on),
            self.holds(role, who),
            self.in_level_since(who),
        )

    def place_in(self, role: str, who: str, ranked: tuple[str, ...]) -> int | None:
        """Their rank, as the slate was confirmed: those removed since leave a gap."""
        if who not in ranked:
            return None
        confirmed: tuple[str, ...] = self.of(role, "SlateConfirmed")[-1].event.successors
        return confirmed.index(who) + 1

    def own_word(self, role: str, who: str) -> str | None:
        """A no stands until a yes that is meant at least as closely."""
        level = self.profile(role).level
        said: list[tuple[int, str]] = []
        for entry in self.of(who, "AspirationStated", "AspirationWithdrawn"):
            event = entry.event
            if entry.kind == "AspirationWithdrawn":
                said = []
            elif event.role in (None, role) and event.level in (None, level):
                closely = event.role is not None or event.level is not None
                word = event.willingness if closely and event.willingness else SAYS[event.path]
                said.append((REACH[event.role is not None, event.level is not None], str(word)))
        while said:
            reach, word = said.pop()
            if word != "willing":
                return word
            said = [one for one in said if one[1] == "willing" or one[0] > reach]
            if all(one[1] == "willing" for one in said):
                return "willing"
        return None

    def in_level_since(self, who: str) -> date | None:
        """The first of the last days on which their level was said to be what it is."""
        since: date | None = None
        placed = self.of(who, "PersonJoined", "PersonMoved")
        for entry in reversed(placed):
            if entry.event.level is None or entry.event.level != placed[-1].event.level:
                break
            since = entry.event.effective_on
        return since


def most(places: Collection[APlace], could_be: Callable[[Collection[APlace]], bool]) -> int:
    """Of how many at once something could be."""
    sizes = range(len(places), 0, -1)
    return next((size for size in sizes if any(map(could_be, combinations(places, size)))), 0)


def filling(places: Collection[APlace], successors: Mapping[str, Sequence[str]]) -> Callable[..., bool]:
    """Whether some places can lose their holders, among these."""
    return lambda lost: can_all_be_filled(lost, places, successors)


def can_all_be_filled(
    lost: Collection[APlace], places: Collection[APlace], successors: Mapping[str, Sequence[str]]
) -> bool:
    """By trying everything: whether these can lose their holders, or are vacant, and all that are held be filled.

    Those who share a place stay, or one of them moves up and one other comes; whoever holds several moves nowhere.
    """
    gone = {holder for place in lost for holder in place.holders}
    tied = {who for place in places for who in place.holders if sum(who in other.holders for other in places) > 1}
    chairs = [place for place in places if place.holders or place in lost]
    choices = [
        [None] * bool(place.holders and not gone & {*place.holders})
        + [who for who in successors[place.role] if who not in gone | tied | {*place.holders}]
        for place in chairs
    ]
    for chosen in product(*choices):
        moved = [who for who in chosen if who is not None]
        homes = [place for who in moved for place in chairs if who in place.holders]
        left = {home for home, who in zip(chairs, chosen, strict=True) if who is not None}
        if len({*moved}) == len(moved) and len({*homes}) == len(homes) and {*homes} <= left:
            return True
    return False
