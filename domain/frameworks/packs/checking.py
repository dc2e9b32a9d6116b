"""A pack's file tried: all that is wrong with it at once, and what in it nobody can use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from domain.frameworks.edition import Edition
from domain.frameworks.faults import Fault, Where
from domain.frameworks.packs.reading import Pack
from domain.frameworks.packs.table import Misread
from domain.frameworks.publishing import RULES
from domain.frameworks.scales import Measured
from domain.frameworks.shared_names import names_of, plain_name
from domain.frameworks.wording_rules import texts_say_something

NAMED_ELSEWHERE: Final[frozenset[Where]] = frozenset(
    {("levels",), ("competencies",), ("scales",), *(("scales", measured) for measured in Measured)}
)
"""Tables that others refer to: without one of them whole, nothing can be said of these."""


class Unused(NamedTuple):
    """Something in a pack that stands in nobody's way, and is of use to nobody."""

    where: Where
    value: str
    """What stands there; empty where nothing does."""
    why: str
    """What is the matter, and what would be right."""


def faults_beside(edition: Edition, misread: Sequence[Misread]) -> Iterator[Fault]:
    """What is wrong with an edition as far as its file could be read, but for what comes of that.

    Texts are not asked again: one that says nothing is noted when it is read.
    """
    unread = [one.where for one in misread]
    if not NAMED_ELSEWHERE.isdisjoint(unread):
        return
    for rule in RULES:
        if rule is not texts_say_something:
            yield from (fault for fault in rule(edition) if not any(touch(fault.where, where) for where in unread))


def touch(one: Where, other: Where) -> bool:
    """Whether one place is in the other, or the same."""
    return all(here == there for here, there in zip(one, other, strict=False))


def unused(pack: Pack, others: Iterable[Pack]) -> Iterator[Unused]:
    """What nobody can use: levels and competencies that expect nothing of anybody, and aliases that no pack knows."""
    yield from expects_nothing(pack.edition)
    known = {name for other in others for one in other.edition.competencies for name in names_of(one)}
    for one in pack.edition.competencies:
        for alias in one.aliases:
            if plain_name(alias) not in known:
                why = "meets no competency of the other packs: write what another framework calls it, or leave it out"
                yield Unused(("competencies", one.name, "aliases"), alias, why)


def expects_nothing(edition: Edition) -> Iterator[Unused]:
    """Levels on which no leadership competency counts, and competencies that are not described where they count.

    A competency that names no level counts on all of them, as it is described for all.
    """
    leading = [one for one in edition.competencies if one.leadership]
    for level in edition.ladder:
        if not any(one.counts_on(level) for one in leading):
            why = "expects no leadership competency: let one count there, with on or levels"
            yield Unused(("levels", level), level, why)
    for one in leading:
        described = {anchors.level for anchors in one.anchors}
        for level in one.levels:
            if level not in described:
                why = f"is expected there and not described: say with on.{level} what its ends look like there"
                yield Unused(("competencies", one.name, "levels"), level, why)
