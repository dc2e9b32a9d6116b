"""Days of Japanese eras."""

from __future__ import annotations

from datetime import date

import pytest

from api.imports.dates import day
from api.imports.months_alone import first_of
from ledger import Ledger
from tests.api.imports.command_output import shape
from tests.api.imports.conftest import CommandLine


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月1日", date(2019, 4, 1)),
        ("昭和63年4月1日", date(1988, 4, 1)),
        ("大正10年1月15日", date(1921, 1, 15)),
        ("㋿ 元年 ５月 １日", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("Ｈ３１／４／１", date(2019, 4, 1)),
        ("S63-04-01", date(1988, 4, 1)),
        ("H310401", date(2019, 4, 1)),
        ("令和5年4月1日(土)", date(2023, 4, 1)),
    ],
)
def test_a_day_of_an_era_is_read(cell: str, meant: date) -> None:
    assert day(cell, "YYYY-MM-DD") == meant


@pytest.mark.parametrize("cell", ["令和元年4月1日", "平成31年13月1日", "S0.1.1"])
def test_a_day_that_no_era_has_is_none(cell: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        day(cell, "YYYY-MM-DD")


def test_months_of_an_era_are_their_first_days() -> None:
    assert first_of("平成31年4月") == date(2019, 4, 1)
    assert first_of("令和元年5月") == date(2019, 5, 1)
    assert first_of("2019年5月") == date(2019, 5, 1)


def test_people_are_imported_with_their_eras(leadership: CommandLine, ledger: Ledger) -> None:
    rows = ("1,山田 太郎,Tooling,令和元年5月1日", "2,佐藤 花子,Tooling,H31/4/1", "3,鈴木 一,Tooling,2020/02/13")
    leadership.does("import", "people", leadership.file("people.csv", "社員番号,氏名,部署,入社日", *rows))
    joined = {who: told[0][0][2][0][0] for who, told in shape(ledger, leadership.system).items()}
    assert joined == {"1": date(2019, 5, 1), "2": date(2019, 4, 1), "3": date(2020, 2, 13)}
