"""Lists that somebody keeps by hand: days as texts among days, months alone, banners, units on the heads' rows."""

from __future__ import annotations

from datetime import date

import pytest

from api.imports.dates import Ways
from ledger import Ledger
from tests.api.imports.command_output import histories, units
from tests.api.imports.conftest import CommandLine
from tests.api.imports.test_workbooks import written

HEAD = ("Staff no", "Name", "Team", "Role", "Start date", "Line manager")
BY_HAND = (
    HEAD,
    ("TOOLING",),
    ("R1", "Ina Falk", "Tooling", "Head", date(2015, 2, 3), None),
    ("R2", "Zoë Groß", None, "Setter", "1st April 2018", "Ina Falk"),
    ("R3", "Ole Krog", None, "Setter", "05/04/2021", "Ina Falk"),
    ("QUALITY",),
    ("R4", "Una Marsh", "Quality", "Head", "23/05/2021", "Ina Falk"),
)


def first_days(ledger: Ledger, leadership: CommandLine) -> dict[str, date]:
    """When everybody came."""
    return {who: told.stays[0].joined_on for who, told in histories(ledger, leadership.system).items()}


@pytest.mark.parametrize("said", [(), ("--date-format", "DD/MM/YYYY")])
def test_texts_among_the_days_of_a_workbook_are_read_in_a_way_of_their_own(
    leadership: CommandLine, ledger: Ledger, said: tuple[str, ...]
) -> None:
    file = written(leadership.folder, People=BY_HAND)
    told = leadership.does("import", "people", file, "--fill-down", "unit", *said)
    days = [date(2015, 2, 3), date(2018, 4, 1), date(2021, 4, 5), date(2021, 5, 23)]
    assert first_days(ledger, leadership) == dict(zip(("R1", "R2", "R3", "R4"), days, strict=True))
    called, stood = units(ledger), histories(ledger, leadership.system)
    teams = [called[stood[who].stays[0].stood[0].placement.unit] for who in ("R1", "R2", "R3", "R4")]
    assert teams == ["Tooling", "Tooling", "Tooling", "Quality"]
    assert "Left out: row 2 is a banner above a group of rows: “TOOLING”" in told
    assert "If banners say the unit of the rows beneath, say --column unit=banners." in told
    assert "Where “Team” is blank, what stands above it is taken." in told


def test_a_text_that_can_be_two_days_is_asked_about_beside_those_that_cannot(leadership: CommandLine) -> None:
    rows = (("R1", "Ina Falk", "Tooling", "", date(2015, 2, 3), None), ("R3", "Ole", "Tooling", "", "05/04/2021", None))
    said = leadership.refuses("import", "people", written(leadership.folder, People=(HEAD, *rows)))
    assert "“05/04/2021” can be DD/MM/YYYY or MM/DD/YYYY: say which with --date-format" in said


@pytest.mark.parametrize("order", [1, -1])
def test_a_month_in_words_settles_nothing_for_digits(order: int) -> None:
    found = Ways()
    for text in ("1st April 2018", "03/04/2020")[::order]:
        found.add(text)
    assert found.agreed([]).between == ("DD/MM/YYYY", "MM/DD/YYYY")


def test_what_stands_above_a_banner_is_not_said_of_those_beneath(leadership: CommandLine) -> None:
    rows = (*BY_HAND[:3], ("QUALITY",), ("R4", "Una Marsh", None, "Head", date(2015, 2, 3), "Ina Falk"))
    said = leadership.refuses("import", "people", written(leadership.folder, People=rows), "--fill-down", "unit")
    assert "row 5, Team: is empty: say where they stand" in said
    assert "--fill-down “team” is no field" in leadership.refuses(
        "import", "people", written(leadership.folder, People=rows), "--fill-down", "team"
    )


def test_a_month_alone_means_its_first_day_where_that_is_said(leadership: CommandLine, ledger: Ledger) -> None:
    days = ("Sept 2019", "09/2018", "2020-03", "14/02/2021", "März 2017")
    rows = [f"R{place},Ada,Tooling,,{day}," for place, day in enumerate(days)]
    file = leadership.file("people.csv", ",".join(HEAD), *rows)
    said = leadership.refuses("import", "people", file)
    what = "names a month and no day (where its first day is meant, say --date-format 'MMM YYYY')"
    assert f"row 2, Start date: “Sept 2019” {what}" in said
    said = leadership.does("import", "people", file, "--date-format", "MMM YYYY")
    assert "A month without a day is the day in it that is known, or else its first; at an end, its last." in said
    firsts = [date(2019, 9, 1), date(2018, 9, 1), date(2020, 3, 1), date(2021, 2, 14), date(2017, 3, 1)]
    assert list(first_days(ledger, leadership).values()) == firsts


COARSE = (
    "id,unit,title,from,to",
    "1,Ops,Clerk,Jan 2015,Dec 2018",
    "1,Sales,Seller,Jan 2019,",
    "2,Ops,Driver,Mar 2016,",
)
EXACT = (
    "id,name,unit,title,joined on,left on",
    "1,Ewa Lis,Sales,Seller,2015-01-12,",
    "2,Bram Bos,Ops,Driver,2016-03-15,",
)


def test_a_history_of_months_takes_no_day_away_that_is_known(leadership: CommandLine, ledger: Ledger) -> None:
    history, people = leadership.file("history.csv", *COARSE), leadership.file("people.csv", *EXACT)
    leadership.does("import", "people", people, "--as-of", "2026-11-01")
    told = ("import", "spells", history, "--as-of", "2026-11-01", "--date-format", "MMM YYYY")
    said = leadership.does(*told)
    assert "after a gap" not in said, "what ends with a month ends with its last day"
    ((first, then), (driver,)) = (histories(ledger, leadership.system)[who].stays[0].stood for who in ("1", "2"))
    assert (first.on, then.on, driver.on) == (date(2015, 1, 12), date(2019, 1, 1), date(2016, 3, 15))
    assert "Nothing to record" in leadership.does(*told)


def test_a_history_beside_people_takes_their_first_days(leadership: CommandLine, ledger: Ledger) -> None:
    history, people = leadership.file("history.csv", *COARSE), leadership.file("people.csv", *EXACT)
    beside = ("--history", history, "--as-of", "2026-11-01", "--date-format", "MMM YYYY")
    leadership.does("import", "people", people, *beside)
    ((first, then),) = (histories(ledger, leadership.system)[who].stays[0].stood for who in ("1",))
    assert (first.on, then.on) == (date(2015, 1, 12), date(2019, 1, 1))


def test_people_whose_days_are_months_keep_the_days_that_are_known(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", leadership.file("people.csv", *EXACT))
    months = leadership.file(
        "months.csv", EXACT[0], "1,Ewa Lis,Sales,Seller,Jan 2015,", "2,Bram Bos,Ops,Driver,03/2016,Sep 2026"
    )
    told = ("import", "people", months, "--date-format", "MMM YYYY", "--as-of", "2026-11-01")
    said = leadership.does(*told)
    assert "another first day" not in said
    one, two = (histories(ledger, leadership.system)[who].stays[0] for who in ("1", "2"))
    assert (one.joined_on, two.joined_on, two.left_on) == (date(2015, 1, 12), date(2016, 3, 15), date(2026, 9, 30))
    assert "Nothing to record" in leadership.does(*told)
