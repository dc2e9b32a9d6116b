"""Every command by its name, and which of them asks for what an event says."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, get_type_hints

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.amendments.remarks import AnswerRectification, AttachStatement, RequestRectification
from domain.development.aspirations import StateAspiration, WithdrawAspiration
from domain.development.assessments import RecordAssessment
from domain.development.assignments import CompleteAssignment, CutAssignmentShort, GiveAssignment
from domain.development.feedback import GiveFeedback, RequestFeedback
from domain.development.practice import NoteLesson, RecordCoaching, RecordPractice
from domain.frameworks.publishing import PublishFramework
from domain.kernel.commands import Command
from domain.mentoring.agreements import AgreeMentorship, EndMentorship, HoldMentoringSession
from domain.mentoring.evaluation import EvaluateMentoring
from domain.organisation.appointments import AppointToRole, EstablishRole, VacateRole
from domain.organisation.leaving_roles import LeavePerson
from domain.people.joining import JoinPerson
from domain.people.moving import MovePerson
from domain.people.naming import IdentifyPerson, RenamePerson
from domain.promotions.appeal_decisions import DecideAppeal
from domain.promotions.appeals import LodgeAppeal
from domain.promotions.decisions import ApprovePromotion, DeclinePromotion, DeferPromotion
from domain.promotions.panels.convening import ConvenePanel, NameSubstitute
from domain.promotions.panels.declarations import DeclareConflict
from domain.promotions.panels.recommendations import StateRecommendation
from domain.promotions.panels.recusals import RecuseMember, RetainMember
from domain.promotions.panels.vote_casting import CastVote
from domain.promotions.panels.vote_counting import CloseVote
from domain.promotions.panels.vote_opening import OpenVote
from domain.promotions.promotion_file import CloseFile, FileEvidence
from domain.promotions.proposals import ProposePromotion
from domain.succession.readiness import AssessReadiness
from domain.succession.retention import AssessImpactOfLoss, AssessRetentionRisk
from domain.succession.slates import ConfirmSlate, NominateSuccessor, RemoveSuccessor

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
