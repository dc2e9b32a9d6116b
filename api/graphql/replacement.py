"""A command inside another: what an entry should have said, or what should have been recorded instead."""

from __future__ import annotations

from typing import Any, Final

from domain.development.aspirations import StateAspiration, WithdrawAspiration
from domain.development.assessments import RecordAssessment
from domain.development.assignments import CompleteAssignment, CutAssignmentShort, GiveAssignment
from domain.development.feedback import GiveFeedback, RequestFeedback
from domain.development.practice import NoteLesson, RecordCoaching, RecordPractice
from domain.kernel.commands import Command
from domain.mentoring.agreements import AgreeMentorship, EndMentorship, HoldMentoringSession
from domain.mentoring.evaluation import EvaluateMentoring
from domain.organisation.appointments import AppointToRole, EstablishRole, VacateRole
from domain.organisation.leaving_roles import LeavePerson
from domain.people.joining import JoinPerson
from domain.people.moving import MovePerson
from domain.people.naming import IdentifyPerson, RenamePerson
from domain.promotions.proposals import ProposePromotion
from domain.succession.readiness import AssessReadiness
from domain.succession.retention import AssessImpactOfLoss, AssessRetentionRisk
from domain.succession.slates import NominateSuccessor, RemoveSuccessor

OF_FACTS: Final[tuple[type[Command[Any]], ...]] = (
    JoinPerson, IdentifyPerson, RenamePerson, MovePerson, LeavePerson,
    RecordAssessment, GiveAssignment, CompleteAssignment, CutAssignmentShort,
    RecordPractice, RecordCoaching, NoteLesson, RequestFeedback, GiveFeedback,
    StateAspiration, WithdrawAspiration,
    AgreeMentorship, HoldMentoringSession, EndMentorship, EvaluateMentoring,
    EstablishRole, AppointToRole, VacateRole,
    NominateSuccessor, RemoveSuccessor, AssessReadiness, AssessRetentionRisk, AssessImpactOfLoss,
    ProposePromotion,
)  # fmt: skip
"""What can be corrected or retracted. Acts cannot: they are answered by acts of their own."""
