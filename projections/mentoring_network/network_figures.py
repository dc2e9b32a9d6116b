"""How mentoring goes in an organisation, or a part of it: figures over pairs and people, told of no one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from domain.frameworks.adopting import Active
from domain.mentoring.obstacles import ObstacleKind
from domain.people.leave import Leave
from projections.engine.shares import MINIMUM
from projections.mentoring_network.pairs import Pair, SessionHeld, circles, kept
from projections.mentoring_network.parts_counted import MentoringMeasure, MentoringShare, measure, share
from projections.mentoring_network.targets import MentoringTargets, targets, waited_by
from projections.staff import Member

SESSIONS_AT_LEAST: Final = 3
"""Sessions of a pair below which nobody can say whether both learn."""


@dataclass(frozen=True, slots=True)
class MentoringOnLevel:
    """How many of those on a level take part."""

    level: str | None
    """The level of leadership; null for people of whom nobody has said one."""
    taking_part: MentoringShare
    """Of those who stand on it, who mentors or is mentored by an agreement that stands."""


@dataclass(frozen=True, slots=True)
class ObstacleCount:
    """How many pairs met an obstacle of a kind."""

    obstacle: ObstacleKind
    """What kind of obstacle it is."""
    pairs: int
    """How many pairs raised it within the last twelve months."""


@dataclass(frozen=True, slots=True)
class MentoringFigures:
    """How mentoring goes among some of the staff. A pair counts where one of the two is, and both are here."""

    pairs: int
    """Agreements that stand on the day."""
    stalled: MentoringShare
    """Pairs that have not met for more than twice their cadence, of those that stand."""
    promised: MentoringMeasure
    """Hours promised in agreements that stand; over mentors."""
    owed: MentoringMeasure
    """The same, less what falls to days on which one of the two was away; over mentors."""
    held: MentoringMeasure
    """Hours held so far under agreements that stand; over mentors."""
    informal: MentoringMeasure
    """Sessions without an agreement in the last twelve months; over pairs of people who met so."""
    across_functions: MentoringShare
    """Pairs whose two came from different functions when they agreed, of those of which both are known."""
    across_units: MentoringShare
    """The same of units."""
    reciprocity: MentoringMeasure
    """How often both learn: sessions of the last twelve months of which both wrote down what they learned, to sessions
    held; by pair, from three sessions on; the median over pairs."""
    without_mentor: MentoringShare
    """Mentors who have no mentor themselves, by agreements that stand."""
    unrecognised: MentoringShare
    """Mentors whom nobody has thanked so far, of those with agreements that stand."""
    days_to_mentor: MentoringMeasure
    """Days from joining to the first mentor, less leave, the median; over those who joined within twelve months and
    found one."""
    waiting: MentoringShare
    """Who of those who joined in the last twelve months has had no mentor so far."""
    participation: tuple[MentoringOnLevel, ...]
    """Who takes part, by level of leadership."""
    circles: MentoringMeasure
    """Groups of people who mentor each other round in a circle; over pairs. Reverse mentoring is none."""
    obstacles_of: int
    """Pairs that raised an obstacle in the last twelve months."""
    obstacles: tuple[ObstacleCount, ...]
    """What stood in their way, by kind; empty below five of these pairs."""
    targets: MentoringTargets | None
    """What the edition that holds for them aims at; null where it aims at nothing, or where several hold."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the two of a pair came from when they agreed: the mentor first."""

    functions: tuple[str | None, str | None]
    units: tuple[str | None, str | None]


@dataclass(frozen=True)
class MentoringKnown:
    """All that the figures are made of."""

    here: Collection[str]
    """Who of those in pairs is here on the day, on whatever terms."""
    pairs: Sequence[Pair]
    """Every agreement by then, whether it still stands or not."""
    begun: Mapping[str, Begun]
    sessions: Sequence[SessionHeld]
    both_learned: Mapping[int, bool | None]
    """By the position of a session of the last twelve months, whether both wrote something down; None where one of
    them was erased, and nobody knows."""
    recognised: Collection[str]
    """Whoever was thanked as a mentor."""
    obstacles: Collection[tuple[str, ObstacleKind]]
    """By mentorship, what was raised in the last twelve months."""
    leaves: Mapping[str, Sequence[Leave]]
    """By person, when they were away."""
    active: Active | None
    """The edition that holds for the staff that is meant; None where none does, or several."""


def network_figures(
    known: MentoringKnown, group: Sequence[Member], on: date, until: date, a_year_ago: date
) -> MentoringFigures:
    """How mentoring goes among some of the staff on a day; `until` is the last day of which anything could be known."""
    among = {one.person for one in group}
    everybody = [pair for pair in known.pairs if pair.stands_on(on) and {pair.mentor, pair.mentee} <= set(known.here)]
    pairs = [pair for pair in everybody if pair.mentor in among or pair.mentee in among]
    mentors = {pair.mentor for pair in pairs if pair.mentor in among}
    mentored = {pair.mentee for pair in everybody}
    sessions = by_mentorship(known.sessions)
    keeping = [
        kept(
            pair,
            sessions.get(pair.mentorship, ()),
            until,
            [*known.leaves.get(pair.mentor, ()), *known.leaves.get(pair.mentee, ())],
        )
        for pair in pairs
    ]
    leaders = len({pair.mentor for pair in pairs})
    informal = [
        one
        for one in known.sessions
        if one.mentorship is None and one.held_on > a_year_ago and (one.mentor in among or one.mentee in among)
    ]
    joined = [one for one in group if one.joined_on > a_year_ago]
    waited = waited_by(joined, begun_as_mentee(known.pairs), known.leaves, until)
    days = [passed for passed, found in waited if found]
    taking_part = {person for pair in everybody for person in (pair.mentor, pair.mentee)}
    own = {pair.mentorship for pair in known.pairs if pair.mentor in among or pair.mentee in among}
    raised = [(pair, kind) for pair, kind in known.obstacles if pair in own]
    across_functions = across([known.begun[pair.mentorship].functions for pair in pairs])
    return MentoringFigures(
        pairs=len(pairs),
        stalled=share(sum(one.stalled for one in keeping), len(pairs)),
        promised=measure(sum(pair.hours_promised for pair in pairs), leaders),
        owed=measure(sum(one.hours_owed for one in keeping), leaders),
        held=measure(sum(one.hours for one in keeping), leaders),
        informal=measure(len(informal), len({(one.mentor, one.mentee) for one in informal})),
        across_functions=across_functions,
        across_units=across([known.begun[pair.mentorship].units for pair in pairs]),
        reciprocity=reciprocity(pairs, sessions, known.both_learned),
        without_mentor=share(len(mentors - mentored), len(mentors)),
        unrecognised=share(len(mentors.difference(known.recognised)), len(mentors)),
        days_to_mentor=measure(median(days) if days else 0, len(days)),
        waiting=share(len(joined) - len(days), len(joined)),
        participation=participation(group, taking_part),
        circles=measure(len(circles(pairs, on)), len(pairs)),
        obstacles_of=len({pair for pair, _ in raised}),
        obstacles=obstacles_counted(raised),
        targets=targets(known.active, across_functions, waited),
    )


def by_mentorship(sessions: Iterable[SessionHeld]) -> dict[str, list[SessionHeld]]:
    """The sessions of each agreement."""
    found: dict[str, list[SessionHeld]] = defaultdict(list)
    for one in sessions:
        if one.mentorship is not None:
            found[one.mentorship].append(one)
    return found


def across(places: Iterable[tuple[str | None, str | None]]) -> MentoringShare:
    """How many came from two places, of those of whom both are known."""
    known = [(one, other) for one, other in places if one is not None and other is not None]
    return share(sum(one != other for one, other in known), len(known))


def reciprocity(
    pairs: Iterable[Pair], sessions: Mapping[str, Sequence[SessionHeld]], both_learned: Mapping[int, bool | None]
) -> MentoringMeasure:
    """The median over pairs of: sessions in which both recorded a learning ÷ sessions held, from three sessions on."""
    ratios = []
    for pair in pairs:
        asked = (both_learned.get(one.position) for one in sessions.get(pair.mentorship, ()))
        told = [learned for learned in asked if learned is not None]
        if len(told) >= SESSIONS_AT_LEAST:
            ratios.append(sum(told) / len(told))
    return measure(median(ratios) if ratios else 0, len(ratios))


def begun_as_mentee(pairs: Iterable[Pair]) -> Mapping[str, list[date]]:
    """The days on which each was agreed to be mentored."""
    found: dict[str, list[date]] = defaultdict(list)
    for pair in pairs:
        found[pair.mentee].append(pair.agreed_on)
    return found


def participation(people: Iterable[Member], taking_part: Collection[str]) -> tuple[MentoringOnLevel, ...]:
    """Who takes part, by level."""
    on_level: dict[str | None, list[str]] = defaultdict(list)
    for one in people:
        on_level[one.level].append(one.person)
    return tuple(
        MentoringOnLevel(level, share(sum(each in taking_part for each in those), len(those)))
        for level, those in sorted(on_level.items(), key=lambda item: str(item[0]))
    )


def obstacles_counted(raised: Collection[tuple[str, ObstacleKind]]) -> tuple[ObstacleCount, ...]:
    """What stood in the way, by kind, the most frequent first; of fewer pairs than the minimum nothing."""
    if len({pair for pair, _ in raised}) < MINIMUM:
        return ()
    counted = Counter(kind for _, kind in set(raised))
    return tuple(
        ObstacleCount(kind, counted[kind]) for kind in sorted(counted, key=lambda kind: (-counted[kind], kind))
    )
