"""How ready people of the demo are found: calibrated over all benches of a year, seen by two, and judged from that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from demo.assessing import at_level, level_of
from demo.chart import LEVELS, Seat
from demo.editions import in_force
from demo.organisation import Organisation
from demo.phrasing import phrase
from demo.somebody import Somebody
from domain.development.aspirations import Path
from domain.development.assessments import RecordAssessment
from domain.development.development import Purpose
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Dial, Readiness
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.succession.readiness import AssessReadiness

WORDS: Final = {
    Readiness.NOW: "now",
    Readiness.ONE_TO_TWO_YEARS: "one_to_two",
    Readiness.THREE_TO_FIVE_YEARS: "three_to_five",
}
COUNTS_FOR_MONTHS: Final = 12
HALF: Final = 6
"""The last month of the first half of a year."""

FAIR: Final = 3
"""The rating from which on nothing is missing."""

READY: Final = 0.2
"""Of all who are looked at, how many are found ready now; until the next look some of them move up."""

CRITICAL: Final = 5
"""For so many critical chairs at most: it is their lack that the benches are kept to show."""

RIPE_NOW: Final = 3.2
RIPE_SOON: Final = 3.65
"""How ripe one must be at least to be found ready now, or soon without being the first of a bench."""

A_YEAR_IN_THE_SEAT: Final = 0.12
AT_HOME: Final = 0.2
"""What a year in their present seat adds, and that the role is in their own branch."""

MOVES: Final = 1.0
"""A bench whose chair may become free is looked at first."""

Pair = tuple[Seat, Somebody]
Found = Mapping[Pair, Readiness]


def calibrated(organisation: Organisation, seats: Sequence[Seat]) -> Found:
    """How ready everybody is, on all benches together: the ripest who are willing now, one for each chair."""
    pairs = [(seat, person) for seat in seats for person in seat.nominated if person.leaves_on is None]
    ripe = {pair: how_ripe(organisation, *pair) for pair in pairs}
    first = {seat: max(ripe[pair] for pair in pairs if pair[0] is seat) for seat, _ in pairs}
    found = {
        pair: Readiness.ONE_TO_TWO_YEARS
        if ripe[pair] >= RIPE_SOON or ripe[pair] == first[pair[0]]
        else Readiness.THREE_TO_FIVE_YEARS
        for pair in pairs
    }
    return found | dict.fromkeys(the_ripest(ripe), Readiness.NOW)


def calibrated_again(organisation: Organisation, seats: Sequence[Seat]) -> Found:
    """Who is found ready now in the place of those who have moved up since the review."""
    pairs = [(seat, person) for seat in seats for person in seat.nominated if person.leaves_on is None]
    still = [pair for pair in pairs if ready_for(organisation, *pair) is Readiness.NOW]
    return dict.fromkeys(the_ripest({pair: how_ripe(organisation, *pair) for pair in pairs}, still), Readiness.NOW)


def the_ripest(ripe: Mapping[Pair, float], already: Sequence[Pair] = ()) -> Iterator[Pair]:
    """As many as may be ready now beside those who are: each for one chair, and each chair with one."""
    room, taken = round(READY * len(ripe)) - len(already), {one for pair in already for one in pair}
    critical = CRITICAL - sum(seat.critical for seat, _ in already)
    for seat, person in sorted(ripe, key=lambda pair: -ripe[pair] - MOVES * pair[0].may_become_free):
        free = taken.isdisjoint((seat, person)) and (critical > 0 or not seat.critical)
        if room > 0 and free and ripe[seat, person] >= RIPE_NOW and speaks_for(person):
            taken |= {seat, person}
            room, critical = room - 1, critical - seat.critical
            yield seat, person


def speaks_for(person: Somebody) -> bool:
    """Whether somebody wants it, and no bad year of the last two speaks against them."""
    return person.path is Path.LEADERSHIP and min(person.results[-2:], default=FAIR) >= FAIR


def how_ripe(organisation: Organisation, seat: Seat, person: Somebody) -> float:
    """How soon they could take it: by how they lead, for how long they have, and whether they are at home there."""
    since = person.leads_since or organisation.on
    years = min(5.0, max(0, (organisation.on - since).days) / 365)
    at_home = AT_HOME if person.seat.is_under(seat) or person.seat.function == seat.function else -AT_HOME
    return person.nature.leading + A_YEAR_IN_THE_SEAT * years + at_home


def ready_for(organisation: Organisation, seat: Seat, person: Somebody) -> Readiness | None:
    """How ready somebody was last found for a role, as long as that counts, and as long as they want it."""
    readiness, on = seat.ready.get(person, (None, None))
    stands = on is not None and organisation.on < months_after(on, COUNTS_FOR_MONTHS)
    return readiness if stands and person.path is Path.LEADERSHIP else None


def seen_this_year(organisation: Organisation, seat: Seat, person: Somebody, readiness: Readiness) -> list[Reference]:
    """Who saw what of somebody: for two roles of one level in one half of a year they are seen once."""
    season = organisation.on.year, organisation.on.month > HALF, seat.level
    if season not in person.reviews:
        person.reviews[season] = look(organisation, seat, person, readiness)
    return person.reviews[season]


def look(organisation: Organisation, seat: Seat, person: Somebody, readiness: Readiness) -> list[Reference]:
    """How somebody leads by the measure of that role: seen from outside their line, and by their own manager.

    Before they are found ready, whoever missed something lately looks again.
    """
    outside = outside_voice(organisation, seat, person)
    voices = [outside]
    if readiness is Readiness.NOW:
        again = [one for one in doubting(organisation, seat, person) if one not in (outside, person.manager)]
        voices += [person.manager, *again] if person.manager else again
    dice, found = organisation.dice, []
    for voice in voices:
        low = {Readiness.NOW: 3, Readiness.ONE_TO_TWO_YEARS: 2}.get(readiness, dice.choice((1, 2)))
        high = max(low, min(5, level_of(organisation, person, "dials")))
        dials = [low, *(dice.randint(max(low, 2), max(high, 3)) for _ in range(2))]
        if readiness is Readiness.ONE_TO_TWO_YEARS:
            dials = [low, *(max(3, dial) for dial in dials[1:])]
        dice.shuffle(dials)
        found.append(at_level(organisation, person, seat.level, voice, (dials[0], dials[1], dials[2])))
    return found


def outside_voice(organisation: Organisation, seat: Seat, person: Somebody) -> Somebody:
    """Whoever leads elsewhere: the one who saw them last, as long as they still stand there."""
    at_least = min(seat.rung, LEVELS.index("function"))
    before = {command.assessor for command in spoken(organisation, seat, person)}
    known = [other for other in organisation.leading_elsewhere(person, at_least) if other.person in before]
    return known[-1] if known else organisation.elsewhere(person, at_least)


def doubting(organisation: Organisation, seat: Seat, person: Somebody) -> list[Somebody]:
    """Those still here whose last word on somebody found one of the dials missing."""
    last = {command.assessor: command for command in spoken(organisation, seat, person)}
    missed = {
        assessor
        for assessor, command in last.items()
        if any(rating.of in tuple(Dial) and (rating.value or FAIR) < FAIR for rating in command.ratings)
    }
    return [one for one in organisation.leading() if one.person in missed and one.manager is not person]


def spoken(organisation: Organisation, seat: Seat, person: Somebody) -> Iterator[RecordAssessment]:
    """What was seen of somebody for decisions, at the level of a role, for as long as it counts."""
    since = months_after(organisation.on, -in_force(organisation.chronicle).windows.evidence_months)
    for one in organisation.chronicle.of(person.person):
        command = one.request.command
        if (
            isinstance(command, RecordAssessment)
            and command.purpose is Purpose.DECISION
            and command.level == seat.level
            and command.effective_on >= since
        ):
            yield command


def judge(
    organisation: Organisation, seat: Seat, person: Somebody, readiness: Readiness, seen: list[Reference]
) -> None:
    """From the facts: how soon they could take it."""
    command = AssessReadiness(
        seat.stream,
        person.person,
        readiness,
        (*seen, *list(person.evaluations.values())[-1:]),
        DEFAULT_FRAMEWORK,
        organisation.edition,
        phrase(organisation, person, WORDS[readiness]),
        judge_of(organisation, person),
        effective_on=organisation.on,
    )
    organisation.chronicle.write(command, command.assessed_by or organisation.partner)
    seat.ready[person] = readiness, organisation.on


def judge_of(organisation: Organisation, person: Somebody) -> PersonId:
    """Who judges somebody: the talent partner; for that one, and for whom they report to, the manager above."""
    partner = organisation.partner
    too_close = any(person in (lead, lead.manager) for lead in organisation.talent_leads()[:1])
    return person.manager.person if too_close and person.manager else partner
