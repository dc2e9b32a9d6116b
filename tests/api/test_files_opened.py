"""Files with opened words: their owner alone reads them, and nothing is written over or through a link."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
import typer

from api.cli.files_named import new_file, opened_anew


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    with opened_anew(tmp_path / "export.ndjson") as file:
        file.write(b"{}")
    assert stat.S_IMODE((tmp_path / "export.ndjson").stat().st_mode) == 0o600


def test_nothing_is_written_over_or_through_a_link(tmp_path: Path) -> None:
    there, link, lost = tmp_path / "there", tmp_path / "link", tmp_path / "lost"
    there.write_text("kept")
    link.symlink_to(there)
    lost.symlink_to(tmp_path / "nowhere")
    for file in (there, link, lost):
        with pytest.raises(typer.BadParameter):
            opened_anew(file)
        with pytest.raises(typer.BadParameter):
            new_file(file)
    assert there.read_text() == "kept"
    assert not (tmp_path / "nowhere").exists()


def test_what_is_no_file_is_written_to() -> None:
    with opened_anew(Path("/dev/null")) as file:
        file.write(b"{}")
