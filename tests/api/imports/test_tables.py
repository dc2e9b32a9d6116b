"""Whatever a spreadsheet writes is read back as it was written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports.csv_tables import DELIMITERS, Table, table
from api.imports.problems import CannotBeRead

HEADINGS = ("employee_id", "name", "department")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCZ0123456789 ,;|\"'.-\nÄÖÜßäöüéèçñåøÉ€"
TEXT = st.text(LETTERS, max_size=20).map(str.strip)
ROWS = st.lists(st.tuples(st.integers(1, 10**6).map(str), TEXT, TEXT), min_size=1, max_size=12)


def written(folder: Path, rows: list[tuple[str, ...]], encoding: str, delimiter: str, ends: str = "\r\n") -> Path:
    """A file as a spreadsheet would write it."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=ends).writerows(rows)
    path = folder / "people.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def cells(read: Table) -> list[tuple[str, ...]]:
    """All rows without their numbers."""
    return [tuple(row) for _, row in read.rows()]


@given(ROWS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), st.sampled_from([*DELIMITERS]))
def test_encodings_and_delimiters_are_found_out(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], encoding: str, delimiter: str
) -> None:
    path = written(tmp_path_factory.mktemp("any"), [HEADINGS, *rows], encoding, delimiter)
    read = table(path)
    assert (read.delimiter, read.headings) == (delimiter, HEADINGS)
    assert cells(read) == rows


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, [HEADINGS, ("1", "Zoë Müller", "Einkauf")], encoding, ";")
    assert cells(table(path)) == [("1", "Zoë Müller", "Einkauf")]


def test_what_is_not_unicode_is_western_and_says_so(tmp_path: Path) -> None:
    read = table(written(tmp_path, [HEADINGS, ("1", "Hélène François", "Qualité")], "cp1252", ";"))
    assert read.description == "CP1252, semicolon-separated"
    assert cells(read) == [("1", "Hélène François", "Qualité")]


def test_another_encoding_can_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, [HEADINGS, ("1", "Łukasz Żółć", "Sprzedaż")], "cp1250", ";")
    assert cells(table(path, encoding="cp1250")) == [("1", "Łukasz Żółć", "Sprzedaż")]


def test_a_first_line_may_name_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("sep=;\nid;name;department\n7;Ada;Tooling\n")
    read = table(path)
    assert (read.headings, [*read.rows()]) == (("id", "name", "department"), [(3, ["7", "Ada", "Tooling"])])


def test_blank_rows_count_and_are_left_out_short_ones_are_filled_up(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("\nid,name,department\n\n1, Ada ,\n2\n,,\n3,Cai,Tooling,,\n")
    assert [*table(path).rows()] == [(4, ["1", "Ada", ""]), (5, ["2", "", ""]), (7, ["3", "Cai", "Tooling"])]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "“people.csv” is empty: give a file with a row of headings and rows beneath it"),
        (b'id,name\n1,"Ada\n2,Ben\n', "row 2: cannot be read (unexpected end of data)"),
        (b"id,name\n1,\x81\n", "“people.csv” cannot be read as cp1252"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_to_do(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(CannotBeRead) as caught:
        list(table(path).rows())
    assert said in str(caught.value)
