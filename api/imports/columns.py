"""Which column says what: guessed by headings, then by contents; and told before anything is recorded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from api.imports.column_contents import (
    NOT_OF_THESE,
    cannot_say,
    cells_of,
    instead_of,
    numbers_people,
    other_days,
    tells_apart,
)
from api.imports.dates import Ways
from api.imports.heading_rows import forms, says_before
from api.imports.leaving_columns import (
    Held,
    few_words,
    is_about_leaving,
    is_reason_of_leaving,
    is_status,
    may_be_last_days,
)
from api.imports.name_columns import as_part_of_a_name, as_whole_names
from api.imports.people_twice import named_twice
from api.imports.problems import about_the_file
from api.imports.words import FILE_WORDS, squeezed
from domain.kernel.near_misses import near

EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
NUMBERED: Final = re.compile(r"(?P<heading>.*)#(?P<number>\d+)")
"""A heading that several columns have, and which of them is meant: “Department#2”."""
STANDS_IN: Final[Mapping[str, str]] = {"joined_on": "rejoined_on"}
"""What is taken for a field that has no column."""


LENT: Final[Mapping[str, str]] = {
    "reviewed": "identifier",
    "reviewed_name": "name",
    "learner": "identifier",
    "learner_name": "name",
    "successor": "identifier",
    "successor_name": "name",
}
"""Whose headings a field has beside its own: whoever is named in another table is named as in that of people."""
COME: Final = ("unit", "job_title", "manager", "level")
"""What a move leads to."""
WORDS_TOLD: Final = 3
"""So many words of a column are told."""
NOT_ASKED_FOR: Final = "not asked for"
"""Why a column of which nobody knows what it says is not recorded."""
UNUSED: Final = "unused"
"""What is said of a field that no column tells: --column left_on=unused."""
LAST: Final = 1 << 20
"""Behind all that are known by their headings."""


class Known(NamedTuple):
    """What a heading stands for, and how far it comes before others for the same."""

    field: str
    rank: int


def by_heading(said: Mapping[str, Sequence[str]], among: Iterable[str]) -> dict[str, Known]:
    """What each heading stands for, by its squeezed form; where two fields share one, the first of `among` has it."""
    found: dict[str, Known] = {}
    for field in among:
        for rank, heading in enumerate(said[field]):
            found.setdefault(squeezed(heading), Known(field, rank))
    return found


OF_SOME_CELLS: Final = {squeezed(heading): field for field in NOT_OF_THESE for heading in FILE_WORDS["said"][field]}
APART: Final = by_heading(FILE_WORDS["apart"], FILE_WORDS["apart"])


@dataclass(frozen=True)
class Column:
    """One column of the file, and what it is taken for."""

    place: int
    heading: str
    field: str | None
    """None where it is not recorded."""
    why: str
    """How that was found out; of a column that is not recorded, why it is not."""
    looks_like: str = ""
    """The field that it could say as well, where it is not recorded."""
    such_as: str = ""
    """Some of its words, where these are why it could."""


def guessed(
    headings: Sequence[str],
    fields: Sequence[str],
    sample: Sequence[Sequence[str]],
    overruled: Mapping[str, str],
) -> tuple[Column, ...]:
    """What each column says, in their order. `overruled` names the headings of some fields. Raises CannotBeRead."""
    said = checked(overruled, fields)
    unused = {field for field, heading in said.items() if is_unused(heading, headings)}
    fields = [field for field in fields if field not in unused]
    taken = {
        place_of(heading, headings): (field, "as you said") for field, heading in said.items() if field not in unused
    }
    given = {field for field, _ in taken.values()}
    known = known_in(headings, fields, sample)
    for field, places in candidates(known, fields).items():
        free = [place for place in places if place not in taken]
        if field not in given and free:
            first = best(field, free, known, sample)
            taken[first] = (field, "by its heading")
            given.add(field)
    for field, other in STANDS_IN.items():
        filled = all(row[place] for place in taken if taken[place][0] == other for row in sample if place < len(row))
        if field in fields and field not in given and other in given and filled:
            taken = {place: (field if one == other else one, why) for place, (one, why) in taken.items()}
            given = given - {other} | {field}
    spoken = {place for place, (_, why) in taken.items() if why == "as you said"}
    of_places = {place: field for place, (field, _) in taken.items()}
    for place, field in named_twice(headings, fields, sample, of_places, spoken):
        taken[place] = (field, "by its heading")
    taken |= as_part_of_a_name(taken, sample) or as_whole_names(taken, sample)
    for place in looking_like_left(headings, fields, sample, taken, known):
        taken[place] = ("left_on", "as its heading looks like a last day")
    for place, field in by_contents(headings, fields, sample, taken).items():
        taken[place] = (field, "by its contents")
    return tuple(
        Column(place, heading, *taken[place])
        if place in taken
        else left_out(place, headings, known, {field: where for where, (field, _) in taken.items()}, sample)
        for place, heading in enumerate(headings)
    )


def known_in(headings: Sequence[str], fields: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[int, Known]:
    """What the headings that are known stand for, by their places, unless their cells cannot be that."""
    known = {**lent_to(fields), **by_heading(FILE_WORDS["said"], fields), **of_what_came(fields)}
    found: dict[int, Known] = {}
    for place, heading in enumerate(headings):
        own = forms(heading)[:1] if says_before(heading) else forms(heading)
        if is_apart(heading) or not (form := next((form for form in own if form in known), None)):
            continue
        if known[form].field == "left_on" and is_reason_of_leaving(heading):
            continue
        field = instead_of(known[form].field, list(cells_of(place, sample)))
        if cannot_say(field, list(cells_of(place, sample))):
            continue
        if field == known[form].field:
            found[place] = known[form]
        elif field in fields:
            found[place] = Known(field, 2 * LAST)
    return found


def lent_to(fields: Sequence[str]) -> dict[str, Known]:
    """What headings of a file of people stand for where people are named in another table, after that table's own."""
    lent = {field: FILE_WORDS["said"][LENT[field]] for field in fields if field in LENT}
    return {heading: Known(field, LAST + rank) for heading, (field, rank) in by_heading(lent, lent).items()}


def of_what_came(fields: Sequence[str]) -> dict[str, Known]:
    """The headings of what a move led to, where it is told apart from what was before; before any other."""
    came = {field: FILE_WORDS["said"][f"{field}_after"] for field in COME if "unit_before" in fields}
    return {heading: Known(field, rank - LAST) for heading, (field, rank) in by_heading(came, came).items()}


def of_heading(heading: str) -> Iterator[str]:
    """The fields that a heading stands for, of those that not every cell can say."""
    return (OF_SOME_CELLS[form] for form in forms(heading) if form in OF_SOME_CELLS)


def is_apart(heading: str) -> bool:
    """Whether a column of that heading is no development data."""
    return any(form in APART for form in forms(heading))


def candidates(known: Mapping[int, Known], fields: Sequence[str]) -> dict[str, list[int]]:
    """The places that could say each field, the best first."""
    found: dict[str, list[int]] = {field: [] for field in fields}
    for place, (field, _) in sorted(known.items(), key=lambda one: (one[1].rank, one[0])):
        found[field].append(place)
    return found


def best(field: str, places: Sequence[int], known: Mapping[int, Known], sample: Sequence[Sequence[str]]) -> int:
    """The column that is taken for a field: of identifiers, the one by which managers are named, or the first.

    Columns without anything in them come after all others.
    """
    filled = [place for place in places if any(cells_of(place, sample))] or places
    above = Counter(
        cell for place, one in known.items() if one.field == "manager" for cell in cells_of(place, sample) if cell
    )
    if field != "identifier" or len(filled) == 1:
        return filled[0]
    return max(sorted(filled), key=lambda place: sum(above[cell] for cell in set(cells_of(place, sample))))


def looking_like_left(
    headings: Sequence[str],
    fields: Sequence[str],
    sample: Sequence[Sequence[str]],
    taken: Mapping[int, tuple[str, str]],
    known: Mapping[int, Known],
) -> Iterator[int]:
    """The first column that looks like a last day, where none is headed by a word that we know for one."""
    if "left_on" not in fields or any(field == "left_on" for field, _ in taken.values()):
        return
    for place, heading in enumerate(headings):
        if place in taken or place in known or not looks_like_left(heading):
            continue
        ways = Ways()
        for cell in cells_of(place, sample):
            ways.add(cell)
        if ways.are_dates:
            yield place
            return


def looks_like_left(heading: str) -> bool:
    """Whether a heading has to do with leaving."""
    words = heading.casefold()
    return is_about_leaving(heading) and not any(stem in words for stem in FILE_WORDS["looks_like"]["but_not"])


def left_out(
    place: int,
    headings: Sequence[str],
    known: Mapping[int, Known],
    taken: Mapping[str, int],
    sample: Sequence[Sequence[str]],
) -> Column:
    """Why a column is not recorded."""
    heading = headings[place]
    if apart := next((APART[form].field for form in forms(heading) if form in APART), None):
        return Column(place, heading, None, f"{apart}: no development data")
    if place in known and (field := known[place].field) in taken:
        instead = headings[taken[field]]
        differ = other_days(*(list(cells_of(where, sample)) for where in (place, taken[field])))
        why = (
            f"“{instead}” is taken, and says another day in some rows"
            if differ
            else f"“{instead}” says that{both(field, instead, heading)}"
        )
        return Column(place, heading, None, why, field)
    cells = list(cells_of(place, sample))
    if no := next((why for field in of_heading(heading) if (why := cannot_say(field, cells))), ""):
        return Column(place, heading, None, no)
    if is_reason_of_leaving(heading):
        told = {"joined_on", "left_on"} <= taken.keys() and "status" not in taken
        return Column(place, heading, None, NOT_ASKED_FOR, "why_left" if told else "")
    if is_about_leaving(heading):
        return Column(place, heading, None, NOT_ASKED_FOR, "left_on")
    return Column(place, heading, None, NOT_ASKED_FOR, *could_say(Held(place, heading, cells), taken, sample))


def both(field: str, taken: str, other: str) -> str:
    """How two columns of units are taken together, as units within units."""
    return f"; where one is within the other, say --column {field}='{other} + {taken}'" if field == "unit" else ""


def could_say(column: Held, taken: Mapping[str, int], sample: Sequence[Sequence[str]]) -> tuple[str, str]:
    """What a column of an unknown heading could tell of leaving, in a file that lacks that; and some of its words."""
    if "joined_on" not in taken:
        return "", ""
    first_days = list(cells_of(taken["joined_on"], sample))
    if "left_on" not in taken and may_be_last_days(column, first_days):
        return "left_on", next(filter(None, column.cells))
    if "status" not in taken and (words := few_words(column)):
        return "status", ", ".join(f"“{word}” ({times})" for word, times in words.most_common(WORDS_TOLD))
    return "", ""


def by_contents(
    headings: Sequence[str],
    fields: Sequence[str],
    sample: Sequence[Sequence[str]],
    taken: Mapping[int, tuple[str, str]],
) -> dict[int, str]:
    """What columns without a known heading say: identifiers are all different, and managers are named by them."""
    given = {field: place for place, (field, _) in taken.items()}
    cells = {place: list(cells_of(place, sample)) for place in range(len(headings))}
    free = [
        place
        for place, heading in enumerate(headings)
        if place not in taken
        and not is_apart(heading)
        and not any(cannot_say(field, cells[place]) for field in of_heading(heading))
    ]
    apart = (place for place in free if tells_apart(cells[place]) and not all(map(EMAIL.fullmatch, cells[place])))
    numbering = min(apart, key=lambda place: not numbers_people(cells[place]), default=None)
    found: dict[int, str] = {}
    for place in free:
        filled = [cell for cell in cells[place] if cell]
        if "email" in fields and "email" not in given and filled and all(map(EMAIL.fullmatch, filled)):
            found[place] = "email"
        elif "identifier" in fields and "identifier" not in given and place == numbering:
            found[place] = "identifier"
        elif "manager" in fields and "manager" not in given and names_others(filled, cells, given):
            found[place] = "manager"
        elif "status" in fields and "joined_on" in fields and "status" not in given and is_status(cells[place]):
            found[place] = "status"
        else:
            continue
        given[found[place]] = place
    return found


def names_others(filled: Sequence[str], cells: Mapping[int, Sequence[str]], given: Mapping[str, int]) -> bool:
    """Whether these name people of the same file: nearly all are identifiers, and some come up again and again."""
    others = set(cells[given["identifier"]]) if "identifier" in given else set()
    return len(set(filled)) < len(filled) and sum(cell in others for cell in filled) > 0.9 * len(filled)


def is_unused(heading: str, headings: Sequence[str]) -> bool:
    """Whether what is said of a field is that no column tells it."""
    return heading == UNUSED and UNUSED not in headings


def checked(overruled: Mapping[str, str], fields: Sequence[str]) -> Mapping[str, str]:
    """What was said with --column, if there is such a field."""
    for field in overruled:
        if field not in fields:
            raise about_the_file(
                f"--column {field}={overruled[field]}: “{field}” is no field; name one of {', '.join(fields)}"
            )
    return overruled


def place_of(heading: str, headings: Sequence[str]) -> int:
    """Where a heading stands; “Department#2” is the second that is headed “Department”."""
    if headings.count(heading) == 1:
        return headings.index(heading)
    name, number = heading, 1
    if numbered := NUMBERED.fullmatch(heading):
        name, number = numbered["heading"], int(numbered["number"])
    places = [place for place, each in enumerate(headings) if each == name]
    if len(places) > 1 and not numbered:
        ways = " or ".join(f"“{name}#{each}”" for each in range(1, len(places) + 1))
        raise about_the_file(f"{len(places)} columns are headed “{name}”: say which, as {ways}")
    if 1 <= number <= len(places):
        return places[number - 1]
    close = near(heading, headings, most=1)
    meant = f"did you mean “{close[0]}”?" if close else f"the headings are {', '.join(headings)}"
    raise about_the_file(f"No column is headed “{heading}”: {meant}")


def as_said(place: int, columns: Sequence[Column]) -> str:
    """How --column names a column: by its heading, or which of those it is that are headed alike, or not at all."""
    heading = columns[place].heading
    same = [one.place for one in columns if one.heading == heading]
    return heading if heading and len(same) == 1 else f"{heading}#{same.index(place) + 1}"


def place_for(field: str, columns: Sequence[Column]) -> int | None:
    """Which column says this, if one does."""
    return next((column.place for column in columns if column.field == field), None)
