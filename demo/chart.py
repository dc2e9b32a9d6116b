"""The seats of the demo's organisation: who leads what under whom, read from chart.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from domain.development.development import AssignmentId
from domain.frameworks.edition import Readiness
from domain.kernel.ids import RoleId

if TYPE_CHECKING:
    from demo.somebody import Somebody

LEVELS: Final = ("self", "others", "leaders", "function", "business", "enterprise")


@dataclass(eq=False)
class Seat:
    """A place from which people are led. Whoever is in its team has no seat of their own."""

    key: str
    title: str
    unit: str
    function: str
    level: str
    under: Seat | None
    critical: bool = False
    site: str | None = None
    """Where it is, if at one of the plants."""
    size: int = 0
    """How many report here when all is told, beside those who lead from seats of their own."""
    crafts: tuple[str, ...] = ()
    opens: int = 0
    """The month, counted from the first, in which it begins."""
    holder: Somebody | None = None
    acting: Somebody | None = None
    role: RoleId | None = None
    reserved: bool = False
    """A story decides who comes next, and who might."""
    covering: bool = False
    """It is being decided who stands in."""
    sought: bool = False
    """Somebody is being looked for."""
    nominated: list[Somebody] = field(default_factory=list)
    ready: dict[Somebody, tuple[Readiness, date]] = field(default_factory=dict)
    """How ready those who might come next were found, and when."""
    cover: Somebody | None = None
    """Who could hold it for a while."""
    acting_up: AssignmentId | None = None
    """The assignment of whoever stands in, where the seat is no role."""

    @property
    def stream(self) -> RoleId:
        """Its stream in the ledger; LookupError for the seat of a team, which has none."""
        if self.role is None:
            raise LookupError(f"“{self.title}” is not kept as a role")
        return self.role

    @property
    def may_become_free(self) -> bool:
        """Whether no story keeps whoever leads from it where they are."""
        return not self.reserved and not (self.holder and self.holder.reserved)

    @property
    def rung(self) -> int:
        return LEVELS.index(self.level)

    def is_under(self, other: Seat) -> bool:
        """Whether it is led from `other`, at any distance."""
        return self.under is other or (self.under is not None and self.under.is_under(other))


def drawn() -> dict[str, Seat]:
    """The whole chart, from the top down."""
    chart: dict[str, Any] = tomllib.loads((files("demo") / "chart.toml").read_text("utf-8"))
    seats: dict[str, Seat] = {}
    for row in chart["seat"]:
        under = seats[row["under"]] if "under" in row else None
        seats[row["key"]] = Seat(
            row["key"],
            row["title"],
            row["unit"],
            row["function"],
            row["level"],
            under,
            critical=row.get("critical", False),
            site=row.get("site"),
            size=row.get("size", 0),
            crafts=tuple(row.get("crafts", ())),
        )
    for row in chart["team"]:
        under = seats[row["under"]]
        seats[row["key"]] = Seat(
            row["key"],
            row["title"],
            row.get("unit", under.unit),
            under.function,
            "others",
            under,
            site=under.site,
            size=row["size"],
            crafts=tuple(row["crafts"]),
            opens=row.get("opens", 0),
        )
    return seats
