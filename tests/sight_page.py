"""The page of who may see and do what: docs/who-sees-what.md, made from the tables, the catalogue and the schema.

    python -m tests.sight_page

writes it anew.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from textwrap import fill
from typing import Any

from api.access.relationships import Relationship
from api.access.sorts import SORTS
from api.access.standing import STANDINGS
from api.access.table import TABLE, Information, may_see
from api.access.ways import Way, ways_to
from api.graphql.told import ENTRY, SAID, fields_told
from domain.catalogue import COMMANDS
from domain.kernel.acting import Acts, acting_fields
from domain.kernel.commands import Command
from domain.offices.offices import Mandate

PAGE = Path(__file__).parents[1] / "docs" / "who-sees-what.md"
WIDTH = 118
BEGINNING = """\
# Who sees and does what

Whoever signs in, or shows a token of their own, is told what is theirs to see, by how they stand to whom it is about:
today, whatever moment they ask of. What stands in no row is told to nobody. A field that is not told is null, an entry
is not there, a timeline neither lists nor counts it; `extensions.withheld` names the fields, and a timeline of which
nothing is told but what everybody is told, which says nothing of whether there was something. A system whose token
reads, and whoever holds the machine, sees everything, but how votes of open rounds went.

This page is made from the code: `make generate` writes it. A test asks everything of a demo as several of its people.
"""


def page() -> str:
    """The page as it should stand."""
    return "\n".join([BEGINNING, *table(), "", "## How somebody stands", "", *relationships(), "", *sorts(), *ways()])


def table() -> Iterator[str]:
    """Sorts by relationships."""
    yield row("", *(in_words(one) for one in Relationship))
    yield row("---", *("---" for _ in Relationship))
    for sort in TABLE:
        yield row(in_words(sort), *("yes" if may_see(sort, frozenset((one,))) else "" for one in Relationship))


def relationships() -> Iterator[str]:
    """What each relationship means."""
    for one, meaning in meanings(Relationship):
        yield point(one, meaning)


def sorts() -> Iterator[str]:
    """What each sort is, with its kinds of entries and its fields."""
    yield "## What there is to see\n"
    fields = [*fields_told(), *((ENTRY, name, None) for name in sorted(SAID))]
    for sort, meaning in meanings(Information):
        kinds = [kind for kind, of in SORTS.items() if of is sort]
        named = [f"{of}.{field}" for of, field, told in fields if told is sort]
        yield f"### {in_words(sort).capitalize()}\n\n{fill(meaning, WIDTH)}\n"
        yield from (listed(what, found) for what, found in (("Entries", kinds), ("Fields", named)) if found)
    said = ", ".join(f"`{ENTRY}.{field}`" for field in sorted(SAID))
    yield f"What an entry says ({said}) is of the sort of its kind.\n"


def ways() -> Iterator[str]:
    """Who may ask for which command."""
    yield "## What there is to do\n"
    yield (
        "Each command is asked for on one way; the rules say then whether it comes to anything. Whoever asks shows a\n"
        "token that may write. Where nobody is said to act, the way that stands second counts.\n"
    )
    yield from (point(one, meaning) for one, meaning in meanings(Way))
    yield ""
    yield row("command", "who asks for it", "who acts in it", "and stands to it in one of these ways")
    yield row("---", "---", "---", "---")
    for name, command in sorted(COMMANDS.items()):
        asked = ", then ".join(way.value for way in ways_to(command))
        who = "; ".join(acting(field, mark) for field, mark in acting_fields(command).items())
        yield row(f"`{name}`", asked, who, standing(command))
    yield ""


def standing(command: type[Command[Any]]) -> str:
    """How whoever acts has to stand to it."""
    asked = STANDINGS.get(command)
    return ", ".join(sorted(in_words(one) for one in asked.those)) if asked else ""


def acting(field: str, mark: Acts) -> str:
    """Who is said to act, and what that asks of them."""
    charged = f", as {' or '.join(in_words(Mandate(one)) for one in mark.by_mandate)}" if mark.by_mandate else ""
    return f"`{field}`{', in person' if mark.in_person else ''}{charged}"


def meanings(of: type[Enum]) -> Iterator[tuple[Enum, str]]:
    """Each member with the text that stands below it."""
    lines = inspect.getsource(of).splitlines()
    for member in of:
        at = next(place for place, line in enumerate(lines) if line.strip().startswith(f"{member.name} = "))
        text = " ".join(line.strip() for line in lines[at + 1 : at + 4]).split('"""')
        assert text[0] == "", f"say what {member} means"
        yield member, text[1]


def listed(what: str, names: Iterable[str]) -> str:
    """Names as code, in lines that can be read."""
    return fill(f"{what}: {', '.join(f'`{name}`' for name in names)}", WIDTH) + "\n"


def point(one: Enum, meaning: str) -> str:
    """What one of several means."""
    return fill(f"- **{in_words(one)}**: {meaning}", WIDTH, subsequent_indent="  ")


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def in_words(one: Enum) -> str:
    return str(one.value).replace("_", " ")


if __name__ == "__main__":
    PAGE.write_text(page())
