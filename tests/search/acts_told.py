"""Whether each act on a case was one that may be: read from rows, without the rules or any part of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from tests.search.case_told import ACTORS, DECISIONS, TAKING_PART, Case, is_remittal, people_named
from tests.search.known import day_of, on, working_days_later
from tests.search.rows import Row

RUN: Final = (
    *("PromotionPanelConvened", "SubstituteNamed", "MemberRecused", "MemberRetained", "VoteOpened", "VoteClosed"),
    "PanelRecommended",
)
"""What is done for a panel."""
NEEDS_A_PANEL: Final = ("up", "acting")
IN_THE_WAY: Final = ("not_met", "not_enough_evidence")
DEFERRED_OFTEN: Final = 2


def of_the_file(row: Row, case: Case, day: date) -> Iterator[str]:
    """The candidate has seen the file since others filed something, and had days to comment."""
    days = case.asks("comment_working_days")
    if days is None:
        return
    filed = [r.version for r in case.kinds("EvidenceFiled") if r.said["filed_by"] != case.candidate]
    latest = max(filed, default=1)
    told = [
        on(r)
        for r in case.known.of(case.candidate, "PersonInformed", until=day)
        if r.said["about"]["stream"] == case.stream and r.said["about"]["version"] >= latest
    ]
    if not told or day <= working_days_later(min(told), days):
        yield "the candidate had not seen the file, or had no time to comment"


def of_the_panel(row: Row, case: Case, day: date) -> Iterator[str]:
    """Enough members, high enough, from elsewhere too, led by somebody without a vote."""
    members = row.said["members"]
    if len(set(members)) < len(members) or {row.said.get("presented_by"), row.said.get("moderated_by")} & {*members}:
        yield "somebody has two parts"
    if not row.said.get("moderated_by") and case.asks("moderator_required", False):
        yield "nobody moderates"
    if min(len(members), row.said["quorum"]) < case.asks("quorum", 3):
        yield "too few members"
    if not case.is_well_composed(members, day):
        yield "not well composed"


def of_the_vote(row: Row, case: Case, day: date) -> Iterator[str]:
    """On a closed file, by members, once each."""
    seated = case.seated()
    files = case.kinds("FileClosed", "PromotionDeferred")
    if not files or files[-1].kind != "FileClosed":
        yield "the file is open"
    opened = case.kinds("VoteOpened")
    cast = [r.said["voter"] for r in case.rows if opened and r.position > opened[-1].position and r.kind == "VoteCast"]
    if row.kind == "VoteCast" and (row.said["voter"] not in seated or row.said["voter"] in cast):
        yield "a vote too many"
    if row.kind != "VoteClosed":
        return
    counted = row.said["counted"]
    if not {*counted} <= {*cast} & seated or len(counted) < case.asks("quorum", 3):
        yield "votes that do not count, or too few"
    if not case.is_well_composed(counted, day):
        yield "not well composed"
    yield from of_voters(case, opened[-1:], counted)


def of_voters(case: Case, opened: Sequence[Row], counted: Sequence[str]) -> Iterator[str]:
    """Whoever voted in a round was there when they did, as far as is known."""
    for vote in case.kinds("VoteCast"):
        voter, since = vote.said["voter"], opened[-1].position if opened else 0
        if vote.position > since and voter in counted and not case.known.takes_part(voter, on(vote)):
            yield f"“{voter}” was not here when they voted"


def of_the_decider(row: Row, case: Case, day: date) -> Iterator[str]:
    """Whoever decides stands high enough, did not vote, and decides in time."""
    decider = row.said["decided_by"]
    if case.asks("decider_at_target_level", False) and not case.stands_at(decider, day):
        yield f"“{decider}” is junior"
    within = case.asks("decide_within_days")
    waits = day_of(case.proposal["effective_on"])
    for act in case.rows:
        if act.kind == "PromotionDeferred":
            waits = day_of(act.said["revisit_on"])
        elif is_remittal(act):
            waits = on(act)
    if within is not None and day > waits + timedelta(within):
        yield "too late"
    if case.kinds("CandidacyWithdrawn"):
        yield "the candidate had withdrawn"
    closed = [r for r in case.since_remittal() if r.kind == "VoteClosed"]
    if closed and decider in closed[-1].said["counted"]:
        yield f"“{decider}” voted"
    heard = [r for r in case.rows if r.kind in (*DECISIONS, "CandidateHeard", "AppealDecided")]
    deferred = [r for r in case.since_remittal() if r.kind == "PromotionDeferred"]
    against = row.kind == "PromotionDeclined" or (row.kind == "PromotionDeferred" and deferred)
    if against and case.asks("hearing_required", False) and (not heard or heard[-1].kind != "CandidateHeard"):
        yield "the candidate was not heard"
    if row.kind == "PromotionDeferred" and len(deferred) >= case.asks("deferrals_at_most", len(deferred) + 1):
        yield "deferred too often"


def of_what_it_rests_on(row: Row, case: Case, day: date) -> Iterator[str]:
    """Whoever did something for it stood apart on that day, as is known by now; and a panel recommended."""
    lately = case.since_remittal()
    convened = max((r.position for r in lately if r.kind == "PromotionPanelConvened"), default=0)
    deferred = max((r.position for r in lately if r.kind == "PromotionDeferred"), default=0)
    files = [r for r in case.rows if r.kind in ("FileClosed", "PromotionDeferred")]
    if not files or files[-1].kind != "FileClosed":
        yield "the file is open"
    ran = [r for r in lately if r.kind in RUN and r.position >= convened]
    votes = [r for r in ran if r.kind == "VoteClosed"][-1:]
    for act in (*(r for r in ran if r.kind != "VoteClosed"), *votes, *files[-1:]):
        fields = [f for f in ACTORS.get(act.kind, ()) if f not in ("members", "substitute")]
        for person in people_named(act.said, *fields):
            of_today = {"took_part"} if act in case.before_remittal() else set()
            for conflict in sorted(case.conflicts(person, on(act)) - of_today):
                yield f"rests on {act.kind} by “{person}”, who was in conflict: {conflict}"
            if act.kind != "VoteClosed" and not case.known.takes_part(person, on(act)):
                yield f"rests on {act.kind} by “{person}”, who was not here"
    if votes:
        yield from of_voters(case, [r for r in ran if r.kind == "VoteOpened"][-1:], votes[-1].said["counted"])
    recommended = [r for r in ran if r.kind == "PanelRecommended" and r.position > deferred]
    needed = case.asks("panel_required", False) and case.proposal["direction"] in NEEDS_A_PANEL
    if not recommended and (needed or convened or case.before_remittal()):
        yield "no panel recommended it"


def of_overrides(row: Row, case: Case, day: date) -> Iterator[str]:
    """What stood in the way was set aside once, by somebody high enough who neither decides nor voted."""
    in_the_way = sorted(f["criterion"] for f in row.said["findings"] if f["verdict"] in IN_THE_WAY)
    if sorted(one["criterion"] for one in row.said["overrides"]) != in_the_way:
        yield "something stood in the way"
    closed = [r for r in case.since_remittal() if r.kind == "VoteClosed"]
    for authority in {*people_named(row.said, "authorised_by")}:
        if authority == row.said["decided_by"] or (closed and authority in closed[-1].said["counted"]):
            yield f"“{authority}” decides or voted, and sets aside"
        if case.asks("decider_at_target_level", False) and not case.stands_at(authority, day):
            yield f"“{authority}” is junior, and sets aside"


def of_the_appeal(row: Row, case: Case, day: date) -> Iterator[str]:
    """By whom it is about or who proposed them, or a rival over procedure; in time from when the candidate was told."""
    by, role = row.said["lodged_by"], case.proposal.get("role")
    decisions = case.kinds(*DECISIONS)
    deferrals = [r for r in case.since_remittal() if r.kind == "PromotionDeferred"]
    if not decisions or (decisions[-1].kind == "PromotionDeferred" and len(deferrals) < DEFERRED_OFTEN):
        yield "nothing to appeal"
        return
    if by not in (case.candidate, case.proposal["proposed_by"]):
        decided = on(decisions[-1])
        if row.said["ground"] != "procedure" or not role or not case.is_rival(by, role, decided):
            yield f"“{by}” may not appeal"
    told = [
        on(r)
        for r in case.known.of(case.candidate, "PersonInformed", until=day)
        if r.said["about"] == {"stream": case.stream, "version": decisions[-1].version}
    ]
    if told and day > working_days_later(min(told), case.asks("appeal_working_days", 20)):
        yield "too late"


def of_the_answer(row: Row, case: Case, day: date) -> Iterator[str]:
    """By enough people who took no part, and in time if it goes against whoever appealed."""
    deciders = {*row.said["decided_by"]}
    if len(deciders) < case.asks("appeal_deciders", 1):
        yield "too few decide"
    took_part = {who for r in case.rows for who in people_named(r.said, *TAKING_PART)}
    for person in sorted(deciders & took_part):
        yield f"“{person}” took part"
    appeals = case.kinds("AppealLodged", "AppealWithdrawn", "AppealDecided")
    if not appeals or appeals[-1].kind != "AppealLodged":
        yield "no appeal waits"
    elif row.said["outcome"] == "dismissed" and day > day_of(appeals[-1].said["due_on"]):
        yield "too late to dismiss"


def of_the_review(row: Row, case: Case, day: date) -> Iterator[str]:
    """By somebody else, when it is due."""
    decision = next(r for r in case.rows if r.version == row.said["decision"]["version"])
    override = next(one for one in decision.said["overrides"] if one["criterion"] == row.said["criterion"])
    if row.said["reviewed_by"] in (override["authorised_by"], case.candidate):
        yield "reviews their own"
    if day < min(map(day_of, override["reviews_on"])):
        yield "too early"
