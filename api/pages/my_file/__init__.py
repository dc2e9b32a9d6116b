"""Everything that the ledger holds about whoever looks, to take along as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from api.pages.page import Answer, Page


def counted(answer: Answer) -> Mapping[str, object]:
    """How many entries of each kind there are, in the order of their first."""
    return {"kinds": Counter(entry["kind"] for entry in answer["myFile"] or ())}


PAGE = Page(__name__, "/my-file", shown=counted, compares=False)
