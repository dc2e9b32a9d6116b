"""The yearly talent review of the demo: who might come after whom, how ready they are, and who might leave."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from demo.chart import Seat
from demo.chronicle import Life
from demo.learning import one_loop
from demo.organisation import Organisation
from demo.phrasing import phrase
from demo.readiness import WORDS, Found, calibrated, calibrated_again, judge, judge_of, seen_this_year
from demo.somebody import Somebody
from demo.working_days import last_working_day
from domain.development.aspirations import Path, StateAspiration
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Readiness
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from domain.succession.emergency_cover import NameEmergencyCover
from domain.succession.retention import AssessImpactOfLoss, AssessRetentionRisk, Grade, RetentionReason
from domain.succession.slates import ConfirmSlate, NominateSuccessor, RemoveSuccessor, WhyRemoved

AKIN: Final = {"Quality": ("Engineering", "Production"), "Sales": ("Service",), "Supply chain": ("Production",)}
"""From which other functions somebody may come to lead one."""

CONFERENCES_FROM: Final = 10
"""The month in which the first benches are settled."""
CONFERENCE_DAYS: Final = 35

COVER_DAYS: Final = 90
COVER_MONTHS: Final = 12

RISKS: Final = (Grade.LOW,) * 6 + (Grade.MEDIUM,) * 3 + (Grade.HIGH,)
"""Of ten holders of critical roles, how many are likely to leave, and how likely."""

REASONS: Final = (
    *(RetentionReason.GROWTH,) * 3,
    *(RetentionReason.MARKET,) * 2,
    *(RetentionReason.PAY,) * 2,
    RetentionReason.MANAGER,
    RetentionReason.COMMUTE,
    RetentionReason.UNSPECIFIED,
)
"""Of ten who may leave, why."""


def talent_review(organisation: Organisation) -> Life:
    """A year's review: benches are made up, calibrated over all of them, and looked at one by one."""
    chronicle = organisation.chronicle
    seats = [seat for seat in organisation.seats.values() if seat.role]
    ours = [seat for seat in seats if not seat.reserved]
    for seat in ours:
        chronicle.begin(made_up(organisation, seat))
    yield chronicle.after(10)
    found = calibrated(organisation, ours)
    for seat in seats:
        chronicle.begin(reviewing(organisation, seat, found))


def looked_at_again(organisation: Organisation) -> Life:
    """Half a year later: where those who were ready have moved up, the next ripest are looked at."""
    chronicle = organisation.chronicle
    yield chronicle.after(5)
    ours = [seat for seat in organisation.seats.values() if seat.role and not seat.reserved]
    found = calibrated_again(organisation, ours)
    for seat in dict.fromkeys(seat for seat, _ in found):
        chronicle.begin(candidates_reviewed(organisation, seat, found, chronicle.after(20, 5)))


def made_up(organisation: Organisation, seat: Seat) -> Life:
    """Who is no longer on a bench, and who comes to it."""
    yield organisation.chronicle.after(1, 6)
    tidy(organisation, seat)
    fill_up(organisation, seat)


def reviewing(organisation: Organisation, seat: Seat, found: Found) -> Life:
    """One role's review: the bench, unless a story tells of it, and whether the holder will stay."""
    chronicle = organisation.chronicle
    yield chronicle.after(1, 8)
    if not seat.reserved:
        yield from candidates_reviewed(organisation, seat, found, conference_on(organisation, seat))
    if seat.holder and not seat.holder.quiet and seat.holder.leaves_on is None:
        stay_or_go(organisation, seat.holder, seat.critical)


def conference_on(organisation: Organisation, seat: Seat) -> date:
    """The day on which a bench is settled: the same in every year, as what was found counts for one."""
    days = organisation.chronicle.lots.lot("conference", seat.key) % CONFERENCE_DAYS
    return last_working_day(date(organisation.on.year, CONFERENCES_FROM, 1) + timedelta(days))


def candidates_reviewed(organisation: Organisation, seat: Seat, found: Found, settled_on: date) -> Life:
    """Those on the bench: seen by the measure of the role, given work to grow by, judged, ranked and confirmed."""
    chronicle = organisation.chronicle
    seen: dict[Somebody, list[Reference]] = {}
    for person in [person for person in seat.nominated if (seat, person) in found]:
        yield chronicle.after(1, 4)
        if stands(seat, person):
            best = min((readiness for (_, one), readiness in found.items() if one is person), key=list(WORDS).index)
            seen[person] = seen_this_year(organisation, seat, person, best)
            if best is not Readiness.NOW and not person.live and not person.on_case:
                chronicle.begin(one_loop(organisation, person))
    yield settled_on
    for person, views in seen.items():
        if stands(seat, person):
            judge(organisation, seat, person, found[seat, person], views)
    how_soon = {person: readiness for person, (readiness, _) in seat.ready.items() if stands(seat, person)}
    ranked = sorted(how_soon, key=lambda one: (list(WORDS).index(how_soon[one]), -one.nature.leading))
    confirm(organisation, seat, ranked)
    if seat.critical and Readiness.NOW not in how_soon.values():
        cover(organisation, seat)


def stands(seat: Seat, person: Somebody) -> bool:
    """Whether somebody is still on a bench, and will be here."""
    return person in seat.nominated and person.leaves_on is None and person is not seat.holder


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
    wanted = organisation.dice.choice((2, 3, 3, 4, 4) if seat.critical else (1, 1, 2))
    below = [
        person
        for person in organisation.leading()
        if person.seat.rung == seat.rung - 1
        and person not in seat.nominated
        and at_home(seat, person)
        and not (person.quiet or person.leaves_on or person.path is Path.SPECIALIST)
        and not (person.reserved and (seat.may_become_free or person.named))
        and sum(person in other.nominated for other in organisation.seats.values()) < 2
        and person.nature.leading > 2.7
    ]
    below.sort(
        key=lambda person: (
            not person.seat.is_under(seat),
            person.seat.function != seat.function,
            -person.nature.leading,
            person.person,
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
    low = risk is Grade.LOW
    reason = RetentionReason.UNSPECIFIED if low else RetentionReason(organisation.draw("why they may leave", REASONS))
    judged = AssessRetentionRisk(holder.person, risk, DEFAULT_FRAMEWORK, edition, reason, effective_on=on)
    organisation.chronicle.write(judged, by)
    impact, why = dice.choice((Grade.MEDIUM, Grade.MEDIUM, Grade.HIGH)), phrase(organisation, holder, "impact")
    missed = AssessImpactOfLoss(holder.person, impact, DEFAULT_FRAMEWORK, edition, why, effective_on=on)
    organisation.chronicle.write(missed, by)
