"""The first day of the ledger: said once, and what was before it is history."""

from __future__ import annotations

from datetime import date

from domain.kernel.facts import ORGANISATION
from domain.kernel.history import BeginLedger, LedgerBegun, LedgerBegunBefore, first_day, is_history
from tests.spec import BookInMemory, given

NEW_YEAR = date(2024, 1, 1)


def test_a_ledger_begins_once() -> None:
    given().as_of(NEW_YEAR).when(BeginLedger(effective_on=NEW_YEAR)).then(LedgerBegun(effective_on=NEW_YEAR))
    said_later = LedgerBegun(written_on=date(2024, 3, 1), effective_on=NEW_YEAR)
    given().as_of(date(2024, 3, 1)).when(BeginLedger(effective_on=NEW_YEAR)).then(said_later)
    given(LedgerBegun(effective_on=NEW_YEAR)).when(BeginLedger(effective_on=NEW_YEAR)).nothing_happens()
    given(LedgerBegun(effective_on=NEW_YEAR)).when(BeginLedger(effective_on=date(2025, 1, 1))).refused(
        LedgerBegunBefore, "2024-01-01"
    )


def test_what_was_before_the_first_day_is_history() -> None:
    book = BookInMemory()
    assert first_day(book) is None
    assert not is_history(date(1990, 1, 1), book)
    begun = book.with_lines(ORGANISATION, (LedgerBegun(effective_on=NEW_YEAR),))
    assert first_day(begun) == NEW_YEAR
    assert [is_history(day, begun) for day in (date(2023, 12, 31), NEW_YEAR)] == [True, False]
