"""How a page becomes a file for paper: what it says is set as PDF by a process of its own, within a limit."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import msgspec

from api.pages.elements import Element, elements_of
from api.pages.paper import blocks_of, lines_of
from api.pages.templates import day, instant
from api.pages.wording import language, said

PDF: Final = "application/pdf"
AT_A_TIME: Final = 2
"""So many are set at a time; whoever asks meanwhile waits."""
COMMAND: Final = (sys.executable, "-I", "-m", "api.pages.typesetting")
BRAND: Final = "Leadership Ledger"
WIDE: Final = 700
"""Units of a drawing from which on it is printed across."""
MANY: Final = 3
"""Columns that stand upright; more are printed across."""


class NotSet(RuntimeError):
    """The process that sets ended without a PDF, which is a mistake of ours."""


class Press:
    """Where PDFs are made, a few at a time."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_A_TIME)

    async def printed(self, html: str, moment: str, whom: str | None, made: datetime) -> bytes:
        """A page as PDF. When nobody waits for it any more, it is made no further."""
        tree = elements_of(html)
        blocks = blocks_of(tree)
        told = {
            "title": title_of(tree),
            "moment": moment,
            "language": language(),
            "numbered": said("Page {page} of {all}"),
            "whom": said(
                "Made for %(whom)s on %(at)s.", whom=whom or said("whoever asked, by no name"), at=instant(made)
            ),
            "made": {part: getattr(made, part) for part in ("year", "month", "day", "hour", "minute", "second")},
            "across": any(is_wide(block) for block in blocks),
            "blocks": blocks,
        }
        async with self._turns:
            return await typeset(msgspec.json.encode(told))


async def typeset(told: bytes) -> bytes:
    """What the process makes of it. It is ended with whoever waits for it; it is told nothing of ours beside."""
    process = await asyncio.create_subprocess_exec(*COMMAND, stdin=PIPE, stdout=PIPE, stderr=PIPE, env={})
    try:
        made, why = await process.communicate(told)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise NotSet(why.decode(errors="replace").strip().splitlines()[-1:])
    return made


def is_wide(block: Mapping[str, Any]) -> bool:
    """Whether it needs the long side of the paper."""
    return block.get("wide", 0) > WIDE or len(block.get("columns", ())) > MANY


def moment_of(as_of: Mapping[str, Any]) -> str:
    """What is said below each page of as of when it is."""
    return said(
        "As known up to entry %(position)s and true on %(day)s.",
        position=as_of["position"],
        day=day(as_of["effectiveOn"]),
    )


def title_of(page: Element) -> str:
    """What a page is called, without by whom."""
    title = next(page.all("title"))
    return " ".join(lines_of(title)).removesuffix(f" – {BRAND}")
