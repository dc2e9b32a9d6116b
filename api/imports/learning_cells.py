"""What cells of a learning system say: how long something took, what it cost, and in which mode it was learned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Final

from pydantic import TypeAdapter, ValidationError

from api.imports.heading_rows import forms
from api.imports.words import FILE_WORDS, squeezed
from domain.development.learning import LearningMode

MODES: Final[Mapping[str, LearningMode]] = {
    squeezed(word): mode for mode in LearningMode for word in (mode.value, *FILE_WORDS["learning_modes"][mode])
}
COMPLETED: Final[Mapping[str, bool]] = {
    squeezed(word): answer == "completed"
    for answer in ("completed", "open")
    for word in FILE_WORDS["learning_states"][answer]
}
IN_MINUTES: Final = frozenset(map(squeezed, FILE_WORDS["learning_minutes"]["headings"]))
HOURS, MINUTES = (frozenset(map(squeezed, FILE_WORDS[of]["units"])) for of in ("hours", "learning_minutes"))
CLOCK: Final = re.compile(r"(?P<hours>\d{1,4}):(?P<minutes>[0-5]\d)(:[0-5]\d)?")
DURATION: Final = TypeAdapter(timedelta)
"""As ISO 8601 writes them, from PT45M on."""
PART: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)\.?")
PLAIN: Final = re.compile(r"\d+(?:[.,]\d+)?")
HOUR: Final = 60
PLACES: Final = 4

ROUND_IT: Final = "write it as 1:30, 1.5 or 90 min"
MONEY: Final = re.compile(r"(?P<before>[^\d\s.,-]*)\s*(?P<amount>\d[\d.,’'\s\u00a0\u202f]*)\s*(?P<after>[^\d\s.,-]*)")
SIGNS: Final = {"€": "EUR", "£": "GBP"}
"""Of what signs stand for one currency alone: a dollar may be one of many."""
GROUPED: Final = re.compile(r"\d{1,3}(?:(?P<mark>[.,])\d{3})(?:(?P=mark)\d{3})*")


def says_minutes(heading: str) -> bool:
    """Whether numbers of a column are minutes, by its heading."""
    return any(form in IN_MINUTES for form in forms(heading))


def hours_in(cell: str, *, minutes: bool = False) -> float:
    """How many hours a cell says; numbers alone are hours, or `minutes`. Raises ValueError with what would be right."""
    if clock := CLOCK.fullmatch(cell):
        return rounded(Decimal(clock["hours"]) + Decimal(clock["minutes"]) / HOUR)
    if (duration := duration_in(cell)) is not None:
        return rounded(Decimal(duration.total_seconds()) / (HOUR * HOUR))
    if PLAIN.fullmatch(cell):
        return rounded(as_number(cell) / (HOUR if minutes else 1))
    parts = PART.findall(cell)
    units = [squeezed(unit) for _, unit in parts]
    if parts and not PART.sub("", cell).strip() and all(unit in HOURS | MINUTES for unit in units):
        each = (
            as_number(number) / (HOUR if unit in MINUTES else 1) for (number, _), unit in zip(parts, units, strict=True)
        )
        return rounded(sum(each, Decimal(0)))
    raise ValueError(f"is no length of time: {ROUND_IT}")


def duration_in(cell: str) -> timedelta | None:
    """A length of time as ISO 8601 writes it; None for whatever else it is."""
    try:
        return DURATION.validate_python(cell.upper()) if cell[:1] in {"P", "p"} else None
    except ValidationError:
        return None


def as_number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def rounded(hours: Decimal) -> float:
    return float(round(hours, PLACES))


def money_in(cell: str) -> tuple[str | None, str]:
    """The amount that a cell says as an exact decimal, None for none, and its currency, or “” where it names none.

    Raises ValueError with what would be right.
    """
    found = MONEY.fullmatch(cell)
    if found is None:
        raise ValueError("is no amount of money: write it as 450.00")
    named = found["before"] or found["after"]
    return amount_in(re.sub(r"[’'\s]", "", found["amount"])), SIGNS.get(named, named.upper())


def amount_in(digits: str) -> str | None:
    """An amount as an exact decimal; None where it is nothing. Raises ValueError where it may be one of two."""
    mark = digits[max(digits.rfind("."), digits.rfind(","))] if re.search("[.,]", digits) else ""
    if mark and GROUPED.fullmatch(digits):
        whole = digits.replace(mark, "")
        if digits.count(mark) == 1:
            point = digits.replace(mark, ".")
            raise ValueError(f"may mean {whole}, or {point}: write “{whole}.00” or “{point}0”")
        return whole
    whole, _, fraction = digits.rpartition(mark) if mark else (digits, "", "")
    amount = f"{re.sub('[.,]', '', whole)}.{fraction}" if fraction else whole
    grouped = not re.search("[.,]", whole) or (mark not in whole and GROUPED.fullmatch(whole))
    if not grouped or not re.fullmatch(r"\d+(\.\d{1,4})?", amount):
        raise ValueError("is no amount of money: write it as 450.00")
    return amount if Decimal(amount) > 0 else None
