"""Mistakes in the demo's ledger, found within weeks: nothing is edited, another entry says what is right."""

from __future__ import annotations

from dataclasses import replace

from demo.chronicle import Life
from demo.organisation import Organisation
from demo.phrasing import phrase
from demo.somebody import Somebody
from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.development.practice import RecordPractice
from domain.kernel.facts import Reference


def mended(organisation: Organisation, somebody: Somebody, practice: RecordPractice, at: Reference) -> Life:
    """What was wrong about a practice is found out by whoever wrote it."""
    yield organisation.chronicle.after(2, 25)
    if organisation.dice.random() < 0.3:
        reason = phrase(organisation, somebody, "retracted")
        organisation.chronicle.write(RetractEntry(at, reason), somebody.person)
    else:
        reason = phrase(organisation, somebody, "corrected")
        right = replace(practice, hours=(practice.hours or 1.0) + 2)
        organisation.chronicle.write(CorrectEntry(at, right, reason), somebody.person)
