"""A concern of integrity, looked into by somebody without a stake in it, and not confirmed."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.judging.integrity import IntegrityProcedureClosed
from tests.examples.people import ADA, DEE
from tests.examples.streams import example

CLEARED: Final = example(ADA, IntegrityProcedureClosed(False, True, DEE, effective_on=date(2021, 5, 3)))
