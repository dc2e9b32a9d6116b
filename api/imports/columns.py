"""Which column says what: guessed by headings, then by contents; and told before anything is recorded."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from typing import Final

from api.imports.problems import about_the_file

HEADINGS: Final[Mapping[str, Mapping[str, Sequence[str]]]] = tomllib.loads(
    (files("api.imports") / "headings.toml").read_text(encoding="utf-8")
)
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def squeezed(heading: str) -> str:
    """A heading without what makes no difference: case, accents, spaces and signs."""
    bare = unicodedata.normalize("NFKD", heading.replace("ß", "ss"))
    return "".join(letter for letter in bare.casefold() if letter.isalnum())


def by_heading(said: Mapping[str, Sequence[str]], among: Iterable[str]) -> dict[str, str]:
    """What each heading stands for, by its squeezed form; where two fields share one, the first of `among` has it."""
    found: dict[str, str] = {}
    for field in among:
        for heading in said[field]:
            found.setdefault(squeezed(heading), field)
    return found


APART: Final = by_heading(HEADINGS["apart"], HEADINGS["apart"])


@dataclass(frozen=True)
class Column:
    """One column of the file, and what it is taken for."""

    place: int
    heading: str
    field: str | None
    """None where it is not recorded."""
    why: str
    """How that was found out; of a column that is not recorded, why it is not."""


def guessed(
    headings: Sequence[str],
    fields: Sequence[str],
    sample: Sequence[Sequence[str]],
    overruled: Mapping[str, str],
) -> tuple[Column, ...]:
    """What each column says, in their order. `overruled` names the headings of some fields. Raises CannotBeRead."""
    taken = {
        place_of(heading, headings): (field, "as you said") for field, heading in checked(overruled, fields).items()
    }
    known = by_heading(HEADINGS["said"], fields)
    given = {field for field, _ in taken.values()}
    for place, heading in enumerate(headings):
        field = known.get(squeezed(heading))
        if field and field not in given and place not in taken:
            taken[place] = (field, "by its heading")
            given.add(field)
    for place, field in by_contents(headings, fields, sample, taken).items():
        taken[place] = (field, "by its contents")
    return tuple(Column(place, heading, *taken.get(place, left_out(heading))) for place, heading in enumerate(headings))


def left_out(heading: str) -> tuple[None, str]:
    """Why a column is not recorded."""
    apart = APART.get(squeezed(heading))
    return None, f"{apart}: no development data" if apart else "not asked for"


def by_contents(
    headings: Sequence[str],
    fields: Sequence[str],
    sample: Sequence[Sequence[str]],
    taken: Mapping[int, tuple[str, str]],
) -> dict[int, str]:
    """What columns without a known heading say: identifiers are all different, and managers are named by them."""
    given = {field: place for place, (field, _) in taken.items()}
    free = [place for place, heading in enumerate(headings) if place not in taken and squeezed(heading) not in APART]
    cells = {place: [row[place] for row in sample if place < len(row)] for place in range(len(headings))}
    found: dict[int, str] = {}
    for place in free:
        filled = [cell for cell in cells[place] if cell]
        if "email" in fields and "email" not in given and filled and all(map(EMAIL.fullmatch, filled)):
            found[place] = "email"
        elif "identifier" not in given and tells_apart(cells[place]):
            found[place] = "identifier"
        elif "manager" in fields and "manager" not in given and names_others(filled, cells, given):
            found[place] = "manager"
        else:
            continue
        given[found[place]] = place
    return found


def tells_apart(cells: Sequence[str]) -> bool:
    """Whether these can be the identifiers: all there, all different, all in one word."""
    return len(cells) > 1 and all(cells) and len(set(cells)) == len(cells) and not any(" " in cell for cell in cells)


def names_others(filled: Sequence[str], cells: Mapping[int, Sequence[str]], given: Mapping[str, int]) -> bool:
    """Whether these name people of the same file: nearly all are identifiers, and some come up again and again."""
    others = set(cells[given["identifier"]]) if "identifier" in given else set()
    return len(set(filled)) < len(filled) and sum(cell in others for cell in filled) > 0.9 * len(filled)


def checked(overruled: Mapping[str, str], fields: Sequence[str]) -> Mapping[str, str]:
    """What was said with --column, if there is such a field."""
    for field in overruled:
        if field not in fields:
            raise about_the_file(
                f"--column {field}={overruled[field]}: “{field}” is no field; name one of {', '.join(fields)}"
            )
    return overruled


def place_of(heading: str, headings: Sequence[str]) -> int:
    """Where a heading stands."""
    if heading in headings:
        return headings.index(heading)
    close = get_close_matches(heading, headings, n=1)
    meant = f"did you mean “{close[0]}”?" if close else f"the headings are {', '.join(headings)}"
    raise about_the_file(f"No column is headed “{heading}”: {meant}")


def place_for(field: str, columns: Sequence[Column]) -> int | None:
    """Which column says this, if one does."""
    return next((column.place for column in columns if column.field == field), None)


def must_be_told(required: Iterable[str], columns: Sequence[Column]) -> None:
    """Refuses a file in which nothing says what has to be said."""
    missing = [field for field in required if place_for(field, columns) is None]
    if missing:
        headings = ", ".join(f"“{column.heading}”" for column in columns)
        options = " ".join(f"--column {field}=HEADING" for field in missing)
        raise about_the_file(
            f"No column was recognised for {', '.join(missing)} among {headings}: say which with {options}"
        )
