"""The kinds of entries that somebody may choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.pages.page import Answer
from api.pages.templates import kind
from ledger.storage.forms import forms

NAMES: Final = ("name", "title")
"""What those are called by whose streams entries stand on."""


def ledger_shown(answer: Answer) -> Mapping[str, object]:
    """Every kind, in the order of the reader's alphabet, and what the subjects of entries are called."""
    nodes = (answer["entries"] or {"nodes": ()})["nodes"]
    subjects = (entry["fact"]["subject"] for entry in nodes if entry["fact"] and entry["fact"]["subject"])
    writers = {entry["writer"]["id"]: entry["writer"]["name"] for entry in nodes if entry["writer"]}
    names = {of["id"]: next(filter(None, map(of.get, NAMES)), None) for of in subjects}
    return {"kinds": sorted(forms(), key=kind), "called": writers | names}
