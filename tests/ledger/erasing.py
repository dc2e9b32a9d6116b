"""Somebody who has left, erased by a steward of a ledger whose key-encryption key stands in a file."""

from __future__ import annotations

from datetime import timedelta

from domain.erasing.erasing import ErasePerson
from domain.kernel.ids import PersonId
from domain.offices.stewards import NameSteward, stewards_from
from domain.people.erased import ErasureGround
from domain.people.introducing import IntroducePerson
from domain.people.leaving import LeavePerson
from ledger import Ledger
from tests.ledger.commands_recorded import BY, DAY, person_id, somebody


def somebody_gone(ledger: Ledger, name: str = "Ada Okafor") -> PersonId:
    """A person who has joined and left."""
    person = somebody(ledger, name)
    ledger.record(LeavePerson(person, effective_on=DAY + timedelta(days=90)), by=BY)
    return person


def steward_of(ledger: Ledger) -> PersonId:
    """The steward of a ledger, who is named where there is none."""
    today = ledger.today()
    known = stewards_from(today, ledger.book())
    if known:
        return known[0]
    steward = person_id()
    ledger.record(IntroducePerson(steward, "Noor Haddad", effective_on=today), by=BY)
    ledger.record(NameSteward(steward, today + timedelta(days=300), effective_on=today), by=BY)
    return steward


def erasing(person: PersonId, ledger: Ledger) -> ErasePerson:
    """What a steward asks for."""
    return ErasePerson(person, ErasureGround.REQUESTED, steward_of(ledger), effective_on=ledger.today())
