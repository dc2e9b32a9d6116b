"""Whether two answers tell the same, whatever their form: GraphQL of two servers, and JSON out of SQL."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import httpx

from benchmarks.dashboards.loading import AnsweredWrongly, Target

ABOUT: Final = 0.8


def told(client: httpx.Client, target: Target, number: int) -> Any:
    """What is told to one who asks about one of them, in the form in which answers are compared.

    Raises AnsweredWrongly.
    """
    headers = {"authorization": target.shown[number % len(target.shown)]} if target.shown else {}
    body = {"query": target.query, "variables": target.variables[number % len(target.variables)]}
    answer = client.post(target.address, json=body, headers=headers)
    content = answer.raise_for_status().json()
    if isinstance(content, dict) and (wrong := {"errors", "extensions"} & content.keys()):
        raise AnsweredWrongly(f"{target.address} says { ({name: content[name] for name in wrong})!r:.500}")
    return plain(content)


def plain(value: Any) -> Any:
    """An answer without its form: an object with one field is what stands in it, and instants are of one zone."""
    if isinstance(value, Mapping):
        if len(value) == 1:
            return plain(*value.values())
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return in_utc(value) if isinstance(value, str) else value


def in_utc(text: str) -> str:
    """An instant in UTC; anything else as it is."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return text
    return instant.astimezone(UTC).isoformat() if instant.tzinfo else text


def must_tell_the_same(answers: Mapping[str, Any]) -> None:
    """Raises AnsweredWrongly where one of several servers tells something else than the first, and says where."""
    (first, expected), *others = answers.items()
    for name, answer in others:
        if answer != expected:
            raise AnsweredWrongly(f"{first} and {name} tell different things: {difference(expected, answer)}")


def must_be_about_as_long(one: Any, other: Any) -> None:
    """Raises AnsweredWrongly where one tells much more than another, or there is nothing in either."""
    lengths = sorted(len(json.dumps(each)) for each in (one, other))
    if not one or lengths[0] < ABOUT * lengths[1]:
        raise AnsweredWrongly(f"answers that should be about as long take {lengths} characters: {one!r:.200}")


def difference(one: Any, other: Any, place: str = "") -> str:
    """The first place at which two plain answers differ; empty where they do not."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        parts = ((f"{place}.{name}", one[name], other[name]) for name in one)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        parts = ((f"{place}[{at}]", *pair) for at, pair in enumerate(zip(one, other, strict=True)))
    else:
        return "" if one == other else f"at {place or 'the top'}, {one!r:.200} and {other!r:.200}"
    return next(filter(None, (difference(mine, theirs, where) for where, mine, theirs in parts)), "")
