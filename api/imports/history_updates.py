"""What a source tells of somebody, taken into what is known: in whichever order sources come, with the same end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from api.imports.histories import History, Renamed, Stay, Stood
from api.imports.how_they_belong import belonging_to
from api.imports.names import is_turned_round
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
    history_tells: frozenset[str] | None = None
    """The fields of which a history beside the export tells; None where there is none, or the ledger knew them."""
    recorded_on: date = date.max
    """The day on which the ledger was last told of them; what it says of later days had been announced."""


DETAILS: Final = ("job_title", "level", "manager", "site", "employer", "share_of_full_time")
"""What is said of a placement beside where it is."""
UNTITLED: Final = tuple(name for name in DETAILS if name != "job_title")
"""What histories seldom tell, and exports do."""


class Contradiction(Exception):
    """The source and the ledger cannot both be right."""


def with_today(history: History, today: Today) -> History:
    """What an export says of today holds from the last change that is known: before the first, since they joined.

    Where it differs from what is known, they moved on the day of the export; where it completes what nobody had said,
    it was always so. Raises Contradiction.
    """
    history = respelled(history.known_as(*today.identities), today.name, today.said)
    if today.earlier is not None:
        history = with_earlier(history, today, *today.earlier)
    history = named(history, today)
    last = history.stays[-1] if history.stays else None
    if last is None or (last.left_on is not None and last.left_on < today.joined_on):
        return begun_again(history, today)
    if last.left_on is not None and last.left_on < today.on and today.left_on is None:
        raise Contradiction(
            f"left on {last.left_on}, as is recorded: give that day here, or a later one on which they joined again,"
            " or retract that entry"
        )
    joined = joined_by(last, history, today)
    day = max(min(today.on, today.left_on or date.max), joined.joined_on)
    unnamed = last.name == today.stands_for_a_name
    history = history.with_last_stay(with_placement(joined, today, day, unnamed=unnamed))
    if unnamed:
        return history.with_last_stay(replace(history.stays[-1], name=today.name))
    name = history.name_on(day)
    if today.name not in (name, today.stands_for_a_name) and not is_turned_round(name, today.name):
        return replace(history, names=(*history.names, Renamed(day, today.name)))
    return history


def begun_again(history: History, today: Today) -> History:
    """The history with a stay after all that are known. Moves that were recorded of its days are of it."""
    first = Stood(today.joined_on, Placement(**today.said))
    stay = belonging_to(Stay(today.name, (first,), today.left_on, today.why_left), today)
    if not history.stays:
        return replace(history, stays=(stay,))
    last = history.stays[-1]
    moves = tuple(one for one in last.stood if one.on > today.joined_on)
    ended = replace(last, stood=tuple(one for one in last.stood if one not in moves))
    return replace(history, stays=(*history.stays[:-1], ended, replace(stay, stood=(first, *moves))))


def named(history: History, today: Today) -> History:
    """The history with the name in those stays before the last one of which nobody had said it."""
    before = history.stays[:-1]
    own = [replace(stay, name=today.name) if stay.name == today.stands_for_a_name else stay for stay in before]
    return replace(history, stays=(*own, *history.stays[-1:])) if tuple(own) != before else history


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
    if today.joined_on <= today.on < stay.joined_on and (before is None or before < today.joined_on):
        stay = begun_before(stay, today)
    elif today.joined_on < stay.joined_on and (before is None or before < today.joined_on):
        stay = stay.with_stood(replace(stay.stood[0], on=today.joined_on), instead_of=stay.stood[0])
    stay = belonging_to(stay, today)
    if today.left_on is None:
        return stay
    why = today.why_left if today.why_left is not LeavingReason.UNKNOWN else stay.why_left
    return replace(stay, left_on=today.left_on, why_left=why)


def begun_before(stay: Stay, today: Today) -> Stay:
    """A stay of which only an announced move was known, from its first day on; the move takes nothing away."""
    announced = stay.stood[0]
    first = Stood(today.joined_on, Placement(**today.said), announced.at)
    moved = Stood(announced.on, replace(first.placement, **said_in(announced.placement)))
    return replace(stay, stood=(first, *([moved] if moved.placement != first.placement else ()), *stay.stood[1:]))


def with_placement(stay: Stay, today: Today, day: date, *, unnamed: bool) -> Stay:
    """The stay as it stands on a day, and as is announced after it, with what the source says of it."""
    stands = stay.stood_on(day)
    if all(getattr(stands.placement, name) == told for name, told in today.said.items()):
        return stay
    stated, completed = placed_today(stands, today, day, unnamed=unnamed)
    instead_of = stands if completed else None
    changed = stay.with_stood(stated, instead_of=instead_of)
    for one in (one for one in stay.stood if one.on > day):
        carried = carried_on(stands.placement, stated.placement, one, today.recorded_on)
        changed = changed.with_stood(replace(one, placement=carried), instead_of=one)
    return changed


def placed_today(stands: Stood, today: Today, day: date, *, unnamed: bool) -> tuple[Stood, bool]:
    """What an export of a day makes of a standing; and whether that completes it, or comes after it.

    Where a history has a change on that very day, it counts, and the export completes it.
    """
    known, stated = stands.placement, replace(stands.placement, **today.said)
    by_history = told_by_a_history(stands, known, stated, today, unnamed=unnamed)
    if completes(known, stated, unnamed=unnamed) or (by_history and not contradicts(known, stated)):
        return replace(stands, placement=stated), True
    if by_history and stands.on == day:
        return replace(stands, placement=replace(stated, **said_in(known))), True
    return Stood(day, stated), False


def carried_on(before: Placement, now: Placement, announced: Stood, recorded_on: date) -> Placement:
    """An announced placement with what has become known of the one before, as far as it goes on in it."""
    known = announced.placement
    goes_on = {
        name: getattr(now, name)
        for name in DETAILS
        if getattr(known, name) == getattr(before, name) != getattr(now, name)
        and (getattr(known, name) is None or (name != "job_title" and announced.on > recorded_on))
    }
    return replace(known, **goes_on) if goes_on else known


def said_in(placement: Placement) -> dict[str, Any]:
    """The fields of a placement of which anything is said."""
    return {name: value for name, value in vars(placement).items() if value is not None}


def contradicts(known: Placement, stated: Placement) -> bool:
    """Whether anything that is known is stated otherwise."""
    return any(getattr(stated, name) != value for name, value in said_in(known).items())


def told_by_a_history(stands: Stood, known: Placement, stated: Placement, today: Today, *, unnamed: bool) -> bool:
    """Whether nobody but a history has told of a placement, so that what it leaves open nobody has said.

    Of one that is recorded, the ledger does not say who told it: an export of which several things were blank, and all
    come at once, is less likely than a history that did not tell them.
    """
    adds = {name for name in DETAILS if getattr(known, name) is None and getattr(stated, name) is not None}
    if stands.at is None and today.history_tells is not None:
        return today.history_tells.isdisjoint(adds)
    untold = all(getattr(known, name) is None for name in UNTITLED)
    return unnamed or (untold and len(adds) > 1)


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

    What is known besides (title, level, manager) goes to the spell it belongs to. A move after the day `on` is
    announced: what is not said of it stays as it was.
    """
    day = min(on, stay.left_on or date.max)
    known, otherwise = details_of(stay, spells, on), told_otherwise(stay, spells, day, ends)
    if otherwise is not None:
        known = [stay.stood[0].placement if spell.on == day else None for spell in spells]
    stood = [
        Stood(spell.on, replace(one, **spell.said) if one else Placement(**spell.said))
        for spell, one in zip(spells, known, strict=True)
    ]
    if otherwise is None:
        stated = begun_by(stay, spells, stood[0], on, ends)
    else:
        joining = stay.stood[0]
        stated = stay.with_stood(replace(stood[0], on=min(joining.on, stood[0].on), at=joining.at), instead_of=joining)
        if otherwise.on < day:
            stated = stated.with_stood(Stood(day, replace(Placement(**otherwise.said), **said_in(joining.placement))))
    for spell, one in zip(spells, stood, strict=True):
        stands = stated.stood_on(spell.on)
        if spell.on <= stated.joined_on or spell.says(stands.placement):
            continue
        same_day = stands if stands.on == spell.on else None
        placement = replace(stands.placement, **spell.said) if spell.on > on else one.placement
        moved = Stood(spell.on, placement, same_day.at if same_day else None)
        stated = stated.with_stood(moved, instead_of=same_day)
    return stated


def told_otherwise(stay: Stay, spells: Sequence[Spell], day: date, ends: date) -> Spell | None:
    """The spell in which a history has somebody on a day of which an export said otherwise; None where both agree.

    What stands as their only place was read off an export if it says what no spell speaks of. Where they had left by
    then, on the day `ends`, it is of another stay.
    """
    present = next((spell for spell in reversed(spells) if spell.on <= day), None)
    if present is None or len(stay.stood) > 1 or ends < day:
        return None
    exported = said_in(stay.stood[0].placement)
    spoken_of = {name for spell in spells for name in spell.said}
    differs = any(name in exported and exported[name] != value for name, value in present.said.items())
    return present if differs and any(name in exported and name not in spoken_of for name in DETAILS) else None


def begun_by(stay: Stay, spells: Sequence[Spell], first: Stood, on: date, ends_on: date) -> Stay:
    """The stay from the earliest day that anybody has stated, in the place where it began.

    What stands as their first place may have been read off an export of a later day. Then it belongs to the last spell,
    or, if it is in none of them, to the days after; where they had left by then, it is of another stay.
    """
    told = [spell for spell in spells if spell.on <= on] or spells
    joining, begins, ends = stay.stood[0], told[0], told[-1]
    known = [stood for stood in stay.stood if stood.on <= ends.on]
    read_back = len(told) > 1 and all(ends.agrees_with(stood.placement) for stood in known)
    if begins.on > joining.on and not read_back:
        return stay
    stated = stay.with_stood(replace(first, on=min(joining.on, begins.on), at=joining.at), instead_of=joining)
    if len(stay.stood) == 1 and not any(spell.agrees_with(joining.placement) for spell in told):
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


def details_of(stay: Stay, spells: Sequence[Spell], on: date) -> list[Placement | None]:
    """What is known of each spell: each standing tells of the last spell that it reaches into and agrees with.

    What was known says nothing of a move that is announced after the day `on`.
    """
    details: list[Placement | None] = [None] * len(spells)
    ends = [stood.on for stood in stay.stood[1:]] + [date.max]
    for stood, end in zip(stay.stood, ends, strict=True):
        for place in reversed(range(len(spells))):
            spell = spells[place]
            if spell.on > on and place > 0:
                continue
            reaches = spell.on < end and (spell.until is None or spell.until >= stood.on)
            if reaches and spell.agrees_with(stood.placement):
                details[place] = details[place] or stood.placement
                break
    return details
