"""Tables with a column a person: told so, in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.imports.problems import CannotBeRead
from api.imports.tables import table
from tests.api.imports.conftest import CommandLine

ASIDE = (
    "Name,Ada Okafor,Ben Lind,Cem Aydin",
    "Employee ID,1,2,3",
    "Department,Tooling,Tooling,Quality",
    "Hire date,2015-01-01,2016-02-03,2017-01-01",
    "Manager,,1,1",
)


def test_a_table_with_a_column_a_person_is_to_be_transposed(leadership: CommandLine) -> None:
    said = leadership.refuses("import", "people", leadership.file("people.csv", *ASIDE))
    assert "has its headings in the first column (“Name”, “Employee ID”, “Department” …)" in said
    assert "transpose it" in said
    assert said.count("“people.csv”") == 1


@pytest.mark.parametrize(
    "lines",
    [
        ("Role,Unit,Level", "Manager,Tooling,others", "Head,Tooling,others", "Supervisor,Quality,others"),
        ("Name,Number", "Ada,1", "Ben,2"),
    ],
)
def test_other_tables_are_read(tmp_path: Path, lines: tuple[str, ...]) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\n".join(lines))
    assert table(path).headings == tuple(lines[0].split(","))


def test_it_is_so_in_other_languages(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("社員番号;1;2\n氏名;山田;佐藤\n部署;製造;品質\n入社日;2015-01-01;2016-01-01\n")
    with pytest.raises(CannotBeRead, match="transpose it"):
        table(path)
