"""Integrity: what a closed procedure says, and for how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.judging.integrity import (
    CloseIntegrityProcedure,
    Integrity,
    IntegrityProcedureClosed,
    MayNotClose,
    NotHeard,
    OwnProcedure,
)
from domain.kernel.facts import ERASED, Reference
from domain.offices.mandates import MandateGiven
from domain.offices.offices import Mandate
from domain.people.employment import NobodyKnown
from domain.people.joining import PersonJoined
from tests.examples import ADA, BEN, DEE
from tests.spec import given

MAY = date(2024, 5, 2)
JOINED = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
CLOSE = CloseIntegrityProcedure(ADA, True, True, DEE, effective_on=MAY)
CLOSED = IntegrityProcedureClosed(True, True, DEE, effective_on=MAY)
AUDITOR = MandateGiven(Mandate.AUDITOR, date(2026, 5, 2), BEN, effective_on=MAY)
HERE = given(JOINED).and_on(DEE, JOINED, AUDITOR)


def test_a_procedure_is_closed_by_somebody_else_after_the_person_was_heard() -> None:
    HERE.when(CLOSE).then(CLOSED)
    HERE.when(replace(CLOSE, person_heard=False)).refused(NotHeard, ADA)
    HERE.when(replace(CLOSE, closed_by=ADA)).refused(OwnProcedure, ADA)
    given(JOINED).and_on(DEE, JOINED).when(CLOSE).refused(MayNotClose, DEE)
    given(JOINED).and_strangers(DEE).when(CLOSE).refused(NobodyKnown, DEE)


def test_it_counts_for_24_months_and_only_if_it_was_upheld() -> None:
    at = Reference(ADA, 2)
    known = CLOSED.evolve(Integrity(), at)
    assert known.concerns_on(date(2024, 5, 1)) == ()
    assert known.concerns_on(MAY) == known.concerns_on(date(2026, 5, 1)) == (at,)
    assert known.concerns_on(date(2026, 5, 2)) == ()
    for not_upheld in (False, ERASED):
        assert replace(CLOSED, upheld=not_upheld).evolve(Integrity(), at).concerns_on(MAY) == ()
