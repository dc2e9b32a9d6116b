"""A feedback cycle: how far it is; once it is released, how each group sees somebody, and what is withheld."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from api.pages.page import Answer, Page


def by_competency(answer: Answer) -> Mapping[str, object]:
    """The views of all groups, competency by competency, and the groups that are not told of each."""
    cycle = answer["feedbackCycle"]
    views: Sequence[Mapping[str, Any]] = cycle["views"] or ()
    groups = [one["group"] for one in cycle["groups"] or ()]
    told: dict[str, list[Mapping[str, Any]]] = {name: [] for name in cycle["competencies"] or ()}
    for view in views:
        told.setdefault(view["of"], []).append(view)
    return {
        "told": told,
        "untold": {name: [group for group in groups if group not in groups_in(told[name])] for name in told},
    }


def groups_in(views: Sequence[Mapping[str, Any]]) -> set[str]:
    """The groups that are told."""
    return {view["group"] for view in views}


PAGE = Page(__name__, "/feedback-cycles/{cycle}", about="feedbackCycle", shown=by_competency)
