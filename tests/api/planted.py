"""A ledger with an open vote in it; beside it a decision, a correction and a statement, each with words of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID, uuid4

from domain.amendments.remarks import AttachStatement
from domain.background.background import ExperienceKind
from domain.background.experiences import RecordExperience
from domain.development.aspirations import Path, StateAspiration
from domain.development.assignments import GiveAssignment
from domain.development.capability_tags import TagCapability
from domain.development.development import AssignmentId, AssignmentKind
from domain.development.opportunities import ApplyForOpportunity, OpenOpportunity
from domain.development.practice import NoteLesson, RecordCoaching, RecordPractice
from domain.documents.filing import DocumentKind, FileDocument
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.edition import CapabilityTag, Prompt, Readiness
from domain.frameworks.publishing import PublishFramework
from domain.growth.growth import NeedId
from domain.growth.needs import IdentifyDevelopmentNeed
from domain.kernel.ids import CaseId, FrameworkId, OpportunityId, PersonId, RoleId, UnitId
from domain.offices.accesses import TakeAccess
from domain.offices.stewards import NameSteward
from domain.promotions.candidacies import HearCandidate
from domain.promotions.decisions import DeferPromotion
from domain.promotions.lessons import ReleaseLesson
from domain.promotions.panels.convening import ConvenePanel
from domain.promotions.panels.panel import Choice
from domain.promotions.panels.vote_casting import CastVote
from domain.promotions.panels.vote_opening import OpenVote
from domain.promotions.promotion_case import Direction
from domain.promotions.promotion_file import CloseFile
from domain.promotions.proposals import ProposePromotion
from domain.spotting.potential import AspectJudged, AspectOfPotential, AssessPotential
from domain.spotting.talent_pools import EnterTalentPool
from domain.succession.readiness import AssessReadiness
from domain.succession.slates import NominateSuccessor
from domain.units.adopting_frameworks import AdoptFramework
from domain.units.tree import EstablishUnit
from ledger import Ledger, new_id
from tests.audit.bundles.cases import JUNE, MAY, Decided, decide, record
from tests.ledger.commands_recorded import establishing, joining, person_id
from tests.units import TOOLING

VOTED: Final = "Whoever votes this way wants to be read on Friday only"
RATED: Final = "seen in the night shift"
"""By whoever rated Ada, in what was corrected later."""
REASONED: Final = "Another year first"
"""By whoever declined Ada's promotion."""
DEFERRED: Final = "Half a year is too short to tell"
ANSWERED: Final = "I never worked the night shift"
"""By Ada, about her rating."""
HEARD: Final = "Half a year was what we had agreed on"
"""By Bea, before it was deferred."""
ACCESSED: Final = "Two sheets name different ratings of her"
"""By a steward, who took access to what is told of Ada."""
LEARNED: Final = "I answered before anybody had asked"
"""By Bea, who let her panel read it."""
PRACTISED: Final = "Took over the hand-over on Sunday"
"""By Ada."""
COACHED: Final = "Whether to wait for the night shift"
"""By whoever coached her on that."""
BROUGHT: Final = "A shop in Porto, when nobody else would"
"""By Ada, of what she has been through."""
ASSIGNED: Final = "Run the night shift for a month"
"""By whoever gave it to Ada, with nobody who stands by her."""
NEEDED: Final = "Telling apart what costs from what counts"
"""By Bea, of Ada."""
FILED: Final = "What was seen at the centre in January"
"""What a document about Ada is called."""
APPLIED: Final = "I know every press by its noise"
"""By Ada, about an opportunity."""
REFLECTED: Final = "I had promised it to two of them"
"""By somebody who was asked to reflect, for themselves alone."""
LED: Final = "Went first where nobody wanted to"
"""By the same, of what they led; it is tagged."""
TAG: Final = CapabilityTag("calm", "Staying calm", "Nobody ran")
WISHED: Final = "A shift of my own, and people in it who argue"
"""By Bea, of what she wants."""
VOTE: Final = (VOTED, "AGAINST", "against")
SAID: Final = (
    RATED,
    REASONED,
    DEFERRED,
    ANSWERED,
    HEARD,
    ACCESSED,
    LEARNED,
    PRACTISED,
    COACHED,
    ASSIGNED,
    NEEDED,
    APPLIED,
    BROUGHT,
    FILED,
    WISHED,
    REFLECTED,
    LED,
)


@dataclass(frozen=True)
class Planted:
    """What there is to ask about."""

    decided: Decided
    case: CaseId
    """Deferred once; voted on now."""
    votes: tuple[int, ...]
    """Positions of the votes, all of them in the round that is open."""
    last_vote: CastVote
    asked_as: UUID
    """The id of the request that cast it."""
    before: int
    """The position of the decision on Ada, before her rating was corrected."""
    subjects: tuple[str, ...]
    """Ids of whatever there is."""


def plant(ledger: Ledger) -> Planted:
    """Bring all of it about, through the real commands."""
    decided = decide(ledger)
    before = ledger.position() - 1
    ada = PersonId(decided.evidence.stream)
    people = [person_id() for _ in range(6)]
    for person in people:
        record(ledger, joining(person, "Somebody"))
    today = ledger.today()
    record(ledger, NameSteward(people[5], today, effective_on=today))
    record(ledger, TakeAccess(ada, people[5], today, ACCESSED, effective_on=today))
    bea, cai, *members = people
    practised = record(ledger, RecordPractice(ada, PRACTISED, effective_on=today)).references[0]
    filing = FileDocument(ada, DocumentKind.REPORT, FILED, "5e" * 32, practised, effective_on=today)
    filed = record(ledger, filing).references
    needed = (NeedId(new_id("need")), NEEDED, bea)
    need = record(ledger, IdentifyDevelopmentNeed(ada, *needed, "judgement", (practised,), effective_on=today))
    cited = (*filed, *need.references)
    record(ledger, RecordCoaching(ada, None, COACHED, builds_on=cited, effective_on=today))
    record(ledger, AttachStatement(ada, practised, ANSWERED, effective_on=today))
    record(ledger, RecordExperience(ada, ExperienceKind.TURNAROUND, None, BROUGHT, effective_on=today))
    nights = (AssignmentId(new_id("assignment")), ASSIGNED, AssignmentKind.STRETCH_WORK, today)
    record(ledger, GiveAssignment(ada, *nights, stretch=True, effective_on=today))
    hall = OpportunityId(new_id("opportunity"))
    chance = ("Move the press shop", AssignmentKind.PROJECT_LEAD, TOOLING, cai, today)
    record(ledger, OpenOpportunity(hall, *chance, effective_on=today))
    record(ledger, ApplyForOpportunity(hall, ada, APPLIED, effective_on=today))
    wish = record(ledger, StateAspiration(bea, Path.LEADERSHIP, False, WISHED, effective_on=today)).references
    wanted = (AspectJudged(AspectOfPotential.ASPIRATION, 3, wish),)
    record(ledger, AssessPotential(bea, wanted, DEFAULT_FRAMEWORK, 1, cai, effective_on=today))
    record(ledger, EnterTalentPool(bea, "Leads to be", wish, bea, unit=TOOLING, effective_on=today))
    role = RoleId(new_id("role"))
    record(ledger, replace(establishing(role), unit=TOOLING))
    record(ledger, NominateSuccessor(role, ada, "Asked for it", cai, effective_on=today))
    rule = (DEFAULT_FRAMEWORK, 1, "From what she practised", cai)
    record(ledger, AssessReadiness(role, ada, Readiness.ONE_TO_TWO_YEARS, (practised,), *rule, effective_on=today))
    case = CaseId(new_id("case"))
    step = ("self", "others", DEFAULT_FRAMEWORK, 1)
    record(ledger, ProposePromotion(case, bea, None, Direction.UP, *step, cai, "Leads already", effective_on=MAY))
    lesson = record(ledger, NoteLesson(bea, LEARNED, effective_on=MAY)).references[0]
    record(ledger, ReleaseLesson(bea, lesson, case, effective_on=MAY))
    record(ledger, CloseFile(case, members[2], effective_on=MAY))
    record(ledger, HearCandidate(case, members[3], HEARD, effective_on=MAY))
    record(ledger, DeferPromotion(case, members[3], DEFERRED, JUNE, effective_on=MAY))
    record(ledger, CloseFile(case, members[2], effective_on=MAY))
    record(ledger, ConvenePanel(case, tuple(members[:3]), members[3], effective_on=MAY))
    record(ledger, OpenVote(case, members[0], effective_on=MAY))
    votes = [CastVote(case, each, Choice.AGAINST, VOTED, effective_on=MAY) for each in members[:3]]
    asked_as = uuid4()
    cast = [record(ledger, vote).position for vote in votes[:-1]]
    cast.append(ledger.record(votes[-1], by=votes[-1].voter, command_id=asked_as).position)
    entries = [f"entry-{position}" for position in (*cast, before)]
    reflecting = somebody_who_reflects(ledger)
    subjects = (ada, *people, reflecting, decided.case, case, DEFAULT_FRAMEWORK, role, hall, *entries)
    return Planted(decided, case, tuple(cast), votes[-1], asked_as, before, subjects)


def somebody_who_reflects(ledger: Ledger) -> PersonId:
    """Somebody who has answered a question, in a unit whose edition asks one; and has practised, which is tagged."""
    person, today = person_id(), ledger.today()
    unit, framework = UnitId(new_id("unit")), FrameworkId("framework-asking")
    asking = replace(DEFAULT_EDITION, prompts=(Prompt("promise", "What did you promise?"),), tags=(TAG,))
    record(ledger, EstablishUnit(unit, "Paint shop", effective_on=today))
    record(ledger, PublishFramework(framework, asking, effective_on=today))
    record(ledger, AdoptFramework(framework, unit, effective_on=today))
    record(ledger, replace(joining(person, "Somebody"), unit=unit, effective_on=today))
    record(ledger, NoteLesson(person, REFLECTED, prompt="promise", effective_on=today))
    practised = record(ledger, RecordPractice(person, LED, effective_on=today)).references[0]
    record(ledger, TagCapability(person, practised, (TAG.name,), person, effective_on=today))
    return person
