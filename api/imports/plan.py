"""From files about people to what is asked of the ledger: only what it does not say yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from api.imports.actions import Act
from api.imports.batches import in_batches
from api.imports.belonging_in_stays import belonging_in
from api.imports.changes import changes
from api.imports.histories import KINDS_READ, History, Stay, Unreadable, history_of
from api.imports.history_updates import Contradiction, Spell, Today, ended, with_spells
from api.imports.ids import SeveralPeople
from api.imports.jobs_in_time import as_of_the_day, jobs_found, with_jobs
from api.imports.leavers import last_day
from api.imports.levels import LevelsMeant
from api.imports.managers_away import managers_away
from api.imports.managers_in_time import ManagersInTime
from api.imports.managing import managing, managing_in_a_history
from api.imports.missing import missing_here, missing_told
from api.imports.months_known import row_on_known_days, rows_on_known_days
from api.imports.moves_told import moves_told
from api.imports.much_changed import MuchChanged
from api.imports.people_file import PersonRow
from api.imports.perhaps_one import perhaps_one
from api.imports.problems import Problem
from api.imports.recording import Asked
from api.imports.rows_told import row_telling
from api.imports.spell_order import stays_in
from api.imports.spelled_before import as_known, identities_told, written_otherwise
from api.imports.spells import SpellRow
from api.imports.steps import Steps
from api.imports.told_before import first_day_doubted, first_day_of, is_of_an_earlier_stay, must_be_one, must_be_theirs
from api.imports.told_of_today import (
    announced_told,
    export_differs,
    fields_told,
    history_differs,
    leaving_differs,
    not_as_told,
    open_before,
)
from api.imports.told_stays import (
    ToldStay,
    with_earlier_stay,
    with_ends,
    with_parts,
    with_today_in_its_stay,
    with_told_stays,
)
from api.imports.units_before import UnitsBefore
from api.imports.units_meant import SeveralUnits, UnitsMeant
from api.imports.units_needed import need_units
from api.imports.who import Sources, Who
from domain.kernel.commands import Command
from domain.kernel.ids import PersonId
from domain.kernel.standing import standing
from domain.people.employment import Identity
from domain.people.leaving import LeavePerson, LeavingReason
from ledger import Entry, Ledger
from ledger.identifiers import is_person

PEOPLE_AT_ONCE: Final = 500
TWIN: Final = (
    "is called as somebody who is known by another identifier, and came on the same day: recorded as two people; where"
    " they are one, give the identifier by which they are known, or name its --system"
)
DAY: Final = timedelta(days=1)


@dataclass
class Plan:
    """What is asked for, a batch at a time. Gone through again, it is made again, from what the ledger says by then."""

    ledger: Ledger
    sources: Sources
    who: Who
    units: UnitsMeant
    levels: LevelsMeant
    steps: Steps
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    announced: int = 0
    """How many rows of a history tell of moves after the day of the export."""
    unnamed: int = 0
    """How many people are met for the first time, and without a name."""
    _stays: dict[PersonId, tuple[Stay, ...]] = field(default_factory=dict)
    """The stays of managers whom the file does not tell of."""
    managing: set[str] = field(default_factory=set)
    """Everybody whom the files name as a manager."""
    new: set[str] = field(default_factory=set)
    """Whom among them the ledger does not know."""
    much: MuchChanged = field(default_factory=MuchChanged)
    """What is told otherwise than it was known."""
    progress: Callable[[int], None] = lambda people: None
    """Told after each batch how many people have been gone through."""

    def __iter__(self) -> Iterator[list[Asked]]:
        """Batch by batch, everybody after their manager."""
        self.problems.clear()
        self.notices.clear()
        self.new.clear()
        self.unnamed = self.announced = 0
        self.units.begin()
        need_units(self.sources, self.who, self.units)
        self.levels.begin()
        self.much.begin()
        self.managing = managing(self.who)
        self.notices += managers_away(self.who, self.stays_known)
        self.notices += perhaps_one(self.sources)
        first = dict.fromkeys(managing_in_a_history(self.who, self.managing))
        for asked in in_batches(self.in_time(list(first)), PEOPLE_AT_ONCE):
            yield from self.with_units(asked)
        done = len(first)
        for batch in in_batches((one for one in self.who.in_order() if one not in first), PEOPLE_AT_ONCE):
            yield from self.with_units([one for own in self.asked_about(batch).values() for one in own])
            done += len(batch)
            self.progress(done)
        if self.sources.missing_have_left:
            for missing in missing_here(self.sources, self.who.known, self.streams):
                yield [self.asked_to_leave(*one) for one in missing]
        else:
            self.notices += missing_told(self.sources, self.who.known, self.streams)
        self.notices += announced_told(self.sources.spells, self.announced)

    def in_time(self, identifiers: Sequence[str]) -> Iterator[Asked]:
        """What is asked for about those who manage others, by its days."""
        own: dict[PersonId, list[Asked]] = {}
        for batch in in_batches(identifiers, PEOPLE_AT_ONCE):
            own |= self.asked_about(batch)
        yield from ManagersInTime(own, self.new, self.who.ids, f"told by {self.sources.called}")

    def asked_about(self, identifiers: Sequence[str]) -> dict[PersonId, list[Asked]]:
        """What is asked for about some people."""
        found: dict[str, PersonId] = {}
        for identifier in identifiers:
            try:
                found[identifier] = self.who.person(identifier)
            except SeveralPeople as error:
                self.problem(identifier, str(error))
        streams, asked = self.streams(found.values()), dict[PersonId, list[Asked]]()
        self.new |= {person for person, stream in streams.items() if not stream and person in self.managing}
        for one, person in found.items():
            asked.setdefault(person, []).extend(self.about(one, person, streams[person]))
        return asked

    def with_units(self, asked: list[Asked]) -> Iterator[list[Asked]]:
        """The same, after what establishes the units that it needs."""
        if establishing := self.asked_of_units(asked):
            yield establishing
        yield asked

    def asked_of_units(self, asked: Sequence[Asked]) -> list[Asked]:
        """What has to be asked for first, so that the units in which people are placed stand on their days."""
        told, rows = f"told by {self.sources.called}", {one.command: one.row for one in asked}
        return [
            Asked(
                min(rows.values(), default=0),
                "",
                command,
                self.who.ids.command("unit", repr(command)),
            )
            for command in self.units.asked_before(rows, told)
        ]

    def looks_at(self, stream: str) -> bool:
        """Whether what is asked about others looks at a stream: at units, and at whoever manages somebody."""
        return not is_person(stream) or stream in self.managing

    def streams(self, people: Iterable[PersonId]) -> dict[str, tuple[Entry[Any], ...]]:
        """What the ledger says of where people stood, and when."""
        streams = self.ledger.streams(list(people), kinds=KINDS_READ)
        self.ledger.keys.fetch(person for person, stream in streams.items() if stream)
        return streams

    def about(self, identifier: str, person: PersonId, stream: Sequence[Entry[Any]]) -> Iterator[Asked]:
        """What is asked for about somebody; nothing, and a problem, where that cannot be said."""
        try:
            before = history_of(standing(stream))
            recorded_on = stream[-1].recorded_at.date() if stream else date.max
            after = self.updated(identifier, before, recorded_on)
        except Unreadable:
            return self.problem(identifier, "has been erased: take them out of the file")
        except (Contradiction, SeveralPeople) as error:
            return self.problem(identifier, str(error))
        self.much.add(identifier, before, after, self.sources.on, recorded_on)
        self.notices += moves_told(identifier, self.sources.row_number(identifier), before, after)
        told = f"told by {self.sources.called}"
        for command in changes(before, after, person, self.sources.on, told, self.steps):
            yield self.asked(identifier, command, stream)

    def asked(self, identifier: str, command: Command[Any], stream: Sequence[Entry[Any]]) -> Asked:
        """A command under an id that is the same as long as the stream says the same."""
        system, version = self.sources.system, str(stream[-1].version if stream else 0)
        command_id = self.who.ids.command(system, identifier, version, repr(command))
        row = row_telling(self.sources, identifier, command)
        return Asked(row, f"{system} {identifier}", command, command_id, identifier=identifier)

    def problem(self, identifier: str, what: str) -> None:
        """Something stands in the way of recording anything about somebody."""
        number = self.sources.row_number(identifier)
        self.problems.append(replace(self.sources.problem(number, "identifier", identifier, what), about=identifier))

    def updated(self, identifier: str, history: History, recorded_on: date) -> History:
        """Somebody's history with all that the files tell of them. Raises Contradiction, SeveralPeople.

        `recorded_on` is the day on which the ledger was last told of them.
        """
        sources, row = self.sources, self.sources.row_about(identifier)
        rows = rows_on_known_days(sources.spells.of(identifier) if sources.spells else [], history, row)
        parts_alone = sources.spells is not None and not sources.spells.tells_units
        if rows and not (parts_alone and row and not history.stays):
            self.unnamed += row is None and not history.stays and rows[0].name == identifier
            history = self.with_rows(identifier, history, rows, recorded_on)
            self.notices += self.told_of_units(rows, history)
            if not (history.stays and self.who.known_by_name(identifier)):
                called = as_known(Identity(sources.system, identifier), history, sources, self.ledger)
                history = history.known_as(called)
        if row is None:
            return history
        row = row_on_known_days(row, history)
        for stay in sources.earlier_stays(identifier):
            told = self.today(stay, history)
            history = with_earlier_stay(history, told, tells_where=stay.number != row.number)
        self.notices += leaving_differs(row, rows, sources)
        tells = fields_told(sources.spells, rows, sources.on)
        today = replace(self.today(row, history), history_tells=tells, recorded_on=recorded_on)
        self.notices += export_differs(row, today, history, self.units, sources)
        history = history if rows else self.before.taken_back(history, today)
        if row.jobs and not rows:
            jobs = jobs_found(row, today, self.placed, partial(self.who.named, notices=self.notices))
            today = as_of_the_day(today, jobs)
            history = with_jobs(history, today, jobs)
        if is_of_an_earlier_stay(row, history):
            return with_earlier_stay(history.known_as(*today.identities), today, tells_where=True)
        updated = with_today_in_its_stay(history, today)
        takes_parts = parts_alone and not history.stays and rows
        return self.with_rows(identifier, updated, rows, recorded_on) if takes_parts else updated

    def with_rows(self, identifier: str, history: History, rows: Sequence[SpellRow], recorded_on: date) -> History:
        """Somebody's history with what a second file tells of where they stood. Raises Contradiction."""
        must_be_theirs(identifier, rows, history, self.sources)
        on, read = min(self.sources.on, recorded_on), self.sources.spells
        name = history.name_on(rows[0].started_on) if history.stays and rows[0].name == identifier else rows[0].name
        told = self.before.completed([self.told_stay(one) for one in stays_in(rows)], identifier, rows, history, on)
        spells = [spell for stay in told for spell in stay.spells]
        if read is not None:
            self.announced += sum(row.started_on > self.sources.on and row.act is not Act.ENDS for row in rows)
            self.notices += history_differs(history, rows, told, on, self.units, read)
        if read is not None and not read.tells_units:
            self.notices += open_before(history, rows, read)
            return with_ends(with_parts(history, spells, on), told)
        if read is not None and (read.tells_acts or any(stay.left_on for stay in told)):
            return with_ends(with_told_stays(history, told, name, on), told)
        history = with_ends(with_spells(history, spells, name, on), told)
        return ended(history, spells, self.sources.on) if self.sources.ended_have_left else history

    def told_of_units(self, rows: Sequence[SpellRow], history: History) -> list[Problem]:
        """Which rows of a history are not what the ledger will say of all their time."""
        read = self.sources.spells
        if read is None or not read.tells_units:
            return []
        names = self.units.names()
        return list(not_as_told(rows, history, read, lambda row: self.placed(row.number, row.said)["unit"], names))

    def told_stay(self, rows: Sequence[SpellRow]) -> ToldStay:
        """One stay of a job history, with all in it found. Raises Contradiction."""
        leaving = rows[-1] if rows[-1].act is Act.ENDS else None
        spells = tuple(self.spell(row) for row in rows if row.act is not Act.ENDS)
        belonging, since = belonging_in(rows)
        stay = ToldStay(spells, belonging=belonging, continuous_since=since)
        if leaving is None:
            return stay
        return replace(stay, left_on=leaving.started_on, why_left=leaving.reason or LeavingReason.UNKNOWN)

    def today(self, row: PersonRow, history: History) -> Today:
        """What a row says, with everybody in it found. Raises Contradiction, SeveralPeople."""
        on = self.sources.on
        self.notices += written_otherwise(row, history, self.sources, self.ledger)
        must_be_one(row, history, self.sources)
        self.notices += first_day_doubted(row, history, self.sources)
        if not history.stays:
            self.met(row)
        return Today(
            on,
            row.name,
            first_day_of(row, history, self.sources),
            {**self.placed(row.number, row.said), **self.manager(row)},
            last_day(row, history, on),
            row.gone or LeavingReason.UNKNOWN,
            identities_told(row, history, self.who, self.ledger, self.notices),
            row.identifier,
            row.belonging,
            row.continuous_since,
            row.earlier,
        )

    def met(self, row: PersonRow) -> None:
        """Somebody whom the ledger does not know; told where somebody is called the same, and came on the same day."""
        is_twin = self.much.asked and self.who.names is not None and self.who.names.came_on(row.joined_on, row.name)
        self.much.met(row.identifier, row.name, is_twin=is_twin)
        if is_twin:
            self.notices.append(self.sources.in_row(row, "name", row.name, TWIN))

    def manager(self, row: PersonRow) -> dict[str, PersonId | None]:
        """Who is above somebody; told where they had left by the day of the export."""
        found = self.who.manager_of(row, self.notices)
        manager, on = found.get("manager"), self.sources.on
        here = row.gone is None and (row.left_on is None or row.left_on >= on)
        if manager and here and (left := self.left_by(manager, row.manager)) and left < on:
            what = f"had left by {on} (on {left}), and is recorded as managing them: name whoever does now"
            self.notices.append(self.sources.in_row(row, "manager", row.manager, what))
        return found

    def left_by(self, person: PersonId, called: str) -> date | None:
        """The last day of a manager, by the file or else by the ledger; None where they are here."""
        people, meaning = self.sources.people, self.who.meaning
        if people and meaning and (place := meaning.place(called)) >= 0:
            row = people.row(place)
            return row.left_on or (self.sources.on - DAY if row.gone else None)
        stays = self.stays_known(person)
        return stays[-1].left_on if stays else None

    def stays_known(self, person: PersonId) -> tuple[Stay, ...]:
        """The stays of a manager of whom the files do not tell, by the ledger."""
        if person not in self._stays:
            self._stays[person] = ()
            with suppress(Unreadable):
                self._stays[person] = history_of(standing(self.streams([person])[person])).stays
        return self._stays[person]

    @property
    def before(self) -> UnitsBefore:
        """Finds the unit in which somebody began, where a history does not show it."""
        return UnitsBefore(
            self.sources, lambda number, unit: self.placed(number, {"unit": unit})["unit"], self.notices.append
        )

    def placed(self, number: int, said: Mapping[str, Any]) -> dict[str, Any]:
        """Where a row says that somebody stands, with unit and level found. Raises Contradiction."""
        placed = dict(said)
        if placed.get("unit"):
            try:
                placed["unit"] = self.units.meant(placed["unit"])
            except SeveralUnits as error:
                raise Contradiction(f"unit “{placed['unit']}” {error}") from None
        if (grade := placed.pop("level", None)) is not None and (
            level := self.levels.meant(grade, placed.get("unit"))
        ) is not None:
            placed["level"] = level
        return placed

    def spell(self, row: SpellRow) -> Spell:
        """A spell with its manager found. Where a file names managers, a blank says that nobody is above."""
        said, read = self.placed(row.number, row.said), self.sources.spells
        if row.manager or (read is not None and "manager" in read.headings and row.said):
            said["manager"] = self.who.named(row.number, row.manager, self.notices) if row.manager else None
        return Spell(row.started_on, row.ended_on, said)

    def asked_to_leave(self, identifier: str, person: PersonId, stream: Sequence[Entry[Any]]) -> Asked:
        """That somebody leaves, as the file does not name them any more."""
        self.much.leaves(identifier, self.sources.on)
        return self.asked(identifier, LeavePerson(person, effective_on=self.sources.on), stream)
