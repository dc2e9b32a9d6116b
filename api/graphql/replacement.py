"""A command inside another: what an entry should have said, or what should have been recorded instead."""

from __future__ import annotations

from typing import Any, Final

from domain.appointments import AppointToRole, EstablishRole, VacateRole
from domain.assessments import RecordAssessment
from domain.assignments import CompleteAssignment, CutAssignmentShort, GiveAssignment
from domain.facts import Command
from domain.feedback import GiveFeedback, RequestFeedback
from domain.growth import StateAspiration, WithdrawAspiration
from domain.mentoring import AgreeMentorship, EndMentorship, HoldMentoringSession
from domain.mentoring_evaluation import EvaluateMentoring
from domain.people import IdentifyPerson, JoinPerson, LeavePerson, MovePerson, RenamePerson
from domain.practice import NoteLesson, RecordCoaching, RecordPractice
from domain.promotions import ProposePromotion
from domain.readiness import AssessReadiness
from domain.retention import AssessImpactOfLoss, AssessRetentionRisk
from domain.succession import NominateSuccessor, RemoveSuccessor

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
