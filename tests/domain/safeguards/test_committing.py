"""Committing to data keys: what goes on record, and that nothing does where there is nothing."""

from __future__ import annotations

from datetime import date

from domain.safeguards.committing import CommitDataKeys, DataKeysCommitted, KeyCommitment
from tests.examples import ADA
from tests.spec import given

DAY = date(2024, 12, 2)
HERS = (KeyCommitment(ADA, "cd" * 32),)


def test_keys_that_were_made_are_committed_to() -> None:
    given().when(CommitDataKeys(HERS, effective_on=DAY)).then(DataKeysCommitted(HERS, effective_on=DAY))


def test_nothing_is_written_of_no_keys() -> None:
    given().when(CommitDataKeys((), effective_on=DAY)).then()
