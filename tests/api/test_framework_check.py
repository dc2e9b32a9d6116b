"""`leadership framework check`, run as anybody runs it: a process, what it says, and how it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from domain.frameworks.packs.shipped import LEADERSHIP, SMALL_FIRM, names, text_of

LEADERSHIP_COMMAND = Path(sys.executable).with_name("leadership")


def checked(path: Path, text: str) -> tuple[int, str]:
    """The exit code of the command for a file of that text, and all that it says."""
    path.write_text(text, encoding="utf-8")
    ran = subprocess.run(
        [LEADERSHIP_COMMAND, "framework", "check", path], capture_output=True, text=True, cwd=path.parent, timeout=60
    )
    return ran.returncode, ran.stdout + ran.stderr


@pytest.mark.parametrize("name", names())
def test_a_clean_file_says_so_and_warns_of_nothing(name: str, tmp_path: Path) -> None:
    shown = subprocess.run(
        [LEADERSHIP_COMMAND, "framework", "show", name], capture_output=True, check=True, timeout=60
    ).stdout.decode()
    assert shown == text_of(name)
    code, said = checked(tmp_path / "pack.toml", shown)
    assert (code, "It can be published: edition " in said) == (0, True), said
    assert "can be published all the same" not in said


@pytest.mark.parametrize(
    ("was", "becomes", "right"),
    [
        ("edition = ", f"deep = {'[' * 20_000}\nedition = ", "cannot be read: it has brackets within brackets"),
        ("edition = ", f"edition = {'1' * 6_000}", "cannot be read: it is no TOML"),
        ("edition = ", f"edition = {'1' * 400}", "does not fit: write a whole number"),
        ("days_to_mentor = ", f"days_to_mentor = {'1' * 4_000}", "does not fit: write a whole number"),
        ('title = "', f'title = "{"a" * 30_000_000}', "cannot be read: it is longer than 1,000,000 bytes"),
        ('title = "', f'title = "{chr(92)}', "cannot be read: it is no TOML"),
    ],
)
def test_no_file_gets_the_better_of_it(was: str, becomes: str, right: str, tmp_path: Path) -> None:
    text = text_of(LEADERSHIP)
    assert was in text
    code, said = checked(tmp_path / "pack.toml", text.replace(was, becomes, 1))
    assert (code, right in said, "Traceback" in said) == (1, True, False), said[:2_000]
    assert len(said) < 2_000


def test_every_fault_is_told_at_once_with_its_place_its_value_and_what_is_right(tmp_path: Path) -> None:
    text = text_of(LEADERSHIP)
    for was, becomes in (
        ('facet = "mindset"', 'facet = "mood"'),
        ("quorum = 3", "quorum = 0"),
        ("pairs_across_functions = 0.3", "pairs_across_functions = 30"),
        ("days_to_mentor = 90", "days_to_mentor = -1"),
        ("evidence_months = 18", 'evidence_months = "18"'),
        ("rating = 2, cycles = 2", "rating = 5, cycles = 2"),
    ):
        assert was in text
        text = text.replace(was, becomes, 1)
    code, said = checked(tmp_path / "pack.toml", text)
    assert code == 1, said
    lines = text.splitlines()
    for written, place, value, right in (
        ('facet = "mood"', "competencies.self_awareness.facet", "“mood”", "write one of mindset"),
        ("quorum = 0", "procedure.quorum", "quorum is 0", "give 1 or more"),
        ("pairs_across_functions = 30", "service_levels.pairs_across_functions", "is 30", "a share from 0 to 1"),
        ("days_to_mentor = -1", "service_levels.days_to_mentor", "is -1", "give 1 or more"),
        ('evidence_months = "18"', "windows.evidence_months", "“18”", "write a whole number"),
    ):
        [told] = [line for line in said.splitlines() if place in line]
        assert told.startswith(f"line {lines.index(written) + 1}, ")
        assert (value in told, right in told) == (True, True), told
    assert "promotion.1: " in said, "a rating that is not on the scale of results"
    assert "rating 5: give one of “1”, “2”, “3”" in said
    assert len([line for line in said.splitlines() if line.startswith("line ")]) == 6, said


def test_what_nobody_can_use_is_a_warning_and_no_fault(tmp_path: Path) -> None:
    text = text_of(SMALL_FIRM).replace(
        '[competencies.integrity]\nfacet = "character"\n',
        '[competencies.integrity]\nfacet = "character"\naliases = ["uprightness"]\nlevels = ["others"]\n',
    )
    code, said = checked(tmp_path / "pack.toml", text)
    assert (code, "It can be published" in said) == (0, True), said
    [alias] = [line for line in said.splitlines() if "uprightness" in line]
    assert "competencies.integrity.aliases: “uprightness” meets no competency of the other packs" in alias
    [level] = [line for line in said.splitlines() if "competencies.integrity.levels" in line]
    assert "say with on.others what its ends look like there" in level
