"""In the demo people work when people work, and things are dated as of when they happened."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from demo.seeding import SEED, script
from demo.working_days import easter_of, is_working_day, last_working_day, working_day
from domain.organisation.appointments import AppointToRole
from tests.demo.history import History

BY_CONTRACT = ("PersonJoined", "PersonIdentified", "PersonLeft", "PersonMoved", "AppointmentMade", "RoleVacated")
"""What takes effect on a day that is agreed: on the first or the last of a month, whichever day of the week that is."""

BY_THE_CALENDAR = ("StewardNamed", "FrameworkPublished", "LedgerBegun", "PersonIntroduced", "SeatTaken")
"""What begins with a month, or with the ledger."""

ALWAYS_THERE = ("UnitEstablished", "RoleEstablished")
"""What nobody remembers the beginning of."""


def test_nobody_works_on_weekends_or_company_holidays(history: History) -> None:
    off = Counter(
        entry.kind
        for entry in history.entries
        if entry.kind not in (*BY_CONTRACT, *BY_THE_CALENDAR, *ALWAYS_THERE)
        and not is_working_day(entry.event.effective_on)
    )
    assert off == Counter()


def test_what_takes_effect_by_contract_does_so_on_a_working_day_or_at_the_turn_of_a_month(history: History) -> None:
    off = [
        (entry.kind, entry.event.effective_on)
        for entry in history.of(*BY_CONTRACT, *BY_THE_CALENDAR)
        if not is_working_day(day := entry.event.effective_on) and 1 not in (day.day, (day + timedelta(1)).day)
    ]
    of_today = ("FrameworkPublished", history.today)
    assert [one for one in off if one != of_today] == [], "the newest edition begins today, whichever day it is"


def test_whoever_stands_in_does_so_from_a_working_day_also_where_the_chair_is_empty_from_a_saturday() -> None:
    told = [one.request.command for one in script(SEED, date(2026, 11, 28)).chronicle.asked]
    days = [one.effective_on for one in told if isinstance(one, AppointToRole) and one.effective_on > date(2026, 7, 1)]
    assert date(2026, 7, 27) in days, "the story is told of another day: choose one of which this can be asked"
    assert all(is_working_day(day) for day in days if 1 not in (day.day, (day + timedelta(1)).day))


def test_people_were_appointed_when_it_happened_before_the_ledger_too(history: History) -> None:
    appointed = [entry.event.effective_on for entry in history.of("AppointmentMade")]
    before = [day for day in appointed if day < history.opens_on]
    assert len(before) >= len(history.roles) - 1
    assert Counter(appointed).most_common(1)[0][1] <= 5
    assert all(is_working_day(day) for day in before)
    assert len({day.year for day in before}) >= 6


def test_the_days_of_the_company_are_known() -> None:
    assert easter_of(2025) == date(2025, 4, 20)
    assert easter_of(2024) == date(2024, 3, 31)
    assert working_day(date(2025, 4, 18)) == date(2025, 4, 22)
    assert working_day(date(2025, 12, 24)) == date(2026, 1, 2)
    assert last_working_day(date(2025, 5, 1)) == date(2025, 4, 30)
