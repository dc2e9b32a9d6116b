"""One request that is answered by a plan: all that can be told at once is, and what has to be waited for, together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from types import CoroutineType
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from graphql import GraphQLError, GraphQLResolveInfo, located_error, pyutils
from strawberry.execution.is_awaitable import optimized_is_awaitable

if TYPE_CHECKING:
    from api.graphql.compiled.plans import Plan, PlannedField

Path: TypeAlias = "tuple[Path, str | int, bool] | None"
"""Where in an answer something stands: where what it stands in does, its name or number there, and if it may be null.
The answer itself stands nowhere, and may be null."""
Complete = Callable[[Any, "Run", Path], Any]
"""Makes of what a resolver answered what the client is told."""

NOWHERE: Final = pyutils.Path(None, "", None)


class NoNullHere(Exception):
    """Something may not be null and has failed, so that what it stands in is null."""

    def __init__(self, error: GraphQLError) -> None:
        super().__init__(error.message)
        self.error = error


class Run:
    """What is shared by all that is told of one request."""

    __slots__ = ("_arguments", "_failed", "_tasks", "_told", "context", "errors", "plan", "variables")

    def __init__(self, plan: Plan, context: Any, variables: Any) -> None:
        self.plan, self.context, self.variables = plan, context, variables
        self.errors: list[GraphQLError] = []
        self._told: dict[str, Any] | None = None
        self._failed: set[tuple[str | int, ...]] = set()
        """Where something is null as it failed, or what stands in it did: what fails there later matters no more."""
        self._tasks = asyncio.TaskGroup()
        self._arguments: dict[PlannedField, dict[str, Any]] = {}

    async def answer(self) -> dict[str, Any] | None:
        """What is told; what has failed stands in `errors`. All that was begun has ended then."""
        async with self._tasks:
            try:
                self._told = fill(self.plan.fields, None, self, None)
            except NoNullHere as nothing:
                self.null(None, nothing.error)
        return self._told

    def later(
        self, told: Any, at: str | int, value: Awaitable[Any], complete: Complete, field: PlannedField, path: Path
    ) -> None:
        """Have something put in as soon as it is there; where whoever asked has gone before it began, let go of it."""
        putting_in = put_in(told, at, value, complete, field, self, path)
        try:
            task = self._tasks.create_task(putting_in)
        except RuntimeError:  # nothing more is begun
            putting_in.close()
            let_go(value)
            raise
        task.add_done_callback(lambda _: let_go(value))

    def arguments(self, field: PlannedField) -> dict[str, Any]:
        """What a field is asked with, which is the same for all that it is asked of."""
        if (given := self._arguments.get(field)) is None:
            given = self._arguments[field] = field.given(self)
        return given

    def info(self, field: PlannedField) -> GraphQLResolveInfo[Any]:
        """What graphql-core tells resolvers of a field, but for where it stands in the answer."""
        asked = self.plan.asked
        return GraphQLResolveInfo(
            field_name=field.name,
            field_nodes=field.nodes,
            return_type=field.of,
            parent_type=field.parent,
            path=NOWHERE,
            schema=asked.schema,
            fragments=asked.fragments,
            root_value=None,
            operation=self.plan.operation,
            variable_values=self.variables,
            context=self.context,
            is_awaitable=cast("Any", optimized_is_awaitable),
            abort_signal=None,
            async_helpers=cast("Any", None),
        )

    def failed(self, why: Exception, field: PlannedField, path: Path) -> None:
        """Remember why something is null. NoNullHere where it may not be."""
        steps = steps_of(path)
        error = why.error if isinstance(why, NoNullHere) else located_error(why, field.nodes, list(steps))
        if path and not path[2]:
            raise NoNullHere(error) from why
        self._note(error, steps)

    def null(self, path: Path, error: GraphQLError) -> None:
        """Have null where it may be, from `path` on outwards: what had to be waited for there has failed."""
        while path is not None and not path[2]:
            path = path[0]
        steps = steps_of(path)
        if self._note(error, steps):
            self._told = without(self._told, steps)

    def _note(self, error: GraphQLError, steps: tuple[str | int, ...]) -> bool:
        """Remember what has failed there; whether it matters: nothing does where all of it is null already."""
        if any(steps[:length] in self._failed for length in range(len(steps) + 1)):
            return False
        self._failed.add(steps)
        self.errors.append(error)
        return True


def without(told: Any, steps: Sequence[str | int]) -> Any:
    """What is told, with null at the end of these steps."""
    if not steps:
        return None
    inside = told
    for step in steps[:-1]:
        inside = inside[step]
    inside[steps[-1]] = None
    return told


def fill(fields: Sequence[PlannedField], source: Any, run: Run, path: Path) -> dict[str, Any]:
    """The fields of one object. What has to be waited for is put in later."""
    told: dict[str, Any] = {}
    for field in fields:
        key = field.key
        here = (path, key, field.nullable)
        try:
            value = field.resolve(source, run)
            if field.may_wait and hasattr(type(value), "__await__"):
                told[key] = None
                run.later(told, key, value, field.complete, field, here)
            else:
                told[key] = field.complete(value, run, here)
        except Exception as why:  # whatever a resolver raises is an error of its field
            told[key] = None
            run.failed(why, field, here)
    return told


async def put_in(
    told: Any, at: str | int, value: Awaitable[Any], complete: Complete, field: PlannedField, run: Run, path: Path
) -> None:
    """Put in what has to be waited for, as soon as it is there."""
    try:
        try:
            told[at] = complete(await value, run, path)
        except Exception as why:
            run.failed(why, field, path)
    except NoNullHere as nothing:
        run.null(path, nothing.error)


def let_go(value: Awaitable[Any]) -> None:
    """Never wait for something; a coroutine that nobody waits for would complain."""
    if isinstance(value, CoroutineType):
        value.close()


def steps_of(path: Path) -> tuple[str | int, ...]:
    """The way to where something stands, as errors tell it."""
    steps: list[str | int] = []
    while path is not None:
        path, step, _ = path
        steps.append(step)
    return tuple(reversed(steps))
