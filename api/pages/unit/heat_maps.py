"""Heat maps of a unit: in the evidence of how many of its people each capability was found, group by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.pages.page import Answer

Told = Mapping[str, Any]
SHADES: Final = 5
"""How many shades there are beside none."""


@dataclass(frozen=True)
class Cell:
    """Of how many people of one group a tag was found."""

    figures: Told
    shade: int
    """From 0, of nobody, to `SHADES`, of all."""


@dataclass(frozen=True)
class HeatMap:
    """What is told under one edition: tags across, and groups of people below each other."""

    framework: str
    edition: int
    tags: Sequence[Told]
    whole: Sequence[Cell]
    levels: Mapping[str | None, Sequence[Cell]]
    units: Mapping[str | None, Sequence[Cell]]


def heat_maps(answer: Answer) -> Mapping[str, object]:
    """One map for each edition that holds for somebody here; none where they are not told."""
    by_level, by_unit = answer["capabilityFigures"], answer["byUnit"]
    if by_level is None or by_unit is None:
        return {"heat_maps": []}
    units = of_editions(by_unit["tags"])
    return {
        "heat_maps": [
            HeatMap(
                *edition,
                tags=[line["tag"] for line in lines],
                whole=[cell(line["whole"]) for line in lines],
                levels=groups(lines),
                units=groups(units[edition]),
            )
            for edition, lines in of_editions(by_level["tags"]).items()
        ]
    }


def of_editions(lines: Sequence[Told]) -> Mapping[tuple[str, int], Sequence[Told]]:
    """Lines of figures, tag by tag, put together by the edition that has the tags."""
    found: dict[tuple[str, int], list[Told]] = {}
    for line in lines:
        found.setdefault((line["framework"], line["edition"]), []).append(line)
    return found


def groups(lines: Sequence[Told]) -> Mapping[str | None, Sequence[Cell]]:
    """By the name of each group, its cells, tag by tag."""
    found: dict[str | None, list[Cell]] = {}
    for line in lines:
        for group in line["groups"]:
            found.setdefault(group["name"], []).append(cell(group["figures"]))
    return found


def cell(figures: Told) -> Cell:
    """The figures of one group, shaded by their share."""
    return Cell(figures, -(-figures["tagged"] * SHADES // figures["people"]) if figures["tagged"] else 0)
