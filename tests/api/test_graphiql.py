"""The workbench runs offline under its own strict policy."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.api.conftest import Served

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIETLY = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--enable-logging=stderr", "--virtual-time-budget=10000", "--dump-dom"),
)


def test_everything_the_page_loads_comes_from_this_house(served: Served) -> None:
    page = served.client.get("/graphiql")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert not [each for each in loaded if each.startswith(("http", "//"))]
    for each in loaded:
        if not each.startswith("data:") and each != "graphql":
            assert served.client.get(f"/{each}").status_code == 200, each


@pytest.mark.skipif(BROWSER is None, reason="no chromium on this machine: the page is not opened in one")
def test_it_runs_in_a_browser_and_knows_the_schema(served: Served, tmp_path: Path) -> None:
    ran = subprocess.run(
        [str(BROWSER), *QUIETLY, f"--user-data-dir={tmp_path}", f"{served.url}/graphiql"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert 'class="graphiql-container"' in ran.stdout
    assert "successionBench" in ran.stdout, "the first question stands in the editor"
    assert not [line for line in ran.stderr.splitlines() if "CONSOLE" in line]
