"""Which commands begin something new: its id may be left out, and is then made here and answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from domain.appointments import EstablishRole
from domain.assessments import RecordAssessment
from domain.assignments import GiveAssignment
from domain.facts import Command
from domain.mentoring import AgreeMentorship
from domain.people import JoinPerson
from domain.promotions import ProposePromotion

BEGINS: Final[Mapping[type[Command[Any]], str]] = {
    JoinPerson: "person",
    EstablishRole: "role",
    AgreeMentorship: "mentorship",
    ProposePromotion: "case",
    GiveAssignment: "assignment",
    RecordAssessment: "assessment",
}
"""The field that holds the id, which is also the first word of the id."""
