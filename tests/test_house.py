"""The house is as it says: walls between the rooms, one form, types throughout."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = Path(sys.executable).parent

CHECKS = {
    "imports": ["lint-imports", "--no-cache"],
    "style": ["ruff", "check", "--quiet"],
    "form": ["ruff", "format", "--check", "--quiet"],
    "types": ["mypy"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_the_house_is_in_order(check: str) -> None:
    tool, *options = CHECKS[check]
    done = subprocess.run([TOOLS / tool, *options], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(CHECKS[check])} says:\n{done.stdout}{done.stderr}"


def test_the_domain_needs_nothing_but_the_standard_library() -> None:
    allowed = sys.stdlib_module_names | {"domain"}
    strangers = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "domain").rglob("*.py")
        for name in imported_names(path)
        if name.partition(".")[0] not in allowed
    }
    assert not strangers, f"The domain is plain Python; these imports do not belong there: {sorted(strangers)}"


def imported_names(path: Path) -> set[str]:
    """The full names of the modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("room", ["domain", "ledger", "audit", "projections", "api", "demo"])
def test_no_two_modules_of_a_room_share_a_name(room: str) -> None:
    times = Counter(path.stem for path in (ROOT / room).rglob("*.py") if path.stem != "__init__")
    shared = {name for name in times if times[name] > 1}
    assert not shared, f"a search for a name should find one thing; {room} gives these to two modules: {shared}"
