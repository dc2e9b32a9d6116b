"""What the bench must say, found the slow and plain way: from the entries that stand, without SQL and without rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

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
        level = self.of(role, "RoleEstablished")[-1].event.level
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
