"""On which line of a pack's file something stands: for whoever has the file open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.frameworks.faults import Where

HEADING: Final = re.compile(r"\s*\[{1,2}([^\[\]]+)\]{1,2}\s*(?:#.*)?$")
KEY: Final = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
PART: Final = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")
TEXT: Final = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*$')
ELEMENT: Final = re.compile(r"\s*\{")
KEPT_UNDER: Final = {("promotion",): ("promotion", "criteria")}
"""Where the file keeps a list under a name of its own."""


def line_of(where: Where, text: str) -> int:
    """The line on which a place of an edition stands, or the nearest that it is in; 0 for the file itself."""
    if not where:
        return 0
    lines = dict(reversed([*places(text)]))
    where = next((under + where[len(of) :] for of, under in KEPT_UNDER.items() if where[: len(of)] == of), where)
    return next((lines[place] for place in shorter(tuple(map(str, where))) if place in lines), 0)


def shorter(place: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A place, and then what it is in, outwards."""
    for length in range(len(place), 0, -1):
        yield place[:length]


def places(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Every table, field and element of a list that begins a line, in the order of the file."""
    table: tuple[str, ...] = ()
    inside, elements, depth = table, 0, 0
    for number, line in enumerate(text.splitlines(), 1):
        if depth:
            if depth == 1 and ELEMENT.match(line):
                yield (*inside, str(elements)), number
                elements += 1
        elif heading := HEADING.match(line):
            table = parts(heading[1])
            yield from ((place, number) for place in shorter(table))
        elif key := KEY.match(line):
            inside, elements = (*table, *parts(key[1])), 0
            yield from ((place, number) for place in shorter(inside) if len(place) > len(table))
        depth = max(0, depth + opened(line))


def opened(line: str) -> int:
    """By how many brackets more a line opens than it closes."""
    bare = TEXT.sub("", line)
    return bare.count("[") - bare.count("]")


def parts(dotted: str) -> tuple[str, ...]:
    """The parts of a dotted name."""
    return tuple(next(part for part in match.groups() if part is not None) for match in PART.finditer(dotted))
