"""Reading at one moment: what was known at one position of the ledger, and true on one day."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from time import monotonic
from typing import Any, Final, Self, TypeVar

import structlog
from psycopg import AsyncConnection
from psycopg.types.array import ListBinaryDumper

from ledger import AsOf, Entry
from ledger.storage.connections import AsyncLivingPool, in_role, roles_of
from ledger.storage.recorder import COLUMNS
from ledger.storage.stored_form import StoredForm
from ledger.storage.unread import Unread, as_far_as_they_read
from projections.engine.asking import Asking
from projections.engine.circumstances import Circumstances, SharedLook
from projections.engine.listening import Listening, NotYetFollowed
from projections.engine.seeing import NOTHING, Seeing
from projections.engine.visibility import visible

__all__ = ["NotYetFollowed", "ReadModels", "Reading"]

NOW: Final = AsOf()
UNREAD: Final = "unread"
"""Under which this process keeps which entries it could not read, and whose they are."""
log = structlog.get_logger("projections")
WRITTEN: Final = "coalesce((SELECT max(position) FROM ledger.entries), 0)"
LATEST: Final = f"ledger.moment_at({WRITTEN})"
BOOKMARK: Final = f"""
    SELECT ledger.moment_at(position), now(), {LATEST}, EXISTS (SELECT FROM read_models.parked)
    FROM read_models.bookmark"""
POSITION_AT: Final = f"SELECT ledger.position_at(%(instant)s), %(instant)s::timestamptz, {LATEST}, true"
RECORDED_AT: Final = f"""
    SELECT %(position)s::bigint,
           coalesce((SELECT recorded_at FROM ledger.entries WHERE position = %(position)s), now()), {LATEST},
           EXISTS (SELECT FROM read_models.parked)
           OR EXISTS (SELECT FROM read_models.bookmark WHERE position < %(position)s)"""
ENTRIES: Final = f"SELECT {COLUMNS} FROM sight.entries WHERE position = ANY (%(asked)s)"
PARKED: Final = f"SELECT DISTINCT position, subject, read_model FROM read_models.parked fact WHERE {visible('fact')}"
CIRCUMSTANCES: Final = f"""
    SELECT ledger.moment_at(position), {LATEST}, clock_timestamp(), form || ' ' || 'read_models.bookmark'::regclass::oid
    FROM read_models.bookmark"""
ADRIFT: Final = timedelta(minutes=1)
"""By how much the last entry may be ahead of the clock, which is set now and then."""
Connection = AsyncConnection[tuple[Any, ...]]
T = TypeVar("T")


@dataclass
class Reading:
    """One moment, resolved once, with a connection to ask: every answer given with it belongs together."""

    asking: Asking
    form: StoredForm
    seeing: Seeing
    """For whom is read."""
    position: int
    """What was known: the ledger up to here."""
    on: date
    """What was true: facts effective on this day or before."""
    known_on: date
    """The day up to which that was known, of the instant that was resolved; `on` may lie before it or after."""
    written: int
    """The ledger's own moment of now, when this one was resolved."""
    time_zone: tzinfo
    """The organisation's, in which days begin and end."""
    kept: dict[Any, Any]
    """What this process keeps in memory from one reading to the next."""
    any_parked: bool = True
    """Whether there may be entries that could not be folded: as a rule there are none, and nobody has to ask."""
    unread: set[int] = field(default_factory=set, init=False)
    """Positions of entries that were asked for and cannot be read, or not wholly: what they say is told as None."""
    _parked: asyncio.Task[list[tuple[Any, ...]]] | None = field(default=None, init=False)

    async def rows(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        about: Collection[str] = (),
        by: str | None = None,
        prepare: bool = True,
    ) -> list[tuple[Any, ...]]:
        """The rows of one statement; %(position)s and %(on)s are given.

        Of what stands behind a wall it answers only what whoever asks is told of the subjects that it is `about`; or
        what a pass lets it read of all, `by` its name. A statement over a whole organisation is better planned afresh
        each time (`prepare=False`).
        """
        given = {"position": self.position, "on": self.on, **(parameters or {})}
        if not about and by is None:
            return await self.asking.openly(query, given, prepare=prepare)
        sight = await self.seeing.handed_down(about, () if by is None else (by,))
        return await self.asking.told(sight, query, given, prepare=prepare)

    async def entries(
        self, positions: Iterable[int], *, about: Collection[str] = (), by: str | None = None
    ) -> dict[int, Entry[Any]]:
        """Entries of the ledger by position, opened for telling: one statement for all of them.

        Those that whoever asks is told of the subjects that they are `about`, and those that hold what all are told, as
        names. One that cannot be read stops no other: it is Unread, and noted.
        """
        asked = list(set(positions))
        if not asked:
            return {}
        sight = await self.seeing.handed_down(about, () if by is None else (by,))
        rows = await self.asking.told(sight, ENTRIES, {"asked": asked}, prepare=True)
        entries = await asyncio.to_thread(as_far_as_they_read, self.form, rows)
        for entry in entries:
            if isinstance(entry, Unread):
                self.note(entry)
        return {entry.position: entry for entry in entries}

    def note(self, entry: Unread) -> None:
        """Remember an entry that cannot be read; an alarm, the first time that anybody asks for it."""
        self.unread.add(entry.position)
        known = self.kept.setdefault(UNREAD, {})
        if entry.position not in known:
            known[entry.position] = entry.stream
            log.error("entry cannot be read", position=entry.position, stream=entry.stream, why=entry.why)

    async def parked(self, subjects: Iterable[str] | None = None, *read_models: str) -> tuple[int, ...]:
        """Positions of entries that could not be folded, and so are missing from what is answered of these subjects.

        And of those that could not be read when this reading asked for them. Of any subject, or in any read model, if
        none is named.
        """
        among = None if subjects is None else set(subjects)
        parked = {
            position
            for position, subject, read_model in await self._all_parked()
            if (among is None or subject in among) and (not read_models or read_model in read_models)
        }
        return tuple(sorted(parked | self.unread))

    async def _all_parked(self) -> list[tuple[Any, ...]]:
        """Asked for once a reading: as a rule there are none."""
        if not self.any_parked:
            return []
        if self._parked is None:
            self._parked = asyncio.ensure_future(self.rows(PARKED))
        return await asyncio.shield(self._parked)


@dataclass(frozen=True)
class Behind:
    """How far the read models have come."""

    behind: int
    """How many entries are still to be followed."""
    parked: int
    """How many could not be told."""
    standing_still: float
    """Seconds since when they have been seen to make no step, with something before them."""


async def lists_in_binary(connection: Connection) -> None:
    """Let a connection send lists in binary form: as text, which the driver prefers, 20,000 names take five times as
    long."""
    connection.adapters.register_dumper(list, ListBinaryDumper)


class ReadModels:
    """The read models as a door reads them: connections in the reader's role, and ears for how far they have come."""

    def __init__(self, url: str, form: StoredForm, time_zone: tzinfo, *, connections: int = 8) -> None:
        conninfo = in_role(url, roles_of(url).reader)
        self._pool: AsyncLivingPool[Connection] = AsyncLivingPool(
            conninfo,
            min_size=1,
            max_size=connections,
            open=False,
            configure=lists_in_binary,
            kwargs={"autocommit": True},
            name="reading",
        )
        self._listening = Listening(conninfo)
        self._form = form
        self._time_zone = time_zone
        self._kept: dict[Any, Any] = {}
        self._circumstances = SharedLook(self._look_around)
        self._seen = (-1, monotonic())
        """Where the bookmark was last seen to have moved to, and when."""

    async def __aenter__(self) -> Self:
        await self._pool.open()
        await self._listening.begin()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._listening.end()
        await self._pool.close()

    @asynccontextmanager
    async def reading(
        self, as_of: AsOf = NOW, *, seeing: Seeing = NOTHING, beside: Reading | None = None, within: float = 5.0
    ) -> AsyncIterator[Reading]:
        """A reading as of that moment; now, if nothing is said. By whoever is `seeing`: nobody, if nothing is said.

        A moment beyond what has been followed is waited for; after `within` seconds NotYetFollowed says how far it is.
        `beside` another reading it shares that one's connection: whoever compares moments must not wait for a second.
        """
        async with AsyncExitStack() as taken:
            asking = beside.asking if beside else Asking(await taken.enter_async_context(self._pool.connection()))
            position, instant, written, any_parked = await resolve(asking, as_of)
            if as_of != NOW:
                await self.wait_for(position, within=within)
            known_on = instant.astimezone(self._time_zone).date()
            on = as_of.effective_on or known_on
            when = (position, on, known_on, written, self._time_zone)
            yield Reading(asking, self._form, seeing, *when, self._kept, any_parked)

    async def wait_for(self, position: int, *, within: float = 5.0) -> None:
        """Returns as soon as the read models hold everything up to there; NotYetFollowed after `within` seconds."""
        await self._listening.wait_for(position, within)

    def kept(self, what: str, begin: Callable[[], T]) -> T:
        """What this process keeps in memory under a name until somebody is erased; begun where there is none."""
        kept: T = self._kept.setdefault(what, begin())
        return kept

    async def circumstances(self) -> Circumstances:
        """What an answer hangs on just now; all who ask meanwhile are told by one statement."""
        return await self._circumstances.look()

    async def _look_around(self) -> Circumstances:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(CIRCUMSTANCES, prepare=True)
            [(followed, written, now, made)] = await cursor.fetchall()
        return Circumstances(followed, written, now.astimezone(self._time_zone).date(), made)

    async def beyond(self, position: int) -> int:
        """Returns as soon as the read models hold more than there is up to a position: how far they have come."""
        return await self._listening.beyond(position)

    async def followed(self) -> int:
        """How far the read models have come."""
        async with self._pool.connection() as connection:
            return (await resolve(Asking(connection), NOW))[0]

    def unread(self) -> Mapping[int, str]:
        """Positions of entries that could not be read when somebody asked, and on whose streams they stand."""
        return dict(self._kept.get(UNREAD, {}))

    def forget(self) -> None:
        """Let go of whatever was opened and is kept in memory; it is read again when somebody asks."""
        self._kept = {UNREAD: self._kept.setdefault(UNREAD, {})}  # whoever reads just now keeps nothing for others

    async def ahead(self) -> tuple[datetime, datetime] | None:
        """The time of the last entry, and the database's, where the first has not come yet; else None."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "SELECT recorded_at, clock_timestamp() FROM ledger.entries ORDER BY position DESC LIMIT 1"
            )
            found = await cursor.fetchone()
        return None if found is None or found[0] <= found[1] + ADRIFT else (found[0], found[1])

    async def behind(self) -> Behind:
        """How far the read models are behind: nothing, or nearly so."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                f"SELECT {WRITTEN} - position, position,"
                " (SELECT count(DISTINCT position) FROM read_models.parked WHERE superseded_at IS NULL)"
                " FROM read_models.bookmark"
            )
            [(behind, position, parked)] = await cursor.fetchall()
        if position != self._seen[0] or behind == 0:
            self._seen = (position, monotonic())
        return Behind(behind, parked, monotonic() - self._seen[1])


async def resolve(asking: Asking, as_of: AsOf) -> tuple[int, datetime, int, bool]:
    """The position that a moment means, the instant that it is, how far the ledger has come, and if any is parked."""
    statement, given = meaning(as_of)
    [(position, instant, written, any_parked)] = await asking.openly(statement, given, prepare=True)
    return position, instant, written, any_parked


def meaning(as_of: AsOf) -> tuple[str, dict[str, Any]]:
    """What the database is asked to know which moment is meant."""
    if as_of.recorded_at is not None:
        return POSITION_AT, {"instant": as_of.recorded_at}
    if as_of.position is not None:
        return RECORDED_AT, {"position": as_of.position}
    return BOOKMARK, {}
