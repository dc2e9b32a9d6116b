"""The process that sets one paper as PDF: JSON comes in, a PDF goes out, and nothing of it stays anywhere.

It is a process of its own, so that it can be stopped, has no key and no database, and takes what it was told along when
it ends. It imports no more than it needs, as it begins anew each time.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import typst

TEMPLATE: Final = Path(__file__).with_name("paper.typ")
ACCESSIBLE: Final = "ua-1"
"""PDF/UA-1: tagged, in a language, with a title, and with words beside drawings."""
NO_GLYPH: Final = "could not be displayed with"
"""What is said where no font of the machine has a letter of a name."""


def set_as_pdf(told: str) -> bytes:
    """A PDF of what is told. Where a letter is in no font it is tagged as well, and makes no claim."""
    said = {"told": told}
    try:
        return bytes(typst.compile(TEMPLATE.read_bytes(), sys_inputs=said, pdf_standards=[ACCESSIBLE]))
    except typst.TypstError as why:
        if NO_GLYPH not in str(why):
            raise
        return bytes(typst.compile(TEMPLATE.read_bytes(), sys_inputs=said))


if __name__ == "__main__":
    sys.stdout.buffer.write(set_as_pdf(sys.stdin.buffer.read().decode()))
