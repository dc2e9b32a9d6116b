"""What is said of entries: one is taken back, and Ada remarks on others and is answered."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.amendments.remarks import (
    RectificationAnswered,
    RectificationOutcome,
    RectificationRequested,
    StatementAttached,
)
from domain.kernel.facts import EntryRetracted
from tests.examples.development import ASSESSED, CUT_SHORT
from tests.examples.people import ADA, BEN
from tests.examples.promotions import APPROVED
from tests.examples.streams import at, example

RETRACTED: Final = example(ADA, EntryRetracted(effective_on=CUT_SHORT.effective_on), retracts=at(CUT_SHORT))
REMARKED: Final = example(
    ADA,
    StatementAttached(
        at(APPROVED), "The scrap rate was the day shift's; mine had halved", effective_on=date(2024, 6, 5)
    ),
)
MENDING_ASKED: Final = example(
    ADA,
    RectificationRequested(
        at(ASSESSED), "I was on leave in the week that it speaks of", date(2024, 7, 5), effective_on=date(2024, 6, 5)
    ),
)
MENDING_ANSWERED: Final = example(
    ADA,
    RectificationAnswered(
        at(MENDING_ASKED),
        at(ASSESSED),
        RectificationOutcome.DECLINED,
        BEN,
        "The week before was meant, and reads so",
        effective_on=date(2024, 6, 12),
    ),
)
