"""Steps up: what is asked of those of today, and what is told of those from before the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.facts import ORGANISATION
from domain.kernel.history import LedgerBegun
from domain.people.joining import PersonJoined
from domain.people.moving import MovePerson, PersonMoved
from domain.people.steps_up import CaseMissing, Exemption, NotBeforeLedger
from tests.examples import ADA
from tests.spec import given
from tests.units import ASSEMBLY

FIRST_DAY = date(2024, 1, 1)
JOINED = PersonJoined("Ada", ASSEMBLY, level="self", effective_on=date(2020, 3, 2))
ROOM = (
    given(JOINED)
    .and_on(DEFAULT_FRAMEWORK, FrameworkPublished(DEFAULT_EDITION, effective_on=date(2019, 1, 1)))
    .and_on(ORGANISATION, LedgerBegun(effective_on=FIRST_DAY))
)
UP = MovePerson(ADA, ASSEMBLY, level="others", effective_on=FIRST_DAY)


def test_from_the_first_day_on_a_step_names_its_case_and_before_it_nobody_knows() -> None:
    ROOM.when(UP).refused(CaseMissing, ADA, str(FIRST_DAY))
    before = replace(UP, effective_on=FIRST_DAY - timedelta(1))
    ROOM.when(before).then(PersonMoved(ASSEMBLY, level="others", effective_on=before.effective_on))


def test_what_was_before_the_ledger_lies_before_its_first_day() -> None:
    ROOM.when(replace(UP, exempt=Exemption.BEFORE_LEDGER)).refused(NotBeforeLedger, str(FIRST_DAY))
    reorganised = PersonMoved(ASSEMBLY, level="others", exempt=Exemption.REORGANISATION, effective_on=FIRST_DAY)
    ROOM.when(replace(UP, exempt=Exemption.REORGANISATION)).then(reorganised)
