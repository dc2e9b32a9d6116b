"""The yearly talent review of the demo: who might come after whom, how ready they are, and who might leave."""

from __future__ import annotations

from demo.assessing import at_level, level_of
from demo.chart import LEVELS, Seat
from demo.chronicle import Life
from demo.organisation import Organisation
from demo.somebody import Somebody
from domain.development.aspirations import Path, StateAspiration
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Readiness
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.succession.emergency_cover import NameEmergencyCover
from domain.succession.readiness import AssessReadiness
from domain.succession.retention import AssessImpactOfLoss, AssessRetentionRisk, Grade, RetentionReason
from domain.succession.slates import ConfirmSlate, NominateSuccessor, RemoveSuccessor, WhyRemoved

WORDS = {
    Readiness.NOW: "now",
    Readiness.ONE_TO_TWO_YEARS: "one_to_two",
    Readiness.THREE_TO_FIVE_YEARS: "three_to_five",
}
COVER_DAYS = 90
COVER_MONTHS = 12


def reviewing(organisation: Organisation, seat: Seat) -> Life:
    """One role's review: the bench, unless a story tells of it, and whether the holder will stay."""
    chronicle = organisation.chronicle
    yield chronicle.after(1, 12)
    if not seat.reserved:
        yield from candidates_reviewed(organisation, seat)
    if seat.holder and not seat.holder.quiet and seat.holder.leaves_on is None:
        stay_or_go(organisation, seat.holder, seat.critical)


def candidates_reviewed(organisation: Organisation, seat: Seat) -> Life:
    """Those on the bench: seen by the measure of the role, judged, ranked and confirmed."""
    chronicle = organisation.chronicle
    tidy(organisation, seat)
    fill_up(organisation, seat)
    seen: dict[Somebody, tuple[Reference, int]] = {}
    for person in seat.nominated:
        yield chronicle.after(1, 4)
        if person.leaves_on is None:
            seen[person] = look(organisation, seat, person)
    yield chronicle.after(5, 5)
    judged: list[tuple[int, float, Somebody]] = []
    for person in [p for p in seat.nominated if p in seen and p.leaves_on is None and p is not seat.holder]:
        readiness = judge(organisation, seat, person, *seen[person])
        if readiness:
            judged.append((list(WORDS).index(readiness), -person.nature.leading, person))
    confirm(organisation, seat, [person for _, _, person in sorted(judged, key=lambda one: one[:2])])


def tidy(organisation: Organisation, seat: Seat) -> None:
    """Those who have left, have the role now, or have gone higher elsewhere, are no longer on the bench."""
    for person in list(seat.nominated):
        if person.left_on and person.left_on < organisation.on:
            why = WhyRemoved.LEFT
        elif seat.holder is person:
            why = WhyRemoved.APPOINTED
        elif person.seat.rung >= seat.rung and person.leads:
            why = WhyRemoved.APPOINTED_ELSEWHERE
        elif organisation.dice.random() < 0.05:
            why = WhyRemoved.NEEDS_MORE_TIME
        else:
            continue
        remove(organisation, seat, person, why)


def remove(organisation: Organisation, seat: Seat, person: Somebody, why: WhyRemoved) -> None:
    note = ""
    if why in (WhyRemoved.NEEDS_MORE_TIME, WhyRemoved.APPOINTED_ELSEWHERE):
        pile = "needs_time" if why is WhyRemoved.NEEDS_MORE_TIME else "removed"
        note = organisation.words.say(person, "succession", pile)
    command = RemoveSuccessor(seat.stream, person.person, why, note, effective_on=organisation.on)
    organisation.chronicle.write(command, organisation.partner)
    seat.nominated.remove(person)


def fill_up(organisation: Organisation, seat: Seat) -> None:
    """Up to three from the rung below: from the same branch first, then from the same function."""
    wanted = organisation.dice.choice((1, 2, 2, 3, 3) if seat.critical else (0, 1, 2))
    below = [
        person
        for person in organisation.here()
        if person.leads
        and person.seat.rung == seat.rung - 1
        and person not in seat.nominated
        and not (person.reserved or person.leaves_on or person.path is Path.SPECIALIST)
        and (person.seat.is_under(seat) or person.seat.function == seat.function)
        and person.nature.leading > 2.9
    ]
    below.sort(key=lambda person: (not person.seat.is_under(seat), -person.nature.leading))
    for person in below[: max(0, wanted - len(seat.nominated))]:
        nominate(organisation, seat, person)


def nominate(organisation: Organisation, seat: Seat, person: Somebody) -> None:
    by = person if organisation.dice.random() < 0.1 else seat.holder or person.manager or person
    why = organisation.words.say(person, "succession", "nominations")
    command = NominateSuccessor(seat.stream, person.person, why, by.person, effective_on=organisation.on)
    organisation.chronicle.write(command, by.person)
    seat.nominated.append(person)
    if person.path is None:
        person.path = Path.LEADERSHIP
        words = organisation.words.say(person, "phrases", "leadership_words")
        wish = StateAspiration(person.person, Path.LEADERSHIP, True, words, effective_on=organisation.on)
        organisation.chronicle.write(wish, person.person)


def look(organisation: Organisation, seat: Seat, person: Somebody) -> tuple[Reference, int]:
    """How somebody leads by the measure of that role, as seen from outside their line; with the lowest dial."""
    assessor = organisation.elsewhere(person, min(seat.rung, LEVELS.index("function")))
    far = 0 if organisation.dice.random() < 0.5 else 1
    low = min(level_of(organisation, person, "dials") for _ in range(2)) - far
    dials = [max(1, min(5, low))] + [max(1, min(5, low + organisation.dice.randint(0, 2))) for _ in range(2)]
    organisation.dice.shuffle(dials)
    return at_level(organisation, person, seat.level, assessor, (dials[0], dials[1], dials[2])), min(dials)


def judge(organisation: Organisation, seat: Seat, person: Somebody, seen: Reference, lowest: int) -> Readiness | None:
    """From the facts: how soon they could take it; None for whoever could only stand in for a while."""
    if lowest >= 3 and person.path is Path.LEADERSHIP:
        readiness = Readiness.NOW if person.nature.leading > 3.6 else Readiness.ONE_TO_TWO_YEARS
    elif lowest == 2:
        readiness = Readiness.ONE_TO_TWO_YEARS
    elif organisation.dice.random() < 0.5:
        readiness = Readiness.THREE_TO_FIVE_YEARS
    else:
        cover(organisation, seat, person)
        return None
    by = judge_of(organisation, person)
    command = AssessReadiness(
        seat.stream,
        person.person,
        readiness,
        (seen, *list(person.evaluations.values())[-1:]),
        DEFAULT_FRAMEWORK,
        organisation.edition,
        organisation.words.say(person, "succession", WORDS[readiness]),
        by,
        effective_on=organisation.on,
    )
    organisation.chronicle.write(command, by)
    return readiness


def judge_of(organisation: Organisation, person: Somebody) -> PersonId:
    """Who judges somebody: the talent partner; for that one, and for whom they report to, the manager above."""
    partner = organisation.partner
    too_close = any(person in (lead, lead.manager) for lead in organisation.talent_leads()[:1])
    return person.manager.person if too_close and person.manager else partner


def cover(organisation: Organisation, seat: Seat, person: Somebody) -> None:
    """Could hold it for a quarter, which makes nobody a successor."""
    until, by = months_after(organisation.on, COVER_MONTHS), judge_of(organisation, person)
    command = NameEmergencyCover(seat.stream, person.person, until, COVER_DAYS, by, effective_on=organisation.on)
    organisation.chronicle.write(command, by)


def confirm(organisation: Organisation, seat: Seat, ranked: list[Somebody]) -> None:
    """The head above confirms the slate; for the top the chair is the holder."""
    above = seat.under.holder if seat.under else seat.holder
    by = above.person if above and above not in ranked else organisation.partner
    command = ConfirmSlate(seat.stream, tuple(person.person for person in ranked), by, effective_on=organisation.on)
    organisation.chronicle.write(command, by)


def stay_or_go(organisation: Organisation, holder: Somebody, critical: bool) -> None:
    """How likely the holder is to leave, and what would be lost."""
    by = holder.manager.person if holder.manager else organisation.partner
    on, edition = organisation.on, organisation.edition
    if critical:
        risk = organisation.dice.choices(list(Grade), (6, 3, 1))[0]
        reason = RetentionReason.UNSPECIFIED if risk is Grade.LOW else organisation.dice.choice(list(RetentionReason))
        judged = AssessRetentionRisk(holder.person, risk, DEFAULT_FRAMEWORK, edition, reason, effective_on=on)
        organisation.chronicle.write(judged, by)
        impact = organisation.dice.choice((Grade.MEDIUM, Grade.HIGH))
        why = organisation.words.say(holder, "succession", "impact")
        organisation.chronicle.write(
            AssessImpactOfLoss(holder.person, impact, DEFAULT_FRAMEWORK, edition, why, effective_on=on), by
        )
