"""Files that come again, late, in another order, or with rows of others: nothing known is lost, or silently changed."""

from __future__ import annotations

from datetime import date

import pytest
from xlsxwriter import Workbook

from ledger import Ledger
from tests.api.imports.command_output import histories, units
from tests.api.imports.conftest import CommandLine

HEAD = "Staff No,Name,Department,Job Title,Manager,Hired,Last Day"
MOVES = "Staff No,Effective Date,Old department,New department,Job Title,Manager"
Told = list[tuple[date, date | None, list[tuple[date, str, object, str | None]]]]


def stays(ledger: Ledger, leadership: CommandLine, who: str) -> Told:
    """First and last day of each stay, and where they stood in it."""
    called = units(ledger)
    known = histories(ledger, leadership.system)
    numbers = {manager_of: one for one, manager_of in people(ledger, leadership).items()}
    return [
        (
            stay.joined_on,
            stay.left_on,
            [
                (one.on, called[one.placement.unit], one.placement.job_title, numbers.get(str(one.placement.manager)))
                for one in stay.stood
            ],
        )
        for stay in known[who].stays
    ]


def people(ledger: Ledger, leadership: CommandLine) -> dict[str, str]:
    """The people of a test, by what its system calls them."""
    entries = ledger.entries(kinds=("PersonIdentified",))
    return {e.event.identifier: e.stream for e in entries if e.event.system == leadership.system}


def came(leadership: CommandLine, *rows: str, name: str = "people.csv", head: str = HEAD) -> str:
    """The path of a file."""
    return str(leadership.file(name, head, *rows))


ORDERS: tuple[tuple[str, ...], ...] = (
    ("present", "leavers"),
    ("leavers", "present"),
    ("present", "leavers", "present", "leavers"),
)


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_whoever_was_here_before_and_is_again_stays_here(
    leadership: CommandLine, ledger: Ledger, order: tuple[str, ...]
) -> None:
    files = {
        "present": came(leadership, "9,Thi Nguyen,Assembly,,,2025-01-13,", name="present.csv"),
        "leavers": came(leadership, "9,Thi Nguyen,Stores,,,2020-09-14,2021-08-31", name="leavers.csv"),
    }
    said = [leadership.does("import", "people", files[one]) for one in order]
    assert stays(ledger, leadership, "9") == [
        (date(2020, 9, 14), date(2021, 8, 31), [(date(2020, 9, 14), "Stores", None, None)]),
        (date(2025, 1, 13), None, [(date(2025, 1, 13), "Assembly", None, None)]),
    ]
    assert all("Nothing to record" in one for one in said[2:])
    entries = ledger.entries(kinds=("PersonIdentified",))
    days = [e.event.effective_on for e in entries if e.event.system == leadership.system]
    assert days[-1] == date(2020, 9, 14), "the number is theirs from their first day on"
    if order[0] == "present":
        told = "“2021-08-31” is before 2025-01-13, on which they came, by what is known"
        assert told in " ".join(said[1].split())


@pytest.mark.parametrize("doors", ["spells", "history"])
@pytest.mark.parametrize("between", [("Dyeing",), ("Dyeing", "Stores")])
def test_moves_there_and_back_come_to_the_same_twice(
    leadership: CommandLine, ledger: Ledger, doors: str, between: tuple[str, ...]
) -> None:
    way = ("Spinning", *between, "Spinning")
    rows = [f"37,{2022 + place}-05-16,{way[place]},{unit},," for place, unit in enumerate(way[1:])]
    register = came(leadership, "37,Meryem Demir,Spinning,,,2020-01-17,")
    moves = came(leadership, *rows, name="moves.csv", head=MOVES)
    said = ""
    for _ in range(2):
        if doors == "history":
            said = leadership.does("import", "people", register, "--history", moves)
        else:
            leadership.does("import", "people", register)
            said = leadership.does("import", "spells", moves)
    assert "Nothing to record" in said
    assert [(on, unit) for on, unit, *_ in stays(ledger, leadership, "37")[0][2]] == [
        (date(2020, 1, 17), "Spinning"),
        *((date(2022 + place, 5, 16), unit) for place, unit in enumerate(way[1:])),
    ]


def test_more_of_a_history_mends_what_less_of_it_was_read_as(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", came(leadership, "7,Anne Colin,Assembly,,,2021-08-23,"))
    late = came(leadership, "7,2024-01-15,Stores,Assembly,,", name="late.csv", head=MOVES)
    whole = came(
        leadership,
        "7,2023-01-15,Milling,Stores,,",
        "7,2024-01-15,Stores,Assembly,,",
        name="whole.csv",
        head=MOVES,
    )
    leadership.does("import", "spells", late)
    leadership.does("import", "spells", whole)
    assert [(on, unit) for on, unit, *_ in stays(ledger, leadership, "7")[0][2]] == [
        (date(2021, 8, 23), "Milling"),
        (date(2023, 1, 15), "Stores"),
        (date(2024, 1, 15), "Assembly"),
    ]
    assert "Nothing to record" in leadership.does("import", "spells", whole)


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_change_within_one_unit_is_not_read_back_to_the_first_day(
    leadership: CommandLine, ledger: Ledger, year: int
) -> None:
    """The register of either year, and the moves after it: who they worked under before the first move stays open."""
    now = "Setup,Fitter,29" if year == 2025 else "Stores,Keeper,10"
    leadership.does(
        "import",
        "people",
        came(
            leadership,
            "29,Cem Ozturk,Setup,Foreman,,2019-04-10,",
            "10,Yusuf Karaca,Stores,Head,,2017-07-15,",
            f"59,Murat Toprak,{now},2021-01-22,",
        ),
        "--as-of",
        f"{year}-11-30",
    )
    moves = came(
        leadership,
        "59,2023-09-01,Setup,Setup,Fitter,29",
        "59,2026-03-02,Setup,Stores,Keeper,10",
        name="moves.csv",
        head=MOVES,
    )
    leadership.does("import", "spells", moves)
    assert stays(ledger, leadership, "59")[0][2] == [
        (date(2021, 1, 22), "Setup", None, None),
        (date(2023, 9, 1), "Setup", "Fitter", "29"),
        (date(2026, 3, 2), "Stores", "Keeper", "10"),
    ]
    assert "Nothing to record" in leadership.does("import", "spells", moves)


def test_nobody_is_missing_from_a_row_that_cannot_be_read(leadership: CommandLine, ledger: Ledger) -> None:
    good = ("1,Ann Ash,Tooling,,,2015-01-19,", "2,Bo Birk,Tooling,,,2018-04-16,")
    leadership.does("import", "people", came(leadership, *good))
    spoiled = came(leadership, good[0], "2,Bo Birk,Tooling,,,18 March?,")
    said = leadership.refuses("import", "people", spoiled, "--skip-bad-rows", "--missing-have-left")
    assert "--missing-have-left cannot be said where 1 row of people cannot be read" in said
    assert stays(ledger, leadership, "2")[0][1] is None


def test_names_that_are_shifted_against_the_numbers(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", came(leadership, "4,Paul Moreau,Tooling,,,2018-04-16,"))
    shifted = came(leadership, "4,Anne Colin,Tooling,,,2018-04-16,")
    said = leadership.refuses("import", "people", shifted)
    assert "“4” is “Anne Colin”, and in the ledger “Paul Moreau”" in said
    said = leadership.does("import", "people", shifted, "--renamed", "4")
    assert "1 of 1 people who are known get another name (“4” from “Paul Moreau” to “Anne Colin”)." in said


def test_another_first_name_and_another_first_day_are_somebody_else(leadership: CommandLine) -> None:
    leadership.does("import", "people", came(leadership, "3,Sylvie Perrin,Tooling,,,2015-01-19,"))
    other = came(leadership, "3,Sylvain Perrin,Tooling,,,2018-01-22,")
    assert "where the number was given to somebody else" in leadership.refuses("import", "people", other)
    married = came(leadership, "3,Sylvie Durand,Tooling,,,2015-01-19,")
    leadership.does("import", "people", married)


def test_a_history_that_names_another_than_its_number_does(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", came(leadership, "5,Zoe Petit,Milling,,,2019-03-18,"))
    head = "Staff No,Name,Effective Date,Old department,New department"
    moves = came(leadership, "5,Anne Colin,2023-01-15,Milling,Tooling", name="moves.csv", head=head)
    said = leadership.refuses("import", "spells", moves)
    assert "“5” is “Anne Colin” in row 2, and in the ledger “Zoe Petit”: put one of them right" in said
    married = came(leadership, "5,Zoe Colin,2023-01-15,Milling,Tooling", name="moves.csv", head=head)
    leadership.does("import", "spells", married)


def test_a_first_day_for_all_is_nobodys_whose_own_is_known(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", came(leadership, "9,Thi Nguyen,Milling,,,2025-01-13,"))
    leavers = came(leadership, "9,Thi Nguyen,Milling,2026-09-30", head="Staff No,Name,Department,Last Day")
    leadership.does("import", "people", leavers, "--first-day", "2024-01-01")
    assert [(first, last) for first, last, _ in stays(ledger, leadership, "9")] == [
        (date(2025, 1, 13), date(2026, 9, 30))
    ]


def test_family_names_first_are_no_other_names(leadership: CommandLine) -> None:
    leadership.does("import", "people", came(leadership, "9,Thierry NGUYEN,Milling,,,2025-01-13,"))
    turned = came(leadership, "9,NGUYEN Thierry,Milling,,,2025-01-13,")
    assert "Nothing to record" in leadership.does("import", "people", turned)


def test_an_older_file_after_a_newer_one_is_told(leadership: CommandLine) -> None:
    leadership.does("import", "people", came(leadership, "4,Paul Moreau,Assembly,,,2018-04-16,"))
    older = came(leadership, "4,Paul Moreau,Milling,,,2018-04-16,")
    said = leadership.does("import", "people", older, "--as-of", "2025-11-30")
    assert "1 of 1 people who are known get another unit (“4” from “Assembly” to “Milling”)." in said
    assert "1 person stands elsewhere from 2025-11-30 on, and the ledger was told of them after that day" in said


def test_a_history_in_a_workbook_of_several_sheets(leadership: CommandLine, ledger: Ledger) -> None:
    register = came(leadership, "7,Anne Colin,Assembly,,,2021-08-23,")
    book = leadership.folder / "book.xlsx"
    moves = (MOVES, "7,2024-01-15,Stores,Assembly,,")
    with Workbook(book) as written:
        for name, rows in (("Register", ("Staff No,Name,Hired", "7,Anne Colin,2021-08-23")), ("Moves", moves)):
            sheet = written.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row.split(","))
    said = leadership.refuses("import", "people", register, "--history", book, "--history-sheet", "Leavers")
    assert "has no sheet “Leavers”: name one of Register, Moves" in said
    leadership.does("import", "people", register, "--history", book, "--history-sheet", "Moves")
    assert len(stays(ledger, leadership, "7")[0][2]) == 2


def test_units_of_another_company_are_told(leadership: CommandLine, ledger: Ledger) -> None:
    own = f"Milling {leadership.system}"
    leadership.does("import", "people", came(leadership, f"7,Anne Colin,{own},,,2021-08-23,"))
    other = came(leadership, f"1,Giulia Rossi,{own},,,2018-01-15,")
    said = " ".join(leadership.does("import", "people", other, "--system", "italia", "--dry-run").split())
    assert (
        "Nobody is known by “italia” yet, and one unit of it is taken for one that the ledger knows by the name" in said
    )
    assert f"write them as paths, as in “italia / {own}”" in said
    again = came(leadership, f"8,Bea Roux,{own},,,2021-08-23,")
    assert "Nobody is known by" not in leadership.does("import", "people", again)


def test_an_export_of_an_earlier_stay_says_nothing_of_a_later_one(leadership: CommandLine, ledger: Ledger) -> None:
    older = came(leadership, "3,Bram Vos,Ops,,,2020-03-01,", name="older.csv")
    leadership.does("import", "people", older, "--as-of", "2026-10-01")
    left = came(leadership, "3,Bram Vos,Ops,,,2020-03-01,2026-10-31", name="left.csv")
    leadership.does("import", "people", left, "--as-of", "2026-11-05")
    newer = came(leadership, "3,Bram Vos,Sales,,,2026-11-10,", name="newer.csv")
    leadership.does("import", "people", newer, "--as-of", "2026-11-20")
    before = stays(ledger, leadership, "3")
    said = leadership.does("import", "people", older, "--as-of", "2026-10-01")
    assert "Nothing to record" in said
    assert stays(ledger, leadership, "3") == before
    assert [(first, where[-1][1]) for first, _, where in before] == [
        (date(2020, 3, 1), "Ops"),
        (date(2026, 11, 10), "Sales"),
    ]


@pytest.mark.parametrize("first", ["export", "leavers"])
def test_why_somebody_left_is_known_in_either_order(leadership: CommandLine, ledger: Ledger, first: str) -> None:
    export = came(leadership, "4,Cees Smit,Ops,,,2001-03-01,2026-09-30", name="export.csv")
    leavers = str(
        leadership.file("left.csv", f"{HEAD},Status", "4,Cees Smit,Ops,,,2001-03-01,2026-09-30,Retired"),
    )
    for one in (export, leavers) if first == "export" else (leavers, export):
        leadership.does("import", "people", one)
    assert histories(ledger, leadership.system)["4"].stays[0].why_left == "retired"


def test_another_last_day_is_told(leadership: CommandLine) -> None:
    leadership.does("import", "people", came(leadership, "5,Dirk Smit,Ops,,,2001-03-01,2026-09-15"))
    said = leadership.does("import", "people", came(leadership, "5,Dirk Smit,Ops,,,2001-03-01,2026-09-20"))
    assert "1 of 1 people who are known get another last day (“5” from “2026-09-15” to “2026-09-20”)." in said


@pytest.mark.parametrize("order", ["export first", "history first", "both"])
def test_whoever_was_here_before_is_called_by_name_then_too(
    leadership: CommandLine, ledger: Ledger, order: str
) -> None:
    export = came(leadership, "105,Jan Jansen,Ops,,,2020-03-01,")
    head = "Staff No,Effective Date,Department,Action"
    rows = ("105,2014-02-01,Lab,hire", "105,2016-05-31,Lab,terminated", "105,2020-03-01,Ops,rehire")
    history = came(leadership, *rows, name="history.csv", head=head)
    if order == "both":
        leadership.does("import", "people", export, "--history", history)
    else:
        commands = [("people", export), ("spells", history)]
        for what, path in commands if order == "export first" else commands[::-1]:
            leadership.does("import", what, path)
    assert [stay.name for stay in histories(ledger, leadership.system)["105"].stays] == ["Jan Jansen", "Jan Jansen"]


def test_a_history_that_moves_a_move_is_told_what_stays(leadership: CommandLine, ledger: Ledger) -> None:
    head = "Staff No,Department,From,To"
    one = came(leadership, "1,Ops,2015-01-01,2018-12-31", "1,Sales,2019-01-01,", name="one.csv", head=head)
    other = came(leadership, "1,Ops,2015-01-01,2019-05-31", "1,Sales,2019-06-01,", name="other.csv", head=head)
    leadership.does("import", "people", came(leadership, "1,Anna Smit,Sales,,,2015-01-01,"))
    leadership.does("import", "spells", one)
    said = leadership.does("import", "spells", other)
    assert "“Ops” is not what is known of 2019-05-31, “Sales” since 2019-01-01: that stays" in said
    assert "that stays" not in leadership.does("import", "spells", one)


def test_histories_that_correct_each_other_are_told(leadership: CommandLine) -> None:
    head = "Staff No,Department,From,To"
    leadership.does("import", "people", came(leadership, "4,Eva Smit,Sales,,,2015-01-01,"))
    for unit in ("Ops", "Lab", "Ops"):
        rows = (f"4,{unit},2015-01-01,2018-12-31", "4,Sales,2019-01-01,")
        said = leadership.does("import", "spells", came(leadership, *rows, name="history.csv", head=head))
        assert "1 of 1 people who are known stood elsewhere then, as is corrected (“4” from “" in said
        assert f"” to “{unit}”)." in said


MOVE_SEEN_EARLY = (
    "Staff No,Effective Date,Action,Department,Job Title",
    "2,2018-05-01,Hire,Dyeing,Trainee",
    "2,2026-10-15,Transfer,Stores,Agent",
)


@pytest.mark.parametrize("order", ["history people", "people history", "history people history people"])
def test_an_announced_move_that_an_export_shows_already_came_on_its_day(
    leadership: CommandLine, ledger: Ledger, order: str
) -> None:
    """Systems often export what is announced as if it were so; the same comes of both orders, and is told."""
    boss = leadership.file("boss.csv", HEAD, "1,Ana Kowal,Stores,Head,,2015-03-01,")
    people = leadership.file("people.csv", HEAD, "2,Mar Nowak,Stores,Agent,1,2018-05-01,")
    history = leadership.file("history.csv", *MOVE_SEEN_EARLY)
    leadership.does("import", "people", boss)
    doors = {"people": ("people", people), "history": ("spells", history)}
    said = [leadership.does("import", *doors[one], "--as-of", "2026-10-01") for one in order.split()]
    ((joined, left, stood),) = stays(ledger, leadership, "2")
    assert (joined, left) == (date(2018, 5, 1), None)
    assert [(on, unit, title) for on, unit, title, _ in stood] == [
        (date(2018, 5, 1), "Dyeing", "Trainee"),
        (date(2026, 10, 1), "Stores", "Agent"),
    ]
    assert stood[-1][3] == "1"
    retracted = "row 2: “2” is there from 2026-10-01 on, so that the move of 2026-10-15 is retracted"
    assert (retracted in " ".join(said[1].split())) == order.startswith("history")
    assert all("Nothing to record" in one for one in said[2:])


def test_a_last_day_before_a_move_that_is_recorded_is_told_and_a_return_mends_it(
    leadership: CommandLine, ledger: Ledger
) -> None:
    boss = "1,Ana Kowal,Stores,Head,,2015-03-01,"
    then = came(leadership, boss, "2,Bram Bos,Dyeing,,,2015-01-01,", name="then.csv")
    gone = came(leadership, "2,Bram Bos,Dyeing,,,2015-01-01,2026-10-31", name="gone.csv")
    again = came(leadership, boss, "2,Bram Bos,Stores,,,2026-11-10,", name="again.csv")
    leadership.does("import", "people", then, "--as-of", "2026-10-01")
    said = " ".join(leadership.does("import", "people", again, "--as-of", "2026-11-15").split())
    assert "where they left in between, import their last day, and then this again" in said
    said = " ".join(leadership.does("import", "people", gone, "--as-of", "2026-11-01").split())
    assert "“2” moved on 2026-11-15, as is recorded, after this last day, 2026-10-31: where they came back" in said
    said = " ".join(leadership.does("import", "people", again, "--as-of", "2026-11-15").split())
    assert "“2” is there from 2026-11-10 on, so that the move of 2026-11-15 is retracted" in said
    assert [(joined, left) for joined, left, _ in stays(ledger, leadership, "2")] == [
        (date(2015, 1, 1), date(2026, 10, 31)),
        (date(2026, 11, 10), None),
    ]
    assert "Nothing to record" in leadership.does("import", "people", again, "--as-of", "2026-11-15")
