"""Words that stand alone in a row and hold for the rows beneath, as “REPARTO: Produzione”: read as one more column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from api.imports.heading_rows import is_known
from api.imports.names import IN_BRACKETS
from api.imports.records import Record, said
from api.imports.tables import BANNER, BANNERS, Table

COUNT: Final = re.compile(r"\s*[(（\[]\s*\d+[^)）\]]*[)）\]]$")
"""How many rows stand beneath, as in “Sales (12)”."""
KIND: Final = re.compile(r"(?P<kind>[^:：\-–—]{2,30}?)\s*(?:[:：]|\s[-–—]\s)\s*(?P<name>.+)")
"""What sort of thing a banner names, before its name: “Dept.: Sales”, “Reparto - Vendite”."""


def with_banners(file: Table, asked_for: Collection[str]) -> Table:
    """The table with what its banners say in a column, where whoever imports has asked for that column."""
    if BANNERS not in asked_for or BANNERS in file.headings:
        return file
    return replace(file, records=lambda: under_banners(file), headings=(*file.headings, BANNERS))


def under_banners(file: Table) -> Iterator[Record]:
    """The records, each with the nearest banner above it; of a banner nothing is left but what it says."""
    width, above, is_first = len(file.headings), "", True
    for one in file.records():
        if one.wrong or one.number <= file.headings_in or not any(one.cells):
            yield one
            continue
        about = file.about(one.cells, beneath=is_first)
        is_first = False
        if about not in ("", BANNER):
            yield one
            continue
        own = [*one.cells, *[""] * (width - len(one.cells))]
        alone = [cell for cell in own if said(cell)]
        if len(alone) == 1:
            above, own = name_in(alone[0]), [""] * width
        yield Record(one.number, [*own, above])


def name_in(banner: str) -> str:
    """What a banner names, without what sort of thing that is, and how many rows stand beneath."""
    name = COUNT.sub("", banner).strip() or banner
    if whole := IN_BRACKETS.fullmatch(name):
        name = whole[1].strip() or name
    told = KIND.fullmatch(name)
    return told["name"] if told and is_known(told["kind"]) else name
