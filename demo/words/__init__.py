"""What people of the demo say: sentences dealt like cards, so that no two neighbours read the same.

Which sentence, and what its blanks stand for, hangs on who says it of what for which time: changing one sentence
changes that one, and nobody's life.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, Final

from demo.lots import Lots

if TYPE_CHECKING:
    from demo.somebody import Somebody

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

    place: str
    """Where among the words it stands."""
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

    def __init__(self, lots: Lots, about: str, units: Sequence[str]) -> None:
        super().__init__()
        self._lots = lots
        self._about = about
        self._units = units

    def in_unit(self, unit: str) -> Rolled:
        self["unit"] = unit
        return self

    def __missing__(self, name: str) -> str:
        lot = self._lots.lot("blank", self._about, name)
        if name in NUMBERS:
            least, most = NUMBERS[name]
            self[name] = str(least + lot % (most + 1 - least))
        else:
            things = self._units if name == "unit" else THINGS[name]
            self[name] = things[lot % len(things)]
        return self[name]


class Deck:
    """Cards that are dealt in turn; whoever has had one gets another, as long as there is one."""

    def __init__(self, cards: Sequence[Any], lots: Lots, name: str) -> None:
        self._lots = lots
        self._name = name
        self._cards = lots.dice("deck", name).sample(cards, len(cards))
        self._had: defaultdict[Somebody, list[Any]] = defaultdict(list)

    def deal(self, whom: Somebody) -> Any:
        """A card that is new to somebody, and not the one dealt last; once they have had all, from the beginning."""
        had = self._had[whom]
        rest = self._cards[:-1] or self._cards
        fresh = [card for card in rest if card not in had]
        if not fresh:
            del had[:-1]
            fresh = [card for card in rest if card not in had] or rest
        turn = self._lots.turn("deal", self._name, whom.person)
        card = fresh[self._lots.lot("deal", self._name, whom.person, turn) % (1 + len(fresh) // 2)]
        self._cards.remove(card)
        self._cards.append(card)
        had.append(card)
        return card


class Words:
    """Everything that is said, each kind from a deck of its own."""

    def __init__(self, lots: Lots, units: Sequence[str]) -> None:
        self._lots = lots
        self._units = units
        self._decks: dict[str, Deck] = {}

    def scene(self, about: str, unit: str | None = None) -> Scene:
        """Somewhere in particular, on some day in particular; in a unit, if one is given."""
        scene = Rolled(self._lots, about, self._units)
        return scene if unit is None else scene.in_unit(unit)

    def say(self, whom: Somebody, *where: str, scene: Scene | None = None) -> str:
        """A sentence of a kind that somebody has not yet had; `where` is its file and headings."""
        name = "/".join(where)
        said = self._deck(name, cards, where).deal(whom)
        return filled(said, self.scene(self.time(whom, name)) if scene is None else scene)

    def pick(self, whom: Somebody, work: Undertaking, what: str, scene: Scene) -> str:
        """One of the few sentences of a kind that belong to a piece of work, dealt in turn to whoever does it."""
        return filled(self._deck(f"{work.place}/{what}", getattr, work, what).deal(whom), scene)

    def undertaking(self, whom: Somebody, kind: str) -> Undertaking:
        """Work to learn from, for somebody of that function or, as “leading”, for somebody who leads."""
        found: Undertaking = self._deck(f"undertakings/{kind}", undertakings, kind).deal(whom)
        return found

    def chance(self, whom: Somebody, kind: str) -> float:
        """A lot for something that may be said of somebody, from 0 to less than 1."""
        return self._lots.chance("said", self.time(whom, kind))

    def one_of(self, whom: Somebody, kind: str, sentences: Sequence[str]) -> str:
        """One of a few sentences of a kind."""
        return sentences[self._lots.lot("said", self.time(whom, kind)) % len(sentences)]

    def in_some_order(self, whom: Somebody, kinds: Sequence[str]) -> list[str]:
        """What may be said of somebody, in the order in which it is tried."""
        return self._lots.dice("order", self.time(whom, " ".join(kinds))).sample(kinds, len(kinds))

    def time(self, whom: Somebody, kind: str) -> str:
        """Of whom something is said, and for which time."""
        return f"{kind} {whom.person} {self._lots.turn(kind, whom.person)}"

    def _deck(self, name: str, found: Callable[..., Sequence[Any]], *where: Any) -> Deck:
        if name not in self._decks:
            self._decks[name] = Deck(found(*where), self._lots, name)
        return self._decks[name]


def filled(sentence: str, scene: Scene) -> str:
    """The sentence with its blanks filled in, and a capital at its beginning."""
    text = sentence.format_map(scene)
    return text[:1].upper() + text[1:]


def cards(where: tuple[str, ...]) -> tuple[str, ...]:
    found: Any = read(f"{where[0]}.toml")
    for heading in where[1:]:
        found = found[heading]
    return tuple(found)


def undertakings(kind: str) -> tuple[Undertaking, ...]:
    rows: list[dict[str, Any]] = read("undertakings", f"{kind.lower().replace(' ', '_')}.toml")["undertaking"]
    return tuple(undertaking(f"undertakings/{kind}/{number}", row) for number, row in enumerate(rows))


def undertaking(place: str, row: Mapping[str, Any]) -> Undertaking:
    said: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Undertaking(place, **said)


@cache
def read(*path: str) -> dict[str, Any]:
    """One of the files beside this one."""
    place: Traversable = files("demo.words")
    return tomllib.loads(place.joinpath(*path).read_text("utf-8"))


@cache
def spoken() -> frozenset[str]:
    """Every word that somebody says: nobody is called like one of them."""
    place = files("demo.words")
    said = [one.read_text("utf-8") for one in (*place.iterdir(), *place.joinpath("undertakings").iterdir())
            if one.name.endswith(".toml")]  # fmt: skip
    return frozenset(re.findall(r"\w+", " ".join(said)))
