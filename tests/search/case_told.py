"""A case as its rows tell it, and who had a hand in it: read without the rules or any part of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tests.search.known import Known, day_of, months_before, on
from tests.search.rows import Row

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
TAKING_PART: Final = (
    *("filed_by", "closed_by", "members", "convened_by", "presented_by", "moderated_by", "substitute", "named_by"),
    *("decided_by", "authorised_by", "opened_by", "voter", "counted", "stated_by", "heard_by", "declared_by"),
    *("lodged_by", "reviewed_by"),
)
"""Whoever has a hand in a case takes part in it."""
CHANGING: Final = (
    *("PersonJoined", "PersonMoved", "PersonLeft", "ReportingLineSet", "SecondmentAgreed"),
    *("AppointmentMade", "RoleVacated"),
)
"""What changes where people stand towards each other, or who holds a role."""
DECISIONS: Final = ("PromotionApproved", "PromotionDeclined", "PromotionDeferred")
ENDS: Final = ("PromotionApproved", "PromotionDeclined")
IN_PERCENT: Final = 100


def people_named(said: Mapping[str, Any], *fields: str) -> Iterator[str]:
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
        if person in {who for row in self.before_remittal() for who in people_named(row.said, *TAKING_PART)}:
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
