"""Ledgers of personnel as East Asia keeps them: who is enrolled by a sign, main and further posts, days in signs."""

from __future__ import annotations

from datetime import date

import pytest

from api.imports.dates import day
from ledger import Ledger
from tests.api.imports.command_output import shape
from tests.api.imports.conftest import CommandLine


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
