"""The page of all refusals, with what each means and what to do instead: docs/refusals.md, made from their classes.

    python -m tests.refusals_page

writes it anew.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from itertools import groupby
from pathlib import Path
from pkgutil import walk_packages

import api
import audit
import domain
import ledger
import projections
from api.graphql.outcome import camel
from domain.catalogue import place_of
from domain.kernel.refusals import Refusal

PAGE = Path(__file__).parents[1] / "docs" / "refusals.md"
ROOMS = (domain, ledger, audit, projections, api)
BEGINNING = """\
# Refusals

When the rules say no, nothing is recorded, and the answer names the obstacle. Its name is a code for programs, and it
stays the same; the message says what is the matter in this case, and `field` which field of the input is in the way.

This page is made from the code: `make generate` writes it.
"""


def refusals() -> list[type[Refusal]]:
    """Every refusal of every room, by its place in the code."""
    for room in ROOMS:
        for module in walk_packages(room.__path__, f"{room.__name__}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    rooms = tuple(room.__name__ for room in ROOMS)
    ours = {of for of in below(Refusal) if of.__module__.partition(".")[0] in rooms}
    return sorted(ours, key=lambda of: (rooms.index(of.__module__.partition(".")[0]), *place_of(of)))


def below(of: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in of.__subclasses__():
        yield each
        yield from below(each)


def chapter(of: type[Refusal]) -> str:
    """The chapter of the language that a refusal stands in, or the room."""
    room, _, rest = of.__module__.partition(".")
    return f"{room}.{rest.partition('.')[0]}" if room == domain.__name__ else room


def page() -> str:
    """The page as it should stand."""
    return "\n".join([BEGINNING, *(section(name, list(found)) for name, found in groupby(refusals(), key=chapter))])


def section(name: str, found: list[type[Refusal]]) -> str:
    """The refusals of one chapter."""
    heading = name.rpartition(".")[2].capitalize() if name != api.__name__ else "API"
    about = inspect.cleandoc(import_module(name).__doc__ or "").partition("\n\n")[0]
    rows = (f"| `{of.__name__}` | {meaning(of)} | {of.instead} | {field(of)} |" for of in found)
    head = ("| Refusal | What holds | What to do | Field |", "| --- | --- | --- | --- |")
    return "\n".join([f"## {heading}\n", f"{about}\n", *head, *rows, ""])


def meaning(of: type[Refusal]) -> str:
    return " ".join(inspect.cleandoc(of.__doc__ or "").split())


def field(of: type[Refusal]) -> str:
    return f"`{camel(of.field)}`" if of.field else ""


if __name__ == "__main__":
    PAGE.write_text(page())
