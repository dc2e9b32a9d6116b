"""Ledgers of personnel as East Asia keeps them: who is enrolled by a sign, main and further posts, days in signs."""

from __future__ import annotations

from datetime import date

import pytest

from api.imports.cycles_meant import CycleEnds
from api.imports.dates import day
from ledger import Ledger
from tests.api.imports.command_output import shape
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import title


@pytest.mark.parametrize(
    "cell", ["2019年4月1日", "２０１９年４月１日", "2019 年 4 月 1 日", "2019년 4월 1일", "2019년04월01일"]
)
def test_a_day_whose_year_is_said_is_read_among_others(cell: str) -> None:
    assert day(cell, "YYYY/MM/DD") == date(2019, 4, 1)


@pytest.mark.parametrize(
    ("heading", "here", "gone"),
    [
        ("在籍", "○", "×"),
        ("在職", "○", "×"),
        ("재직여부", "Y", "N"),
        ("是否在职", "是", "否"),
        ("退職フラグ", "0", "1"),
    ],
)
def test_who_is_not_enrolled_any_more_does_not_stay(
    leadership: CommandLine, ledger: Ledger, heading: str, here: str, gone: str
) -> None:
    head = f"社員番号,氏名,部署,入社日,{heading}"
    rows = (f"1,佐藤 一郎,Tooling,2019年4月1日,{here}", f"2,鈴木 二郎,Tooling,H31.3.1,{gone}")
    said = leadership.does("import", "people", leadership.file("people.csv", head, *rows))
    assert "“2” has left by their status" in " ".join(said.split())
    assert set(shape(ledger, leadership.system)) == {"1"}


def test_the_main_post_of_several_is_recorded_and_told(leadership: CommandLine, ledger: Ledger) -> None:
    head = "社員番号,氏名,所属,役職,入社日,本務兼務"
    rows = (
        "1,佐藤 一郎,Paint,係長,2015/04/01,兼務",
        "1,佐藤 一郎,Tooling,課長,2015/04/01,本務",
        "2,鈴木 二郎,Paint,,2016/04/01,本務",
    )
    said = leadership.does("import", "people", leadership.file("people.csv", head, *rows))
    assert "has 2 jobs: recorded in that of row 3, as it is flagged as primary" in " ".join(said.split())
    told = shape(ledger, leadership.system)
    assert "課長" in str(told["1"])
    assert "係長" not in str(told["1"])


@pytest.mark.parametrize(
    ("cycle", "by_default", "where_years_end_in_march"),
    [
        ("令和5年度", None, date(2024, 3, 31)),
        ("2023年度", None, date(2024, 3, 31)),
        ("2024年度上期", None, None),
        ("令和5年", date(2023, 12, 31), date(2023, 12, 31)),
        ("FY2023", date(2023, 12, 31), date(2023, 3, 31)),
    ],
)
def test_a_year_that_begins_in_april_is_called_after_that_april(
    cycle: str, by_default: date | None, where_years_end_in_march: date | None
) -> None:
    assert CycleEnds().last_day_of(cycle) == by_default
    assert CycleEnds((3, 31)).last_day_of(cycle) == where_years_end_in_march


def test_a_register_of_orders_is_read_by_its_words(leadership: CommandLine, ledger: Ledger) -> None:
    rows = (
        "11,佐藤 一郎,S60.4.1,入社,Tooling",
        "11,佐藤 一郎,H12.4.1,異動,Paint",
        "11,佐藤 一郎,H15.4.1,出向,Paint",
        "11,佐藤 一郎,H18.4.1,帰任,Paint",
        "12,鈴木 二子,H10.4.1,採用,Tooling",
        "12,鈴木 二子,H30.3.31,定年退職,Tooling",
    )
    file = leadership.file("orders.csv", "社員番号,氏名,発令日,発令区分,所属", *rows)
    columns = ("--column", "started_on=発令日", "--column", "action=発令区分")
    leadership.does("import", "spells", file, *columns)
    told = shape(ledger, leadership.system)
    assert "Paint" in str(told["11"])
    assert "2018, 3, 31" in str(told["12"]) or "2018-03-31" in str(told["12"])


def test_important_posts_are_marked_by_signs_and_the_end_of_a_list_is_nobody(leadership: CommandLine) -> None:
    role = title(leadership)
    roles = leadership.file(
        "roles.csv", "ポスト名,部署,等級,重要ポスト", f"{role},Tooling,others,×", f"{role} 2,Tooling,others,○"
    )
    said = leadership.does("import", "roles", roles, "--dry-run")
    assert "title ×" not in said
    assert f"title {role}" in said
    people = leadership.file(
        "people.csv", "社員番号,氏名,部署,職務,,入社日", "1,佐藤 一郎,Tooling,,,2015/04/01", "以上,,,,,合計 1名"
    )
    assert "Recorded" in leadership.does("import", "people", people)
