"""The packs that ship with the ledger, by the names of their files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from domain.frameworks.edition import Edition
from domain.frameworks.packs.reading import Pack, read_pack

LEADERSHIP: Final = "leadership"
SMALL_FIRM: Final = "small-firm"


@cache
def shipped(name: str) -> Pack:
    """A pack that ships with the ledger."""
    return read_pack(text_of(name))


def text_of(name: str) -> str:
    """The file of a pack that ships with the ledger."""
    return (files("domain.frameworks.packs") / f"{name}.toml").read_text("utf-8")


def present_edition() -> Edition:
    """The edition that a fresh ledger begins with."""
    return shipped(LEADERSHIP).edition
