"""What was typed into a form: read as the input of its mutation, with what is wrong beside the fields that it is about.

What is typed stands by the names of its fields; of what lies in rows, by `ratings.0.value`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.graphql.request import body_within
from api.pages.record.controls import Control, Kind
from api.pages.wording import said

Typed = Mapping[str, Sequence[str]]
"""What was typed, by name."""
Input = dict[str, Any]
URLENCODED: Final = "application/x-www-form-urlencoded"
MOST_FIELDS: Final = 1_000
MOST_DIGITS: Final = 2
"""Digits of the number of a row."""
COMMAND_ID: Final = "command-id"
"""The hidden field by which a form that is sent twice is recorded once."""
CHOSEN, SEARCHED, BESIDE = ".chosen", ".searched", ".beside"
"""Beside a name that is looked for: whom somebody chose, by which name they were found, and who is named already."""
ROWS_AT_FIRST: Final = 2
MORE: Final = "more"
"""The button by which further rows are asked for: it names their field."""
ADD: Final = "add"
"""The button by which somebody is named beside others: it names their field."""
NUMBERS: Final[Mapping[Kind, Callable[[str], float]]] = {Kind.WHOLE: int, Kind.NUMBER: float}


async def typed_in(request: Request) -> Typed:
    """What was sent. 413, 415 or 400 for what cannot be read."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != URLENCODED:
        raise HTTPException(415, f"Content-Type: “{kind[:80]}” is not read here; send {URLENCODED}.")
    try:
        pairs = parse_qsl(
            (await body_within(request)).decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except ValueError:
        raise HTTPException(400, f"That is no form of ours: UTF-8, and {MOST_FIELDS} fields at most.") from None
    return by_names(pairs)


def by_names(pairs: Sequence[tuple[str, str]]) -> Typed:
    """Pairs of names and values, by the names."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return found


def one(typed: Typed, name: str) -> str:
    """What was typed under a name; nothing where nothing was."""
    return next((value.strip() for value in typed.get(name, ())), "")


@dataclass
class Reading:
    """What is read so far, and what is wrong with it."""

    typed: Typed
    meant: Mapping[str, str | Sequence[str]]
    """Who and what is meant by the names that were typed, by field."""
    wrong: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)
    """The rows in which something was typed, by field: only they are asked with."""

    def input_of(self, controls: Sequence[Control], within: str = "") -> Input:
        """The input of controls; what was left out is left out of it."""
        read = ((control, self.value_of(control, within + control.name)) for control in controls)
        return {control.name: value for control, value in read if value is not None}

    def value_of(self, control: Control, name: str) -> Any:
        """What one control says; None for nothing."""
        if control.kind is Kind.ROWS:
            self.rows[name] = [*self.rows_of(control, name)]
            value: Any = [self.input_of(control.parts, f"{name}.{row}.") for row in self.rows[name]]
        elif control.kind is Kind.REPLACEMENT:
            return self.input_of(control.parts, f"{name}.")
        elif control.kind is Kind.TICK:
            return bool(self.typed.get(name))
        elif control.kind is Kind.LINES:
            value = [line.strip() for line in one(self.typed, name).splitlines() if line.strip()]
        elif control.kind is Kind.ENTRIES:
            value = [each for each in self.typed.get(name, ()) if each]
        else:
            value = self.said(control, name)
        if value or value is False or value == 0:
            return value
        if control.required:
            self.wrong.setdefault(name, said("%(label)s is missing", label=said(control.label)))
        return "" if control.may_be_empty else None

    def said(self, control: Control, name: str) -> Any:
        """What a control of one value says."""
        text = one(self.typed, name)
        if control.kind is Kind.SEARCH:
            return self.meant.get(name)
        if control.kind is Kind.YES_NO:
            return None if not text else text == "true"
        if control.kind in NUMBERS and text:
            try:
                return NUMBERS[control.kind](text)
            except ValueError:
                return text  # which is told by the schema, in its words
        return text

    def place_of(self, path: str, controls: Sequence[Control], beginning: str = "") -> str:
        """Where in the form something stands that the schema finds at a path of the input; empty where nowhere."""
        name, _, rest = path.partition(".")
        control = next((one for one in controls if one.name == name), None)
        if control is None:  # what a command says that another carries may be named as its own
            carries = next((one for one in controls if one.kind is Kind.REPLACEMENT), None)
            return self.place_of(path, carries.parts, f"{carries.name}.") if carries else ""
        place = beginning + name
        row, _, part = rest.partition(".")
        if control.kind is Kind.REPLACEMENT:
            return self.place_of(part, control.parts, f"{place}.") if part else place
        if place in self.rows and row.isdigit():
            return ".".join([place, str(self.rows[place][int(row)]), *part.split(".")[:1]])
        return place

    def rows_of(self, control: Control, name: str) -> Iterator[int]:
        """The rows in which something was typed."""
        for row in range(rows_shown(self.typed, name)):
            if any(one(self.typed, f"{name}.{row}.{part.name}") for part in control.parts):
                yield row


def rows_shown(typed: Typed, name: str) -> int:
    """How many rows there are."""
    rows = [row + 1 for each in typed if (row := row_of(each, name)) is not None]
    return max(rows, default=ROWS_AT_FIRST) + (ROWS_AT_FIRST if one(typed, MORE) == name else 0)


def row_of(each: str, name: str) -> int | None:
    """The row of a field in which something stands; None where it stands in none."""
    row = each.removeprefix(f"{name}.").partition(".")[0] if each.startswith(f"{name}.") else ""
    return int(row) if row.isascii() and row.isdigit() and len(row) <= MOST_DIGITS else None
