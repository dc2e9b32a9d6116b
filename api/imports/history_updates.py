"""What a source tells of somebody, taken into what is known: in whichever order sources come, with the same end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from api.imports.histories import History, Renamed, Stay, Stood
from api.imports.how_they_belong import belonging_to
from api.imports.respelling import respelled
from domain.people.employment import Belonging, Identity, Placement
from domain.people.leaving import LeavingReason


@dataclass(frozen=True)
class Spell:
    """A stretch of time in one place."""

    on: date
    until: date | None
    said: Mapping[str, Any]
    """The fields of a placement that the source tells; what it does not tell is not taken away."""

    def agrees_with(self, placement: Placement) -> bool:
        """Whether it is the same place, as far as both tell."""
        return all(getattr(placement, name) == self.said[name] for name in ("unit", "function") if name in self.said)

    def says(self, placement: Placement) -> bool:
        """Whether all that it tells is so already."""
        return all(getattr(placement, name) == value for name, value in self.said.items())


@dataclass(frozen=True)
class Today:
    """How somebody stands on the day of an export."""

    on: date
    name: str
    joined_on: date
    said: Mapping[str, Any]
    left_on: date | None = None
    why_left: LeavingReason = LeavingReason.UNKNOWN
    identities: tuple[Identity, ...] = ()
    stands_for_a_name: str = ""
    """What they were called by while nobody had said their name."""
    belonging: Belonging | None = None
    """In which way they belong to the organisation, if that is told."""
    continuous_since: date | None = None
    earlier: tuple[date, date] | None = None
    """First and last day of a stay before this one, in the same unit as far as anybody says."""


DETAILS: Final = ("job_title", "level", "manager", "site", "employer", "share_of_full_time")
"""What is said of a placement beside where it is."""


class Contradiction(Exception):
    """The source and the ledger cannot both be right."""


def with_today(history: History, today: Today) -> History:
    """What an export says of today holds from the last change that is known: before the first, since they joined.

    Where it differs from what is known, they moved on the day of the export; where it completes what nobody had said,
    it was always so. Raises Contradiction.
    """
    history = respelled(history.identified(*today.identities), today.name, today.said)
    if today.earlier is not None:
        history = with_earlier(history, today, *today.earlier)
    last = history.stays[-1] if history.stays else None
    if last is None or (last.left_on is not None and last.left_on < today.joined_on):
        first = Stood(today.joined_on, Placement(**today.said))
        stay = Stay(today.name, (first,), today.left_on, today.why_left)
        return replace(history, stays=(*history.stays, belonging_to(stay, today)))
    if last.left_on is not None and last.left_on < today.on and today.left_on is None:
        raise Contradiction(
            f"left on {last.left_on}, as is recorded: give that day here, or a later one on which they joined again,"
            " or retract that entry"
        )
    day = max(min(today.on, today.left_on or date.max), last.joined_on)
    unnamed = last.name == today.stands_for_a_name
    history = history.with_last_stay(with_placement(joined_by(last, history, today), today, day, unnamed=unnamed))
    if unnamed:
        return history.with_last_stay(replace(history.stays[-1], name=today.name))
    if history.name_on(day) != today.name:
        return replace(history, names=(*history.names, Renamed(day, today.name)))
    return history


def with_earlier(history: History, today: Today, joined_on: date, left_on: date) -> History:
    """The history with the stay before today's: begun and ended, or ended where it is known as going on."""
    if not history.stays:
        where = {name: today.said[name] for name in ("unit", "function") if name in today.said}
        return replace(history, stays=(Stay(today.name, (Stood(joined_on, Placement(**where)),), left_on),))
    last = history.stays[-1]
    if last.left_on is not None or last.joined_on > left_on:
        return history
    if last.stood[-1].on > left_on:
        raise Contradiction(
            f"moved on {last.stood[-1].on}, as is recorded, after the last day of their first stay, {left_on}"
        )
    return history.with_last_stay(replace(last, left_on=left_on))


def joined_by(stay: Stay, history: History, today: Today) -> Stay:
    """The stay from the earliest day that anybody has stated, to the last day if there is one."""
    before = history.stays[-2].left_on if len(history.stays) > 1 else None
    if today.joined_on < stay.joined_on and (before is None or before < today.joined_on):
        stay = stay.with_stood(replace(stay.stood[0], on=today.joined_on), instead_of=stay.stood[0])
    stay = belonging_to(stay, today)
    if today.left_on is None or today.left_on == stay.left_on:
        return stay
    why = today.why_left if today.why_left is not LeavingReason.UNKNOWN else stay.why_left
    return replace(stay, left_on=today.left_on, why_left=why)


def with_placement(stay: Stay, today: Today, day: date, *, unnamed: bool) -> Stay:
    """The stay as it stands on a day, with what the source says of it."""
    stands = stay.stood_on(day)
    if all(getattr(stands.placement, name) == told for name, told in today.said.items()):
        return stay
    placement = replace(stands.placement, **today.said)
    if completes(stands.placement, placement, unnamed=unnamed):
        return stay.with_stood(replace(stands, placement=placement), instead_of=stands)
    return stay.with_stood(Stood(day, placement))


def completes(known: Placement, stated: Placement, *, unnamed: bool) -> bool:
    """Whether what is stated adds to a placement of which nobody had said more than where it is."""
    nothing: dict[str, Any] = dict.fromkeys(DETAILS)
    bare = replace(known, **nothing) == known
    adds = any(getattr(stated, name) is not None for name in DETAILS if name != "manager") or unnamed
    return bare and adds and known == replace(stated, **nothing)


def with_spells(history: History, spells: Sequence[Spell], name: str, on: date) -> History:
    """Spells, as told on a day, say where somebody stood from when on; each counts for the stay in which it begins."""
    stated = one_after_the_other(spells)
    if not history.stays:
        first = Stay(name, (Stood(stated[0].on, Placement(**stated[0].said)),))
        return replace(history, stays=(stay_with_spells(first, stated, on),))
    stays = list(history.stays)
    for number, stay in enumerate(stays):
        begins = date.min if number == 0 else stay.joined_on
        ends = stays[number + 1].joined_on if number + 1 < len(stays) else date.max
        if during := [spell for spell in stated if begins <= spell.on < ends]:
            stays[number] = stay_with_spells(stay, during, on)
    return replace(history, stays=tuple(stays))


def one_after_the_other(spells: Sequence[Spell]) -> list[Spell]:
    """Spells in the order of their days; neighbours that say the same are one."""
    stated: list[Spell] = []
    for spell in sorted(spells, key=lambda spell: spell.on):
        if stated and stated[-1].said == spell.said:
            stated[-1] = replace(stated[-1], until=spell.until)
        else:
            stated.append(spell)
    return stated


def stay_with_spells(stay: Stay, spells: Sequence[Spell], on: date, ends: date = date.max) -> Stay:
    """One stay as its spells tell it, until it ends, if that is told.

    What is known besides (title, level, manager) goes to the spell it belongs to.
    """
    stood = [
        Stood(spell.on, replace(known, **spell.said) if known else Placement(**spell.said))
        for spell, known in zip(spells, details_of(stay, spells), strict=True)
    ]
    stated = begun_by(stay, spells, stood[0], on, ends)
    for spell, one in zip(spells, stood, strict=True):
        stands = stated.stood_on(spell.on)
        if spell.on <= stated.joined_on or spell.says(stands.placement):
            continue
        same_day = stands if stands.on == spell.on else None
        stated = stated.with_stood(replace(one, at=same_day.at if same_day else None), instead_of=same_day)
    return stated


def begun_by(stay: Stay, spells: Sequence[Spell], first: Stood, on: date, ends_on: date) -> Stay:
    """The stay from the earliest day that anybody has stated, in the place where it began.

    What stands as their first place may have been read off an export of a later day. Then it belongs to the last spell,
    or, if it is in none of them, to the days after; where they had left by then, it is of another stay.
    """
    joining, begins, ends = stay.stood[0], spells[0], spells[-1]
    read_back = len(spells) > 1 and ends.agrees_with(joining.placement)
    if begins.on > joining.on and not read_back:
        return stay
    stated = stay.with_stood(replace(first, on=min(joining.on, begins.on), at=joining.at), instead_of=joining)
    if len(stay.stood) == 1 and not any(spell.agrees_with(joining.placement) for spell in spells):
        after = min(on, ends.until + timedelta(days=1)) if ends.until else on
        day = max(after, ends.on)
        return stated.with_stood(Stood(day, joining.placement)) if day <= ends_on else stated
    return stated


def ended(history: History, spells: Sequence[Spell], on: date) -> History:
    """The same history, where a last spell that has ended is the last day here."""
    last, until = history.stays[-1], spells[-1].until
    if until is None or until >= on or last.left_on is not None or until < last.joined_on:
        return history
    return history.with_last_stay(replace(last, left_on=until))


def details_of(stay: Stay, spells: Sequence[Spell]) -> list[Placement | None]:
    """What is known of each spell: each standing tells of the last spell that it reaches into and agrees with."""
    details: list[Placement | None] = [None] * len(spells)
    ends = [stood.on for stood in stay.stood[1:]] + [date.max]
    for stood, end in zip(stay.stood, ends, strict=True):
        for place in reversed(range(len(spells))):
            spell = spells[place]
            reaches = spell.on < end and (spell.until is None or spell.until >= stood.on)
            if reaches and spell.agrees_with(stood.placement):
                details[place] = details[place] or stood.placement
                break
    return details
