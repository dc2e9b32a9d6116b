"""What every way in opens first: the database in its present form, the ledger in it, the read models that follow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from api.executors import WATCHING, in_thread
from api.keys import home_of, key_ring, signing_keys_of, why_none_is_destroyed, wrapping_of
from api.settings import Settings
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.packs.shipped import LEADERSHIP, shipped
from domain.frameworks.publishing import FrameworkPublished, PublishFramework
from ledger import Ledger, embedded_postgres
from ledger.clock import JUMP
from ledger.forgetting import Forgetting
from ledger.own_entries import OwnEntries
from ledger.proofs.last_signed import LastSigned
from ledger.proofs.published import Published
from ledger.proofs.publishing_supervision import Publishing, signs_nothing
from ledger.proofs.signing import SigningKey
from ledger.storage.connections import beside, may_meet_a_standby, with_statements_within
from ledger.storage.destroying import DestroyedOnTheRing
from ledger.storage.keys import wrapped_by
from ledger.storage.migrations import Migration, migrate
from ledger.storage.missing_keys import begun_without_keys
from ledger.storage.remaking import remake
from ledger.storage.writing_down import WritingDown
from projections import registry
from projections.engine.following_supervision import Following
from projections.engine.reading import ReadModels

log = structlog.get_logger()
NAMED: Final = 10
"""How many are named where somebody has to look after many."""
SIGNS_NOTHING: Final = (
    "Nothing is signed, as book, tree, checkpoints and witnesses do not agree: the process that signs says why, in its"
    " log and at its own /readyz."
)
HOURS_TOLD: Final = 48
"""From so many hours on, days are told."""
DEMO: Final = "leadership_demo"
"""How the names of databases begin that hold the demo, of whichever version."""
BEFORE_ALL_HISTORY: Final = date(1900, 1, 1)
"""No record of anybody's employment, as far as one is brought in, begins earlier."""


@dataclass(frozen=True)
class Services:
    """What is open as long as the ledger is served."""

    ledger: Ledger
    read_models: ReadModels
    time_zone: ZoneInfo
    proofs: Published
    publishing: Publishing
    looks: WritingDown
    """Where it is written down who looked."""
    own_entries: OwnEntries
    """What the ledger writes of itself."""
    without_keys: tuple[str, ...] = ()
    """The people who had no key when this was opened, although something is written about them."""
    address: str | None = None
    """The address under which people reach the server; None where that is not set."""
    signing_keys: tuple[SigningKey, ...] = ()
    """The keys that sign for the log of this ledger, the latest last."""

    async def alarms(self) -> tuple[str, ...]:
        """What somebody has to look after before all is well again."""
        ahead = await self.read_models.ahead()
        apart = await in_thread(WATCHING, self.ledger.recorder.clock.apart)
        elsewhere = await in_thread(WATCHING, self.proofs.read, signs_nothing)
        erasures = await in_thread(WATCHING, self.ledger.destroying.alarms)
        found = (
            self.ledger.recorder.room.alarm,
            self.publishing.alarm or (SIGNS_NOTHING if elsewhere else None),
            None if ahead is None else ahead_of_clock(*ahead),
            apart_in_words(apart) if abs(apart) > JUMP else None,
            without_keys_in_words(self.without_keys) if self.without_keys else None,
            exchanged_in_words(exchanged) if (exchanged := self.own_entries.keys.exchanged) else None,
            unread_in_words(unread) if (unread := self.read_models.unread()) else None,
            *erasures,
        )
        return tuple(alarm for alarm in found if alarm is not None)

    def today(self) -> date:
        """Which day it is where the organisation is."""
        return self.ledger.today()


def apart_in_words(apart: timedelta) -> str:
    """What is said where two clocks that should be the same are not: which is right is not known here."""
    hours = round(abs(apart) / timedelta(hours=1))
    much = f"{hours} hours" if hours < HOURS_TOLD else f"{round(hours / 24)} days"
    ahead = "ahead of" if apart > timedelta(0) else "behind"
    return (
        f"The database's clock is {much} {ahead} this machine's. Entries are of the database's time: set right"
        " whichever is wrong."
    )


def ahead_of_clock(last: datetime, clock: datetime) -> str:
    """What is said where entries are of a time that has not come yet."""
    return (
        f"The last entry is of {last.astimezone(UTC):%Y-%m-%d %H:%M} (UTC), and the database's clock says"
        f" {clock.astimezone(UTC):%Y-%m-%d %H:%M}: it has gone back, or was far ahead when that was written. Until it"
        " comes there, all entries are of that time, and a moment before it does not show them: set the clock right, or"
        " ask as of a position."
    )


def without_keys_in_words(people: Sequence[str]) -> str:
    """Whose data keys are missing, some of them by their ids."""
    return (
        f"The data keys of {len(people)} people are missing, and no erasure is on record: {some_of(people)}. Nothing"
        " that is sealed for them can be read: restore the schema “keys” from its last dump, and see `leadership verify"
        " --ledger --keys`."
    )


def exchanged_in_words(holders: Sequence[str]) -> str:
    """Whose data keys are not those on record, some of them by their ids."""
    return (
        f"The data keys of {len(holders)} holders are not those that the ledger committed to: {some_of(holders)}. Who"
        " holds the keys has put others in their place: what is sealed may open to other words, or not at all. See"
        " `leadership verify --ledger --keys`."
    )


def unread_in_words(unread: Mapping[int, str]) -> str:
    """Which entries could not be read when somebody asked, and on whose streams they stand."""
    where = [f"{position} ({stream})" for position, stream in sorted(unread.items())]
    return f"Entries that cannot be read: {some_of(where)}. See the log, and `leadership verify --ledger --keys`."


def some_of(several: Sequence[str]) -> str:
    """The first of several, and that there are others."""
    return ", ".join((*several[:NAMED], *(["…"] if len(several) > NAMED else [])))


@contextmanager
def database_as_it_is(settings: Settings) -> Iterator[str]:
    """The URL of the database; an embedded server is started where none is named."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    with embedded_postgres.start(settings.embedded_directory) as running:
        yield running.url


@contextmanager
def database(settings: Settings, *further: Migration) -> Iterator[str]:
    """The URL of the database, brought to its present form; `further` brings what those above this know of."""
    with database_as_it_is(settings) as url:
        migrate(url, registry.migrate, *further, keys_url=settings.keys_database_url)
        yield url


@contextmanager
def database_of_its_own(settings: Settings, name: str, *, anew: bool = False) -> Iterator[Settings]:
    """Settings where, if no database is named, one beside the ledger's own is: so that the two never mix.

    With `anew` it is removed first. Raises InUse where others are connected to it.
    """
    if settings.database_url:
        yield settings
        return
    with embedded_postgres.start(settings.embedded_directory, database=name) as running:
        if anew:
            remake(running.url)
            settings.last_signed_path(settings.origin_of(running.url)).unlink(missing_ok=True)
        yield settings.model_copy(update={"database_url": running.url})


@contextmanager
def ledger_in(settings: Settings, url: str) -> Iterator[Ledger]:
    """The ledger in a database, sealed under the settings' key-encryption key."""
    wrapping, keys_url = wrapping_of(settings, url), settings.keys_database_url
    case_matters_in = (*settings.case_matters_in, *([settings.provider] if settings.provider else []))
    with closing(Ledger.open(url, wrapping, settings.time_zone, case_matters_in, keys_url)) as ledger:
        ledger.destroying = destroying(settings, url)
        ledger.destroying.carry_out()
        try:
            yield ledger
        finally:
            ledger.destroying.carry_out()  # of what was recorded of many at once


def destroying(settings: Settings, url: str) -> DestroyedOnTheRing:
    """What destroys the keys of whoever is erased from a ledger; those beside it may be wrapped by the same key."""

    def neighbours() -> list[str]:
        return [other for other in beside(url) if wrapped_by(other)] if home_of(url) else []

    why_none, keys_url = why_none_is_destroyed(settings), settings.keys_database_url
    return DestroyedOnTheRing(url, key_ring(settings), neighbours, why_none, keys_url)


@contextmanager
def ledger_with_a_framework(settings: Settings, url: str) -> Iterator[Ledger]:
    """The ledger in a database; one that holds no framework yet begins with the one that ships."""
    with ledger_in(settings, url) as ledger:
        begin(ledger, ledger.tokens.of_the_machine().id)
        yield ledger


def begin(ledger: Ledger, by: str) -> None:
    """Publish the framework that ships with the ledger where there is none, so that levels have names from the start.

    Several processes may come at once: the first publishes, and to the others it is so already.
    """
    if not holds_a_framework(ledger):
        ledger.record(publication(), by=by)


def holds_a_framework(ledger: Ledger) -> bool:
    """Whether any framework has been published; that of an organisation's own is looked for only where ours is not."""
    published = ledger.entries(kinds=(FrameworkPublished.__name__,), opened=False)
    return bool(ledger.stream(DEFAULT_FRAMEWORK)) or next(published, None) is not None


def publication() -> PublishFramework:
    """The framework that ships, in force before every day that an import could bring."""
    pack = shipped(LEADERSHIP)
    return PublishFramework(pack.framework, pack.edition, effective_on=BEFORE_ALL_HISTORY, imported=True)


def keys_within(settings: Settings) -> Settings:
    """The same, where statements about keys end after the time of a request, too."""
    if (kept := settings.keys_database_url) is None:
        return settings
    return settings.model_copy(update={"keys_database_url": with_statements_within(kept, settings.answer_within)})


@asynccontextmanager
async def services(settings: Settings, *further: Migration) -> AsyncIterator[Services]:
    """Everything that serving needs, opened in a thread where opening blocks."""
    for name in ("database_url", "keys_database_url"):
        if (address := getattr(settings, name)) and may_meet_a_standby(address):
            log.warning(
                f"LEADERSHIP_{name.upper()} names several servers and takes whichever answers: after a failover that"
                " may be one that cannot be written to; add target_session_attrs=read-write"
            )
    with ExitStack() as open_things:
        url = await asyncio.to_thread(open_things.enter_context, database(settings, *further))
        within = with_statements_within(url, settings.answer_within)
        ledger = await asyncio.to_thread(
            open_things.enter_context, ledger_with_a_framework(keys_within(settings), within)
        )
        open_things.enter_context(Following(url, registry.READ_MODELS, ledger.form))
        keys = signing_keys_of(settings, url)
        without_keys = await asyncio.to_thread(begun_without_keys, url, settings.keys_database_url)
        kept = LastSigned(settings.last_signed_path(settings.origin_of(url)))
        publishing = open_things.enter_context(Publishing(url, keys, settings.witnesses, kept=kept))
        proofs = open_things.enter_context(Published(url))
        async with (
            ReadModels(within, ledger.form, settings.time_zone) as read_models,
            WritingDown(within) as looks,
        ):
            open_things.enter_context(Forgetting(ledger, read_models.forget))
            own_entries = open_things.enter_context(OwnEntries(ledger))
            yield Services(
                ledger,
                read_models,
                settings.time_zone,
                proofs,
                publishing,
                looks,
                own_entries,
                without_keys,
                settings.address,
                keys,
            )
