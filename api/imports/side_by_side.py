"""Tables that name several successors in one row, side by side: read as a row for each, ranked by their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from api.imports.columns import Column, by_heading, lent_to, place_of
from api.imports.heading_rows import KNOWN, PATH, forms, says_headings_again
from api.imports.people_twice import HOLDERS
from api.imports.problems import about_the_file
from api.imports.records import Record, said
from api.imports.tables import Table
from api.imports.words import FILE_WORDS, squeezed

NUMBER: Final = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|ère|ème|º|ª|°|\.|e)?(?![^\W_])", re.IGNORECASE)
"""Which of several a heading is about: “Successor 2”, “Sucessor_2”, “2nd choice”."""
WORDS: Final[Mapping[str, int]] = {
    squeezed(word): int(number) for number, words in FILE_WORDS["ordinals"].items() for word in words
}
NUMBERED_FIELD: Final = re.compile(r"(?P<field>[a-z_]+)_(?P<number>\d{1,2})")
"""A field of one of several, as whoever imports says it: “successor_2”."""
BESIDE: Final = ("successor", "successor_name", "readiness", "why")
"""What a row says of each successor."""
WHO: Final = ("successor", "successor_name")
OF: Final = frozenset(("of", "von", "des", "de", "da", "do", "del", "du", "van"))
RANK: Final = "place in the row"
LENT: Final = frozenset(lent_to(WHO))
HOW: Final = "side by side, in this order"


@dataclass(frozen=True)
class SideBySide:
    """Where a table says what of each successor, by their ranks."""

    places: Mapping[int, Mapping[str, int]]

    @property
    def fields(self) -> list[str]:
        """What is said of any of them."""
        return [field for field in BESIDE if any(field in one for one in self.places.values())]


def unrolled(
    file: Table, fields: Sequence[str], overruled: Mapping[str, str]
) -> tuple[Table, Mapping[str, str], frozenset[str]]:
    """The table with a row for each successor, the headings that are known of it, and those that it did not have.

    Any other table is given back as it is. Raises CannotBeRead where it cannot be said whom a column is about.
    """
    if "successor" not in fields:
        return file, overruled, frozenset()
    rest = {field: heading for field, heading in overruled.items() if not NUMBERED_FIELD.fullmatch(field)}
    told = side_by_side(file.headings, fields, overruled)
    if told is None:
        return file, rest, frozenset()
    headings = file.headings
    taken = {place for one in told.places.values() for place in one.values()}
    base = [place for place in range(len(headings)) if place not in taken]
    joined = {
        field: " / ".join(headings[one[field]] for _, one in sorted(told.places.items()) if field in one)
        for field in told.fields
    }
    joined["rank"] = RANK
    known = {field: heading for field, heading in rest.items() if field not in joined and field not in WHO}
    many = replace(
        file,
        records=lambda: (row for one in file.records() for row in rows_of(one, file, base, told)),
        description=f"{file.description}, a row for each of {len(told.places)} successors",
        headings=(*(headings[place] for place in base), *joined.values()),
    )
    return many, {**known, **joined}, frozenset(joined.values())


def told_as_joined(columns: Sequence[Column], joined: frozenset[str]) -> tuple[Column, ...]:
    """The columns, those that stand for several with how that came about."""
    return tuple(replace(column, why=HOW) if column.heading in joined else column for column in columns)


def side_by_side(headings: Sequence[str], fields: Sequence[str], overruled: Mapping[str, str]) -> SideBySide | None:
    """Where several successors are named; None where a row names but one. Raises CannotBeRead."""
    found = {
        place: one for place, one in about_each(headings, fields).items() if headings[place] not in apart(overruled)
    }
    found |= said_of_each(headings, overruled)
    if not any(number and field in WHO for field, number in found.values()):
        return None
    several = {field for field, number in found.values() if number}
    places: dict[int, dict[str, int]] = {}
    for place, (field, number) in sorted(
        found.items(), key=lambda one: (not one[1][1], is_lent(headings[one[0]]), one[0])
    ):
        if not number and field in WHO and set(WHO) & places.get(1, {}).keys():
            continue
        if number or field in several or field in WHO:
            places.setdefault(number or 1, {}).setdefault(field, place)
    if not any(set(WHO) <= one.keys() for one in places.values()):
        places = {
            number: {"successor" if field in WHO else field: place for field, place in one.items()}
            for number, one in places.items()
        }
    alone = [
        headings[place] for place, (field, number) in found.items() if field == "readiness" and field not in several
    ]
    if alone and len(places) > 1:
        raise about_the_file(
            f"“{alone[0]}” is one column beside {len(places)} successors: give each a column of their own for it, or a"
            " row of their own"
        )
    return SideBySide({number: one for number, one in sorted(places.items()) if set(WHO) & one.keys()})


def apart(overruled: Mapping[str, str]) -> frozenset[str]:
    """Headings that whoever imports has named for something else than what is said of each."""
    return frozenset(heading for field, heading in overruled.items() if field not in BESIDE)


def about_each(headings: Sequence[str], fields: Sequence[str]) -> dict[int, tuple[str, int]]:
    """What each column says of a successor, and of which; 0 where its heading names no number."""
    known = {
        heading: one.field for heading, one in {**lent_to(fields), **by_heading(FILE_WORDS["said"], fields)}.items()
    }
    found: dict[int, tuple[str, int]] = {}
    times, seen = Counter(map(squeezed, headings)), Counter[str]()
    for place, heading in enumerate(headings):
        number, rest = numbered(heading)
        field = field_of(rest, known, numbered=bool(number))
        if field not in BESIDE or squeezed(PATH.split(heading)[0]) in HOLDERS:
            continue
        if not number and times[squeezed(heading)] > 1 and not is_lent(heading):
            seen[squeezed(heading)] += 1
            number = seen[squeezed(heading)]
        found[place] = (field, number)
    return found


def is_lent(heading: str) -> bool:
    """Whether it is the heading of whomever: in a table of successors, too, and of others beside them."""
    return any(form in LENT for form in forms(heading))


def said_of_each(headings: Sequence[str], overruled: Mapping[str, str]) -> dict[int, tuple[str, int]]:
    """The same, as whoever imports has said it."""
    found: dict[int, tuple[str, int]] = {}
    for field, heading in overruled.items():
        if one := NUMBERED_FIELD.fullmatch(field):
            if one["field"] not in BESIDE:
                raise about_the_file(f"--column {field}={heading}: number one of {', '.join(BESIDE)}, as successor_2")
            found[place_of(heading, headings)] = (one["field"], int(one["number"]))
    return found


def numbered(heading: str) -> tuple[int, str]:
    """Which of several a heading is about, and what else it says; 0 where it names no number."""
    if found := NUMBER.search(heading):
        rest = f"{heading[: found.start()]} {heading[found.end() :]}".strip(" _-.#:")
        return int(found[1]), rest
    words = [] if any(form in KNOWN for form in forms(heading)) else heading.split()  # a “First name” is no first one
    for word in words:
        if number := WORDS.get(squeezed(word)):
            return number, " ".join(other for other in words if other is not word)
    return 0, heading


def field_of(heading: str, known: Mapping[str, str], *, numbered: bool) -> str:
    """What a heading without its number says; the name of a rank, or nothing, means whoever has it."""
    words = [word for word in re.split(r"[\s_]+", heading) if word and word.casefold() not in OF]
    if not words:
        return "successor" if numbered else ""
    whole = next((known[form] for form in forms(heading) if form in known), "")
    if numbered and whole == "rank":
        return "successor"
    if not whole and numbered and len(words) > 1:
        for who, what in ((words[0], words[1:]), (words[-1], words[:-1])):
            if known.get(squeezed(who)) in (*WHO, "rank"):
                return next((known[form] for form in forms(" ".join(what)) if form in known), "")
    return whole


def rows_of(one: Record, file: Table, base: Sequence[int], told: SideBySide) -> Iterator[Record]:
    """What one record says, a successor a row; of whom nothing is said, nothing."""
    width = len(file.headings)
    if one.wrong or one.number <= file.headings_in:
        yield one
        return
    cells = [*one.cells, *[""] * (width - len(one.cells))]
    shared, more = [cells[place] for place in base], [cell for cell in cells[width:] if cell]
    if says_headings_again(one.cells, file.headings, beneath=False):
        return
    of_each = {
        number: [cells[places[field]] if field in places else "" for field in told.fields]
        for number, places in told.places.items()
    }
    filled = {number: [*own, str(number)] for number, own in of_each.items() if any(map(said, own))}
    for own in filled.values() or ([""] * (len(told.fields) + 1),):
        yield Record(one.number, [*shared, *own, *more])
