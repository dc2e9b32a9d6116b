"""A unit: what it belongs to and what belongs to it, who stands in it and did over a year, and its roles."""

from __future__ import annotations

from collections.abc import Mapping

from api.pages.page import Answer, Page
from api.pages.unit.headcounts import headcounts
from api.pages.unit.heat_maps import heat_maps


def drawn(answer: Answer) -> Mapping[str, object]:
    """What is drawn of a unit: its year, and what its people's evidence shows."""
    return {**headcounts(answer), **heat_maps(answer)}


PAGE = Page(__name__, "/units/{unit}", about="unit", shown=drawn, same={"units": "unit"})
