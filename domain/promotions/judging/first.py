"""The first judge's memories: how it recalls people, roles, mentorships, frameworks and cases, frozen as it judged.

A decision is judged again by the judge that it names. That judge must then remember of the same entries what it
remembered when it judged, whatever later versions remember of them: so it folds by functions of its own, and knows no
kinds but those that there were. Nothing here is ever changed; a judge that remembers otherwise is another judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from domain.development.development import Assessment, Development
from domain.frameworks.framework import Framework
from domain.kernel.dates import Dated
from domain.kernel.facts import Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.standing import Folds
from domain.mentoring.mentorship import Mentorship
from domain.organisation.role import Incumbent, Role
from domain.people.employment import Employment, Placement, Stay
from domain.promotions.panels.panel import Ballot, Declared, Panel
from domain.promotions.promotion_case import Appeal, AppealGround, FiledEvidence, PromotionCase, Proposal, Step

if TYPE_CHECKING:  # the judge is below those who ask for a decision, and its folds are found by the names of kinds
    from domain.development.assessments import AssessmentRecorded
    from domain.frameworks.publishing import FrameworkPublished
    from domain.mentoring.agreements import MentorshipAgreed, MentorshipEnded
    from domain.organisation.role import AppointmentMade, RoleVacated
    from domain.people.joining import PersonJoined
    from domain.people.leaving import PersonLeft
    from domain.people.moving import PersonMoved
    from domain.promotions.appeal_decisions import AppealDecided
    from domain.promotions.appeals import AppealLodged
    from domain.promotions.decisions import PromotionApproved, PromotionDeclined, PromotionDeferred
    from domain.promotions.panels.convening import PromotionPanelConvened, SubstituteNamed
    from domain.promotions.panels.declarations import ConflictDeclared
    from domain.promotions.panels.recommendations import PanelRecommended
    from domain.promotions.panels.recusals import MemberRecused, MemberRetained
    from domain.promotions.panels.vote_casting import VoteCast
    from domain.promotions.panels.vote_counting import VoteClosed
    from domain.promotions.panels.vote_opening import VoteOpened
    from domain.promotions.promotion_file import EvidenceFiled, FileClosed
    from domain.promotions.proposals import PromotionProposed

# People: when they were here, and where they stood


def joined(known: Employment, event: PersonJoined, at: Reference) -> Employment:
    return replace(moved(known, event, at), stays=(*known.stays, Stay(event.effective_on)))


def moved(known: Employment, event: PersonJoined | PersonMoved, at: Reference) -> Employment:
    placement = Placement(event.unit, event.function, event.level, event.job_title, event.manager)
    return replace(known, placements=(*known.placements, Dated(event.effective_on, placement)))


def left(known: Employment, event: PersonLeft, at: Reference) -> Employment:
    if not known.stays:
        return known
    *earlier, last = known.stays
    return replace(known, stays=(*earlier, replace(last, left_on=event.effective_on)))


# How they were assessed


def assessed(known: Development, event: AssessmentRecorded, at: Reference) -> Development:
    assessment = Assessment(
        at=at,
        on=event.effective_on,
        assessment=event.assessment,
        instrument=event.instrument,
        purpose=event.purpose,
        source=event.source,
        assessor=event.assessor,
        framework=event.framework,
        edition=event.edition,
        level=event.level,
        cycle=event.cycle,
        ratings=() if isinstance(event.ratings, Erased) else event.ratings,
        facts_unknown=event.facts_unknown,
    )
    return replace(known, assessments=(*known.assessments, assessment))


# Who mentors whom, who holds a role, which editions came out


def agreed(known: Mentorship, event: MentorshipAgreed, at: Reference) -> Mentorship:
    pair = replace(known, mentor=event.mentor, mentee=event.mentee)
    return replace(pair, agreed_on=event.effective_on, ends_on=event.ends_on)


def ended(known: Mentorship, event: MentorshipEnded, at: Reference) -> Mentorship:
    return replace(known, ended_on=event.effective_on)


def appointed(known: Role, event: AppointmentMade, at: Reference) -> Role:
    others = tuple(held for held in known.incumbents if held.person != event.person)
    return replace(known, incumbents=(*others, Incumbent(event.person, event.appointment_kind, event.effective_on)))


def vacated(known: Role, event: RoleVacated, at: Reference) -> Role:
    return replace(known, incumbents=tuple(held for held in known.incumbents if held.person != event.person))


def published(known: Framework, event: FrameworkPublished, at: Reference) -> Framework:
    return replace(known, editions={**known.editions, event.edition.number: event.edition})


# A case


def after(known: PromotionCase, event: Event[PromotionCase], *people: PersonId, **others: Any) -> PromotionCase:
    """The case with an act of these people in mind."""
    return replace(known, took_part=known.took_part | {*people}, last_act_on=event.effective_on, **others)


def with_panel(known: PromotionCase, event: Event[PromotionCase], *people: PersonId, **others: Any) -> PromotionCase:
    """The case with an act of these people that changed something about its panel."""
    return after(known, event, *people, panel=replace(known.panel, **others) if known.panel else None)


def to_vote_again(panel: Panel) -> Panel:
    """The panel with nothing voted."""
    return replace(panel, vote_open=False, ballots=(), counted=(), tally=None, closed_on=None, recommendation=None)


def settled(panel: Panel, member: PersonId) -> tuple[Declared, ...]:
    """What is still undecided once others have decided on a member."""
    return tuple(declared for declared in panel.declared if declared.member != member)


def proposed(known: PromotionCase, event: PromotionProposed, at: Reference) -> PromotionCase:
    proposal = Proposal(
        candidate=event.candidate,
        role=event.role,
        direction=event.direction,
        to_level=event.to_level,
        framework=event.framework,
        edition=event.edition,
        proposed_by=event.proposed_by,
        proposed_on=event.effective_on,
    )
    return replace(known, proposal=proposal)


def filed(known: PromotionCase, event: EvidenceFiled, at: Reference) -> PromotionCase:
    evidence = FiledEvidence(event.evidence_kind, event.evidence)
    return after(known, event, event.filed_by, candidate=event.candidate, evidence=(*known.evidence, evidence))


def file_closed(known: PromotionCase, event: FileClosed, at: Reference) -> PromotionCase:
    return after(known, event, event.closed_by, file_open=False)


def convened(known: PromotionCase, event: PromotionPanelConvened, at: Reference) -> PromotionCase:
    presenting = (event.presented_by,) if event.presented_by else ()
    panel = Panel(event.members, event.quorum, event.convened_by)
    return after(known, event, *event.members, event.convened_by, *presenting, panel=panel)


def substituted(known: PromotionCase, event: SubstituteNamed, at: Reference) -> PromotionCase:
    if known.panel is None:
        return after(known, event, event.substitute, event.named_by)
    members = (*known.panel.members, event.substitute)
    replaced = known.panel.replaced | {event.member}
    return with_panel(known, event, event.substitute, event.named_by, members=members, replaced=replaced)


def declared(known: PromotionCase, event: ConflictDeclared, at: Reference) -> PromotionCase:
    earlier = known.panel.declared if known.panel else ()
    conflict = Declared(event.member, event.conflict, event.declared_by)
    return with_panel(known, event, event.declared_by, declared=(*earlier, conflict))


def recused(known: PromotionCase, event: MemberRecused, at: Reference) -> PromotionCase:
    return after(known, event, *event.decided_by, panel=without(known.panel, event.member) if known.panel else None)


def without(panel: Panel, member: PersonId) -> Panel:
    """The panel once a member is recused: what rests on their vote no longer stands."""
    voted = to_vote_again(panel) if member in panel.counted else panel
    return replace(
        voted,
        recused=panel.recused | {member},
        declared=settled(panel, member),
        ballots=tuple(ballot for ballot in voted.ballots if ballot.voter != member),
    )


def retained(known: PromotionCase, event: MemberRetained, at: Reference) -> PromotionCase:
    panel = replace(known.panel, declared=settled(known.panel, event.member)) if known.panel else None
    return after(known, event, *event.decided_by, panel=panel)


def vote_opened(known: PromotionCase, event: VoteOpened, at: Reference) -> PromotionCase:
    panel = replace(to_vote_again(known.panel), round=event.round, vote_open=True) if known.panel else None
    return after(known, event, event.opened_by, panel=panel)


def vote_cast(known: PromotionCase, event: VoteCast, at: Reference) -> PromotionCase:
    cast = known.panel.ballots if known.panel else ()
    return with_panel(known, event, event.voter, ballots=(*cast, Ballot(event.voter, event.choice)))


def vote_closed(known: PromotionCase, event: VoteClosed, at: Reference) -> PromotionCase:
    counted = {"tally": event.tally, "counted": event.counted, "closed_on": event.effective_on}
    return with_panel(known, event, event.closed_by, vote_open=False, **counted)


def recommended(known: PromotionCase, event: PanelRecommended, at: Reference) -> PromotionCase:
    step = Step(event.role, event.direction, event.to_level, event.framework, event.edition)
    return replace(with_panel(known, event, event.stated_by, recommendation=at), recommended=step)


def approved(known: PromotionCase, event: PromotionApproved, at: Reference) -> PromotionCase:
    authorities = (override.authorised_by for override in event.overrides)
    return after(known, event, event.decided_by, *authorities, decided_on=event.effective_on)


def declined(known: PromotionCase, event: PromotionDeclined, at: Reference) -> PromotionCase:
    return after(known, event, event.decided_by, decided_on=event.effective_on, declined=True)


def deferred(known: PromotionCase, event: PromotionDeferred, at: Reference) -> PromotionCase:
    panel = to_vote_again(known.panel) if known.panel else None
    return after(known, event, event.decided_by, file_open=True, panel=panel)


def appealed(known: PromotionCase, event: AppealLodged, at: Reference) -> PromotionCase:
    return after(known, event, event.lodged_by, appeal=Appeal(event.ground, event.effective_on, event.due_on))


def appeal_decided(known: PromotionCase, event: AppealDecided, at: Reference) -> PromotionCase:
    heard = after(known, event, *event.decided_by)
    if event.outcome == "dismissed":
        return replace(heard, appeal=replace(known.appeal, dismissed=True) if known.appeal else None)
    file_at_fault = known.appeal is not None and known.appeal.ground in REOPENS_THE_FILE
    return replace(
        heard,
        appeal=None,
        panel=None,
        decided_on=None,
        declined=False,
        file_open=known.file_open or file_at_fault,
        barred=heard.took_part,
    )


REOPENS_THE_FILE: Final = frozenset({AppealGround.ERROR_OF_FACT, AppealGround.NEW_EVIDENCE})

FOLDS: Final[Mapping[type, Folds]] = {
    Employment: {"PersonJoined": joined, "PersonMoved": moved, "PersonLeft": left},
    Development: {"AssessmentRecorded": assessed},
    Mentorship: {"MentorshipAgreed": agreed, "MentorshipEnded": ended},
    Role: {"AppointmentMade": appointed, "RoleVacated": vacated},
    Framework: {"FrameworkPublished": published},
    PromotionCase: {
        "PromotionProposed": proposed,
        "EvidenceFiled": filed,
        "FileClosed": file_closed,
        "PromotionPanelConvened": convened,
        "SubstituteNamed": substituted,
        "ConflictDeclared": declared,
        "MemberRecused": recused,
        "MemberRetained": retained,
        "VoteOpened": vote_opened,
        "VoteCast": vote_cast,
        "VoteClosed": vote_closed,
        "PanelRecommended": recommended,
        "PromotionApproved": approved,
        "PromotionDeclined": declined,
        "PromotionDeferred": deferred,
        "AppealLodged": appealed,
        "AppealDecided": appeal_decided,
    },
}
"""By memory and kind. Other kinds leave this judge nothing to remember."""
