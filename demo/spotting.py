"""Potential in the demo: judged by managers on what others saw, and two pools, one of them open to whoever wants in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from demo.assessing import level_of
from demo.chosen import at_rest
from demo.chronicle import Asked, Life
from demo.editions import in_force
from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.wishing import silent
from domain.amendments.corrections import RetractEntry
from domain.development.aspirations import StateAspiration, WithdrawAspiration
from domain.development.assessments import RecordAssessment
from domain.development.assignments import CompleteAssignment
from domain.development.development import Purpose
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Overall
from domain.frameworks.scales import Measured
from domain.judging.admissible import ASSESSED_BY
from domain.judging.findings import EvidenceKind
from domain.kernel.facts import Reference
from domain.spotting.potential import AspectJudged, AspectOfPotential, AssessPotential
from domain.spotting.talent_pools import EnterTalentPool, LeaveTalentPool, WhyPoolLeft

JUDGED: Final = (17, 13, 11, 5, 3)
"""How many months ago some were judged. The first of these have run out by today, and the third do so next month."""
AT_ONCE: Final = 8
"""How many people are judged then."""
ENTERED: Final = (14, 13, 11, 5, 3)
"""How many months ago one or two entered a pool."""
OF_THE_HOUSE: Final = "Next leaders of leaders"
OPEN: Final = "Thinking of leading"
"""For which people nominate themselves."""


def spotting(organisation: Organisation) -> Life:
    """Round by round some are judged; some are put in a pool, and some put themselves in one."""
    judged: set[Somebody] = set()
    for months in sorted({*JUDGED, *ENTERED}, reverse=True):
        yield organisation.chronicle.months_ago(months, 5)
        if months in JUDGED:
            found = [one for one in at_rest(organisation) if one not in judged and may_be_judged(organisation, one)]
            those = organisation.dice.sample(found, min(AT_ONCE, len(found)))
            judged.update(those)
            for one in those:
                judge(organisation, one)
        if months in ENTERED:
            nominate(organisation)


def may_be_judged(organisation: Organisation, person: Somebody) -> bool:
    """Whether others have seen something of somebody, and who leads them can say so."""
    boss = person.manager
    return boss is not None and not silent(organisation, boss) and bool([*seen_of(organisation, person)])


def judge(organisation: Organisation, person: Somebody) -> None:
    """Their manager judges them: what they want by their own word, the rest by what others saw."""
    boss = person.manager
    if boss is None:
        return
    seen, word = [*seen_of(organisation, person)][-2:], word_of(organisation, person)
    values = in_force(organisation.chronicle).scale_for(Measured.POTENTIAL).values
    aspects = tuple(
        AspectJudged(aspect, min(values[-1], level_of(organisation, person, Overall.POTENTIAL)), tuple(basis))
        if basis
        else AspectJudged(aspect, None)
        for aspect, basis in zip(AspectOfPotential, (seen, word, seen[-1:]), strict=True)
    )
    under = (DEFAULT_FRAMEWORK, organisation.edition)
    command = AssessPotential(person.person, aspects, *under, boss.person, effective_on=organisation.on)
    organisation.chronicle.write(command, boss.person)


def nominate(organisation: Organisation) -> None:
    """Somebody is put in the one pool, and somebody who wants to lead puts themselves in the other; one leaves it."""
    on, dice, write = organisation.on, organisation.dice, organisation.chronicle.write
    free = [one for one in at_rest(organisation) if not pools_of(organisation, one)]
    seen = [one for one in free if one.leads and [*seen_of(organisation, one)]]
    if seen:
        person = dice.choice(seen)
        basis = tuple(seen_of(organisation, person))[-1:]
        write(
            EnterTalentPool(person.person, OF_THE_HOUSE, basis, organisation.partner, effective_on=on),
            organisation.partner,
        )
    want = [one for one in free if not one.leads and word_of(organisation, one)]
    inside = [one for one in at_rest(organisation) if [*pools_of(organisation, one)] == [OPEN]]
    if want:
        person = dice.choice(want)
        basis = tuple(word_of(organisation, person))
        write(EnterTalentPool(person.person, OPEN, basis, person.person, effective_on=on), person.person)
    if len(inside) > 3:
        leaver = dice.choice(inside).person
        write(LeaveTalentPool(leaver, OPEN, WhyPoolLeft.OWN_WISH, leaver, effective_on=on), leaver)


def asked_of(organisation: Organisation, person: Somebody) -> Iterator[Asked]:
    """What was asked for of somebody, as far as it stands."""
    asked = organisation.chronicle.of(person.person)
    taken_back = {one.at for one in asked if isinstance(one.request.command, RetractEntry)}
    yield from (one for one in asked if one.at not in taken_back)


def seen_of(organisation: Organisation, person: Somebody) -> Iterator[Reference]:
    """What others saw of somebody that shows potential, the earliest first."""
    instruments = ASSESSED_BY[EvidenceKind.POTENTIAL]
    for one in asked_of(organisation, person):
        command = one.request.command
        if isinstance(command, RecordAssessment):
            others = command.purpose is Purpose.DECISION and command.assessor != person.person
            if others and command.instrument in instruments:
                yield one.at
        elif isinstance(command, CompleteAssignment) and command.seen_by:
            yield one.at


def word_of(organisation: Organisation, person: Somebody) -> list[Reference]:
    """Their last word on what they want, unless they took it back."""
    asked = [
        one
        for one in asked_of(organisation, person)
        if isinstance(one.request.command, StateAspiration | WithdrawAspiration)
    ]
    return [asked[-1].at] if asked and isinstance(asked[-1].request.command, StateAspiration) else []


def pools_of(organisation: Organisation, person: Somebody) -> list[str]:
    """The pools that somebody ever entered, and did not leave."""
    found: dict[str, None] = {}
    for one in asked_of(organisation, person):
        if isinstance(one.request.command, EnterTalentPool):
            found[one.request.command.pool] = None
        elif isinstance(one.request.command, LeaveTalentPool):
            found.pop(one.request.command.pool, None)
    return [*found]
