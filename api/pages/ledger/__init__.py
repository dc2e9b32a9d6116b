"""The book itself: entries in the order of writing, what checkpoints are for, and how far questions are answered."""

from __future__ import annotations

from api.pages.ledger.kinds import ledger_shown
from api.pages.page import Page
from api.pages.wording import message

PAGE = Page(__name__, "/ledger", shown=ledger_shown, menu=message("Ledger"), rank=5)
