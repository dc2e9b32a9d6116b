"""Several jobs of one person in a file of people, each from its own day on."""

from __future__ import annotations

from datetime import date

from ledger import Ledger
from tests.api.imports.command_output import histories, units
from tests.api.imports.conftest import CommandLine

HEAD = "id,name,department,job title,hired_on,fte,manager"
MAIN = "7,Ada Okafor,Tooling,Setter,2015-01-01,0.8,8"
BESIDE = "7,Ada Okafor,Quality,Inspector,2019-04-01,0.2,8"
BOSS = "8,Ben Lind,Tooling,Head,2010-01-01,1,"
OWN_DAYS = "the share of all, where each says one, from the day on which each began"


def shares(ledger: Ledger, leadership: CommandLine) -> list[tuple[date, str, int | None]]:
    """Where somebody stood, and how much they worked."""
    called = units(ledger)
    [stay] = histories(ledger, leadership.system)["7"].stays
    return [(one.on, called[one.placement.unit], one.placement.share_of_full_time) for one in stay.stood]


def test_a_second_job_counts_from_its_own_day(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("people.csv", HEAD, MAIN, BESIDE, BOSS)
    assert OWN_DAYS in leadership.does("import", "people", file)
    assert shares(ledger, leadership) == [(date(2015, 1, 1), "Tooling", 80), (date(2019, 4, 1), "Tooling", 100)]
    managers = [one.placement.manager for one in histories(ledger, leadership.system)["7"].stays[0].stood]
    assert None not in managers
    assert "Nothing to record" in leadership.does("import", "people", file)


def test_a_second_job_that_a_newer_export_tells_counts_from_its_own_day(
    leadership: CommandLine, ledger: Ledger
) -> None:
    leadership.does("import", "people", leadership.file("before.csv", HEAD, MAIN, BOSS))
    leadership.does("import", "people", leadership.file("now.csv", HEAD, MAIN, BESIDE, BOSS))
    assert shares(ledger, leadership) == [(date(2015, 1, 1), "Tooling", 80), (date(2019, 4, 1), "Tooling", 100)]


def test_the_main_job_counts_from_its_own_day_too(leadership: CommandLine, ledger: Ledger) -> None:
    small = "7,Ada Okafor,Quality,Inspector,2013-04-01,0.2,8"
    leadership.does("import", "people", leadership.file("people.csv", HEAD, MAIN, small, BOSS))
    assert shares(ledger, leadership) == [(date(2013, 4, 1), "Quality", 20), (date(2015, 1, 1), "Tooling", 100)]


def test_a_job_that_is_to_come_counts_from_its_day_on(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("people.csv", HEAD, MAIN, BESIDE, BOSS)
    leadership.does("import", "people", file, "--as-of", "2018-12-31")
    assert shares(ledger, leadership) == [(date(2015, 1, 1), "Tooling", 80), (date(2019, 4, 1), "Tooling", 100)]


def test_jobs_of_one_day_are_one_standing(leadership: CommandLine, ledger: Ledger) -> None:
    same = BESIDE.replace("2019-04-01", "2015-01-01")
    said = leadership.does("import", "people", leadership.file("people.csv", HEAD, MAIN, same, BOSS))
    assert "the share of all, where each says one, since the first day" in said
    assert shares(ledger, leadership) == [(date(2015, 1, 1), "Tooling", 100)]
