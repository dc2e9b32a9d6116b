"""The roles of a bench unit by unit, in the order of the tree; and how deep it was over the last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from api.pages.line_drawing import Lines, lines_of
from api.pages.page import Answer
from api.pages.tree_of_units import depths
from api.pages.wording import message

Told = Mapping[str, Any]
"""A role as it is answered."""
COUNTED: Final = {message("covered"): "coverage", message("ready now"): "readyNowCoverage"}
"""What is drawn beside all critical places: by what it is called, the figure."""


def by_unit(answer: Answer) -> Mapping[str, object]:
    """The units in which roles are, each with these; all roles at once, for other orders; and the drawing."""
    roles, tree = answer["successionBench"]["roles"], answer["unitTree"]
    return {
        "roles": roles,
        "groups": grouped(roles, [unit["id"] for unit in tree]),
        "depth": depths(tree),
        "unit_names": {unit["id"]: unit["name"] for unit in tree},
        "functions": sorted({role["function"] for role in roles}),
        "drawing": drawn(answer["benchSeries"]),
    }


def grouped(roles: Sequence[Told], order: Sequence[str]) -> list[tuple[Told | None, list[Told]]]:
    """Roles by their units, as the tree goes; those of no unit last."""
    place = {unit: number for number, unit in enumerate(order)}

    def placed(role: Told) -> tuple[int, str]:
        unit = role["inUnit"]["id"] if role["inUnit"] else ""
        return place.get(unit, len(place)), unit

    return [
        (within[0]["inUnit"], within)
        for _, each in groupby(sorted(roles, key=placed), key=placed)
        if (within := list(each))
    ]


def drawn(series: Told | None) -> Lines | None:
    """Critical places over time, and how many of them were covered; None where that is not told."""
    points = [point for point in (series or {"points": ()})["points"] if point["figures"]["coverage"]]
    if not points:
        return None
    figures = {message("critical places"): [point["figures"]["coverage"]["n"] for point in points]}
    figures |= {name: [point["figures"][field]["count"] for point in points] for name, field in COUNTED.items()}
    return lines_of([point["effectiveOn"] for point in points], figures)
