"""Recording about somebody: which forms there are, each filled in with whom it is about."""

from __future__ import annotations

from collections.abc import Mapping

from api.pages.page import Answer, Page
from api.pages.record.by_hand import by_chapter


def forms(_: Answer) -> Mapping[str, object]:
    """Every form, by the chapter of the language."""
    return {"chapters": by_chapter()}


PAGE = Page(__name__, "/people/{person}/record", about="person", shown=forms, compares=False)
