"""The packs that ship with the ledger, by the names of their files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from domain.frameworks.edition import Edition
from domain.frameworks.packs.reading import Pack, read_pack

FOLDER: Final = "domain.frameworks.packs"
ENDING: Final = ".toml"
LEADERSHIP: Final = "leadership"
SMALL_FIRM: Final = "small-firm"
PASSAGES: Final = "passages"
LOOP: Final = "loop"


def names() -> tuple[str, ...]:
    """The names of all that ship."""
    found = (each.name.removesuffix(ENDING) for each in files(FOLDER).iterdir() if each.name.endswith(ENDING))
    return tuple(sorted(found))


@cache
def shipped(name: str) -> Pack:
    """A pack that ships with the ledger."""
    return read_pack(text_of(name))


def text_of(name: str) -> str:
    """The file of a pack that ships with the ledger."""
    return (files(FOLDER) / f"{name}{ENDING}").read_text("utf-8")


def present_edition() -> Edition:
    """The edition that a fresh ledger begins with."""
    return shipped(LEADERSHIP).edition
