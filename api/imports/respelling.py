"""Words that were recorded misspelled because their file was read in another encoding: a correction, and no change."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from api.imports.histories import History, Stay
from api.imports.text_encodings import USUAL
from api.imports.words import squeezed
from domain.people.employment import Placement

ENCODINGS: Final = ("utf-8", "latin-1", "mac_roman", "cp850", *USUAL)
TEXTS: Final = ("function", "job_title", "site", "employer")
"""What is written in words in a placement."""


def respelled(history: History, name: str, said: Mapping[str, Any]) -> History:
    """A history in which what a source says is spelled as it is there, where it was misspelled."""
    stays = tuple(with_stay_respelled(stay, name, said) for stay in history.stays)
    names = tuple(replace(one, what=mended_name(one.what, name)) for one in history.names)
    same = all(one is other for one, other in zip(stays, history.stays, strict=True)) and names == history.names
    return history if same else replace(history, stays=stays, names=names)


def with_stay_respelled(stay: Stay, name: str, said: Mapping[str, Any]) -> Stay:
    """A stay with its words as the source spells them."""
    placed, called = [placement_respelled(one.placement, said) for one in stay.stood], mended_name(stay.name, name)
    if called == stay.name and all(one.placement is where for one, where in zip(stay.stood, placed, strict=True)):
        return stay
    stood = tuple(replace(one, placement=where) for one, where in zip(stay.stood, placed, strict=True))
    return replace(stay, name=called, stood=stood)


def placement_respelled(placement: Placement, said: Mapping[str, Any]) -> Placement:
    """A placement with its words as the source spells them."""
    differs = [name for name in TEXTS if name in said and said[name] != getattr(placement, name)]
    right = {name: said[name] for name in differs if is_misspelled(getattr(placement, name), said[name])}
    return replace(placement, **right) if right else placement


def mended_name(known: str, name: str) -> str:
    """A name as the source has it, if it is the same: misspelled, or turned round as “Ash, Robin”."""
    if known == name:
        return known
    turned = "," in known and sorted(map(squeezed, known.split(","))) == sorted(map(squeezed, halves(known, name)))
    return name if turned or is_misspelled(known, name) else known


def halves(known: str, name: str) -> tuple[str, str]:
    """A name cut where the other one has its comma."""
    given = known.partition(",")[2].strip()
    return given, name[len(given) :].strip()


@lru_cache(1 << 12)
def is_misspelled(known: object, right: object) -> bool:
    """Whether one text is the other, read in an encoding in which it was not written, or in other signs for letters."""
    if not (isinstance(known, str) and isinstance(right, str)) or known == right or right.isascii():
        return False
    if unicodedata.normalize("NFC", known) == right:
        return True
    return any(known in read_otherwise(right, encoding) for encoding in ENCODINGS)


@lru_cache(1 << 12)
def read_otherwise(text: str, encoding: str) -> frozenset[str]:
    """What a text written in an encoding looks like when it is read in others."""
    try:
        written = text.encode(encoding)
    except UnicodeError:
        return frozenset()
    found = set()
    for other in ENCODINGS:
        for errors in ("strict", "replace", "ignore"):
            try:
                found.add(unicodedata.normalize("NFC", written.decode(other, errors)))
            except UnicodeError:
                continue
    return frozenset(one for one in found if not one.isascii())
