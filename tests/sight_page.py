"""The page of who may see what: docs/who-sees-what.md, made from the table, the kinds of entries and the schema.

    python -m tests.sight_page

writes it anew.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from textwrap import wrap

from api.access.relationships import Relationship
from api.access.sorts import SORTS
from api.access.table import TABLE, Information, may_see
from api.graphql.told import ENTRY, SAID, fields_told

PAGE = Path(__file__).parents[1] / "docs" / "who-sees-what.md"
BEGINNING = """\
# Who sees what

Whoever signs in, or shows a token of their own, is told what is theirs to see, by how they stand to whom it is about:
today, whatever moment they ask of. What stands in no row is told to nobody. A field that is not told is null, an entry
is not there, a timeline neither lists nor counts it; `extensions.withheld` names the fields, which says nothing of
whether there was something. A system whose token reads, and whoever holds the machine, sees everything, but how votes
of open rounds went.

This page is made from the code: `make generate` writes it. A test asks everything of a demo as several of its people.
"""


def page() -> str:
    """The page as it should stand."""
    return "\n".join([BEGINNING, *table(), "", "## How somebody stands", "", *relationships(), "", *sorts()])


def table() -> Iterator[str]:
    """Sorts by relationships."""
    yield row("", *(in_words(one) for one in Relationship))
    yield row("---", *("---" for _ in Relationship))
    for sort in TABLE:
        yield row(in_words(sort), *("yes" if may_see(sort, frozenset((one,))) else "" for one in Relationship))


def relationships() -> Iterator[str]:
    """What each relationship means."""
    for one, meaning in meanings(Relationship):
        yield f"- **{in_words(one)}**: {meaning}"


def sorts() -> Iterator[str]:
    """What each sort is, with its kinds of entries and its fields."""
    yield "## What there is to see\n"
    fields = [*fields_told(), *((ENTRY, name, None) for name in sorted(SAID))]
    for sort, meaning in meanings(Information):
        kinds = [kind for kind, of in SORTS.items() if of is sort]
        named = [f"{of}.{field}" for of, field, told in fields if told is sort]
        yield f"### {in_words(sort).capitalize()}\n\n{meaning}\n"
        yield from (listed(what, found) for what, found in (("Entries", kinds), ("Fields", named)) if found)
    said = ", ".join(f"`{ENTRY}.{field}`" for field in sorted(SAID))
    yield f"What an entry says ({said}) is of the sort of its kind.\n"


def meanings(of: type[Enum]) -> Iterator[tuple[Enum, str]]:
    """Each member with the text that stands below it."""
    lines = inspect.getsource(of).splitlines()
    for member in of:
        at = next(place for place, line in enumerate(lines) if line.strip().startswith(f"{member.name} = "))
        text = lines[at + 1].strip()
        assert text.startswith('"""'), f"say what {member} means"
        yield member, text.strip('"')


def listed(what: str, names: Iterable[str]) -> str:
    """Names as code, in lines that can be read."""
    return "\n".join(wrap(f"{what}: {', '.join(f'`{name}`' for name in names)}", 118)) + "\n"


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def in_words(one: Enum) -> str:
    return str(one.value).replace("_", " ")


if __name__ == "__main__":
    PAGE.write_text(page())
