"""A demo that is there is found again by what was kept of it, and by nothing that is of another ledger."""

from __future__ import annotations

from pathlib import Path

from demo.kept import found, keep
from ledger import Ledger
from tests.demo.seeded import Demo


def test_what_was_kept_is_found_again(demo: Demo, tmp_path: Path) -> None:
    path = tmp_path / "demo.json"
    assert found(path, demo.ledger) is None
    keep(path, demo.ledger, demo.seeded)
    assert found(path, demo.ledger) == demo.seeded
    assert [*tmp_path.iterdir()] == [path]
    path.write_bytes(path.read_bytes()[:-9])
    assert found(path, demo.ledger) is None, "it broke off"


def test_of_another_ledger_it_says_nothing(demo: Demo, ledger: Ledger, tmp_path: Path) -> None:
    keep(tmp_path / "demo.json", demo.ledger, demo.seeded)
    assert found(tmp_path / "demo.json", ledger) is None


def test_a_home_that_cannot_be_written_to_keeps_nothing(demo: Demo, tmp_path: Path) -> None:
    keep(tmp_path / "none" / "demo.json", demo.ledger, demo.seeded)
    assert [*tmp_path.iterdir()] == []
