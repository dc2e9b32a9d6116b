"""Offices of the demo: who is charged with what for others, who may assess, and who acts in whose place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from demo.chronicle import Life
from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.working_days import working_day
from domain.development.development import Instrument
from domain.kernel.dates import months_after
from domain.kernel.ids import PersonId
from domain.offices.accrediting import AccreditAssessor
from domain.offices.deputising import NameDeputy
from domain.offices.mandates import GiveMandate
from domain.offices.offices import Mandate, Matter

FOR_MONTHS: Final = 24
"""For how long an office is given; then it is given anew."""

LOOKED_AFTER: Final = timedelta(14)
"""How often it is looked whether somebody leaves who holds an office: a notice is longer."""
ASSESSORS: Final = ("noor", "hanna", "ilse")
"""Who has been trained to assess others, by key of the cast."""


def charging(organisation: Organisation) -> Life:
    """Every two years: a talent partner, an auditor, the works council, trained assessors, a deputy at the top."""
    chronicle = organisation.chronicle
    council = [person for person in organisation.here() if not person.leads and not person.reserved]
    spokesman, auditor = organisation.dice.sample(council, 2)
    held = {Mandate.COUNCIL: spokesman, Mandate.AUDITOR: auditor}
    yield working_day(chronicle.on + timedelta(3))
    while True:
        until = months_after(chronicle.on, FOR_MONTHS) - timedelta(1)
        partner = organisation.steward
        if partner is None:
            return
        for mandate, person in {Mandate.TALENT_PARTNER: organisation.talent_leads()[-1], **held}.items():
            charge(organisation, person, mandate, until, partner.person)
        for key in ASSESSORS:
            assessor = organisation.known[key]
            if assessor.left_on is None and assessor.person != partner.person:
                accredit = AccreditAssessor(
                    assessor.person, Instrument.LEADERSHIP_ASSESSMENT, until, partner.person, effective_on=chronicle.on
                )
                chronicle.write(accredit, partner.person)
        name_deputy(organisation, until)
        yield from handing_over(organisation, held, until)
        yield working_day(until + timedelta(1))


def handing_over(organisation: Organisation, held: dict[Mandate, Somebody], until: date) -> Life:
    """Until an office is given anew: before somebody leaves who holds one, it is given to somebody else as well."""
    while (next_on := working_day(organisation.on + LOOKED_AFTER)) <= until:
        yield next_on
        for mandate, person in held.items():
            steward, free = organisation.steward, next(free_for_office(organisation, held), None)
            if person.leaves_on is not None and steward is not None and free is not None:
                held[mandate] = free
                charge(organisation, free, mandate, until, steward.person)


def free_for_office(organisation: Organisation, held: Mapping[Mandate, Somebody]) -> Iterator[Somebody]:
    """Who leads nobody, stays, and holds no office yet."""
    for person in organisation.here():
        taken = person.leads or person.reserved or person.leaves_on or person in held.values()
        if not taken and person is not organisation.steward:
            yield person


def charge(organisation: Organisation, person: Somebody, mandate: Mandate, until: date, by: PersonId) -> None:
    """A steward charges somebody with something."""
    if person.person == by:
        return
    command = GiveMandate(person.person, mandate, until, by, effective_on=organisation.on)
    organisation.chronicle.write(command, by)


def name_deputy(organisation: Organisation, until: date) -> None:
    """The chief executive names who acts in her place where the organisation is concerned."""
    top, deputy = organisation.seats["chief_executive"].holder, organisation.seats["md_pumps"].holder
    if top and deputy:
        command = NameDeputy(top.person, deputy.person, (Matter.ORGANISATION,), until, effective_on=organisation.on)
        organisation.chronicle.write(command, top.person)
