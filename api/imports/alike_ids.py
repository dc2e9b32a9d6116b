"""Identifiers that spreadsheets have rewritten: “0017”, “17” and “17.0” are one."""

from __future__ import annotations

import re
from typing import Final

NUMBER: Final = re.compile(r"0*(?P<number>\d+?)(?:\.0+)?")
POINT: Final = re.compile(r"(?P<number>\d+)\.0+")


def loosened(identifier: str) -> str:
    """An identifier without what spreadsheets add to numbers and take from them."""
    found = NUMBER.fullmatch(identifier) if identifier.replace(".", "", 1).isdecimal() else None
    return found["number"] if found else identifier


def without_point(identifier: str) -> str:
    """An identifier as it was before a spreadsheet made a fraction of it: “17.0” is 17."""
    found = POINT.fullmatch(identifier) if "." in identifier else None
    return found["number"] if found else identifier
