"""The page of the language and the marks on tests say the same: which rows work, and which tests show it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "language.md"
TESTS = ROOT / "tests"

ROWS: Final = tuple(f"M{number}" for number in range(1, 89))
COLUMNS: Final = ("row", "concept", "recorded as", "told as", "rule", "state")
DOORS: Final = ("api", "audit", "demo", "foreign")
"""The folders of tests that go through a door: GraphQL over HTTP, or the command line."""
STATE: Final = re.compile(r"works|(?:partly|missing): \S.*")
ROW: Final = re.compile(r"\| M\d+ \|")
NAMED: Final = re.compile(r"`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)`")
"""A kind of entry, as the page names it; questions and fields of GraphQL begin with a small letter."""


@dataclass(frozen=True)
class Row:
    """One row of the page, cell by cell."""

    cells: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.cells[0]

    @property
    def state(self) -> str:
        """The last cell: how far the row is, and what is there and what is not."""
        return self.cells[-1]

    @property
    def word(self) -> str:
        """Its state in a word: works, partly or missing."""
        return self.state.partition(":")[0]


@dataclass(frozen=True)
class Mark:
    """Where a test says that it shows a row."""

    row: str
    path: Path
    line: int
    test: str | None
    """The test that it stands on; None where it stands on no single one."""

    @property
    def through_a_door(self) -> bool:
        """Whether it stands among the tests that go through a door."""
        return self.path.relative_to(TESTS).parts[0] in DOORS

    def __str__(self) -> str:
        return f"{self.row} at {self.path.relative_to(ROOT)}:{self.line}"


def cells(line: str) -> tuple[str, ...]:
    """The cells of a line of a table."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


@cache
def rows() -> tuple[Row, ...]:
    """The rows of the page, in its order."""
    return tuple(Row(cells(line)) for line in PAGE.read_text().splitlines() if ROW.match(line))


@cache
def marks() -> tuple[Mark, ...]:
    """Every mark in the tests, read off their source: it makes no difference which of them are run."""
    return tuple(mark for path in sorted(TESTS.rglob("*.py")) for mark in marks_in(path))


def marks_in(path: Path) -> Iterator[Mark]:
    """The marks in one file."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    standing_on = {
        id(node): function.name
        for function in nodes
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name.startswith("test_")
        for decorator in function.decorator_list
        for node in ast.walk(decorator)
    }
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "mission":
            for said in node.args or [node]:
                row = str(said.value) if isinstance(said, ast.Constant) else ast.unparse(said)
                yield Mark(row, path, node.lineno, standing_on.get(id(node)))


def unmarked() -> tuple[Row, ...]:
    """The rows that no test says it shows."""
    marked = {mark.row for mark in marks()}
    return tuple(row for row in rows() if row.name not in marked)


def told() -> str:
    """How far the language is, for whoever reads what the tests say (`pytest -rA tests/test_language.py`)."""
    counted = Counter(row.word for row in rows())
    far = ", ".join(f"{counted[word]} {word}" for word in ("works", "partly", "missing"))
    lines = (f"{row.name:4}{row.state}" for row in unmarked())
    return "\n".join((f"{len(rows())} rows: {far}. Rows without a mark, {len(unmarked())}:", *lines))


def test_every_row_stands_on_the_page_once() -> None:
    counted = Counter(row.name for row in rows())
    assert not (missing := [name for name in ROWS if name not in counted]), f"{PAGE.name} lacks {missing}"
    assert not (strange := [name for name in counted if name not in ROWS]), f"there are no such rows: {strange}"
    assert not (twice := [name for name, times in counted.items() if times > 1]), f"{twice} stand there twice"


def test_every_table_of_rows_has_the_same_columns_and_leaves_none_empty() -> None:
    assert {cells(line) for line in PAGE.read_text().splitlines() if line.startswith("| row ")} == {COLUMNS}
    wrong = [row.name for row in rows() if len(row.cells) != len(COLUMNS) or not all(row.cells)]
    assert not wrong, f"give each of {wrong} {len(COLUMNS)} cells with something in them, or a dash"


def test_every_state_says_works_or_what_is_there_and_what_is_not() -> None:
    wrong = [f"{row.name}: {row.state}" for row in rows() if not STATE.fullmatch(row.state)]
    assert not wrong, f"begin with “works”, “partly: …” or “missing: …”: {wrong}"


def test_a_row_that_works_is_shown_by_a_test() -> None:
    print(told())
    unshown = [row.name for row in unmarked() if row.word == "works"]
    assert not unshown, f"mark the test that shows {unshown} through a door, or say what is missing.\n{told()}"


def test_a_row_that_is_missing_has_no_mark() -> None:
    missing = {row.name for row in rows() if row.word == "missing"}
    wrong = [str(mark) for mark in marks() if mark.row in missing]
    assert not wrong, f"the page calls these missing: {wrong}. Say what is there, or take the marks off"


def test_a_mark_names_a_row() -> None:
    wrong = [str(mark) for mark in marks() if mark.row not in ROWS]
    assert not wrong, f"no such rows: {wrong}. They are {ROWS[0]} to {ROWS[-1]}, spelled out in the mark itself"


def test_a_mark_stands_on_one_test_that_goes_through_a_door() -> None:
    elsewhere = [str(mark) for mark in marks() if not mark.through_a_door]
    assert not elsewhere, f"no door tells what these show: {elsewhere}. Marks stand in {', '.join(DOORS)}"
    on_none = [str(mark) for mark in marks() if mark.test is None or not mark.path.name.startswith("test_")]
    assert not on_none, f"put these on the tests that show the row, not on all of a module: {on_none}"


def test_every_kind_of_entry_that_the_page_names_can_be_recorded() -> None:
    from domain.catalogue import EVENTS  # noqa: PLC0415  the rest of this module needs nothing of ours

    named = {(row.name, name) for row in rows() for cell in row.cells for name in NAMED.findall(cell)}
    wrong = sorted(f"{name} in {row}" for row, name in named if name not in EVENTS)
    assert not wrong, f"no such kinds of entries: {wrong}. Tell in plain words what is to come"
