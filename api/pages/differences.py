"""What reads otherwise of an answer at one moment than at another: rows are matched by what they are, not by place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.pages.page import Answer

Told = Mapping[str, Any]
Rows = Sequence[Any]
Steps = tuple["str | Told", ...]
"""The way to something in an answer: names of fields, and rows."""
REFERENCE: Final = re.compile(r"[a-z]+-\S+@\d+")
MOVES_BY_ITSELF: Final = frozenset(
    (
        "me", "asOf", "pageInfo", "position", "recordedAt", "myFeedbackRequests", "looks", "daysLeft", "months",
        "benchSeries", "headcountSeries", "decided", "ratio",
    )
)  # fmt: skip
"""What is otherwise on any other day, is not asked of a moment, says again what stands beside it, or serves to leaf."""
MOVES_WITHIN: Final[Mapping[str, frozenset[str]]] = dict.fromkeys(
    ("practice", "learning", "commitments"), frozenset(("since", "until"))
)
"""The same, of what stands in one field alone."""
NAMING: Final = (
    "criterion", "competency", "of", "group", "about", "period", "panel", "round", "kind", "called", "namedAs",
    "evidence", "since", "effectiveOn", "name",
)  # fmt: skip
"""By what rows that have no id are told apart, together with whom they name."""


@dataclass(frozen=True)
class Difference:
    """One thing that reads otherwise."""

    steps: Steps
    """Where it stands."""
    change: str
    """`added`, `gone`, or `otherwise`."""
    then: Any
    now: Any


@dataclass(frozen=True)
class Differences:
    """All that reads otherwise, and the lists of which only a page was looked at."""

    found: Sequence[Difference]
    cut: Collection[str]


def differences(then: Answer, now: Answer) -> Differences:
    """What reads otherwise in an answer than in an earlier one to the same question."""
    comparing = Comparing(set())
    found = [*comparing.fields((), then, now)]
    return Differences(found, sorted(comparing.cut))


@dataclass(frozen=True)
class Comparing:
    """Two answers being held against each other."""

    cut: set[str]

    def fields(self, steps: Steps, then: Told, now: Told) -> Iterator[Difference]:
        """What two things say otherwise, field by field."""
        within = MOVES_WITHIN.get(str(steps[-1]) if steps else "", frozenset())
        for name in dict.fromkeys((*now, *then)):
            if name not in MOVES_BY_ITSELF | within:
                yield from self.values((*steps, name), then.get(name), now.get(name))

    def values(self, steps: Steps, then: Any, now: Any) -> Iterator[Difference]:
        """How a field reads otherwise, if it does."""
        if then == now:
            return
        if is_connection(then) and is_connection(now):
            yield from self.rows(steps, then["nodes"], now["nodes"], is_cut(then), is_cut(now))
        elif isinstance(then, list) and isinstance(now, list) and not are_references([*then, *now]):
            yield from self.rows(steps, then, now)
        elif isinstance(then, dict) and isinstance(now, dict) and then.get("id") == now.get("id"):
            yield from self.fields(steps, then, now)
        else:
            change = "added" if then is None else "gone" if now is None else "otherwise"
            yield Difference(steps, change, then, now)

    def rows(
        self, steps: Steps, then: Rows, now: Rows, then_cut: bool = False, now_cut: bool = False
    ) -> Iterator[Difference]:
        """What of a list was added, is gone, and reads otherwise. What may lie beyond a page says nothing."""
        of_then, of_now = told_apart(then, now)
        before, after = dict(zip(of_then, then, strict=True)), dict(zip(of_now, now, strict=True))
        both = before.keys() & after.keys()
        if then_cut or now_cut:
            self.cut.add(str(steps[-1]))
        for gone in seen(before, both) if now_cut else left(before, both):
            yield Difference((*steps, before[gone]), "gone", before[gone], None)
        for added in seen(after, both) if then_cut and both else left(after, both):
            yield Difference((*steps, after[added]), "added", None, after[added])
        for each, row in after.items():
            if each in both and isinstance(row, dict):
                yield from self.fields((*steps, row), before[each], row)


def left(rows: Collection[Any], both: Collection[Any]) -> list[Any]:
    """The rows that only this list has."""
    return [row for row in rows if row not in both]


def seen(rows: Collection[Any], both: Collection[Any]) -> list[Any]:
    """The same, where the other list goes on beyond its page: those before the last row that both have."""
    last = max((place for place, row in enumerate(rows) if row in both), default=0)
    return left([*rows][:last], both)


def are_references(values: Rows) -> bool:
    """Whether a list cites entries, of which it matters to a reader how many there are."""
    return all(isinstance(one, str) and REFERENCE.fullmatch(one) for one in values)


def is_connection(value: Any) -> bool:
    """Whether something is a list with pages."""
    return isinstance(value, dict) and isinstance(value.get("nodes"), list)


def is_cut(connection: Told) -> bool:
    """Whether a page is not the whole of a list."""
    page = connection.get("pageInfo") or {}
    more = page.get("hasNextPage") or page.get("hasPreviousPage")
    return bool(more) or connection.get("totalCount", 0) > len(connection["nodes"])


def told_apart(*lists: Rows) -> list[list[Any]]:
    """By what the rows of each list are told apart: the first way by which no two of one list are the same."""
    for way in WAYS:
        keys = [[way(row) for row in rows] for rows in lists]
        if all(None not in each and len(set(each)) == len(each) for each in keys):
            return keys
    return [in_turn(rows) for rows in lists]


def in_turn(rows: Rows) -> list[tuple[str, int]]:
    """The same for rows of which several say the same altogether: the first of them, the second."""
    whole = [as_a_whole(row) for row in rows]
    return [(each, whole[:place].count(each)) for place, each in enumerate(whole)]


def by(*names: str) -> Callable[[Any], Any]:
    """A way by what stands in a field, or in a field of one; None where nothing does."""

    def way(row: Any) -> Any:
        for name in names:
            row = row.get(name) if isinstance(row, dict) else None
        return row if isinstance(row, str | int) else None

    return way


def by_whom(row: Any, names: Collection[str] = ()) -> Any:
    """A way by whom and what a row names; None where it names nothing."""
    if not isinstance(row, dict):
        return None
    named = [(name, value["id"]) for name, value in row.items() if isinstance(value, dict) and value.get("id")]
    said = [(name, value) for name, value in row.items() if name in names and isinstance(value, str | int)]
    return (*named, *said) or None


def as_a_whole(row: Any) -> str:
    """A way by all that a row says."""
    return json.dumps(row, sort_keys=True)


WAYS: Final[Sequence[Callable[[Any], Any]]] = (
    by("id"),
    by("entry", "reference"),
    by("reference"),
    by("position"),
    by_whom,
    lambda row: by_whom(row, NAMING[:-3]),
    lambda row: by_whom(row, NAMING),
    as_a_whole,
)
"""From what says most surely that two rows are the same."""
