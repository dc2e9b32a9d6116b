"""Whatever a spreadsheet writes is read back as it was written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports.csv_tables import DELIMITERS
from api.imports.problems import CannotBeRead, Problem
from api.imports.records import BLANKS, DITTO
from api.imports.tables import Table, table

HEADINGS = ("employee_id", "name", "department")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCZ0123456789 ,;|\"'.-\nÄÖÜßäöüéèçñåøÉ€"
TEXT = st.text(LETTERS, max_size=20).map(str.strip).filter(lambda text: text not in DITTO)
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


def as_read(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows without the words for nothing in them."""
    return [tuple("" if cell in BLANKS else cell for cell in row) for row in rows]


@given(ROWS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from([*DELIMITERS]))
def test_encodings_and_delimiters_are_found_out(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], encoding: str, delimiter: str
) -> None:
    path = written(tmp_path_factory.mktemp("any"), [HEADINGS, *rows], encoding, delimiter)
    read = table(path)
    assert (read.delimiter, read.headings) == (delimiter, HEADINGS)
    assert cells(read) == as_read(rows)


@given(ROWS, st.sampled_from([*DELIMITERS]))
def test_an_encoding_that_is_said_is_not_guessed(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], delimiter: str
) -> None:
    path = written(tmp_path_factory.mktemp("any"), [HEADINGS, *rows], "cp1252", delimiter)
    assert cells(table(path, encoding="cp1252")) == as_read(rows)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, [HEADINGS, ("1", "Zoë Müller", "Einkauf")], encoding, ";")
    assert cells(table(path)) == [("1", "Zoë Müller", "Einkauf")]


def test_what_is_not_unicode_is_western_and_says_so(tmp_path: Path) -> None:
    read = table(written(tmp_path, [HEADINGS, ("1", "Hélène François", "Qualité")], "cp1252", ";"))
    assert read.description == "CP1252 (guessed), semicolon-separated"
    assert cells(read) == [("1", "Hélène François", "Qualité")]


def test_another_encoding_can_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, [HEADINGS, ("1", "Łukasz Żółć", "Sprzedaż")], "cp1250", ";")
    assert cells(table(path, encoding="cp1250")) == [("1", "Łukasz Żółć", "Sprzedaż")]


def test_a_first_line_may_name_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("sep=;\nid;name;department\n7;Ada;Tooling\n")
    read = table(path)
    assert (read.headings, [*read.rows()]) == (("id", "name", "department"), [(3, ["7", "Ada", "Tooling"])])


def test_blank_rows_count_and_are_left_out_short_ones_stay_short(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("\nid,name,department\n\n1, Ada ,\n2\n,,\n3,Cai,Tooling,,\n")
    assert [*table(path).rows()] == [(4, ["1", "Ada", ""]), (5, ["2"]), (7, ["3", "Cai", "Tooling"])]


def test_what_is_empty_says_what_to_give(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"")
    with pytest.raises(CannotBeRead, match="is empty"):
        table(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'id,name\n1,"Ada\n2,Ben\n', "row 2: cannot be read (unexpected end of data)"),
        (b"id,name\n1,A\x81\n2,Ben\n", "row 2: holds the byte 0x81, which is nothing in CP1252"),
        ("id,name\n1,Zoë\n2,Ben\n".encode() + b"3,Ren\xe9\n", "row 4: holds the byte 0xE9, which is nothing in UTF-8"),
        (b"id,name\n1,A\0da\n2,Ben\n", "row 2: holds the character U+0000"),
        (b'id,name\n1,"A"d"a"\n2,Ben\n', "row 2: cannot be read"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    problems: list[Problem] = []
    encoding = "cp1252" if b"\x81" in content else None
    rows = [row for _, row in table(path, encoding=encoding).rows(problems)]
    assert [str(one).startswith(said) for one in problems] == [True], problems
    assert ["2", "Ben"] in rows
