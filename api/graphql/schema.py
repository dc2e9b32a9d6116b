"""The schema: all questions and all commands, and what holds for each of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType, Undefined
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api.graphql.documents import KeptDocuments
from api.graphql.mutations.appeals import AppealMutations
from api.graphql.mutations.appointments import AppointmentMutations
from api.graphql.mutations.assessments import AssessmentMutations
from api.graphql.mutations.assignments import AssignmentMutations
from api.graphql.mutations.corrections import CorrectionMutations
from api.graphql.mutations.feedback import FeedbackMutations
from api.graphql.mutations.frameworks import FrameworkMutations
from api.graphql.mutations.growth import GrowthMutations
from api.graphql.mutations.mentoring import MentoringMutations
from api.graphql.mutations.mentoring_evaluation import MentoringEvaluationMutations
from api.graphql.mutations.panels import PanelMutations
from api.graphql.mutations.people import PeopleMutations
from api.graphql.mutations.practice import PracticeMutations
from api.graphql.mutations.promotion_decisions import PromotionDecisionMutations
from api.graphql.mutations.promotion_file import PromotionFileMutations
from api.graphql.mutations.promotions import PromotionMutations
from api.graphql.mutations.readiness import ReadinessMutations
from api.graphql.mutations.remarks import RemarkMutations
from api.graphql.mutations.retention import RetentionMutations
from api.graphql.mutations.succession import SuccessionMutations
from api.graphql.mutations.voting import VotingMutations
from api.graphql.queries.entries import EntryQueries
from api.graphql.queries.frameworks import FrameworkQueries
from api.graphql.queries.nodes import NodeQueries
from api.graphql.queries.people import PeopleQueries
from api.graphql.queries.promotion_case import PromotionCaseQueries
from api.graphql.queries.rescoring import RescoringQueries
from api.graphql.queries.succession_bench import SuccessionBenchQueries
from api.graphql.queries.then_and_now import ThenAndNowQueries
from api.graphql.scalars import SCALARS
from api.graphql.shown import attribute

CHECKED_IN = Path(__file__).with_name("schema.graphql")


@strawberry.type(description="What can be asked. Every question takes `asOf`: what was known, and true on which day.")
class Query(
    PeopleQueries,
    SuccessionBenchQueries,
    PromotionCaseQueries,
    ThenAndNowQueries,
    RescoringQueries,
    FrameworkQueries,
    EntryQueries,
    NodeQueries,
):
    pass


@strawberry.type(description="What can be recorded: each takes one command, and the rules record it or refuse it.")
class Mutation(
    PeopleMutations,
    FrameworkMutations,
    AssessmentMutations,
    AssignmentMutations,
    PracticeMutations,
    FeedbackMutations,
    GrowthMutations,
    MentoringMutations,
    MentoringEvaluationMutations,
    AppointmentMutations,
    SuccessionMutations,
    ReadinessMutations,
    RetentionMutations,
    PromotionMutations,
    PromotionFileMutations,
    PanelMutations,
    VotingMutations,
    PromotionDecisionMutations,
    AppealMutations,
    CorrectionMutations,
    RemarkMutations,
):
    pass


class Schema(strawberry.Schema):
    """Strawberry's, with what this house does otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._leave_out_what_says_nothing()

    def _leave_out_what_says_nothing(self) -> None:
        """An argument that may be left out is null anyway: a default that says so is noise in every reader's way."""
        for of in self._schema.type_map.values():
            inputs = of.fields.values() if isinstance(of, GraphQLInputObjectType) else ()
            fields = of.fields.values() if isinstance(of, GraphQLObjectType | GraphQLInterfaceType) else ()
            for argument in (*inputs, *(each for field in fields for each in field.args.values())):
                if argument.default_value is None:
                    argument.default_value = Undefined

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """The endpoint says what is logged of an error; strawberry would log what people typed."""


schema = Schema(
    Query,
    Mutation,
    extensions=[KeptDocuments],
    config=StrawberryConfig(default_resolver=attribute, scalar_map=SCALARS),
)

if __name__ == "__main__":
    CHECKED_IN.write_text(f"{schema.as_str()}\n")
