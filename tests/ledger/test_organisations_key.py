"""What is nobody's own and yet no stranger's business is sealed for the organisation; its key is never destroyed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated

import pytest

from domain.kernel.facts import ERASED, ORGANISATION, About, Erased, Event
from domain.kernel.ids import PersonId
from domain.kernel.memories import Nothing
from ledger import KeyMissing, Ledger
from ledger.storage.forms import Form, forms, holders_of, kinds_sealed_for_the_organisation
from ledger.storage.keys import LEDGER
from ledger.storage.stored_form import sealed_for
from tests.examples import ADA
from tests.ledger.by_hand import connect
from tests.ledger.commands_recorded import DAY, person_id
from tests.ledger.entries_written import COMMAND, encoded, entry_of

UNIT = "unit-0198c0de"


@dataclass(frozen=True)
class WorkshopNamed(Event[Nothing]):
    """A unit got a name, and somebody said why."""

    name: Annotated[str | Erased, About(ORGANISATION)]
    named_by: PersonId
    why: Annotated[str | Erased, About("named_by")]


NAMED = WorkshopNamed("Jet engines, secret", ADA, "A code word", effective_on=DAY)


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    """As if the language had such an event."""
    forms()["WorkshopNamed"] = Form(WorkshopNamed)
    kinds_sealed_for_the_organisation.cache_clear()
    yield
    del forms()["WorkshopNamed"]
    kinds_sealed_for_the_organisation.cache_clear()


def test_it_is_sealed_for_the_organisation_and_opens_again(ledger: Ledger) -> None:
    ledger.keys.ensure(holders_of(NAMED, UNIT))
    entry = encoded(ledger.form, NAMED, UNIT, 1)
    assert entry.event == NAMED
    assert b"engines" not in entry.stored
    assert holders_of(NAMED, UNIT) == (ADA, ORGANISATION), "a person first: reasons are sealed for them"


def test_whoever_is_erased_takes_nothing_of_the_organisations_with_them(ledger: Ledger) -> None:
    ben = person_id()
    named = replace(NAMED, named_by=ben)
    ledger.keys.ensure(holders_of(named, UNIT))
    entry = encoded(ledger.form, named, UNIT, 1)
    ledger.keys.destroy(ben)
    assert (entry.event.name, entry.event.why) == (NAMED.name, ERASED)


@pytest.mark.parametrize("holder", [ORGANISATION, LEDGER])
def test_its_key_is_never_destroyed(ledger: Ledger, holder: str) -> None:
    with pytest.raises(ValueError, match="never destroyed"):
        ledger.keys.destroy(holder)


def test_where_its_key_is_gone_that_is_an_alarm(ledger: Ledger, another_ledger: Callable[[], Ledger]) -> None:
    """Not even whoever empties the row by hand makes it look like an erasure."""
    ledger.keys.ensure((ADA, ORGANISATION))
    stored = ledger.form.encode(NAMED, UNIT, COMMAND)
    with connect(ledger._url, "keeper") as keeper:
        [(kept,)] = keeper.execute("SELECT wrapped FROM keys.data_keys WHERE person = %s", (ORGANISATION,)).fetchall()
        keeper.execute("UPDATE keys.data_keys SET wrapped = NULL WHERE person = %s", (ORGANISATION,))
        keeper.commit()
        try:
            with pytest.raises(KeyMissing, match=ORGANISATION):
                _ = entry_of(another_ledger().form, stored, "WorkshopNamed", UNIT, 1).event
        finally:
            keeper.execute("UPDATE keys.data_keys SET wrapped = %s WHERE person = %s", (kept, ORGANISATION))


def test_its_key_is_fetched_with_those_of_the_people(ledger: Ledger) -> None:
    ledger.keys.ensure(holders_of(NAMED, UNIT))
    entry = encoded(ledger.form, NAMED, UNIT, 1)
    row = (1, UNIT, 1, "WorkshopNamed", entry.stored, 1, None, entry.recorded_at, ADA, COMMAND)
    assert sealed_for([row]) == {UNIT, ADA, ORGANISATION}
