"""Mutants: the rules with one of them broken, each of which a search must find, or it finds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from typing import Any, Final
from unittest.mock import patch

from domain.frameworks.criteria import Requirement
from domain.judging import looks_at_ratings, looks_at_sources
from domain.judging.found import Found, met
from domain.judging.looks import LOOKS
from domain.kernel import commands
from domain.kernel.ids import PersonId
from domain.people import named
from domain.people.employment import Employment
from domain.promotions import conflicts, decisions, due_process, independence, overrides
from domain.promotions.appeal_decisions import DecideAppeal
from domain.promotions.judging.judges import JUDGES, PRESENT
from domain.promotions.panels import composition, convening, vote_casting, vote_counting, vote_opening
from domain.promotions.panels.panel import Conflict
from domain.promotions.promotion_case import ProposedCaseCommand
from domain.promotions.promotion_file import CloseFile
from domain.succession import slates, standing_successors
from tests.search import memory_ledger

Patches = tuple[tuple[Any, str, Any], ...]
"""Where something stands, its name, and what stands there instead."""


def nothing(*asked: Any, **more: Any) -> None:
    """Asks nothing."""


def without(conflict: Conflict) -> Patches:
    """One kind of conflict is none any more."""
    left = {kind: shown for kind, shown in conflicts.SHOWN.items() if kind is not conflict}
    return ((conflicts, "SHOWN", left),)


def a_level_lower(level: str, person: PersonId, edition: Any, on: date, book: Any) -> bool:
    """Whoever stands one level below decides, too."""
    below = edition.ladder[max(0, edition.ladder.index(level) - 1)]
    return STANDS_AT(below, person, edition, on, book)


def wherever_they_once_stood(person: PersonId, on: date, book: Any) -> Any:
    """Where somebody stood before they left, they stand."""
    return book.recall(Employment, person, on=on).placement_on(on)


def mentors_of_today_alone(standing: Any, person: PersonId) -> bool:
    """Once a mentorship has ended, nothing is left of it."""
    return conflicts.is_mentor(replace(standing, mentorship_months=0), person)


def the_line_manager_alone(person: PersonId, on: date, book: Any) -> frozenset[PersonId]:
    """Nobody leads beside the line manager."""
    return frozenset()


def by_number_of_people(assessments: Any) -> int:
    """Two peers count as two."""
    return len({assessment.assessor for assessment in assessments} - {None})


def whoever_said_anything(edition: Any, criterion: Any, file: Any) -> Found:
    """Undecided counts as willing."""
    return Found(met(file.wish is not None))


def old_ones_too(edition: Any, criterion: Any, file: Any) -> Found:
    """The window is ten times as long."""
    return looks_at_sources.independent_sources(edition, longer(criterion), file)


def longer(criterion: Any) -> Any:
    bounds = tuple(replace(b, value=b.value * 10) if b.of == "months" else b for b in criterion.bounds)
    return replace(criterion, bounds=bounds)


def any_level(assessments: Any, edition: Any, level: str) -> Any:
    """Behaviour of any level shows the level asked for."""
    return tuple(assessments)


def all_cleared(set_aside: Any, findings: Any, decided_by: Any, on: date) -> Any:
    """Whoever decides clears their own way."""
    overrides.must_clear(set_aside, findings)
    return tuple(overrides.Override(one.criterion, one.authorised_by, overrides.reviews_after(on)) for one in set_aside)


def whatever_took_place(self: Any, case: Any, asked: int) -> None:
    """Whoever took part answers an appeal."""


def expired_too(role: Any, person: Any, on: date, book: Any) -> bool:
    """Readiness never expires."""
    slate = book.recall(slates.Slate, role, on=on)
    lasting = {who: replace(ready, expires_on=date.max) for who, ready in slate.ready.items()}

    class Lasting:
        def __getattr__(self, name: str) -> Any:
            return getattr(book, name)

        def recall(self, memory: Any, stream: str, **more: Any) -> Any:
            known = book.recall(memory, stream, **more)
            return replace(known, ready=lasting) if memory is slates.Slate else known

    return STANDS_BEHIND(role, person, on, Lasting())


STANDS_AT, STANDS_BEHIND = independence.stands_at, standing_successors.stands_behind

MUTANTS: Final[Mapping[str, Patches]] = {
    "nobody is asked for a stake": ((independence.Independent, "ask", nothing),),
    "a mentor has no conflict": without(Conflict.MENTOR),
    "a direct report has no conflict": without(Conflict.DIRECT_REPORT),
    "a line manager has no conflict": without(Conflict.LINE_MANAGER),
    "a rival has no conflict": without(Conflict.RIVAL),
    "an incumbent has no conflict": without(Conflict.INCUMBENT),
    "a proposer has no conflict": without(Conflict.PROPOSER),
    "whoever took part has no conflict": without(Conflict.TOOK_PART),
    "a mentor is free the day after": (
        (conflicts, "SHOWN", {**conflicts.SHOWN, Conflict.MENTOR: mentors_of_today_alone}),
    ),
    "whoever leads a project has no conflict": ((conflicts, "other_managers", the_line_manager_alone),),
    "whoever stepped out of a conflict is free": tuple(
        (module, "must_have_been_free", nothing) for module in (independence, vote_counting, vote_opening)
    ),
    "a level lower is high enough": (
        (independence, "stands_at", a_level_lower),
        (composition, "stands_at", a_level_lower),
    ),
    "whoever is gone acts": ((named, "must_take_part", nothing), (independence, "must_take_part", nothing)),
    "what is declared counts for nothing": (
        (independence, "must_have_nothing_declared", nothing),
        *(
            (module, "declared_must_be_decided", nothing)
            for module in (due_process, vote_casting, vote_counting, vote_opening)
        ),
    ),
    "whoever decides sets aside": ((decisions, "overridden", all_cleared),),
    "nobody looks back": ((JUDGES, PRESENT, JUDGES[PRESENT]._replace(looks_back=nothing)),),
    "acts are dated before the last": ((ProposedCaseCommand, "must_not_be_back_dated", nothing),),
    "appeals are answered by whoever took part": ((DecideAppeal, "others_must_decide", whatever_took_place),),
    "anybody makes a panel": tuple(
        (module, "must_be_well_composed", nothing) for module in (convening, vote_counting, vote_opening)
    ),
    "a file closes unseen": ((CloseFile, "candidate_must_have_seen_it", nothing),),
    "anybody says it for anybody": ((memory_ledger, "must_be_theirs_to_say", nothing),),
    "the future is recorded": ((commands.Command, "must_not_lie_ahead", nothing),),
    "undecided is willing": ((LOOKS, Requirement.WILLINGNESS, whoever_said_anything),),
    "two peers are two sources": tuple(
        (module, "independent_views", by_number_of_people) for module in (looks_at_sources, looks_at_ratings)
    ),
    "sources never grow old": ((LOOKS, Requirement.INDEPENDENT_SOURCES, old_ones_too),),
    "a retired executive decides": ((independence, "placement_of", wherever_they_once_stood),),
    "any level shows the level": tuple(
        (module, "at_the_level", any_level) for module in (looks_at_sources, looks_at_ratings)
    ),
    "readiness never expires": ((standing_successors, "stands_behind", expired_too),),
}
"""By what is broken in them."""


@contextmanager
def broken(patches: Patches) -> Iterator[None]:
    """The rules with this one broken meanwhile."""
    with ExitStack() as meanwhile:
        for where, name, instead in patches:
            done: Any = (
                patch.dict(where, {name: instead}) if isinstance(where, dict) else patch.object(where, name, instead)
            )
            meanwhile.enter_context(done)
        commands.preconditions_of.cache_clear()
        yield
    commands.preconditions_of.cache_clear()
