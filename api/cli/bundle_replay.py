"""Whether `replay.json` in a bundle says what comes out when the bundle's own entries are judged again, offline."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from api.access.serialised import serialised
from api.cli.console import counted
from audit.bundles.checking import Holds
from audit.bundles.contents import Bundled
from audit.bundles.looked_up import LOOKED_UP
from audit.bundles.rejudging import (
    AnsweredOtherwise,
    CannotBeRejudged,
    Rejudged,
    as_told,
    decisions_in,
    rejudged,
)
from domain.judging.findings import Finding
from domain.promotions.judging.replaying import ReplayVerdict, differences

STATEMENT: Final = "a statement of whoever made the bundle"
NOT_ALL: Final = f"What stood against the procedure, and what has come to light since, is {STATEMENT}."
NOT_PROVED: Final = (
    f"That nothing else answers what the judge asked, and what has come to light since, is {STATEMENT}:"
    " a proof shows that something was written, never that nothing was."
)


@dataclass(frozen=True)
class ReplayChecked:
    """What is said of replay.json."""

    wrong: tuple[str, ...]
    """Where it says something else than what comes out; empty if nothing does."""
    lines: tuple[str, ...]
    """How far it was looked at, a sentence each."""


def replay_checked(holds: Holds) -> ReplayChecked:
    """Judge again what can be judged from the bundle, and compare."""
    if holds.replay is None:
        return ReplayChecked((), ("There is no replay in it.",))
    try:
        told = json.loads(holds.replay.decode())
        named = [one["decision"] for one in told]
        decisions = decisions_in(holds)
        if named != [str(one.at) for one in decisions]:
            return ReplayChecked(("it is not about the decisions that are in the bundle",), ())
        wrong, lines, unproved = list[str](), list[str](), dict[str, None]()
        for one, decision in zip(told, decisions, strict=True):
            try:
                again = rejudged(holds, decision)
            except CannotBeRejudged as error:
                lines.append(f"The replay of {decision.at} is {STATEMENT}: it was not judged again here, as {error}.")
                continue
            except AnsweredOtherwise as error:
                wrong.append(f"it rests on “{LOOKED_UP}”, where {error}")
                continue
            wrong += [f"of {decision.at} it says {what}" for what in contradictions(one, again)]
            lines.append(of_the_file(again) if again.answers is None else of_all(one, decision, again))
            unproved[NOT_ALL if again.answers is None else NOT_PROVED] = None
        return ReplayChecked(tuple(wrong), tuple(dict.fromkeys((*lines, *unproved))))
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        return ReplayChecked((f"it cannot be read as one: {error!r}",), ())


def of_all(told: dict[str, Any], decision: Bundled, again: Rejudged) -> str:
    """What came of judging a decision again from all that its judge looked up."""
    against = f" Against the procedure stands: {again.objection}." if again.objection else ""
    return (
        f"{decision.at} was judged again here, by “{again.event.judged_by}”, from what is opened: {told['verdict']}."
        f" Looked at: {counted(len(again.again.findings), 'criterion', 'criteria')}, the procedure, and what answers"
        f" {counted(again.answers or 0, 'question', 'questions')} to the ledger.{against}"
    )


def of_the_file(again: Rejudged) -> str:
    """How far a decision was judged again by a judge that looked at the file alone."""
    judged = [one for one in again.again.findings if one.criterion not in again.not_judged]
    missing = ", ".join(sorted(one.criterion for one in again.again.findings if one.criterion in again.not_judged))
    beyond = f" Whether {missing} came out so is {STATEMENT}." if missing else ""
    return f"Judged again from what is opened here: {counted(len(judged), 'criterion', 'criteria')}.{beyond}"


def contradictions(told: dict[str, Any], again: Rejudged) -> Iterator[str]:
    """Where a replay says something else than what comes out, or contradicts itself."""
    findings = as_told(tuple[Finding, ...], told["again"]["findings"])
    if told["again"]["edition"] != again.again.edition or told["again"]["obstacle"] != again.again.obstacle:
        yield "that it was judged under another edition, or could not be judged"
        return
    for finding in (Counter(comparable(findings, again)) - Counter(comparable(again.again.findings, again))).elements():
        yield f"that {finding.criterion} is {finding.verdict}, which does not come out so"
    if len(findings) != len(again.again.findings):
        yield f"{len(findings)} findings, and there are {len(again.again.findings)}"
    unlike = () if told["again"]["obstacle"] else differences(again.event.found, findings)
    if told["differences"] != serialised(unlike):
        yield "that it differs from what was recorded elsewhere than it does"
    wrong = [one for one in told["misstated"] if one["what"] != "basis"]
    if wrong != serialised(again.misstated):
        yield "that the decision misstates something else than it does"
    if again.answers is not None and (told["objection"] is None) != (again.objection is None):
        yield "something else of what stood against the procedure than comes out"
    if told["verdict"] != verdict(told):
        yield f"that it comes out as “{told['verdict']}”, and by what it says itself that is “{verdict(told)}”"


def comparable(findings: tuple[Finding, ...], again: Rejudged) -> Iterator[Finding]:
    """The findings that a bundle shows enough of."""
    return (one for one in findings if one.criterion not in again.not_judged)


def verdict(told: dict[str, Any]) -> ReplayVerdict:
    """What follows from the parts of a replay."""
    if told["again"]["obstacle"]:
        return ReplayVerdict.CANNOT_BE_JUDGED
    differs = told["differences"] or told["misstated"] or told["objection"]
    return ReplayVerdict.DIFFERS if differs else ReplayVerdict.REPRODUCED
