"""`make pictures`: the pictures of README and guide, taken of the demo that is served at an address."""

from __future__ import annotations

import re
import shutil
import sys
from html import unescape
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

PICTURES: Final = Path(__file__).parents[2] / "docs" / "pictures"
WHO: Final = "Tomasz Wilk"
"""Whose timeline is shown, as it shows itself to them."""
TALL: Final = 920


def main(address: str = "http://127.0.0.1:8000") -> None:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": TALL}, color_scheme="light")
        page.goto(address)
        button = page.get_by_role("button", name=re.compile(f"^{WHO}"))
        [person] = re.findall(r"person-[0-9a-f-]+", unescape(str(button.locator("..").get_attribute("action"))))
        button.click()
        page.goto(f"{address}/people/{person}")
        page.screenshot(path=PICTURES / "growth.png")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
