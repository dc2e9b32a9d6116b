"""What is asked of a feedback cycle beside what the language derives: it takes what waits beside the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Annotated, Any, Final, TypeVar, cast
from uuid import UUID

import strawberry

from api.access.callers import Caller
from api.access.unseen import without_telling_of
from api.executors import WRITING, in_thread
from api.feedback_cycles import answering, running
from api.graphql.context import Info
from api.graphql.costs import HOLDS
from api.graphql.node import checked_id
from api.graphql.outcome import Outcome, Recorded, Refused, refused, settled
from api.graphql.queries.feedback_cycles import HANDED_OUT, FeedbackRequest, Rater
from domain.cycles.answering import CompetencyRated, RatersAnswer
from domain.cycles.cycle import CycleId
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from ledger import Ledger

T = TypeVar("T")
THE_CYCLE: Final = "Id of the feedback cycle."
THE_COMMAND: Final = "Your own id of this request: asked again with it, it is recorded once, and answered as before."
INPUT: Final = strawberry.argument(description="What is asked for.")
CommandId = Annotated[UUID | None, strawberry.argument(description=THE_COMMAND)]


@strawberry.type(description="Who is to be asked, each in the group that follows from where they stand.")
class Nominated:
    raters: list[Rater] = strawberry.field(  # type: ignore[valid-type]
        description="Everybody who is to be asked, the person among them.", metadata={HOLDS: 60}
    )


@strawberry.type(description="What somebody is asked, and with what they answer: it is told once.")
class FeedbackTakenUp:
    secret: str = strawberry.field(
        description="Shown with the answer, and good until the close. Another taken up stands in its place."
    )
    request: FeedbackRequest = strawberry.field(description="What is asked, and who will read the result.")


@strawberry.type(description="The answer is kept, and can be changed until the close.")
class AnswerKept:
    until: date = strawberry.field(description="The last day on which it can be changed.")


Nomination = Annotated[Nominated | Refused, strawberry.union("Nomination", description="Who is nominated, or why not.")]
TakenUp = Annotated[
    FeedbackTakenUp | Refused, strawberry.union("TakenUp", description="The request that is taken up, or why not.")
]
Answering = Annotated[
    AnswerKept | Refused, strawberry.union("Answering", description="That an answer is kept, or why not.")
]


@strawberry.input(description="What a rater has seen of one competency.")
class CompetencyRatedInput:
    of: str = strawberry.field(description="Name of the competency.")
    value: int | None = strawberry.field(
        default=None, description="On the scale of the edition; null where they know too little, which is not counted."
    )


@strawberry.input(description="What a rater says. Nothing of it is recorded before the close, and their name never.")
class AnswerFeedbackInput:
    secret: str = strawberry.field(description=HANDED_OUT)
    ratings: list[CompetencyRatedInput] = strawberry.field(
        default_factory=list, description="Competency by competency; of those that are left out they know too little."
    )
    words: str = strawberry.field(
        default="", description="In their own words: told without their group, among what others wrote."
    )
    knows_too_little: bool = strawberry.field(
        default=False, description="Whether they know the person too little to say anything, which is not counted."
    )


@strawberry.input(description="Which feedback cycle is meant.")
class FeedbackCycleInput:
    cycle: strawberry.ID = strawberry.field(description=THE_CYCLE)


@strawberry.input(description="Whom the person wants to be asked.")
class NominateRatersInput(FeedbackCycleInput):
    raters: list[strawberry.ID] = strawberry.field(description="Ids of the people; not the person’s own.")


@strawberry.input(description="That the raters who are nominated are approved.")
class OpenFeedbackCycleInput(FeedbackCycleInput):
    small_rolled_up: bool = strawberry.field(
        default=False, description="Whether groups that are too small are to be told with others."
    )


@strawberry.input(description="That a feedback cycle is given up.")
class CancelFeedbackCycleInput(FeedbackCycleInput):
    why: str = strawberry.field(description="Why it is given up.")


def cycle_of(given: FeedbackCycleInput) -> CycleId:
    """The id that is given. Raises BadInput for what is none."""
    return CycleId(checked_id("input.cycle", given.cycle, "cycle"))


async def done_about(info: Info, cycle: CycleId, doing: Callable[[CycleId, Caller | None, Ledger], T]) -> T:
    """What comes of something done about a cycle; refused as if there were none to whoever is told nothing of it."""
    caller, ledger = info.context.caller, info.context.services.ledger
    return await in_thread(WRITING, without_telling_of, cycle, caller, ledger, lambda one: doing(one, caller, ledger))


async def nominate_raters(info: Info, input: Annotated[NominateRatersInput, INPUT]) -> Nominated | Refused:  # noqa: A002
    asked = cycle_of(input)
    people = [PersonId(checked_id("input.raters", each, "person")) for each in input.raters]
    try:
        named = await done_about(info, asked, lambda cycle, by, ledger: running.nominate(cycle, people, by, ledger))
    except Refusal as refusal:
        return refused(refusal)
    return Nominated(raters=list(named))


async def open_feedback_cycle(
    info: Info,
    input: Annotated[OpenFeedbackCycleInput, INPUT],  # noqa: A002
    command_id: CommandId = None,
) -> Recorded | Refused:
    asked, context = cycle_of(input), info.context
    open_it = partial(running.open_cycle, small_rolled_up=input.small_rolled_up, command_id=command_id)
    return await settled(context, done_about(info, asked, open_it), asked)


async def cancel_feedback_cycle(
    info: Info,
    input: Annotated[CancelFeedbackCycleInput, INPUT],  # noqa: A002
    command_id: CommandId = None,
) -> Recorded | Refused:
    asked, context = cycle_of(input), info.context
    doing = done_about(info, asked, lambda cycle, by, ledger: running.cancel(cycle, input.why, by, ledger, command_id))
    return await settled(context, doing, asked)


async def close_feedback_cycle(info: Info, input: Annotated[FeedbackCycleInput, INPUT]) -> Recorded | Refused:  # noqa: A002
    asked, context = cycle_of(input), info.context
    return await settled(context, done_about(info, asked, running.close), asked)


async def take_up_feedback_request(
    info: Info,
    input: Annotated[FeedbackCycleInput, INPUT],  # noqa: A002
) -> FeedbackTakenUp | Refused:
    asked, context = cycle_of(input), info.context
    try:
        secret, request = await in_thread(WRITING, answering.take_up, asked, context.caller, context.services.ledger)
    except Refusal as refusal:
        return refused(refusal)
    return FeedbackTakenUp(secret=secret, request=cast("FeedbackRequest", request))


async def answer_feedback(info: Info, input: Annotated[AnswerFeedbackInput, INPUT]) -> AnswerKept | Refused:  # noqa: A002
    ratings = tuple(CompetencyRated(each.of, each.value) for each in input.ratings)
    said = RatersAnswer(ratings, input.words, input.knows_too_little)
    try:
        until = await in_thread(WRITING, answering.answer, input.secret, said, info.context.services.ledger)
    except Refusal as refusal:
        return refused(refusal)
    return AnswerKept(until=until)


def told_as(resolve: Any, of: Any, description: str) -> Any:
    """A mutation that answers with a union."""
    resolve.__annotations__["return"] = of
    return strawberry.mutation(resolve, description=description)


BESIDE_THE_COMMANDS: Final[Mapping[str, Any]] = {
    "nominate_raters": told_as(
        nominate_raters,
        Nomination,
        "Say whom to ask about yourself, in the place of whom you named before. Who that is stands in no entry.",
    ),
    "open_feedback_cycle": told_as(
        open_feedback_cycle, Outcome, "Approve the raters who are nominated, and ask them. Whoever approves opens."
    ),
    "cancel_feedback_cycle": told_as(
        cancel_feedback_cycle, Outcome, "Give a cycle up, before it is closed: what was answered is destroyed unread."
    ),
    "close_feedback_cycle": told_as(
        close_feedback_cycle,
        Outcome,
        "Release what was answered, once its last day is over or all have answered; who did is destroyed.",
    ),
    "take_up_feedback_request": told_as(
        take_up_feedback_request, TakenUp, "Be handed the secret with which you answer what you are asked."
    ),
    "answer_feedback": told_as(
        answer_feedback,
        Answering,
        "Answer what you are asked, in the place of what you answered before. Whoever shows the secret answers.",
    ),
}
"""By name, in the words of Python."""
