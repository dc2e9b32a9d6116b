"""A person of the demo, as far as the telling of it must remember them, and the cast of its stories."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from random import Random
from typing import Any, Final

from faker import Faker

from demo.chart import Seat
from demo.words import spoken
from domain.development.aspirations import Path
from domain.development.development import AssignmentId
from domain.frameworks.default_pack import COMPETENCIES
from domain.growth.growth import NeedId
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, PersonId
from domain.people.employment import Placement

LANDS: Final = [
    "en_GB", "de_DE", "sv_SE", "nl_NL", "pl_PL", "it_IT", "fr_FR", "es_ES", "pt_PT", "fi_FI", "da_DK", "tr_TR", "en_IN",
]  # fmt: skip
WEIGHTS: Final = (5, 6, 4, 3, 4, 3, 2, 2, 2, 2, 3, 2, 2)
LEADERSHIP: Final = tuple(competency.name for competency in COMPETENCIES if competency.leadership)


@dataclass(frozen=True)
class Nature:
    """How somebody tends to be seen, on the scale of the ratings, and how eagerly they learn (0 to 1)."""

    results: float
    leading: float
    drive: float
    potential: float
    strong: tuple[str, ...]
    weak: tuple[str, ...]

    @classmethod
    def rolled(cls, dice: Random, leads: bool = False) -> Nature:
        """Anybody's; those who lead already are a little better at it."""
        mixed = dice.sample(LEADERSHIP, 5)
        leading = min(4.7, max(1.8, dice.gauss(3.6 if leads else 3.1, 0.55)))
        results = min(4.8, max(2.0, dice.gauss(3.5, 0.5)))
        potential = min(5.0, max(1.0, dice.gauss(3.0 + 0.4 * (leading - 3.3), 0.85)))
        return cls(results, leading, dice.betavariate(2, 2), potential, tuple(mixed[:3]), tuple(mixed[3:]))


@dataclass(frozen=True)
class Need:
    """A development need of somebody's, and the entry by which it was identified."""

    need: NeedId
    competency: str
    said: str
    """What they have to learn, without what may follow on it."""
    at: Reference


@dataclass(eq=False)
class Somebody:
    """One person's place in the story so far."""

    person: PersonId
    name: str
    nature: Nature
    joined_on: date
    seat: Seat
    """Their own if they lead, their team's if not."""
    craft: str
    leads: bool = False
    share: int = 100
    """How much they work, in percent of full time."""
    leads_since: date | None = None
    """Since when they have led from a seat of their own."""
    left_on: date | None = None
    leaves_on: date | None = None
    """When it is known that they will."""
    placed: Placement | None = None
    manager: Somebody | None = None
    reserved: bool = False
    """A story decides where they go."""
    named: bool = False
    """A story names them as somebody's successor, or as nobody's."""
    quiet: bool = False
    """A story tells their days."""
    on_case: bool = False
    on_file: bool = False
    """A file about them is argued: the yearly talk waits until that is decided, and the step taken."""
    judging: int = 0
    """On how many panels they sit: whoever judges others is not proposed meanwhile, as they might become a rival."""
    mentored: bool = False
    mentees: int = 0
    """How many have agreed with them that they be their mentor."""
    live: set[AssignmentId] = field(default_factory=set)
    """The assignments that they are on."""
    plan: Reference | None = None
    """The development plan that stands for them: what is done for it cites that."""
    needs: dict[str, Need] = field(default_factory=dict)
    """Their development needs that are open, by competency."""
    voices: list[str] = field(default_factory=list)
    """Whose views are on the file of their case."""
    declined_on: date | None = None
    """When a promotion was, last."""
    granted: CaseId | None = None
    """The case by which they step up next, once it is approved."""
    path: Path | None = None
    reviews: dict[tuple[int, bool, str], list[Reference]] = field(default_factory=dict)
    """By year, half of it and level, what was seen of them in that review."""
    evaluations: dict[str, Reference] = field(default_factory=dict)
    """By cycle."""
    results: list[int] = field(default_factory=list)
    """How they were rated in those."""
    latest: Reference | None = None
    """The assessment that their next step may build on."""
    heard: list[Reference] = field(default_factory=list)
    """Feedback since then."""

    @property
    def level(self) -> str:
        return self.seat.level if self.leads else "self"

    @property
    def title(self) -> str:
        return self.seat.title if self.leads else self.craft


@dataclass(frozen=True)
class Part:
    """Somebody's part in a story."""

    key: str
    name: str
    seat: str
    leads: bool
    craft: str
    years: int
    nature: dict[str, Any]


def cast() -> dict[str, Part]:
    """Who plays a part, by key."""
    rows = tomllib.loads((files("demo") / "cast.toml").read_text("utf-8"))["person"]
    return {row["key"]: part(row) for row in rows}


def part(row: dict[str, Any]) -> Part:
    nature: dict[str, Any] = {name: row[name] for name in ("results", "leading") if name in row}
    nature |= {name: tuple(row[name]) for name in ("strong", "weak") if name in row}
    leads = "leads" in row
    return Part(
        row["key"],
        row["name"],
        row["leads"] if leads else row["team"],
        leads,
        row.get("craft", ""),
        row["years"],
        nature,
    )


class Names:
    """Names from many lands, none of them twice."""

    def __init__(self, dice: Random, taken: set[str]) -> None:
        self._dice = dice
        self._taken = taken
        self._faker = Faker(LANDS, providers=["faker.providers.person"])
        self._faker.seed_instance(dice.randrange(2**32))

    def new(self) -> str:
        """Somebody's."""
        while True:
            land = self._faker[self._dice.choices(LANDS, WEIGHTS)[0]]
            name = f"{land.first_name()} {land.last_name()}"
            free = name not in self._taken and name.rsplit(" ", 1)[-1] not in spoken()
            if free and name.replace(" ", "").replace("-", "").isalpha():
                self._taken.add(name)
                return name

    def after_a_wedding(self, name: str) -> str:
        """The name of somebody who takes another one beside, or in the place of, their own."""
        first, last, other = name.split(" ", 1)[0], name.rsplit(" ", 1)[-1], self.new().rsplit(" ", 1)[-1]
        return f"{first} {self._dice.choice((other, f'{last}-{other}'))}"
