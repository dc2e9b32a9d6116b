"""Stays as a job history tells of them, and histories of titles alone, taken into what is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from api.imports.histories import History, Stay, Stood
from api.imports.history_updates import (
    DETAILS,
    Contradiction,
    Spell,
    Today,
    one_after_the_other,
    stay_with_spells,
    with_today,
)
from api.imports.how_they_belong import belonging_to
from domain.people.employment import Belonging, Placement
from domain.people.leaving import LeavingReason

NOTHING: Final[dict[str, Any]] = dict.fromkeys(DETAILS)


@dataclass(frozen=True)
class ToldStay:
    """One stay, as a source tells it."""

    spells: tuple[Spell, ...]
    """In the order of their days."""
    left_on: date | None = None
    why_left: LeavingReason = LeavingReason.UNKNOWN
    belonging: Belonging | None = None
    """In which way they belonged, if that is told."""
    continuous_since: date | None = None

    @property
    def joined_on(self) -> date:
        """Its first day."""
        return self.spells[0].on

    def overlaps(self, stay: Stay) -> bool:
        """Whether it has any day in common with a stay that is known."""
        return overlaps(stay, self.joined_on, self.left_on or date.max)


def overlaps(stay: Stay, begins: date, ends: date) -> bool:
    """Whether a stay is in any part of that time."""
    return stay.joined_on <= ends and (stay.left_on is None or begins <= stay.left_on)


def with_told_stays(history: History, told: Sequence[ToldStay], name: str, on: date) -> History:
    """The history with stays that a source tells of on a day, beginnings and leavings included."""
    for number, one in enumerate(told):
        again = told[number + 1].joined_on if number + 1 < len(told) else None
        place = next((n for n, stay in enumerate(history.stays) if one.overlaps(stay)), None)
        spells = one_after_the_other(one.spells)
        if place is None:
            first = Stay(name, (Stood(spells[0].on, Placement(**spells[0].said)),))
            history = with_inserted(history, left(stay_with_spells(first, spells, on), one))
            continue
        stay = history.stays[place]
        if again and one.left_on and (stay.left_on is None or stay.left_on >= again):
            history = replace(history, stays=(*history.stays[:place], *split(stay, again), *history.stays[place + 1 :]))
            stay = history.stays[place]
        changed = left(stay_with_spells(stay, spells, on, one.left_on or date.max), one)
        history = replace(history, stays=(*history.stays[:place], changed, *history.stays[place + 1 :]))
    return history


def with_ends(history: History, told: Sequence[ToldStay]) -> History:
    """The history with what a source tells of its stays beside where people stood: how they belong, and last days."""
    stays = list(history.stays)
    for one in told:
        for place in (n for n, stay in enumerate(stays) if one.overlaps(stay)):
            stay = belonging_to(stays[place], one)
            stays[place] = left(stay, one) if stay.left_on is None else stay
            break
    return replace(history, stays=tuple(stays))


def left(stay: Stay, told: ToldStay) -> Stay:
    """The stay with the last day that is told of it, if one is."""
    if told.left_on is None:
        return stay
    why = told.why_left if told.why_left is not LeavingReason.UNKNOWN else stay.why_left
    return replace(stay, left_on=told.left_on, why_left=why)


def split(stay: Stay, again: date) -> tuple[Stay, Stay]:
    """One stay as the two that it was. What was read off an export of today is of the later one."""
    before = [stood for stood in stay.stood if stood.on < again]
    after = [stood for stood in stay.stood if stood.on >= again]
    stands = before[-1]
    if not after or after[0].on > again:
        after.insert(0, Stood(again, stands.placement))
        before[-1] = replace(stands, placement=replace(stands.placement, **NOTHING))
    earlier = replace(stay, stood=tuple(before), left_on=None)
    return earlier, replace(stay, stood=tuple(after), left_at=None)


def with_inserted(history: History, stay: Stay) -> History:
    """The history with one more stay. Before others, it takes the place of the next in the ledger, and that the next's.

    The ledger takes nobody in before a stay of theirs that it knows; a beginning is corrected to an earlier day.
    """
    earlier = [one for one in history.stays if one.joined_on < stay.joined_on]
    later = [one for one in history.stays if one.joined_on >= stay.joined_on]
    recorded = [(one.stood[0].at, one.left_at) for one in later] + [(None, None)]
    moved = [
        replace(one, stood=(replace(one.stood[0], at=joined_at), *one.stood[1:]), left_at=left_at)
        for one, (joined_at, left_at) in zip((stay, *later), recorded, strict=True)
    ]
    return replace(history, stays=(*earlier, *moved))


def with_earlier_stay(history: History, told: Today, *, tells_where: bool) -> History:
    """The history with a stay that was over before another began; `tells_where` if it is told where they stood then.

    Raises Contradiction.
    """
    if told.left_on is None:
        raise Contradiction(
            f"was here from {told.joined_on} on, and joined again later: give their last day in between"
        )
    place = next((n for n, stay in enumerate(history.stays) if overlaps(stay, told.joined_on, told.left_on)), None)
    if place is None:
        stay = Stay(told.name, (Stood(told.joined_on, Placement(**told.said)),), told.left_on, told.why_left)
        return with_inserted(history, belonging_to(stay, told))
    known = told if tells_where else replace(told, said={}, name=history.name_on(told.left_on))
    return with_today_in(history, place, known)


def with_today_in_its_stay(history: History, today: Today) -> History:
    """What an export says of a day, taken into the stay of that day, also where another began later.

    Raises Contradiction.
    """
    then = next((n for n, stay in enumerate(history.stays[:-1]) if overlaps(stay, today.on, today.on)), None)
    return with_today(history, today) if then is None else with_today_in(history, then, today)


def with_today_in(history: History, place: int, today: Today) -> History:
    """What an export says, taken into one stay as if it were the last. Raises Contradiction."""
    until_then = with_today(replace(history, stays=history.stays[: place + 1]), today)
    return replace(until_then, stays=(*until_then.stays, *history.stays[place + 1 :]))


def with_parts(history: History, spells: Sequence[Spell], on: date) -> History:
    """The history with what a source tells of titles, levels or managers alone, as told on a day.

    Raises Contradiction without a unit.
    """
    if not history.stays:
        raise Contradiction("stands in no unit that this file or the ledger tells of: import them as people first")
    ordered = one_after_the_other(spells)
    first = without_what_came_later(history.stays[0], ordered, on)
    if ordered[0].on < first.joined_on:
        first = first.with_stood(replace(first.stood[0], on=ordered[0].on), instead_of=first.stood[0])
    return replace(history, stays=tuple(parts_in(stay, ordered, on) for stay in (first, *history.stays[1:])))


def without_what_came_later(stay: Stay, spells: Sequence[Spell], on: date) -> Stay:
    """A stay that does not have from its first day on what was read off an export, and spells tell of a later day."""
    present = next((spell for spell in reversed(spells) if spell.on <= on), None)
    if present is None or spells[0].on <= stay.joined_on:
        return stay
    told = [(name, value) for name, value in present.said.items() if value is not None]
    until = [one for one in stay.stood if one.on <= present.on]
    later: dict[str, Any] = {
        name: None for name, value in told if all(getattr(one.placement, name) == value for one in until)
    }
    if not later:
        return stay
    begins = stay.stood_on(spells[0].on)
    if begins.on < spells[0].on:
        stay = stay.with_stood(Stood(spells[0].on, begins.placement))
    for one in (one for one in stay.stood if one.on < spells[0].on):
        stay = stay.with_stood(replace(one, placement=replace(one.placement, **later)), instead_of=one)
    return stay


def parts_in(stay: Stay, spells: Sequence[Spell], on: date) -> Stay:
    """One stay with what spells tell of it. What contradicts them was so later, and what came with it as well.

    What is announced after the day `on` takes nothing else away.
    """
    ends = stay.left_on or date.max
    days = sorted({*(stood.on for stood in stay.stood), *begun_in(stay.joined_on, ends, spells)})
    stood: list[Stood] = []
    for number, day in enumerate(days):
        standing, told = stay.stood_on(day), spell_on(day, spells)
        own = standing if standing.on == day else Stood(day, standing.placement)
        goes_on = number + 1 < len(days) and days[number + 1] <= on and stay.stood_on(days[number + 1]) is standing
        placement = with_part(own.placement, told, goes_on=goes_on)
        if own.at or not stood or placement != stood[-1].placement:
            stood.append(replace(own, placement=placement))
    return replace(stay, stood=tuple(stood))


def begun_in(begins: date, ends: date, spells: Iterable[Spell]) -> Iterable[date]:
    return (spell.on for spell in spells if begins < spell.on <= ends)


def spell_on(day: date, spells: Sequence[Spell]) -> Spell | None:
    """What the source tells of a day."""
    return next((one for one in reversed(spells) if one.on <= day and (one.until is None or day <= one.until)), None)


def with_part(known: Placement, told: Spell | None, *, goes_on: bool) -> Placement:
    """A placement with what is told of it; `goes_on` if the same was known of the time after this, too."""
    if told is None:
        return known
    contradicts = any(getattr(known, name) not in (None, value) for name, value in told.said.items())
    return replace(replace(known, **NOTHING) if goes_on and contradicts else known, **told.said)
