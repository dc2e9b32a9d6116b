"""What the directory may be narrowed by: the units as the tree goes, and functions that people on the page are of."""

from __future__ import annotations

from collections.abc import Mapping

from api.pages.page import Answer
from api.pages.tree_of_units import depths


def filtered(answer: Answer) -> Mapping[str, object]:
    """How deep each unit stands, and the functions."""
    functions = {person["function"] for person in answer["people"]["nodes"]}
    return {"depth": depths(answer["unitTree"]), "functions": sorted(filter(None, functions))}
