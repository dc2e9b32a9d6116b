"""What is locked is what is asked for, nothing in it is without a hash, and all of it may be passed on."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKED = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>\S+)[^\\\n]*(?P<hashes>(?:\\\n    --hash=sha256:[0-9a-f]{64} ?)*)", re.MULTILINE
)
ASKS_MORE = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)


def locked() -> dict[str, tuple[str, int]]:
    """Version and number of hashes of each dependency that is locked."""
    found = LOCKED.finditer((ROOT / "requirements.lock").read_text())
    return {canonicalize_name(one["name"]): (one["version"], one["hashes"].count("sha256")) for one in found}


def test_all_that_is_asked_for_is_locked_with_its_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    versions = locked()
    for asked in map(Requirement, project["dependencies"]):
        name = canonicalize_name(asked.name)
        assert name in versions, f"{asked}: run `make lock`"
        assert asked.specifier.contains(versions[name][0]), f"{asked}: {versions[name][0]} is locked; run `make lock`"
    assert [name for name, (_, hashes) in versions.items() if not hashes] == []


def test_nothing_that_is_locked_asks_for_our_own_code_in_return() -> None:
    """Weaker copyleft (LGPL, MPL) is fine for what is imported and not changed."""
    asking = []
    for name in locked():
        try:
            told = metadata(name)
        except PackageNotFoundError:
            continue  # for another system
        classifiers = [one for one in told.get_all("Classifier") or () if one.startswith("License")]
        if any(ASKS_MORE.search(one) for one in (*(told.get_all("License-Expression") or ()), *classifiers)):
            asking.append(name)
    assert asking == []
