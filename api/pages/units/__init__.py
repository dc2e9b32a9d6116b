"""The tree of units as of any day, with how many people stand in each and in all that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping

from api.pages.page import Answer, Page
from api.pages.tree_of_units import depths
from api.pages.wording import message


def in_tree(answer: Answer) -> Mapping[str, object]:
    """How deep each unit stands."""
    return {"depth": depths(answer["unitTree"])}


PAGE = Page(__name__, "/units", shown=in_tree, menu=message("Units"), rank=2)
