"""The demo is the same for everybody, goes on where it broke off, and touches nothing else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from demo import NotTheDemo, script, seed
from demo.seeding import SEED, Script, begun_on, opened
from domain.kernel.ids import PersonId
from domain.people.joining import JoinPerson
from domain.units.tree import EstablishUnit
from ledger import Ledger, Wrapping
from tests.api.conftest import KEY
from tests.demo.seeded import TODAY, Demo
from tests.units import RECORDER, TOOLING, establish, establish_units


def test_the_same_seed_and_day_ask_for_the_same(as_told: Script) -> None:
    once, again, other = (
        as_told.chronicle.asked,
        script(SEED, TODAY).chronicle.asked,
        script(SEED + 1, TODAY).chronicle.asked,
    )
    assert once == again
    units = [one for one in once if isinstance(one.request.command, EstablishUnit)]
    assert not {one.request.command_id for one in once} & {one.request.command_id for one in other}
    pairs = zip(once, other, strict=False)
    assert sum(one.request.command == another.request.command for one, another in pairs) < 10 + len(units)


def test_nothing_is_refused_and_progress_is_told(demo: Demo) -> None:
    # seed() raises the first refusal, so that it has come to an end is the proof.
    assert demo.ledger.moment() == demo.seeded.entries
    assert 10_000 <= demo.seeded.entries <= 18_000
    assert demo.seeded.here == 300
    assert demo.progress == sorted(demo.progress)
    assert demo.progress[-1][0] == demo.progress[-1][1]


def test_seeding_again_records_nothing_new_also_on_a_later_day(demo: Demo) -> None:
    assert seed(demo.ledger, today=TODAY) == demo.seeded
    assert demo.ledger.moment() == demo.seeded.entries


def test_a_demo_that_broke_off_goes_on_on_the_day_it_was_begun(make_database: Callable[[], str]) -> None:
    class PulledOut(Exception):
        pass

    def pull_out(done: int, of: int) -> None:
        raise PulledOut

    with closing(Ledger.open(make_database(), Wrapping(bytes.fromhex(KEY)))) as ledger:
        with pytest.raises(PulledOut):
            seed(ledger, pull_out)
        assert 0 < ledger.position() < 10_000
        first_day = next(iter(ledger.entries(until=1))).recorded_at.date()
        assert begun_on(ledger, SEED, first_day + timedelta(3)) == first_day


def test_it_does_not_write_into_a_book_that_holds_something_else(ledger: Ledger) -> None:
    anybody = JoinPerson(PersonId("person-somebody"), "Ada", TOOLING, effective_on=date(2025, 1, 1))
    position = ledger.record(anybody, by=RECORDER).position
    with pytest.raises(NotTheDemo, match="empty database"):
        seed(ledger, today=TODAY)
    assert ledger.position() == position


def test_it_says_so_where_another_version_of_it_has_been(make_database: Callable[[], str]) -> None:
    first, second = (each.request for each in opened(SEED, TODAY).chronicle.asked[:2])
    with closing(Ledger.open(make_database(), Wrapping(bytes.fromhex(KEY)))) as ledger:
        ledger.record(first.command, by=first.by, command_id=first.command_id)
        ledger.record(establish("Tooling"), by=RECORDER, command_id=second.command_id)
        with pytest.raises(NotTheDemo, match="Another version"):
            seed(ledger, today=TODAY)


def test_the_command_says_so_in_a_line(make_database: Callable[[], str]) -> None:
    url = make_database()
    with closing(Ledger.open(url, Wrapping(bytes.fromhex(KEY)))) as ledger:
        establish_units(ledger, "Tooling")
    environment = {"LEADERSHIP_DATABASE_URL": url, "LEADERSHIP_KEY": KEY}
    result = CliRunner().invoke(app, ["demo"], env=environment)
    assert isinstance(result.exception, SystemExit)
    assert (result.exit_code, "This ledger holds something else than the demo" in result.stderr) == (1, True)
