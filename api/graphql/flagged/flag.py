"""What a flag is, and what a kind of flags says: its row of the language, its rule, what clears it, and who is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from api.access.table import Information
from api.graphql.derived import snake
from api.graphql.outcome import camel
from domain.catalogue import AnyCommand

if TYPE_CHECKING:
    from api.graphql.flagged.attention_asked import AttentionAsked

SOON: Final = timedelta(days=30)
RUNNING_OUT: Final = timedelta(days=7)
ONCE_OVERDUE: Final = timedelta(days=-1)
AT_ONCE: Final = timedelta.max
"""How long before its day a flag is told."""


@dataclass(frozen=True, kw_only=True)
class Flag:
    """Something that needs somebody."""

    about: str
    """What of, as an id: the same as long as the same thing waits."""
    subject: str
    """The person or thing of which whoever is told the flag has to be told what is of its kind's sort."""
    whom: str | None = None
    """Id of the person whom it concerns; None where nobody is named."""
    since: date | None = None
    """Since when it waits; None where nobody can say."""
    due: date | None = None
    """Its day; None where there is none."""
    until: date | None = None
    """How long it lasts, where it does whatever anybody does."""
    role: str | None = None
    case: str | None = None
    words: str | None = None
    """What is to be read with it: what somebody took on, a criterion, a reason."""
    entry: int | None = None
    """Position of an entry whose title is to be read with it, and is opened where it is told."""
    level: str | None = None
    hours_held: float | None = None
    hours_promised: float | None = None
    hours_owed: float | None = None


Find = Callable[["AttentionAsked"], Awaitable[Iterable[Flag]]]


@dataclass(frozen=True)
class FlagKind:
    """A kind of flags."""

    name: str
    row: str
    """The row of the language that it comes from, as `M62`."""
    rule: str
    """When it is raised, in words."""
    clears: str
    """What clears it, in words."""
    sort: Information
    """To whoever is told what is of this sort of its subject, it is told."""
    find: Find
    clearing: AnyCommand | None
    """The command that clears it; None where several do, or waiting does."""
    before: timedelta
    """How long before its day it is told."""

    @property
    def command(self) -> str | None:
        """The mutation that clears it."""
        return None if self.clearing is None else camel(snake(self.clearing.__name__))

    def presses(self, flag: Flag, on: date) -> bool:
        """Whether it is told on a day: what has no day, and what is near its own, or past it."""
        return flag.due is None or flag.due - on <= self.before


def flag_kind(
    row: str,
    sort: Information,
    *,
    rule: str,
    clears: str,
    clearing: AnyCommand | None = None,
    before: timedelta = SOON,
) -> Callable[[Find], FlagKind]:
    """Make a kind of flags of what finds them: a function that is called as the kind is, in lower case."""

    def made(find: Find) -> FlagKind:
        name = "".join(word.capitalize() for word in find.__name__.split("_"))
        return FlagKind(name, row, rule, clears, sort, find, clearing, before)

    return made
