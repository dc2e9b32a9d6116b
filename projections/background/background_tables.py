"""What people's backgrounds are read from: what each brings along, who vouched for it, and whether they would move."""

from __future__ import annotations

from typing import Any, Final

from domain.background.confirming import BackgroundConfirmed
from domain.background.experiences import ExperienceRecorded
from domain.background.languages import LanguageRecorded
from domain.background.qualifications import QualificationRecorded
from domain.development.aspirations import AspirationStated, AspirationWithdrawn
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import Wall

EXPERIENCE, LANGUAGE, QUALIFICATION = "experience", "language", "qualification"


def experienced(entry: SealedEntry[ExperienceRecorded]) -> tuple[Row, ...]:
    return (brought(entry, EXPERIENCE, entry.event.experience, None, entry.event.until),)


def spoken(entry: SealedEntry[LanguageRecorded]) -> tuple[Row, ...]:
    return (brought(entry, LANGUAGE, entry.event.language, entry.event.proficiency, None),)


def qualified(entry: SealedEntry[QualificationRecorded]) -> tuple[Row, ...]:
    return (brought(entry, QUALIFICATION, entry.event.qualification_kind, None, entry.event.until),)


def brought(entry: SealedEntry[Any], sort: str, what: str, proficiency: str | None, until: object) -> Row:
    return (entry.stream, sort, what, proficiency, until, f"{entry.stream}@{entry.version}")


def vouched(entry: SealedEntry[BackgroundConfirmed]) -> tuple[Row, ...]:
    return ((entry.stream, str(entry.event.entry), entry.event.confirmed_by),)


def stated(entry: SealedEntry[AspirationStated]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.mobile),)


def withdrawn(entry: SealedEntry[AspirationWithdrawn]) -> tuple[Row, ...]:
    return ((entry.stream, False),)


DEVELOPMENT: Final = (Wall("development", ("person",)),)
OF_PERSON: Final = f"person, {NEWEST_FIRST}"
BROUGHT: Final = Table(
    "background",
    {
        "person": "text NOT NULL",
        "sort": "text NOT NULL",
        "what": "text NOT NULL",
        "proficiency": "text",
        "until": "date",
        "reference": "text NOT NULL",
    },
    {ExperienceRecorded: experienced, LanguageRecorded: spoken, QualificationRecorded: qualified},
    walls=DEVELOPMENT,
    indexes=(OF_PERSON, "sort, what"),
)
VOUCHED: Final = Table(
    "background_confirmed",
    {"person": "text NOT NULL", "reference": "text NOT NULL", "confirmed_by": "text NOT NULL"},
    {BackgroundConfirmed: vouched},
    walls=DEVELOPMENT,
    indexes=(OF_PERSON,),
)
WOULD_MOVE: Final = Table(
    "would_move",
    {"person": "text NOT NULL", "mobile": "boolean NOT NULL"},
    {AspirationStated: stated, AspirationWithdrawn: withdrawn},
    walls=DEVELOPMENT,
    indexes=(OF_PERSON,),
)
BACKGROUND: Final = ReadModel("background", (BROUGHT, VOUCHED, WOULD_MOVE))
