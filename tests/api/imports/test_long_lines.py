"""A line that no entry could be is named by its number, and costs no more than the longest that is read."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from api.imports.lines import LONGEST, lines
from tests.api.imports.conftest import CommandLine


def test_a_line_without_end_is_passed_over_in_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "long.ndjson"
    with file.open("wb") as written:
        written.write(b'{"first": 1}\n{"a": "')
        for _ in range(12):
            written.write(b"x" * LONGEST)
        written.write(b'"}\n{"last": 1}\n')
    tracemalloc.start()
    found = [(line.number, line.content, line.wrong) for line in lines(file)]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    wrong = "is longer than 4,000,000 bytes: no entry is, so write one a line"
    assert found == [(1, {"first": 1}, ""), (2, None, wrong), (3, {"last": 1}, "")]
    assert most < 6 * LONGEST, "of the twelve that are there"


def test_the_longest_line_is_read(tmp_path: Path) -> None:
    file = tmp_path / "just.ndjson"
    file.write_bytes(b'{"a": "' + b"x" * (LONGEST - 10) + b'"}\n')
    [line] = lines(file)
    assert line.content is not None


def test_brackets_without_end_are_no_entry(leadership: CommandLine) -> None:
    for number, brackets in enumerate(("[" * 200_000, '{"a":' * 200_000)):
        file = leadership.file(f"{number}.ndjson", brackets)
        said = " ".join(leadership.refuses("import", "entries", file).split())
        assert "line 1: is no entry: it has brackets within brackets" in said
