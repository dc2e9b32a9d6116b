"""The organisations that dashboards are measured on, and the auditors who ask there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, pairwise
from typing import Any, Final

from api.access import second_wall
from api.access.callers import Scope
from benchmarks.histories import FIRST_DAY, UNITS, asked, feedback, lives, people
from benchmarks.querying import organisation, record_all
from benchmarks.server import WRAPPING, database, open_ledger
from demo.personas import holding
from demo.seeding import seed
from domain.kernel.ids import PersonId
from domain.offices.mandates import GiveMandate
from domain.offices.offices import Mandate
from domain.offices.stewards import NameSteward
from domain.people.joining import JoinPerson
from domain.units.citing import unit_of
from domain.units.tree import EstablishUnit
from ledger import Ledger
from ledger.storage.migrations import migrate
from projections import registry
from projections.registry import rebuild

AUDITORS: Final = 16
"""As many as clients: of one who asks, few dear questions may wait at a time."""
FOR_DAYS: Final = timedelta(days=90)
PEOPLE: Final = 100
"""Who lives long."""
FIRST_FIVE: Final = 5 * len(UNITS)
"""Of each unit, in the order of their ids, which is that of joining."""
LONG_LIFE: Final = 50
"""Entries of each of them; their timelines hold about a hundred, with what they did for others."""
ROUNDS: Final = 40
"""Pieces of feedback that each of them gets: so their timelines hold more than fifty milestones."""


@dataclass(frozen=True)
class Dashboard:
    """An organisation, and what is asked about it."""

    url: str
    developed: Sequence[str]
    """Whose timelines are asked about."""
    units: Sequence[str]
    before: Mapping[str, Any]
    """A past moment at which its answers are about as long as now; in GraphQL, `asOf`."""
    auditors: Sequence[str]
    """What auditors show of themselves: an `Authorization` each."""


Told = tuple[Sequence[str], Mapping[str, Any]]
"""Whose timelines are asked about, and a past moment."""
Telling = Callable[[Ledger], Told]
"""Tells an organisation to an empty ledger."""


@contextmanager
def house(server_url: str, tell: Telling) -> Iterator[Dashboard]:
    """An organisation in a database of its own."""
    with database(server_url) as url:
        migrate(url, registry.migrate)
        migrate(url, second_wall.migrate)
        with open_ledger(url) as ledger:
            developed, before = tell(ledger)
            auditors = charged(ledger)
        rebuild(url, WRAPPING)
        yield Dashboard(url, developed, [each.unit for each in UNITS], before, auditors)


def of_lives(ledger: Ledger) -> Told:
    """Long lives, told in the order of their days; before, at three fifths of them."""
    everybody = people(PEOPLE)
    record_all(ledger, lives(everybody, entries_each=LONG_LIFE), "lives")
    day = FIRST_DAY + timedelta(days=40 * (LONG_LIFE * 3 // 5))
    return everybody, {"position": ledger.position() * 3 // 5, "effectiveOn": day.isoformat()}


def of_roles(how_many_people: int, how_many_roles: int) -> Telling:
    """People and roles with their benches, and feedback for the first five of each unit; before, without its last."""

    def tell(ledger: Ledger) -> Told:
        _, everybody, _ = organisation(ledger, how_many_people, how_many_roles)
        before = 0
        for number in range(ROUNDS):
            before = ledger.position()
            day = FIRST_DAY + timedelta(days=40 * (number + 1))
            pairs = pairwise(everybody[: FIRST_FIVE + 1])
            record_all(ledger, (asked(feedback(one, other, day)) for one, other in pairs), "feedback")
        day = ledger.today() - timedelta(days=100)
        return everybody[:FIRST_FIVE], {"position": before, "effectiveOn": day.isoformat()}

    return tell


def of_the_demo(ledger: Ledger) -> Told:
    """The demo; before, when the ledger was shorter by a twentieth."""
    seed(ledger)
    return (), {"position": ledger.position() * 19 // 20}


def charged(ledger: Ledger) -> list[str]:
    """Newcomers, charged as auditors of all."""
    today = ledger.today()
    newcomers = people(AUDITORS + 1)
    unit = EstablishUnit(unit_of("Audit"), "Audit", effective_on=FIRST_DAY)
    joining = [
        JoinPerson(each, "Somebody", unit.unit, "Audit", "self", "Auditor", None, effective_on=FIRST_DAY)
        for each in newcomers
    ]
    record_all(ledger, chain((asked(unit),), map(asked, joining)), "auditors")
    steward = next(holding(Mandate.STEWARD, today, ledger), None) or named(ledger, newcomers.pop())
    for auditor in newcomers[:AUDITORS]:
        given = GiveMandate(auditor, Mandate.AUDITOR, today + FOR_DAYS, given_by=steward, effective_on=today)
        ledger.record(given, by=steward)
    until = ledger.now() + FOR_DAYS
    tokens = (ledger.tokens.issue([Scope.READ], until, person=each) for each in newcomers[:AUDITORS])
    return [f"Bearer {text}" for _, text in tokens]


def named(ledger: Ledger, steward: PersonId) -> PersonId:
    """A steward, where there is none yet."""
    today = ledger.today()
    ledger.record(NameSteward(steward, until=today + FOR_DAYS, effective_on=today), by="token-benchmark")
    return steward
