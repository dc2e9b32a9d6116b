"""Which columns that nobody knows could say what a file lacks: by words in their headings, or by their contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import Final

from api.imports.column_contents import are_days, cells_of, names_alone, no_days, numbers_people, tells_apart
from api.imports.columns import NOT_ASKED_FOR, Column, as_said, place_for
from api.imports.heading_rows import WORD, says_before
from api.imports.leaving_columns import Held, few_words, is_reason_of_leaving, mostly_blank
from api.imports.problems import Problem
from api.imports.tables import Table
from api.imports.words import FILE_WORDS, squeezed

LOOKED_AT: Final = 1_000
ALIKE: Final = 0.8
SHORTEST: Final = 4
"""A known heading of fewer letters stands in others by chance."""
OFTEN: Final = 4
"""One in so many titles, or more, has a word in common with others, as “manager”."""
DAYS: Final = ("joined_on", "left_on", "since")
TITLES: Final = ("role", "job_title", "unit", "level")
WHO: Final = frozenset(map(squeezed, FILE_WORDS["who"]["words"]))
NAMED: Final = (
    "identifier", "name", "unit", "joined_on", "left_on", "manager", "job_title", "level", "status",
    "role", "incumbent", "since", "critical", "successor", "readiness", "rank", "reviewed", "results", "cycle",
)  # fmt: skip
"""The fields for which columns are looked for."""


def could_say_it(file: Table, columns: Sequence[Column], fields: Sequence[str]) -> Iterator[Problem]:
    """One sentence on the columns that could say what is missing; none where there are none."""
    sample = [cells for _, cells in islice(file.rows(), LOOKED_AT)]
    free = [
        Held(one.place, one.heading, list(cells_of(one.place, sample)))
        for one in columns
        if one.field is None and one.why == NOT_ASKED_FOR and one.heading and not says_before(one.heading)
    ]
    free = [one for one in free if any(one.cells)]
    own = place_for("identifier", columns)
    people = {cell for cell in cells_of(own, sample) if cell} if own is not None else set[str]()
    found: dict[str, int] = {}
    for field in (field for field in NAMED if field in fields and place_for(field, columns) is None):
        fits = [one for one in free if one.place not in found.values()]
        if first := next((one for one in fits if is_headed(one.heading, field) and can_be(field, one)), None) or next(
            (one for one in fits if could_be(field, one, people)), None
        ):
            found[field] = first.place
    if found:
        ways = " ".join(f"--column {field}='{as_said(place, columns)}'" for field, place in found.items())
        yield Problem(0, "", "", f"Perhaps, by their headings or contents, and if it is so: {ways}")


def is_headed(heading: str, field: str) -> bool:
    """Whether a heading has one in it that is known for a field, or is nearly one."""
    known = [squeezed(word) for word in FILE_WORDS["said"][field]]
    said = squeezed(heading)
    inside = any(len(word) >= SHORTEST and (said.startswith(word) or said.endswith(word)) for word in known)
    return inside or bool(len(said) > SHORTEST and get_close_matches(said, known, n=1, cutoff=ALIKE))


def can_be(field: str, column: Held) -> bool:
    """Whether a column whose heading has one for a field in it can say that: no day is a reason, no title a name."""
    filled = [cell for cell in column.cells if cell]
    if field in DAYS:
        return not is_reason_of_leaving(column.heading) and not no_days(filled)
    return field not in TITLES or not (says_who(column.heading) or names_people(filled))


def says_who(heading: str) -> bool:
    """Whether a heading asks for a person, as “Görevdeki kişi”, “Stelle besetzt mit” and “Position holder” do."""
    return any(squeezed(word) in WHO for word in WORD.findall(heading))


def names_people(cells: Sequence[str]) -> bool:
    """Whether these look like names of people: some words each, with capitals, and hardly any of them comes again."""
    words = Counter(word for cell in cells for word in set(WORD.findall(cell)))
    again = max(words.values(), default=0)
    capitals = all(word[0].isupper() for word in words)
    return capitals and names_alone(cells) and (again == 1 or OFTEN * again < len(cells))


def could_be(field: str, column: Held, people: set[str]) -> bool:
    """Whether a column's contents can be those of a field."""
    filled = [cell for cell in column.cells if cell]
    if field in ("joined_on", "left_on"):
        return are_days(filled) and mostly_blank(column) == (field == "left_on")
    if field in ("identifier", "reviewed", "learner"):
        return tells_apart(column.cells) and numbers_people(column.cells)
    if field == "manager":
        return len(set(filled)) < len(filled) and 2 * sum(cell in people for cell in filled) > len(filled)
    if field == "name":
        return len(filled) > 1 and names_alone(filled) and 2 * len(set(filled)) > len(filled)
    return field == "unit" and bool(few_words(column)) and not mostly_blank(column) and not names_alone(filled)
