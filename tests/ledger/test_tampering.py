"""Whoever goes past the rules is found out: forged decisions by replaying, tampered inputs by verifying the book."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import psycopg
import pytest

from audit.replay import Replay, all_decisions, replays
from domain.kernel.ids import PersonId
from domain.promotions.decisions import PromotionDecision
from domain.promotions.judging.replaying import ReplayVerdict
from ledger import Entry, Ledger
from ledger.proofs.checkpoint import Checkpoint
from tests.ledger.commands_recorded import BY
from tests.ledger.forgeries import FORGERIES, decided, replayed_as_forged
from tests.ledger.random_cases import decided_cases
from tests.ledger.tampered import LOG, WAYS, is_told, signed
from tests.ledger.tampering import TAMPERINGS, rested, taken_out

CASES = 20
FORGED = 4


@pytest.fixture(scope="module")
def decisions(ledger: Ledger) -> list[Entry[PromotionDecision]]:
    list(decided_cases(ledger, 13, CASES))
    ledger.keys.ensure((BY,))
    return list(all_decisions(ledger))


@pytest.fixture(scope="module")
def owner(database_url: str, decisions: list[Any]) -> Iterator[psycopg.Connection[Any]]:
    """Whoever owns the database, and has switched off what keeps the book from being changed."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("ALTER TABLE ledger.entries DISABLE TRIGGER USER")
        yield connection


@pytest.fixture(scope="module")
def held(owner: psycopg.Connection[Any]) -> Checkpoint:
    """The last checkpoint, kept elsewhere."""
    return signed(owner)


@pytest.mark.parametrize(("what", "how"), [(what, how) for what, kinds in FORGERIES.items() for how in kinds], ids=str)
def test_a_forged_decision_is_told_by_replaying_it(
    ledger: Ledger, decisions: list[Entry[PromotionDecision]], owner: psycopg.Connection[Any], what: str, how: str
) -> None:
    random, forge, forged = Random(how), FORGERIES[what][how], 0
    for decision in decisions:
        said = forge(decided(ledger, decision, PersonId(BY)), random)
        if said is not None and forged < FORGED:
            told = replayed_as_forged(owner, ledger, decision, said)
            assert not isinstance(told, Replay) or told.verdict is not ReplayVerdict.REPRODUCED, said
            forged += 1
    assert forged
    assert {told.verdict for told in replays(ledger, decisions) if isinstance(told, Replay)} == {
        ReplayVerdict.REPRODUCED
    }


@pytest.mark.parametrize(("what", "how"), [(what, how) for what, kinds in TAMPERINGS.items() for how in kinds], ids=str)
def test_tampering_with_what_a_decision_rests_on_is_told_by_verifying(
    ledger: Ledger,
    decisions: list[Entry[PromotionDecision]],
    owner: psycopg.Connection[Any],
    held: Checkpoint,
    what: str,
    how: str,
) -> None:
    """However the tree was left."""
    random, tamper = Random(how), TAMPERINGS[what][how]
    for key in WAYS if tamper is not taken_out else (None,):  # over a gap no tree is built
        tried = (tamper(ledger, rested(ledger, decision), random) for decision in random.sample(decisions, CASES))
        assert is_told(owner, held, next(filter(None, tried)), key)


def test_nothing_is_told_of_a_book_that_nobody_tampered_with(owner: psycopg.Connection[Any], held: Checkpoint) -> None:
    assert not is_told(owner, held, [], None)
    assert not is_told(owner, held, [], LOG)
