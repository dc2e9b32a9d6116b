"""Promotion cases, and what is to be looked after in them: who is still to be told, who came to a role without one."""

from __future__ import annotations

from collections.abc import Mapping

from api.pages.page import Answer, Page
from api.pages.wording import message
from domain.promotions.phases import CasePhase


def phases(_: Answer) -> Mapping[str, object]:
    """What cases can be filtered by."""
    return {"phases": [phase.name for phase in CasePhase]}


PAGE = Page(__name__, "/cases", shown=phases, menu=message("Cases"), rank=4)
