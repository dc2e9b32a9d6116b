"""Every command by its name, and which of them asks for what an event says."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, get_type_hints

from domain.appeal_decisions import DecideAppeal
from domain.appeals import LodgeAppeal
from domain.appointments import AppointToRole, EstablishRole, VacateRole
from domain.assessments import RecordAssessment
from domain.assignments import CompleteAssignment, CutAssignmentShort, GiveAssignment
from domain.corrections import CorrectEntry, RetractEntry
from domain.declarations import DeclareConflict
from domain.facts import Command
from domain.feedback import GiveFeedback, RequestFeedback
from domain.frameworks import PublishFramework
from domain.growth import StateAspiration, WithdrawAspiration
from domain.mentoring import AgreeMentorship, EndMentorship, HoldMentoringSession
from domain.mentoring_evaluation import EvaluateMentoring
from domain.panels import ConvenePanel, NameSubstitute
from domain.people import IdentifyPerson, JoinPerson, LeavePerson, MovePerson, RenamePerson
from domain.practice import NoteLesson, RecordCoaching, RecordPractice
from domain.promotion_decisions import ApprovePromotion, DeclinePromotion, DeferPromotion
from domain.promotion_file import CloseFile, FileEvidence
from domain.promotions import ProposePromotion
from domain.readiness import AssessReadiness
from domain.recommendations import StateRecommendation
from domain.recusals import RecuseMember, RetainMember
from domain.remarks import AnswerRectification, AttachStatement, RequestRectification
from domain.retention import AssessImpactOfLoss, AssessRetentionRisk
from domain.succession import ConfirmSlate, NominateSuccessor, RemoveSuccessor
from domain.vote_rounds import CloseVote, OpenVote
from domain.voting import CastVote

AnyCommand = type[Command[Any]]

ASKED_BY: Final[Mapping[str, AnyCommand]] = {
    "PersonJoined": JoinPerson,
    "PersonIdentified": IdentifyPerson,
    "PersonRenamed": RenamePerson,
    "PersonMoved": MovePerson,
    "PersonLeft": LeavePerson,
    "FrameworkPublished": PublishFramework,
    "AssessmentRecorded": RecordAssessment,
    "AssignmentGiven": GiveAssignment,
    "AssignmentCompleted": CompleteAssignment,
    "AssignmentCutShort": CutAssignmentShort,
    "PracticeRecorded": RecordPractice,
    "CoachingHeld": RecordCoaching,
    "LessonNoted": NoteLesson,
    "FeedbackRequested": RequestFeedback,
    "FeedbackGiven": GiveFeedback,
    "AspirationStated": StateAspiration,
    "AspirationWithdrawn": WithdrawAspiration,
    "MentorshipAgreed": AgreeMentorship,
    "MentoringSessionHeld": HoldMentoringSession,
    "MentoringEvaluated": EvaluateMentoring,
    "MentorshipEnded": EndMentorship,
    "RoleEstablished": EstablishRole,
    "AppointmentMade": AppointToRole,
    "RoleVacated": VacateRole,
    "SuccessorNominated": NominateSuccessor,
    "SlateConfirmed": ConfirmSlate,
    "SuccessorRemovedFromSlate": RemoveSuccessor,
    "ReadinessAssessed": AssessReadiness,
    "RetentionRiskAssessed": AssessRetentionRisk,
    "ImpactOfLossAssessed": AssessImpactOfLoss,
    "PromotionProposed": ProposePromotion,
    "EvidenceFiled": FileEvidence,
    "FileClosed": CloseFile,
    "PromotionPanelConvened": ConvenePanel,
    "SubstituteNamed": NameSubstitute,
    "ConflictDeclared": DeclareConflict,
    "MemberRecused": RecuseMember,
    "MemberRetained": RetainMember,
    "VoteOpened": OpenVote,
    "VoteCast": CastVote,
    "VoteClosed": CloseVote,
    "PanelRecommended": StateRecommendation,
    "PromotionApproved": ApprovePromotion,
    "PromotionDeclined": DeclinePromotion,
    "PromotionDeferred": DeferPromotion,
    "AppealLodged": LodgeAppeal,
    "AppealDecided": DecideAppeal,
    "StatementAttached": AttachStatement,
    "RectificationRequested": RequestRectification,
    "RectificationAnswered": AnswerRectification,
    "EntryRetracted": RetractEntry,
}
"""By the kind of an entry, the command that asks for one."""

ALL: Final[tuple[AnyCommand, ...]] = (*ASKED_BY.values(), CorrectEntry)
COMMANDS: Final[Mapping[str, AnyCommand]] = {command.__name__: command for command in ALL}


@dataclasses.dataclass(frozen=True)
class FieldOf:
    """A field of a dataclass, as far as reading one needs it."""

    name: str
    hint: Any
    required: bool


@cache
def fields_of(of: type) -> Mapping[str, FieldOf]:
    """The fields of a command, or of a value that one carries."""
    hints = get_type_hints(of)
    return {
        one.name: FieldOf(
            one.name,
            hints[one.name],
            one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING,
        )
        for one in dataclasses.fields(of)
    }
