"""Columns that name the same people twice, by number and by name: both are taken, so that they are held together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from api.imports.heading_rows import forms
from api.imports.words import FILE_WORDS, squeezed

PAIRS: Final = (
    ("incumbent", "incumbent_name"),
    ("successor", "successor_name"),
    ("reviewed", "reviewed_name"),
    ("learner", "learner_name"),
    ("judged_by", "judged_by_name"),
)
"""Who is named by number, and the same by name."""
LENDS: Final = ("incumbent", "successor", "reviewed", "learner")
"""Of whom headings of a file of people may be: of whoever the table is about."""
SAID: Final = FILE_WORDS["said"]
NUMBERS: Final = frozenset(map(squeezed, SAID["identifier"]))
NAMES: Final = tuple(frozenset(map(squeezed, SAID[field])) for field in ("name", "family_name", "given_name"))
"""Headings of names, those of whole ones first."""
OF_ANYTHING: Final = frozenset(("id", "identifier", "externalid", "externalidentifier", "idnumber", "code", "registro"))
"""Headings of numbers that may be of a role as well."""
HOLDERS: Final = frozenset(map(squeezed, (*SAID["incumbent"], *SAID["incumbent_name"], *SAID["manager"])))
MOST: Final = 0.9


def named_twice(
    headings: Sequence[str],
    fields: Collection[str],
    sample: Sequence[Sequence[str]],
    taken: Mapping[int, str],
    said: Collection[int],
) -> Iterator[tuple[int, str]]:
    """What columns are to be taken for where others say the same people in the other way.

    `taken` has the fields by places so far; what stands in `said` is left as it is.
    """
    free = [place for place in range(len(headings)) if place not in taken]
    for pair in PAIRS:
        places = [place for place, field in taken.items() if field in pair and place not in said]
        if pair[0] not in fields or len(places) != 1 or any(taken.get(place) in pair for place in said):
            continue
        [one] = places
        numbers = are_numbers(one, sample)
        beside = names_beside if numbers else numbers_beside
        other = next(beside(one, pair, headings, sample, free), None)
        if other is not None:
            yield one, pair[0] if numbers else pair[1]
            yield other, pair[1] if numbers else pair[0]


def names_beside(
    one: int, pair: tuple[str, str], headings: Sequence[str], sample: Sequence[Sequence[str]], free: Sequence[int]
) -> Iterator[int]:
    """Columns that name those whom another numbers, those of whole names first."""
    own = frozenset(squeezed(heading) for field in pair for heading in SAID[field])
    for headed in (own, *(NAMES if pair[0] in LENDS else ())):
        for place in free:
            near = pair[0] != "incumbent" or headed is own or abs(place - one) == 1
            if near and is_headed(headings[place], headed) and are_names(place, sample):
                yield place


def numbers_beside(
    one: int, pair: tuple[str, str], headings: Sequence[str], sample: Sequence[Sequence[str]], free: Sequence[int]
) -> Iterator[int]:
    """Columns that number those whom another names."""
    own = frozenset(squeezed(heading) for field in pair for heading in SAID[field])
    lent = NUMBERS - OF_ANYTHING if pair[0] == "incumbent" else NUMBERS if pair[0] in LENDS else frozenset()
    others = [place for place, heading in enumerate(headings) if place != one and is_headed(heading, HOLDERS)]
    for headed in (own, lent):
        for place in sorted(free, key=lambda place: abs(place - one)):
            of_others = any(abs(place - other) < abs(place - one) for other in others)
            if is_headed(headings[place], headed) and are_numbers(place, sample) and not of_others:
                yield place


def is_headed(heading: str, among: Collection[str]) -> bool:
    """Whether a heading is one of these."""
    return any(form in among for form in forms(heading))


def filled(place: int, sample: Sequence[Sequence[str]]) -> list[str]:
    """The cells of a column in which anything stands."""
    return [row[place] for row in sample if place < len(row) and row[place]]


def are_numbers(place: int, sample: Sequence[Sequence[str]]) -> bool:
    """Whether nearly all cells of a column are identifiers with digits in them."""
    cells = filled(place, sample)
    return bool(cells) and sum(any(map(str.isdigit, cell)) and " " not in cell for cell in cells) >= MOST * len(cells)


def are_names(place: int, sample: Sequence[Sequence[str]]) -> bool:
    """Whether nearly all cells of a column are words, in which digits stand only beside others."""
    cells = filled(place, sample)
    words = (any(map(str.isalpha, cell)) and (" " in cell or not any(map(str.isdigit, cell))) for cell in cells)
    return bool(cells) and sum(words) >= MOST * len(cells)
