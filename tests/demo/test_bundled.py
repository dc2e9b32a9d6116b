"""A case of the demo goes to an auditor as the guide says, and holds there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.conftest import KEY
from tests.demo.seeded import Demo

LEADERSHIP = Path(sys.executable).with_name("leadership")


@pytest.mark.parametrize("opened", [False, True], ids=["shut", "opened"])
def test_a_bundle_of_a_case_holds_without_the_ledger(demo: Demo, opened: bool, tmp_path: Path) -> None:
    case = demo.story("The initials on the sheet", "The case of Miriam Castellanos")
    bundle = tmp_path / "case.zip"
    where = {"LEADERSHIP_DATABASE_URL": demo.database_url, "LEADERSHIP_KEY": KEY}
    made = leadership("audit-bundle", case, "-o", bundle, *(["--opened"] if opened else []), **where)
    assert made.returncode == 0, made.stderr
    checked = leadership("verify", bundle)
    said = " ".join(checked.stdout.split())
    assert checked.returncode == 0, said + checked.stderr
    assert f"The bundle of {case} holds." in said
    assert said.count("reproduced. Looked at: ") == (2 if opened else 0)
    assert said.count("as it opens nothing") == (0 if opened else 2)


def leadership(*arguments: str | Path, **where: str) -> subprocess.CompletedProcess[str]:
    """The command, told of no ledger but the one that is given."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("LEADERSHIP_")}
    environment = others | where | {"COLUMNS": "200"}
    return subprocess.run([LEADERSHIP, *arguments], env=environment, capture_output=True, text=True, timeout=600)
