"""Which commands begin something new: its id may be left out, and is then made here and answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from domain.development.assessments import RecordAssessment
from domain.development.assignments import GiveAssignment
from domain.kernel.commands import Command
from domain.mentoring.agreements import AgreeMentorship
from domain.organisation.appointments import EstablishRole
from domain.people.joining import JoinPerson
from domain.promotions.proposals import ProposePromotion

BEGINS: Final[Mapping[type[Command[Any]], str]] = {
    JoinPerson: "person",
    EstablishRole: "role",
    AgreeMentorship: "mentorship",
    ProposePromotion: "case",
    GiveAssignment: "assignment",
    RecordAssessment: "assessment",
}
"""The field that holds the id, which is also the first word of the id."""
