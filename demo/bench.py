"""The yearly talent review of the demo: who might come after whom, how ready they are, and who might leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from demo.assessing import at_level, level_of
from demo.chart import LEVELS, Seat
from demo.chronicle import Life
from demo.editions import in_force
from demo.learning import one_loop
from demo.organisation import Organisation
from demo.phrasing import phrase
from demo.somebody import Somebody
from domain.development.aspirations import Path, StateAspiration
from domain.development.assessments import RecordAssessment
from domain.development.development import Purpose
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Dial, Readiness
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.succession.emergency_cover import NameEmergencyCover
from domain.succession.readiness import AssessReadiness
from domain.succession.retention import AssessImpactOfLoss, AssessRetentionRisk, Grade, RetentionReason
from domain.succession.slates import ConfirmSlate, NominateSuccessor, RemoveSuccessor, WhyRemoved

WORDS: Final = {
    Readiness.NOW: "now",
    Readiness.ONE_TO_TWO_YEARS: "one_to_two",
    Readiness.THREE_TO_FIVE_YEARS: "three_to_five",
}
AKIN: Final = {"Quality": ("Engineering", "Production"), "Sales": ("Service",), "Supply chain": ("Production",)}
"""From which other functions somebody may come to lead one."""

COVER_DAYS: Final = 90
COVER_MONTHS: Final = 12
COUNTS_FOR_MONTHS: Final = 12

FAIR: Final = 3
"""The rating from which on nothing is missing."""

RIPE_NOW: Final = 4.1
RIPE_SOON: Final = 3.65
"""From how ripe somebody is on, they are found ready now, or soon; below that it takes longer."""

ONE_IN_FIVE: Final = 0.21
"""The reviews of a year are calibrated over all slates: about so many are found ready now."""

A_YEAR_IN_THE_SEAT: Final = 0.12
AT_HOME: Final = 0.2
"""What a year in their present seat adds, and that the role is in their own branch."""

RISKS: Final = (Grade.LOW,) * 6 + (Grade.MEDIUM,) * 3 + (Grade.HIGH,)
"""Of ten holders of critical roles, how many are likely to leave, and how likely."""

REASONS: Final = {
    RetentionReason.PAY: 3,
    RetentionReason.GROWTH: 5,
    RetentionReason.MANAGER: 3,
    RetentionReason.COMMUTE: 2,
    RetentionReason.MARKET: 4,
    RetentionReason.UNSPECIFIED: 2,
}


def reviewing(organisation: Organisation, seat: Seat) -> Life:
    """One role's review: the bench, unless a story tells of it, and whether the holder will stay."""
    chronicle = organisation.chronicle
    yield chronicle.after(1, 12)
    if not seat.reserved:
        yield from candidates_reviewed(organisation, seat)
    if seat.holder and not seat.holder.quiet and seat.holder.leaves_on is None:
        stay_or_go(organisation, seat.holder, seat.critical)


def candidates_reviewed(organisation: Organisation, seat: Seat) -> Life:
    """Those on the bench: seen by the measure of the role, given work to grow by, judged, ranked and confirmed."""
    chronicle = organisation.chronicle
    tidy(organisation, seat)
    fill_up(organisation, seat)
    seen: dict[Somebody, tuple[Readiness, list[Reference]]] = {}
    for person in list(seat.nominated):
        yield chronicle.after(1, 4)
        if person.leaves_on is None:
            readiness, _ = seen[person] = reviewed(organisation, seat, person)
            if readiness is not Readiness.NOW and not person.live and not person.on_case:
                chronicle.begin(one_loop(organisation, person))
    yield chronicle.after(5, 5)
    judged: list[tuple[int, float, Somebody]] = []
    for person in [p for p in seat.nominated if p in seen and p.leaves_on is None and p is not seat.holder]:
        readiness, facts = seen[person]
        judge(organisation, seat, person, readiness, facts)
        judged.append((list(WORDS).index(readiness), -person.nature.leading, person))
    confirm(organisation, seat, [person for _, _, person in sorted(judged, key=lambda one: one[:2])])
    if seat.critical and all(readiness is not Readiness.NOW for readiness, _ in seen.values()):
        cover(organisation, seat)


def tidy(organisation: Organisation, seat: Seat) -> None:
    """Those who have left, have the role now, or have gone higher elsewhere, are no longer on the bench."""
    for person in list(seat.nominated):
        if person.left_on and person.left_on < organisation.on:
            why = WhyRemoved.LEFT
        elif seat.holder is person:
            why = WhyRemoved.APPOINTED
        elif not person.leads:
            why = WhyRemoved.WITHDREW
        elif person.seat.rung >= seat.rung:
            why = WhyRemoved.APPOINTED_ELSEWHERE
        elif organisation.dice.random() < 0.05:
            why = WhyRemoved.NEEDS_MORE_TIME
        else:
            continue
        remove(organisation, seat, person, why)


def remove(organisation: Organisation, seat: Seat, person: Somebody, why: WhyRemoved) -> None:
    piles = {WhyRemoved.NEEDS_MORE_TIME: "needs_time", WhyRemoved.APPOINTED_ELSEWHERE: "removed"}
    note = phrase(organisation, person, piles[why]) if why in piles else ""
    command = RemoveSuccessor(seat.stream, person.person, why, note, effective_on=organisation.on)
    organisation.chronicle.write(command, organisation.partner)
    seat.nominated.remove(person)
    seat.ready.pop(person, None)


def fill_up(organisation: Organisation, seat: Seat) -> None:
    """Some from the rung below: from the same branch first, then from the same function or one that is akin."""
    wanted = organisation.dice.choice((2, 3, 3, 4, 4) if seat.critical else (0, 1, 2))
    below = [
        person
        for person in organisation.leading()
        if person.seat.rung == seat.rung - 1
        and person not in seat.nominated
        and at_home(seat, person)
        and not (person.reserved or person.leaves_on or person.path is Path.SPECIALIST)
        and sum(person in other.nominated for other in organisation.seats.values()) < 2
        and person.nature.leading > 2.9
    ]
    below.sort(
        key=lambda person: (
            not person.seat.is_under(seat),
            person.seat.function != seat.function,
            -person.nature.leading,
        )
    )
    for person in below[: max(0, wanted - len(seat.nominated))]:
        nominate(organisation, seat, person)


def at_home(seat: Seat, person: Somebody) -> bool:
    """Whether somebody knows the function of a role. Whoever is to lead several may come from any of them."""
    near = (seat.function, *AKIN.get(seat.function, ()))
    return seat.function == "Management" or person.seat.is_under(seat) or person.seat.function in near


def nominate(organisation: Organisation, seat: Seat, person: Somebody) -> None:
    by = person if organisation.dice.random() < 0.1 else seat.holder or person.manager or person
    why = phrase(organisation, person, "nominations", aloud=by is person)
    command = NominateSuccessor(seat.stream, person.person, why, by.person, effective_on=organisation.on)
    organisation.chronicle.write(command, by.person)
    seat.nominated.append(person)
    if person.path is None and organisation.dice.random() < 0.9:
        person.path = Path.LEADERSHIP
        words = phrase(organisation, person, "leadership_words", aloud=True)
        wish = StateAspiration(person.person, Path.LEADERSHIP, True, words, effective_on=organisation.on)
        organisation.chronicle.write(wish, person.person)


# How ready somebody is


def how_ripe(organisation: Organisation, seat: Seat, person: Somebody) -> Readiness:
    """How soon they could take it: by how they lead, for how long they have, and whether they are at home there."""
    since = person.leads_since or organisation.on
    years = min(5.0, max(0, (organisation.on - since).days) / 365)
    at_home = AT_HOME if person.seat.is_under(seat) or person.seat.function == seat.function else -AT_HOME
    ripe = person.nature.leading + A_YEAR_IN_THE_SEAT * years + at_home
    calibration = organisation.calibrations.setdefault(organisation.on.year, Counter())
    calibration.update(["reviewed"])
    room = calibration["now"] < ONE_IN_FIVE * (calibration["reviewed"] + 1)
    if ripe >= RIPE_NOW and person.path is Path.LEADERSHIP and room:
        calibration.update(["now"])
        return Readiness.NOW
    return Readiness.ONE_TO_TWO_YEARS if ripe >= RIPE_SOON else Readiness.THREE_TO_FIVE_YEARS


def ready_for(organisation: Organisation, seat: Seat, person: Somebody) -> Readiness | None:
    """How ready somebody was last found for a role, as long as that counts, and as long as they want it."""
    readiness, on = seat.ready.get(person, (None, None))
    stands = on is not None and organisation.on < months_after(on, COUNTS_FOR_MONTHS)
    return readiness if stands and person.path is Path.LEADERSHIP else None


def reviewed(organisation: Organisation, seat: Seat, person: Somebody) -> tuple[Readiness, list[Reference]]:
    """How ready somebody is found, and who saw what: for two roles of one level in one autumn they are seen once."""
    season = organisation.on.year, seat.level
    if season in person.reviews:
        found, facts = person.reviews[season]
        here = found if found is not Readiness.NOW else how_ripe(organisation, seat, person)
        return here, facts
    readiness = how_ripe(organisation, seat, person)
    person.reviews[season] = readiness, look(organisation, seat, person, readiness)
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


def cover(organisation: Organisation, seat: Seat) -> None:
    """Somebody who leads below it could hold it for a quarter, which makes nobody a successor."""
    below = [lead for lead in organisation.leading() if lead.seat.under is seat and lead.leaves_on is None]
    if not below:
        return
    seat.cover = max(below, key=lambda lead: (lead.seat.rung, lead.nature.results))
    until, by = months_after(organisation.on, COVER_MONTHS), judge_of(organisation, seat.cover)
    command = NameEmergencyCover(seat.stream, seat.cover.person, until, COVER_DAYS, by, effective_on=organisation.on)
    organisation.chronicle.write(command, by)


def confirm(organisation: Organisation, seat: Seat, ranked: list[Somebody]) -> None:
    """The head above confirms the slate; for the top the chair of the board does."""
    above = seat.under.holder if seat.under else None
    by = above.person if above and above not in ranked and above.left_on is None else organisation.chair
    command = ConfirmSlate(seat.stream, tuple(person.person for person in ranked), by, effective_on=organisation.on)
    organisation.chronicle.write(command, by)


def stay_or_go(organisation: Organisation, holder: Somebody, critical: bool) -> None:
    """How likely the holder of a critical role is to leave, and what would be lost. The reason is coded."""
    if not critical:
        return
    by, dice = holder.manager.person if holder.manager else organisation.partner, organisation.dice
    on, edition = organisation.on, organisation.edition
    risk = Grade(organisation.draw("risk", RISKS))
    reason = dice.choices(list(REASONS), list(REASONS.values()))[0]
    reason = RetentionReason.UNSPECIFIED if risk is Grade.LOW else reason
    judged = AssessRetentionRisk(holder.person, risk, DEFAULT_FRAMEWORK, edition, reason, effective_on=on)
    organisation.chronicle.write(judged, by)
    impact, why = dice.choice((Grade.MEDIUM, Grade.MEDIUM, Grade.HIGH)), phrase(organisation, holder, "impact")
    missed = AssessImpactOfLoss(holder.person, impact, DEFAULT_FRAMEWORK, edition, why, effective_on=on)
    organisation.chronicle.write(missed, by)
