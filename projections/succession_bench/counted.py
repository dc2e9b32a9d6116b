"""Who counts on a bench at one point after the other, found in facts that were read once.

It says of each point what `successors_asked` says in SQL, as far as figures count it; a test holds one against the
other. Asked of the database, six years by the month cost as much in one statement as in one for each month.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from domain.development.aspirations import Willingness
from domain.kernel.facts import ORGANISATION
from domain.people.employment import WHERE_NOBODY_HAS_SAID, Belonging
from projections.engine.facts_read import Fact, FactsRead, Turns, facts_read
from projections.engine.points import Point
from projections.engine.reading import Reading
from projections.engine.seeing import FIGURES
from projections.succession_bench.bench import Successor
from projections.succession_bench.bench_rows import READINESS
from projections.succession_bench.bench_statements import OF_ALL, OF_HOLDERS, OF_THESE

A_DAY: Final = timedelta(days=1)
ON_THE_STAFF: Final = frozenset(one.value for one in Belonging if one.counts)
LEFT: Final = "left"
"""How somebody belongs who left, and of whom it is not known that they ever came."""
WILLING: Final = Willingness.WILLING.value


@dataclass(frozen=True)
class Candidates:
    """All facts that say who counts, one statement for each table."""

    slates: FactsRead
    removals: FactsRead
    readiness: FactsRead
    wishes: FactsRead
    stays: FactsRead
    _ranked: dict[int, Sequence[tuple[int, str]]] = field(default_factory=dict, init=False)
    """Who stands on a slate, by the position of its entry."""
    _turns: dict[str, Turns] = field(default_factory=dict, init=False)
    """When anything may change of who counts, by role."""
    _found: dict[tuple[Any, ...], tuple[Successor, ...]] = field(default_factory=dict, init=False)
    """Who was found to count, by what that follows from."""

    def on_the_bench(self, role: str, level: str, own: frozenset[str], point: Point) -> tuple[Successor, ...]:
        """Whoever is confirmed for a role, holds it not, is ready as far as counts, willing and on the staff, by rank.

        Of what is told of successors only what figures count is said. Where nothing has changed since another point,
        the very same is told again.
        """
        if (turns := self._turns.get(role)) is None:
            self._turns[role] = turns = self._turns_of(role)
        follows_from = (role, level, own, *turns.passed(point))
        if (found := self._found.get(follows_from)) is None:
            self._found[follows_from] = found = tuple(self._on_the_bench(role, level, own, point))
        return found

    def _turns_of(self, role: str) -> Turns:
        """Beside its own day, a readiness turns where it expires, and a stay after the last day of somebody here."""
        slates = self.slates.of((role,))
        people = {fact.said[1] for fact in slates if fact.said[1] is not None}
        readiness = [fact for person in people for fact in self.readiness.of((role, person))]
        stays = [fact for person in people for fact in self.stays.of((person,))]
        others = [fact for person in people for fact in (*self.removals.of((role, person)), *self.wishes.of((person,)))]
        expiring = [fact.said[3] for fact in readiness if fact.said[3] is not None]
        leaving = [fact.effective_on + A_DAY for fact in stays]
        return Turns((*slates, *readiness, *stays, *others), (*expiring, *leaving))

    def _on_the_bench(self, role: str, level: str, own: Collection[str], point: Point) -> Iterator[Successor]:
        for rank, person in self._confirmed(role, point):
            judged = None if person in own else self.readiness.state((role, person), point)
            if judged is None or not self._counts(judged, level, point) or not self._is_on_the_staff(person, point):
                continue
            if self._is_willing(person, role, level, point):
                readiness = READINESS[judged.said[0]]
                said = (judged.effective_on, judged.said[3], True, True, Willingness.WILLING, True)
                left_out = (None, False, None, None, None)
                yield Successor(person, rank, False, None, readiness, *said, False, *left_out, judged.position, role)

    def _confirmed(self, role: str, point: Point) -> Sequence[tuple[int, str]]:
        """Who stands on the latest slate and was not removed since."""
        latest = self.slates.state((role,), point)
        if latest is None:
            return ()
        if (slate := self._ranked.get(latest.position)) is None:
            of_it = (fact.said for fact in self.slates.visible((role,), point) if fact.since == latest.since)
            slate = sorted((rank, person) for rank, person in of_it if person is not None)
            self._ranked[latest.position] = slate
        return [(rank, person) for rank, person in slate if not self._is_removed(role, person, latest, point)]

    def _is_removed(self, role: str, person: str, slate: Fact, point: Point) -> bool:
        removed = self.removals.state((role, person), point)
        return removed is not None and removed.since >= slate.since

    def _counts(self, judged: Fact, level: str, point: Point) -> bool:
        """Whether a readiness is supported, for a role of this level, and has not expired."""
        _, supported, held_against, expires_on = judged.said
        return bool(supported) and held_against in (None, level) and expires_on > point.on

    def _is_on_the_staff(self, person: str, point: Point) -> bool:
        """Through their last day; whoever comes from an agency, or on a contract, follows in no role."""
        stay = self.stays.state((person,), point)
        if stay is None or not (stay.said[0] or stay.effective_on == point.on):
            return False
        belonging = next((belonging for here, belonging in self._stays_of(person, point) if here), LEFT)
        return (belonging or WHERE_NOBODY_HAS_SAID) in ON_THE_STAFF

    def _stays_of(self, person: str, point: Point) -> Iterator[tuple[Any, ...]]:
        return (fact.said for fact in self.stays.visible((person,), point))

    def _is_willing(self, person: str, role: str, level: str, point: Point) -> bool:
        """Their own word: a no stands until a yes that is meant at least as closely; what was taken back is no word."""
        answered = -1
        """How closely the yes was meant that came last of those meant most closely so far, looking back."""
        for wish in self.wishes.visible((person,), point):
            of_role, of_level, word = wish.said
            if word is None:
                break
            if of_role not in (None, role) or of_level not in (None, level):
                continue
            reach = 2 if of_role is not None else 1 if of_level is not None else 0
            if word == WILLING:
                answered = max(answered, reach)
            elif answered < reach:
                return False
        return answered >= 0


async def candidates(reading: Reading, points: Sequence[Point], roles: Sequence[str], *, narrow: bool) -> Candidates:
    """What is known of the successors of these roles; of all roles, where nothing is `narrow`."""
    told: dict[str, Any] = {"about": (ORGANISATION,), "by": FIGURES}
    of_roles: Mapping[str, Any] = {"roles": list(roles)}
    among = OF_THESE if narrow else OF_ALL

    async def read(table: str, key: Sequence[str], *says: str, where: str = among) -> FactsRead:
        return await facts_read(reading, points, table, key, says, of_roles, where=where, **told)

    slates = await read("slates", ("role",), "rank", "person")
    removals = await read("nominations", ("role", "person"), where=f"NOT stands AND {among}")
    readiness = await read("readiness", ("role", "person"), "readiness", "supported", "held_against", "expires_on")
    people = sorted({key[1] for key in readiness.named()})
    of_people = {"people": people}
    wishes = await facts_read(
        reading,
        points,
        "aspirations",
        ("person",),
        ("role", "level", "willingness"),
        of_people,
        where=OF_HOLDERS,
        **told,
    )
    stays = await facts_read(reading, points, "stays", ("person",), ("here", "belonging"), of_people, where=OF_HOLDERS)
    return Candidates(slates, removals, readiness, wishes, stays)
