"""Whether a case went as it may: read from rows by the words of the language, without the rules or any part of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from tests.search.known import Books, Known, day_of, months_before, on, working_days_later
from tests.search.rows import Attempt, Row

ACTORS: Final[Mapping[str, tuple[str, ...]]] = {
    "FileClosed": ("closed_by",),
    "PromotionPanelConvened": ("members", "convened_by", "moderated_by"),
    "SubstituteNamed": ("substitute", "named_by"),
    "MemberRecused": ("decided_by",),
    "MemberRetained": ("decided_by",),
    "VoteOpened": ("opened_by",),
    "VoteCast": ("voter",),
    "VoteClosed": ("closed_by", "counted"),
    "PanelRecommended": ("stated_by",),
    "CandidateHeard": ("heard_by",),
    "PromotionApproved": ("decided_by", "authorised_by"),
    "PromotionDeclined": ("decided_by",),
    "PromotionDeferred": ("decided_by",),
    "AppealDecided": ("decided_by",),
}
"""Who acts on a case and may have no stake in it."""
ASKED_BY: Final[Mapping[str, str]] = {
    "CloseFile": "FileClosed",
    "ConvenePanel": "PromotionPanelConvened",
    "NameSubstitute": "SubstituteNamed",
    "RecuseMember": "MemberRecused",
    "RetainMember": "MemberRetained",
    "OpenVote": "VoteOpened",
    "CastVote": "VoteCast",
    "CloseVote": "VoteClosed",
    "StateRecommendation": "PanelRecommended",
    "HearCandidate": "CandidateHeard",
    "ApprovePromotion": "PromotionApproved",
    "DeclinePromotion": "PromotionDeclined",
    "DeferPromotion": "PromotionDeferred",
    "DecideAppeal": "AppealDecided",
}
"""What the commands for these come to."""
BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "PromotionProposed": ("proposed_by",),
    "EvidenceFiled": ("filed_by",),
    "PromotionPanelConvened": ("presented_by",),
    "OverrideReviewed": ("reviewed_by",),
}
"""Who else acts, and must be here."""
ONLY_KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "AppealLodged": ("lodged_by",),
    "AppealWithdrawn": ("withdrawn_by",),
    "ConflictDeclared": ("declared_by",),
    "CandidacyWithdrawn": ("candidate",),
}
"""Who acts on their own behalf, here or gone."""
ONLY_NAMED: Final = ("members", "moderated_by", "substitute", "counted", "presented_by")
"""Whom others name, without their doing anything for it."""
TAKING_PART: Final = (
    *("filed_by", "closed_by", "members", "convened_by", "presented_by", "moderated_by", "substitute", "named_by"),
    *("decided_by", "authorised_by", "opened_by", "voter", "counted", "stated_by", "heard_by", "declared_by"),
    *("lodged_by", "reviewed_by"),
)
"""Whoever has a hand in a case takes part in it."""
RUN: Final = (
    *("PromotionPanelConvened", "SubstituteNamed", "MemberRecused", "MemberRetained", "VoteOpened", "VoteClosed"),
    "PanelRecommended",
)
"""What is done for a panel."""
CHANGING: Final = (
    *("PersonJoined", "PersonMoved", "PersonLeft", "ReportingLineSet", "SecondmentAgreed"),
    *("AppointmentMade", "RoleVacated"),
)
"""What changes where people stand towards each other, or who holds a role."""
DECISIONS: Final = ("PromotionApproved", "PromotionDeclined", "PromotionDeferred")
ENDS: Final = ("PromotionApproved", "PromotionDeclined")
NEEDS_A_PANEL: Final = ("up", "acting")
IN_PERCENT: Final = 100
IN_THE_WAY: Final = ("not_met", "not_enough_evidence")
DEFERRED_OFTEN: Final = 2


def people_in(said: Mapping[str, Any], *fields: str) -> Iterator[str]:
    """Whom these fields name. Authorities stand in what they set aside."""
    for field in fields:
        if field == "authorised_by":
            yield from (one["authorised_by"] for one in said.get("overrides", said.get("set_aside", ())))
            continue
        named = said.get(field)
        yield from named if isinstance(named, list) else [named] if named else []


@dataclass(frozen=True)
class Case:
    """A case as it was known at some moment."""

    known: Known
    rows: Sequence[Row]
    """What had been written of the case itself."""

    @property
    def stream(self) -> str:
        return self.rows[0].stream

    @property
    def proposal(self) -> dict[str, Any]:
        """The proposal as it stands."""
        return self.known.of(self.stream, "PromotionProposed")[-1].said

    @property
    def candidate(self) -> str:
        return str(self.proposal["candidate"])

    @property
    def procedure(self) -> dict[str, Any]:
        """What the edition asks of procedure."""
        edition = self.known.edition(self.proposal["framework"], self.proposal["edition"])
        found: dict[str, Any] = edition["procedure"]
        return found

    def asks(self, name: str, otherwise: Any = None) -> Any:
        """One thing that the edition asks of procedure."""
        return self.procedure.get(name, otherwise)

    def kinds(self, *kinds: str) -> list[Row]:
        """What was written of some kinds."""
        return [row for row in self.rows if row.kind in kinds]

    def since_remittal(self) -> Sequence[Row]:
        """What was written since an appeal sent the case to a new panel; everything, where none has."""
        sent = [n for n, row in enumerate(self.rows) if is_remittal(row)]
        return self.rows[sent[-1] + 1 :] if sent else self.rows

    def before_remittal(self) -> Sequence[Row]:
        return self.rows[: len(self.rows) - len(self.since_remittal())] if any(map(is_remittal, self.rows)) else ()

    def conflicts(self, person: str, day: date) -> set[str]:
        """Everything that keeps somebody out of the case on a day."""
        known, proposal, found = self.known, self.proposal, set()
        candidate, role = self.candidate, proposal.get("role")
        if person == candidate:
            found.add("candidate")
        if person == proposal["proposed_by"]:
            found.add("proposer")
        if person in known.managers(candidate, day):
            found.add("line_manager")
        if candidate in known.managers(person, day):
            found.add("direct_report")
        if known.has_mentored(person, candidate, months_before(day, self.asks("mentorship_months", 12)), day):
            found.add("mentor")
        if role and person in known.holders(role, day):
            found.add("incumbent")
        if role and person != candidate and self.is_rival(person, role, day):
            found.add("rival")
        if person in {who for row in self.before_remittal() for who in people_in(row.said, *TAKING_PART)}:
            found.add("took_part")
        return found | self.declared(person)

    def conflicts_since_proposal(self, person: str, day: date) -> set[str]:
        """Everything that kept somebody out of the case on any day until this one: nobody steps out of it to act."""
        since, role = day_of(self.proposal["effective_on"]), self.proposal.get("role")
        said = [row for stream in (person, self.candidate, role) if stream for row in self.known.of(stream, *CHANGING)]
        rivalling = [row for row in self.known.all("PromotionProposed") if row.said["candidate"] == person]
        days = {on(row) for row in (*said, *rivalling)}
        return {
            conflict
            for one in {since, day, *(one for one in days if since <= one <= day)}
            for conflict in self.conflicts(person, one)
        }

    def is_rival(self, person: str, role: str, day: date) -> bool:
        """Whether somebody was the candidate of another open case for the role."""
        for proposed in self.known.all("PromotionProposed", until=day):
            if (proposed.said["candidate"], proposed.said.get("role")) == (person, role):
                acts = self.known.of(proposed.stream, *ENDS, "CandidacyWithdrawn", "AppealDecided", until=day)
                is_open = True
                for act in acts:
                    is_open = is_remittal(act) or (is_open and act.kind == "AppealDecided")
                if is_open and proposed.stream != self.stream:
                    return True
        return False

    def declared(self, person: str) -> set[str]:
        """What was said to stand in somebody's way, unless others have found since that it does not.

        What neither they nor a steward said counts where they have a seat, for others decide on it; or once these did.
        """
        found: set[str] = set()
        by_others: set[str] = set()
        seated = False
        for row in self.rows:
            said = row.said
            if row.kind == "PromotionPanelConvened" or is_remittal(row):
                seated = person in said.get("members", ())
            elif row.kind == "SubstituteNamed" and person in (said["substitute"], said["member"]):
                seated = person == said["substitute"]
            elif said.get("member") != person:
                continue
            elif row.kind == "ConflictDeclared":
                theirs = said["declared_by"] == person or said.get("by_steward")
                (found if theirs else by_others).add(said["conflict"])
            elif row.kind == "MemberRetained":
                found, by_others = set(), set()
            elif row.kind == "MemberRecused":
                found, by_others, seated = {*found, *by_others, said["conflict"]}, set(), False
        return found | by_others if seated else found

    def stands_at(self, person: str, day: date) -> bool:
        """Whether somebody stands at the level of the step or above, or holds a seat that counts there."""
        edition = self.known.edition(self.proposal["framework"], self.proposal["edition"])
        ladder = [level["name"] for level in edition["levels"]]
        seats = self.known.seats(person, day)
        levels = [one["level"] for one in self.asks("seats_count_as", ()) if one["seat"] in seats]
        high = ladder[ladder.index(self.proposal["to_level"]) :]
        return any(level in high for level in (*levels, self.known.placement(person, day).get("level")))

    def is_well_composed(self, voters: Sequence[str], day: date) -> bool:
        """Whether enough stand high enough, and enough come from elsewhere."""
        percent = self.asks("at_target_level_percent")
        high = sum(self.stands_at(voter, day) for voter in voters)
        if percent is not None and IN_PERCENT * high < percent * len(voters):
            return False
        theirs = self.known.placement(self.candidate, day).get("function")
        functions = (self.known.placement(voter, day).get("function") for voter in voters)
        outside: int = self.asks("outside_function", 0)
        return sum(function not in (None, theirs) for function in functions) >= outside

    def seated(self) -> set[str]:
        """Who sits on the panel: convened or named as a substitute, and neither recused nor replaced."""
        there: set[str] = set()
        for row in self.since_remittal():
            if row.kind == "PromotionPanelConvened":
                there = {*row.said["members"]}
            elif row.kind == "SubstituteNamed":
                there = there - {row.said["member"]} | {row.said["substitute"]}
            elif row.kind == "MemberRecused":
                there = there - {row.said["member"]}
        return there


def is_remittal(row: Row) -> bool:
    """Whether an appeal sent the case to a new panel."""
    return row.kind == "AppealDecided" and row.said["outcome"] == "remitted"


class CasesOracle:
    """Looks at every row of every case, as it could be known then."""

    def __init__(self, rows: Sequence[Row], today: date) -> None:
        self.books = Books(rows)
        self.rows = rows
        self.today = today

    def case_before(self, stream: str, position: int) -> Case | None:
        """A case before something was written."""
        rows = [row for row in self.rows[: position - 1] if row.stream == stream]
        known = self.books.before(position)
        return Case(known, rows) if known.of(stream, "PromotionProposed") else None

    def faults(self) -> list[str]:
        """What should not have been, in words."""
        found = []
        for row in self.rows:
            if not row.stream.startswith("case-"):
                continue
            case = self.case_before(row.stream, row.position)
            found += [f"{row}: {what}" for what in self.faults_of(row, case)]
        return found

    def faults_of(self, row: Row, case: Case | None) -> Iterator[str]:
        """What should not have been of one row."""
        known, day = self.books.before(row.position), on(row)
        yield from self.of_actors(row, case, known, day)
        if day > self.today:
            yield "has not come yet"
        if case is None:
            return
        yield from self.of_the_day(row, case, day)
        for kinds, ask in (
            (("FileClosed",), of_the_file),
            (("PromotionPanelConvened",), of_the_panel),
            (("VoteOpened", "VoteCast", "VoteClosed"), of_the_vote),
            (DECISIONS, of_the_decider),
            (ENDS, of_what_it_rests_on),
            (("PromotionApproved",), of_overrides),
            (("AppealLodged",), of_the_appeal),
            (("AppealDecided",), of_the_answer),
            (("OverrideReviewed",), of_the_review),
        ):
            if row.kind in kinds:
                yield from ask(row, case, day)

    def of_actors(self, row: Row, case: Case | None, known: Known, day: date) -> Iterator[str]:
        """Whoever acts is known, here, without a stake, and is the one who asked, or may be written for."""
        said, apart = row.said, ACTORS.get(row.kind, ())
        beside, alone = BESIDE.get(row.kind, ()), ONLY_KNOWN.get(row.kind, ())
        for person in people_in(said, *apart, *beside, *alone):
            if not known.is_known(person):
                yield f"“{person}” is unknown"
        for person in people_in(said, *(name for name in (*apart, *beside) if name != "counted")):
            if not known.takes_part(person, day):
                yield f"“{person}” is not here"
        for person in people_in(said, *apart) if case else ():
            for conflict in sorted(case.conflicts_since_proposal(person, day)) if case else ():
                yield f"“{person}” is in conflict, or was since the proposal: {conflict}"
        yield from self.of_who_says_it(row, case, known, day)

    def of_who_says_it(self, row: Row, case: Case | None, known: Known, day: date) -> Iterator[str]:
        """A vote is one's own; anything else a system may write down, they themselves, or a deputy without a stake."""
        acting = (*ACTORS.get(row.kind, ()), *BESIDE.get(row.kind, ()), *ONLY_KNOWN.get(row.kind, ()))
        others = {*people_in(row.said, *(name for name in acting if name not in ONLY_NAMED))} - {row.recorded_by}
        if others and (row.kind == "VoteCast" or not row.recorded_by.startswith("token-")):
            for actor in sorted(others):
                if row.kind == "VoteCast" or not self.may_stand_in(row.recorded_by, actor, case, known, day):
                    yield f"“{actor}” acts, and “{row.recorded_by}” says so"

    def may_stand_in(self, deputy: str, actor: str, case: Case | None, known: Known, day: date) -> bool:
        """Whether somebody was another's deputy in promotions, and has no stake in the case themselves."""
        named = [
            row for row in known.of(actor, "DeputyNamed")
            if row.said["deputy"] == deputy and "promotions" in row.said["matters"]
            and all(on(row) <= one <= day_of(row.said["until"]) for one in (day, self.today))
        ]  # fmt: skip
        return bool(named) and not (case and case.conflicts(deputy, day))

    def of_the_day(self, row: Row, case: Case, day: date) -> Iterator[str]:
        """Acts come one after the other."""
        before = [on(act) for act in case.rows]
        if before and day < max(before) and row.kind != "PromotionProposed":
            yield f"{day} is before the last act"


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
        for person in people_in(act.said, *fields):
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
    for authority in {*people_in(row.said, "authorised_by")}:
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
    took_part = {who for r in case.rows for who in people_in(r.said, *TAKING_PART)}
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


def conflicts_met(rows: Sequence[Row], attempts: Iterable[Attempt]) -> Counter[str]:
    """How often somebody in each kind of conflict tried to act on a case, whether they were let or not."""
    oracle, found = CasesOracle(rows, date.max), Counter[str]()
    for attempt in attempts:
        kind = ASKED_BY.get(attempt.command)
        if kind is None or (case := oracle.case_before(attempt.said["case"], attempt.position + 1)) is None:
            continue
        day = day_of(attempt.said["effective_on"])
        for person in dict.fromkeys(people_in(attempt.said, *ACTORS[kind])):
            found.update(case.conflicts(person, day))
    return found
