"""What people of the demo say: sentences dealt like cards, so that no two neighbours read the same."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from random import Random
from typing import Any, Final

Scene = Mapping[str, str]
"""What the blanks in a sentence stand for."""

THINGS: Final[Mapping[str, Sequence[str]]] = {
    "line": ("line 1", "line 2", "line 3", "line 4", "line 5", "line 6", "the booster line", "the valve line"),
    "product": (
        "the K40 pump",
        "the dosing pump",
        "the M12 valve block",
        "the hospital pump",
        "the booster set",
        "the P7 controller",
        "the bilge pump",
        "the Delta series",
    ),
    "customer": (
        "Ravensby Water",
        "the Elmet hospitals",
        "the Norrvik shipyard",
        "the Tarn valley works",
        "Castell Foods",
        "the Aldersund ferries",
        "the city of Lauenfeld",
        "Brandholm Dairies",
    ),
    "supplier": (
        "the castings supplier",
        "the motor supplier",
        "the Brno foundry",
        "the seals supplier",
        "the cable supplier",
        "the bearings supplier",
    ),
    "shift": ("early", "late", "night"),
    "month": ("March", "May", "June", "September", "November"),
}
NUMBERS: Final = {"n": (3, 9), "m": (12, 44), "percent": (6, 28), "big": (94, 99)}


@dataclass(frozen=True)
class Undertaking:
    """A piece of work from which somebody learns, and what is said along the way."""

    title: str
    kind: str
    stretch: bool
    objectives: tuple[str, ...]
    situations: tuple[str, ...]
    topics: tuple[str, ...]
    lessons: tuple[str, ...]
    outcomes: tuple[str, ...]
    well: tuple[str, ...]
    better: tuple[str, ...]
    function: str | None = None


class Rolled(dict[str, str]):
    """A scene whose blanks are filled by chance when they are first asked for, and stay so."""

    def __init__(self, dice: Random, units: Sequence[str]) -> None:
        super().__init__()
        self._dice = dice
        self._units = units

    def in_unit(self, unit: str) -> Rolled:
        self["unit"] = unit
        return self

    def __missing__(self, name: str) -> str:
        if name in NUMBERS:
            self[name] = str(self._dice.randint(*NUMBERS[name]))
        else:
            self[name] = self._dice.choice(self._units if name == "unit" else THINGS[name])
        return self[name]


class Deck:
    """Cards that are dealt in turn; whoever has had one gets another, as long as there is one."""

    def __init__(self, cards: Iterable[Any], dice: Random) -> None:
        found = list(cards)
        self._dice = dice
        self._cards = dice.sample(found, len(found))
        self._had: defaultdict[object, list[Any]] = defaultdict(list)

    def deal(self, whom: object) -> Any:
        """A card that is new to somebody, and not the one dealt last; once they have had all, from the beginning."""
        had = self._had[whom]
        rest = self._cards[:-1] or self._cards
        fresh = [card for card in rest if card not in had]
        if not fresh:
            del had[:-1]
            fresh = [card for card in rest if card not in had] or rest
        card = self._dice.choice(fresh[: 1 + len(fresh) // 2])
        self._cards.remove(card)
        self._cards.append(card)
        had.append(card)
        return card


class Words:
    """Everything that is said, each kind from a deck of its own."""

    def __init__(self, dice: Random, units: Sequence[str]) -> None:
        self._dice = dice
        self._units = units
        self._decks: dict[tuple[str, ...], Deck] = {}

    def scene(self, unit: str | None = None) -> Scene:
        """Somewhere in particular, on some day in particular; in a unit, if one is given."""
        scene = Rolled(self._dice, self._units)
        return scene if unit is None else scene.in_unit(unit)

    def say(self, whom: object, *where: str, scene: Scene | None = None) -> str:
        """A sentence of a kind that somebody has not yet had; `where` is its file and headings."""
        return filled(self._deck(where).deal(whom), self.scene() if scene is None else scene)

    def pick(self, whom: object, sentences: Sequence[str], scene: Scene) -> str:
        """One of a few sentences that belong to a piece of work, dealt in turn to whoever does it."""
        key = ("", *sentences)
        if key not in self._decks:
            self._decks[key] = Deck(sentences, self._dice)
        return filled(self._decks[key].deal(whom), scene)

    def undertaking(self, whom: object, kind: str) -> Undertaking:
        """Work to learn from, for somebody of that function or, as “leading”, for somebody who leads."""
        found: Undertaking = self._deck(("undertakings", kind)).deal(whom)
        return found

    def _deck(self, where: tuple[str, ...]) -> Deck:
        if where not in self._decks:
            self._decks[where] = Deck(cards(where), self._dice)
        return self._decks[where]


def filled(sentence: str, scene: Scene) -> str:
    """The sentence with its blanks filled in, and a capital at its beginning."""
    text = sentence.format_map(scene)
    return text[:1].upper() + text[1:]


def cards(where: tuple[str, ...]) -> tuple[Any, ...]:
    if where[0] == "undertakings":
        return undertakings(where[1])
    found: Any = read(f"{where[0]}.toml")
    for heading in where[1:]:
        found = found[heading]
    return tuple(found)


def undertakings(kind: str) -> tuple[Undertaking, ...]:
    rows: list[dict[str, Any]] = read("undertakings", f"{kind.lower().replace(' ', '_')}.toml")["undertaking"]
    return tuple(undertaking(row) for row in rows)


def undertaking(row: Mapping[str, Any]) -> Undertaking:
    said: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Undertaking(**said)


@cache
def read(*path: str) -> dict[str, Any]:
    """One of the files beside this one."""
    place: Traversable = files("demo.words")
    return tomllib.loads(place.joinpath(*path).read_text("utf-8"))
