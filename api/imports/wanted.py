"""What a kind of file can say, and what whoever imports has said of one, so that it is not guessed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from api.imports.statuses import Meaning
from domain.people.employment import Belonging


@dataclass(frozen=True)
class Wanted:
    """What a kind of file can say."""

    fields: tuple[str, ...]
    required: Mapping[str, str]
    """The fields that no row can do without, each with what to write there."""
    dates: tuple[str, ...]
    """The first of them is not after the second, where these are in order."""
    in_order: bool = True
    months: bool = False
    """Whether a day may be given as a month alone, and is its first then."""
    nobody: tuple[str, ...] = ()
    """Where “none” is an answer, and no blank: that there is nobody."""
    one_of: tuple[tuple[str, ...], ...] = ()
    """Of each of these groups of fields, a file that says anything has at least one."""
    beside: str = ""
    """The option that names its columns where it comes beside a file of people."""


@dataclass(frozen=True)
class Overruled:
    """What whoever imports has said of the file, so that it is not guessed."""

    columns: Mapping[str, str]
    """Headings by the fields that they are taken for."""
    date_format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    case_matters: bool = False
    """Whether identifiers differ where only their case does."""
    sheet: str | None = None
    """Which sheet of a workbook."""
    statuses: Mapping[str, Meaning] = field(default_factory=dict)
    """What words of a status mean, by these squeezed."""
    on: date | None = None
    """The day of the export; today if it is not said."""
    belongings: Mapping[str, Belonging] = field(default_factory=dict)
    """In which way somebody belongs by a word, by these squeezed."""
    full_time: float | None = None
    """How many hours are full time."""
    who: Mapping[str, str] = field(default_factory=dict)
    """Whom cells of managers mean, as these are compared."""
    fill_down: tuple[str, ...] = ()
    """Fields of which a blank cell says what stands above it."""
    words: Collection[str] = ()
    """Words of a job history of which is said what they tell, squeezed."""
    first_day_told: bool = False
    """Whether a first day is said for everybody of whom the file gives none."""
