"""A concern of integrity, looked into by somebody without a stake in it, and not confirmed."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.judging.integrity import IntegrityProcedureClosed
from domain.kernel.ids import PersonId
from tests.examples.offices import STEWARD_NAMED
from tests.examples.people import ADA
from tests.examples.streams import at, example

STEWARD: Final = PersonId(at(STEWARD_NAMED).stream)
"""Who may close a procedure."""
CLEARED: Final = example(ADA, IntegrityProcedureClosed(False, True, STEWARD, effective_on=date(2021, 5, 3)))
