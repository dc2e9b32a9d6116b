"""Two files of the same people, at once or one after the other in either order: one and the same history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from api.imports.ids import KnownPeople
from ledger import Ledger
from tests.api.imports.command_output import histories, units
from tests.api.imports.conftest import CommandLine

DAY = ("--as-of", "2025-04-30")
PEOPLE = (
    "id,name,department,job title,level,manager,FTE,hired on,left on",
    "1,Ada,Tooling,Head,leaders,,1.0,2010-01-01,",
    "2,Ben,Quality,Chief,leaders,1,1.0,2012-01-01,",
    "3,Cem,Assembly,Fitter,others,2,0.8,2014-01-01,",
    "4,Dag,Tooling,Setter,self,1,0.5,2016-01-01,2024-06-30",
    "5,Eva,Quality,Inspector,self,2,1.0,2021-02-01,",
    "6,Fay,Tooling,Setter,self,1,0.9,2017-01-01,",
    "7,Gus,Tooling,Setter,self,1,1.0,2018-01-01,",
    "8,Hal,Tooling,Deputy,others,1,1.0,2018-01-01,",
)
ORDERS = (
    "id,name,effective date,action,department,job title",
    "1,Ada,2010-01-01,hire,Assembly,Fitter",
    "1,Ada,2019-04-01,transfer,Tooling,Head",
    "2,Ben,2012-01-01,hire,Quality,Inspector",
    "2,Ben,2022-10-01,promotion,Quality,Chief",
    "2,Ben,2025-07-01,transfer,Tooling,Chief",
    "2,Ben,2025-09-01,promotion,Tooling,Head",
    "3,Cem,2014-01-01,hire,Tooling,Setter",
    "3,Cem,2025-04-30,transfer,Assembly,Fitter",
    "4,Dag,2016-01-01,hire,Assembly,Fitter",
    "4,Dag,2020-01-01,transfer,Tooling,Setter",
    "4,Dag,2024-06-30,termination,Tooling,Setter",
    "5,Eva,2015-01-01,hire,Assembly,Fitter",
    "5,Eva,2018-12-31,termination,Assembly,Fitter",
    "5,Eva,2021-02-01,rehire,Tooling,Setter",
    "5,Eva,2023-01-01,transfer,Quality,Inspector",
    "6,Fay,2025-08-01,transfer,Quality,Inspector",
    "7,Gus,2018-01-01,hire,Tooling,Setter",
    "7,Gus,2024-10-01,transfer,Quality,Inspector",
    "7,Gus,2025-10-01,transfer,Assembly,Inspector",
    "8,Hal,2018-01-01,hire,Tooling,Setter",
    "8,Hal,2025-04-30,promotion,Tooling,Chief",
)
Standing = tuple[date, str, object, str | None, str | None, int | None]
WHOLE: dict[str, list[Standing]] = {
    "1": [
        (date(2010, 1, 1), "Assembly", "Fitter", None, None, None),
        (date(2019, 4, 1), "Tooling", "Head", "leaders", None, 100),
    ],
    "2": [
        (date(2012, 1, 1), "Quality", "Inspector", None, None, None),
        (date(2022, 10, 1), "Quality", "Chief", "leaders", "1", 100),
        (date(2025, 7, 1), "Tooling", "Chief", "leaders", "1", 100),
        (date(2025, 9, 1), "Tooling", "Head", "leaders", "1", 100),
    ],
    "3": [
        (date(2014, 1, 1), "Tooling", "Setter", None, None, None),
        (date(2025, 4, 30), "Assembly", "Fitter", "others", "2", 80),
    ],
    "4": [
        (date(2016, 1, 1), "Assembly", "Fitter", None, None, None),
        (date(2020, 1, 1), "Tooling", "Setter", "self", "1", 50),
    ],
    "5": [
        (date(2021, 2, 1), "Tooling", "Setter", None, None, None),
        (date(2023, 1, 1), "Quality", "Inspector", "self", "2", 100),
    ],
    "6": [
        (date(2017, 1, 1), "Tooling", "Setter", "self", "1", 90),
        (date(2025, 8, 1), "Quality", "Inspector", "self", "1", 90),
    ],
    "7": [
        (date(2018, 1, 1), "Tooling", "Setter", None, None, None),
        (date(2024, 10, 1), "Quality", "Inspector", None, None, None),
        (date(2025, 4, 30), "Tooling", "Setter", "self", "1", 100),
        (date(2025, 10, 1), "Assembly", "Inspector", "self", "1", 100),
    ],
    "8": [
        (date(2018, 1, 1), "Tooling", "Setter", None, None, None),
        (date(2025, 4, 30), "Tooling", "Chief", "others", "1", 100),
    ],
}


def stays(ledger: Ledger, system: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every stay of everybody: name, last day, and all that is known of where they stood."""
    people: dict[Any, str] = {person: called for called, person in KnownPeople(ledger, {system}).of(system)}
    named = units(ledger)
    return {
        who: [
            (
                stay.name,
                stay.left_on,
                [
                    (
                        one.on,
                        named[one.placement.unit],
                        one.placement.job_title,
                        one.placement.level,
                        people.get(one.placement.manager),
                        one.placement.share_of_full_time,
                    )
                    for one in stay.stood
                ],
            )
            for stay in told.stays
        ]
        for who, told in histories(ledger, system).items()
    }


def test_two_files_make_one_history_in_whichever_order(leadership: CommandLine, ledger: Ledger) -> None:
    at_once, after, before = (replace(leadership, system=f"{leadership.system}{n}") for n in "abc")
    people, orders = leadership.file("people.csv", *PEOPLE), leadership.file("orders.csv", *ORDERS)
    said = at_once.does("import", "people", people, "--history", orders, *DAY)
    after.does("import", "people", people, *DAY)
    said_after = after.does("import", "spells", orders, *DAY)
    before.does("import", "spells", orders, *DAY)
    said_before = before.does("import", "people", people, *DAY)
    expected = stays(ledger, at_once.system)
    assert {who: told[-1][-1] for who, told in expected.items()} == WHOLE
    assert stays(ledger, after.system) == expected
    assert stays(ledger, before.system) == expected
    kept = "Announced moves keep manager, level and share of full time, as nothing else is said: 4 rows."
    assert kept in said
    assert kept in said_after
    gus = "“Tooling” is not what the history says of 2025-04-30, “Quality” since 2024-10-01: the export's is taken"
    hal = "“Deputy” is not what the history says of 2025-04-30, “Chief” since 2025-04-30: the history's is taken"
    for told in (said, said_before):
        assert f"row 8, department: {gus}" in told
        assert f"row 9, job title: {hal}" in told
        assert told.count("is not what the history says") == 3
    assert "“Quality” since 2024-10-01 is not what the export says of 2025-04-30, “Tooling”: the export's" in said_after
    assert "“Chief” since 2025-04-30 is not what the export says of 2025-04-30, “Deputy”: the history's" in said_after
    assert said_after.count("is not what the export says") == 3


def test_what_is_recorded_is_not_recorded_again(leadership: CommandLine, ledger: Ledger) -> None:
    """The eighth apart: a change of the very day of the export, of which the ledger does not know who told it."""
    people = leadership.file("people.csv", *PEOPLE[:-1])
    orders = leadership.file("orders.csv", *(one for one in ORDERS if not one.startswith("8,")))
    at_once, after, before = (replace(leadership, system=f"{leadership.system}{n}") for n in "abc")
    at_once.does("import", "people", people, "--history", orders, *DAY)
    after.does("import", "people", people, *DAY)
    after.does("import", "spells", orders, *DAY)
    before.does("import", "spells", orders, *DAY)
    before.does("import", "people", people, *DAY)
    for one in (at_once, after, before):
        for words in (("people", people), ("spells", orders), ("people", people, "--history", orders)):
            assert "Nothing to record" in one.does("import", *words, *DAY)


def test_an_announced_move_keeps_what_a_newer_export_says(leadership: CommandLine, ledger: Ledger) -> None:
    head, ada = PEOPLE[0], "1,Ada,Tooling,Head,leaders,,1.0,2010-01-01,"
    first = leadership.file("first.csv", head, ada, "2,Ben,Quality,Chief,others,,1.0,2012-01-01,")
    newer = leadership.file("newer.csv", head, ada, "2,Ben,Quality,Chief,others,1,0.8,2012-01-01,")
    moves = leadership.file("moves.csv", ORDERS[0], "2,Ben,2099-01-01,transfer,Tooling,Chief")
    leadership.does("import", "people", first, "--as-of", "2024-01-31")
    leadership.does("import", "spells", moves, "--as-of", "2024-01-31")
    leadership.does("import", "people", newer, "--as-of", "2024-02-29")
    assert stays(ledger, leadership.system)["2"][0][-1] == [
        (date(2012, 1, 1), "Quality", "Chief", "others", None, 100),
        (date(2024, 2, 29), "Quality", "Chief", "others", "1", 80),
        (date(2099, 1, 1), "Tooling", "Chief", "others", "1", 80),
    ]


def test_announced_titles_alone_take_nothing_else_away(leadership: CommandLine, ledger: Ledger) -> None:
    people = leadership.file("people.csv", *PEOPLE[:2])
    titles = leadership.file(
        "titles.csv",
        "id,started on,job title",
        "1,2010-01-01,Fitter",
        "1,2019-04-01,Head",
        "1,2025-07-01,Chief",
        "1,2025-09-01,Director",
    )
    leadership.does("import", "people", people, *DAY)
    leadership.does("import", "spells", titles, *DAY)
    assert stays(ledger, leadership.system)["1"][0][-1] == [
        (date(2010, 1, 1), "Tooling", "Fitter", None, None, None),
        (date(2019, 4, 1), "Tooling", "Head", "leaders", None, 100),
        (date(2025, 7, 1), "Tooling", "Chief", "leaders", None, 100),
        (date(2025, 9, 1), "Tooling", "Director", "leaders", None, 100),
    ]
