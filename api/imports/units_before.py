"""Where somebody stood before the first row of a history: files of moves show each new unit, and not the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from api.imports.actions import Act
from api.imports.histories import History, Stay, Stood
from api.imports.history_updates import UNTITLED, Contradiction, Spell, Today, told_otherwise
from api.imports.people_file import PersonRow
from api.imports.problems import Problem
from api.imports.spells import SpellRow
from api.imports.told_stays import ToldStay
from api.imports.who import Sources
from api.imports.words import FILE_WORDS, squeezed
from domain.kernel.ids import UnitId
from domain.people.employment import Placement

DAY: Final = timedelta(days=1)
MOVED_TO: Final = frozenset(map(squeezed, FILE_WORDS["said"]["unit_after"]))
"""Headings of the unit to which somebody moved."""
ASKED: Final = (
    "joined on {joined}, and nothing tells in which unit they stood until {moved}: give a row of the history from their"
    " first day on, or name its column of the units that people came from with {column} unit_before=HEADING, or say"
    " what stands for a unit that nobody knows, as --unit-before 'Not known'; where the ledger was told before that"
    " day where they stood, give that day with --as-of"
)
FIRST: Final = (
    "tells of a move, and nothing of before: here from that day on, until a file of people gives an earlier first day"
)
BEGAN: Final = (
    "moved from “{unit}” on {moved}: taken as there since their first day, {joined}, as nothing tells otherwise"
)
NOT_THERE: Final = "is not where the ledger has them until then: that stays, and this is not used"
ANOTHER: Final = "is not where row {row} has them until then: that stays, and this is not used"


@dataclass(frozen=True)
class UnitsBefore:
    """Completes what files tell of somebody with the unit in which they began, or asks for it."""

    sources: Sources
    unit: Callable[[int, str], UnitId]
    """The unit that a row names."""
    notice: Callable[[Problem], None]

    def completed(
        self, told: list[ToldStay], identifier: str, rows: Sequence[SpellRow], known: History, on: date
    ) -> list[ToldStay]:
        """What a history tells of somebody, with where they began. Raises Contradiction where nobody knows it."""
        if self.sources.spells is None or not self.sources.spells.tells_units:
            return told
        self._compare(rows)
        first, row = rows[0], self.sources.row_about(identifier)
        joined_on = first_day_before(first, row, self.sources.earlier_stays(identifier), known)
        if joined_on is None:
            if not known.stays and row is None and (first.act is Act.MOVES or self._tells_moves):
                self._notice(first, "started_on", str(first.started_on), FIRST)
            return told
        if is_known(known, told[0].spells, on) and not self._began_otherwise(first, told[0].spells[0], known):
            return told
        unit = self._before(first, joined_on, first.started_on)
        if first.unit_before:
            what = BEGAN.format(unit=first.unit_before, moved=first.started_on, joined=joined_on)
            self._notice(first, "unit_before", "", what)
        return begun_in(told, unit, joined_on)

    def _began_otherwise(self, first: SpellRow, told: Spell, known: History) -> bool:
        """Whether the first row of a history shows that what is known of before it was so from that row on alone.

        It does where the row says from where they moved, and what it says they moved to is known of the time before,
        too: as an export of a later day is read back to the first day.
        """
        stay = next((stay for stay in reversed(known.stays) if stay.joined_on < told.on), None)
        if stay is None or not first.unit_before:
            return False
        until_then = [stood for stood in stay.stood if stood.on < told.on]
        if len(until_then) == 1 and told.says(until_then[0].placement):
            return True
        stands = until_then[-1].placement.unit
        if self.unit(first.number, first.unit_before) != stands:
            self._notice(first, "unit_before", first.unit_before, NOT_THERE)
        return False

    @property
    def _tells_moves(self) -> bool:
        """Whether the units of a history are those to which people moved, by the headings."""
        headings = self.sources.spells.headings if self.sources.spells else {}
        return "unit_before" in headings or squeezed(headings.get("unit", "")) in MOVED_TO

    def taken_back(self, history: History, today: Today) -> History:
        """What is known, from an earlier first day on that an export gives, where a history told nothing of before.

        Raises Contradiction where nobody knows in which unit they began.
        """
        if not began_in_a_history(history, today):
            return history
        last = history.stays[-1]
        return history.with_last_stay(
            begun_earlier(last, today.joined_on, self._before(None, today.joined_on, last.joined_on))
        )

    def _before(self, first: SpellRow | None, joined_on: date, moved_on: date) -> UnitId:
        """The unit before the first move: as its row names it, or as is said of all of whom nobody knows it."""
        if named := (first.unit_before if first else "") or self.sources.unit_before:
            return self.unit(first.number if first else 0, named)
        column = "--column" if self.sources.people is None else "--history-column"
        raise Contradiction(ASKED.format(joined=joined_on, moved=moved_on, column=column))

    def _compare(self, rows: Sequence[SpellRow]) -> None:
        """Tells where a row says that somebody came from another unit than that in which the row before has them."""
        for last, row in pairwise(rows):
            was, unit = last.said.get("unit"), row.unit_before
            if unit and isinstance(was, str) and squeezed(was) != squeezed(unit) and last.act is not Act.ENDS:
                self._notice(row, "unit_before", unit, ANOTHER.format(row=last.number))

    def _notice(self, row: SpellRow, field: str, value: str, what: str) -> None:
        headings = self.sources.spells.headings if self.sources.spells else {}
        self.notice(Problem(row.number, headings.get(field, field), value, what))


def first_day_before(
    moved: SpellRow, row: PersonRow | None, earlier: Sequence[PersonRow], known: History
) -> date | None:
    """The first day of the stay in which somebody's first row is, where it lies before that row; else None.

    That of the file of people counts, if there is one.
    """
    if moved.act in (Act.BEGINS, Act.ENDS):
        return None
    told = [day for one in (*earlier, *((row,) if row else ())) for day in (*(one.earlier or ())[:1], one.joined_on)]
    days = [day for day in told or (stay.joined_on for stay in known.stays) if day <= moved.started_on]
    return max(days) if days and max(days) < moved.started_on else None


def is_known(history: History, spells: Sequence[Spell], on: date) -> bool:
    """Whether it is known where somebody stood before their first spell: by the ledger, or as that is still to come.

    What was read off an export says where they stood on its day. As the first unit it is known only where it is not
    that of the spell of the day of the export, or where they are known to have moved in between.
    """
    first, present = spells[0], next((spell for spell in reversed(spells) if spell.on <= on), None)
    stay = next((stay for stay in reversed(history.stays) if stay.joined_on < first.on), None)
    if present is None or stay is None:
        return present is None
    if told_otherwise(stay, spells, on, stay.left_on or date.max) is not None:
        return False
    before = stay.stood_on(first.on - DAY).placement.unit
    moved = any(stood.placement.unit != before for stood in stay.stood if stood.on <= present.on)
    return moved or before != present.said.get("unit", before)


def begun_in(told: Sequence[ToldStay], unit: UnitId, joined_on: date) -> list[ToldStay]:
    """Stays of which the first begins in that unit, and goes on with what is told of it."""
    first, *others = told
    begins = Spell(joined_on, first.joined_on - DAY, {"unit": unit})
    return [replace(first, spells=(begins, *first.spells)), *others]


def began_in_a_history(history: History, today: Today) -> bool:
    """Whether the last stay was begun by a history that told nothing of before, as far as can be known.

    Of a placement that is recorded, the ledger does not say who told it: an export of which several things were blank,
    and all come at once, is less likely than a history that did not tell them.
    """
    if not history.stays or history.stays[-1].joined_on <= today.joined_on:
        return False
    last, before = history.stays[-1], history.stays[-2:-1]
    if last.joined_on > today.on or any(one.left_on is None or one.left_on >= today.joined_on for one in before):
        return False
    bare = all(getattr(last.stood[0].placement, name) is None for name in UNTITLED)
    return last.name == today.stands_for_a_name or (
        bare and len([name for name in UNTITLED if today.said.get(name)]) > 0
    )


def begun_earlier(stay: Stay, joined_on: date, unit: UnitId) -> Stay:
    """A stay from its first day on, in that unit until what was known as its beginning."""
    first = stay.stood[0]
    stood = (Stood(joined_on, Placement(unit=unit), first.at), replace(first, at=None), *stay.stood[1:])
    return replace(stay, stood=stood)
