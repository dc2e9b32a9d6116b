"""Which rows a refusal names: those that it is about, each once."""

from __future__ import annotations

import pytest

from api.cli.console import Console
from api.cli.import_report import print_problems
from api.imports.problems import Problem
from ledger import Ledger
from tests.api.imports.conftest import CommandLine


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((3,), "row 3, manager: is wrong"),
        ((3, 3, 3), "row 3, manager: is wrong"),
        ((3, 37, 37), "row 3, manager: is wrong (so is 37)"),
        ((3, 37, 37, 38, 41, 41), "row 3, manager: is wrong (so are 37–38, 41)"),
    ],
)
def test_a_row_with_one_thing_wrong_several_times_is_named_once(
    rows: tuple[int, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_problems(Console(), [Problem(row, "manager", "", "is wrong") for row in rows])
    printed = capsys.readouterr()
    assert (printed.out + printed.err).strip() == said


def test_a_refusal_names_the_row_of_the_change_that_it_is_about(leadership: CommandLine, ledger: Ledger) -> None:
    """Everybody's second row has them manage themselves: not the first, in which they join, is what is wrong."""
    rows = (
        "1,Ada Okafor,2010-01-01,Hire,Tooling,",
        "1,Ada Okafor,2016-01-01,Transfer,Tooling,1",
        "2,Ben Lind,2010-01-01,Hire,Tooling,",
        "2,Ben Lind,2016-01-01,Transfer,Tooling,",
        "2,Ben Lind,2017-01-01,Transfer,Tooling,2",
    )
    file = leadership.file("jobs.csv", "EMP_ID,Name,EFFDT,Action,Department,Manager", *rows)
    refused = leadership.refuses("import", "spells", file)
    assert "row 3, manager" in refused
    assert "row 6, manager" in refused
    assert "row 2" not in refused
    assert "row 4" not in refused
