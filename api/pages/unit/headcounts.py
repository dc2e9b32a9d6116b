"""How many stood in a unit over the last year, as lines; and whom those who lead from there lead, as far as is told."""

from __future__ import annotations

from collections.abc import Mapping

from api.pages.line_drawing import lines_of
from api.pages.page import Answer
from api.pages.wording import message


def headcounts(answer: Answer) -> Mapping[str, object]:
    """The drawing, and how many each of those on this page leads who lead anybody."""
    unit = answer["unit"]
    points = unit["headcountSeries"] if unit else []
    figures = {
        message("with all below it"): [point["headcountWithBelow"] for point in points],
        message("in it"): [point["headcount"] for point in points],
    }
    return {
        "drawing": lines_of([point["effectiveOn"] for point in points], figures) if points else None,
        "spans": [len(person["reports"]) for person in answer["people"]["nodes"] if person["reports"]],
    }
