"""How long what is sealed is: from the length of a ciphertext nobody can tell what it says.

Closed values (enums, numbers, days, yes or no) count as if each were the longest of its type, so that any two of them,
none included, come to the same length. What is then still of many lengths, texts above all, falls into few classes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from inspect import isclass
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

import msgspec

SHORTEST: Final = 64
"""Bytes of the first class. Each class is twice as long as the one before."""
OF_TEXTS: Final = 256
"""Bytes of the first class of what holds a text: most that is said in a sentence or two."""
OF_WHAT_MAY_BE_LEFT_OUT: Final = 512
"""Bytes of the first class of what may be empty, and holds a text: whether somebody said anything may tell enough."""
LONGEST: Final[dict[Any, int]] = {NoneType: 4, bool: 5, int: 10, float: 24, date: 12}
"""Bytes of the longest value of a type, as JSON: numbers of up to so many digits."""

encode = msgspec.json.Encoder().encode
Missing = Callable[[Any], int]
"""By how many bytes a value is shorter than it would be with the longest closed values in the place of its own."""


def in_class(text: bytes, missing: int, least: int) -> bytes:
    """A text in JSON with spaces behind it, which whoever decodes it passes over: as long as its class."""
    return text.ljust(max(least, 1 << (len(text) + missing - 1).bit_length()))


def least_of(hints: Sequence[Any]) -> int:
    """The first class of a part with fields of these types."""
    if all(longest_of(hint) is not None for hint in hints):
        return SHORTEST
    return OF_WHAT_MAY_BE_LEFT_OUT if all(NoneType in get_args(hint) for hint in hints) else OF_TEXTS


def longest_of(hint: Any) -> int | None:
    """Bytes of the longest value of a closed type, as JSON; None where there is no longest."""
    if hint in LONGEST:
        return LONGEST[hint]
    if isclass(hint) and issubclass(hint, Enum):
        return max(len(encode(member)) for member in hint)
    if get_origin(hint) is Literal:
        return max(len(encode(value)) for value in get_args(hint))
    if isclass(hint) and is_dataclass(hint):
        members = members_of(hint)
        return sum_of((longest_of(inner) for inner in members.values()), len(encode(dict.fromkeys(members, 0))))
    if get_origin(hint) is tuple or not (options := get_args(hint)):
        return None
    lengths = [longest_of(option) for option in options]
    return None if None in lengths else max(length for length in lengths if length is not None)


def sum_of(lengths: Iterable[int | None], more: int) -> int | None:
    """All lengths and some more; None if one of them has none."""
    known = list(lengths)
    return None if None in known else more + sum(length for length in known if length is not None)


def members_of(of: Any) -> dict[str, Any]:
    """The fields of a dataclass, each with its type."""
    hints = get_type_hints(of)
    return {field.name: hints[field.name] for field in fields(of)}


def missing_in(hint: Any) -> Missing | None:
    """What is missing in values of a type; None where nothing ever is, as in texts."""
    longest = longest_of(hint)
    if longest is not None:
        return lambda value: max(0, longest - len(encode(value)))
    if isclass(hint) and is_dataclass(hint):
        return missing_in_fields(members_of(hint))
    options = [option for option in get_args(hint) if option not in (Ellipsis, NoneType)]
    inner = missing_in(options[0]) if len(options) == 1 else None
    if inner is None:
        return None
    if get_origin(hint) is tuple:
        return lambda values: sum(map(inner, values))
    return lambda value: 0 if value is None else inner(value)


def missing_in_fields(hints: dict[str, Any]) -> Missing | None:
    """What is missing in the fields, of these types, that an object has."""
    known = [(name, missing) for name, hint in hints.items() if (missing := missing_in(hint)) is not None]
    if not known:
        return None
    return lambda holder: sum(missing(getattr(holder, name)) for name, missing in known)
