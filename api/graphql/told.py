"""Of which sort each field of the schema is, and about whom: what stands here in no row is told to no person.

Types that are not named are told only through fields that are: whoever is told of those is told all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from api.access.sight import OPEN_TO_ALL, WHOLE
from api.access.sorts import Sorted, also_told_as, sort_of_what_it_says, told_of
from api.access.table import Information


def told_as_nothing_else(_: Any) -> Iterable[Sorted]:
    """What most is told as beside its own sort."""
    return ()


class About(NamedTuple):
    """Of which sort something is, and whom or what it is about."""

    sort: Callable[[Any], Information | None]
    subject: Callable[[Any], str]
    entry: Callable[[Any], str | None] = lambda told: None
    """The entry that says it, where it is one that does."""
    is_a_look: bool = True
    """Whether it is told of somebody, and not of the organisation."""
    also: Callable[[Any], Iterable[Sorted]] = told_as_nothing_else
    """As what else it is told, where it is not as that."""


def of_row(name: str) -> Callable[[Any], str]:
    """The subject that a row names."""
    return lambda told: str(getattr(told.row, name))


def of_all(_: Any) -> str:
    """The organisation."""
    return WHOLE


FIELDS: Final[Mapping[str, tuple[Callable[[Any], str], Mapping[Information, str]]]] = {
    "Query": (
        of_all,
        {
            Information.DIRECTORY: "position node offices opportunities firstDay myFile myCredentials myCase person"
            " people role myCalendarAddresses roles successionBench learningLoops growthPlans learningMix"
            " compareSuccessors unit units unitTree attention entry promotionCase promotionCases feedbackCycle"
            " myFeedbackRequests feedbackRequest me myCases noticesOwed thenAndNow whoBrings mentors talentPools"
            " developmentNeeds",
            Information.RULES: "activeEdition framework",
            Information.FIGURES: "opportunityFigures potentialFigures benchSeries whatIf vacancyChain conversations"
            " curriculumFigures capabilityFigures feedbackRhythm assessmentFigures mentoringNetwork mentoringSuccess",
            Information.ERASURE: "retention",
            Information.BOOK: "entries rescoring appointmentsWithoutCase sample overrides deciders charges",
        },
    ),
    "Subscription": (of_all, {Information.DIRECTORY: "changed"}),
    "MovedAnswers": (of_all, {Information.DIRECTORY: "position everything people roles units cases cycles"}),
    "Person": (
        of_row("person"),
        {
            Information.DIRECTORY: "id name jobTitle function level here site erased unit inUnit manager managers"
            " reports offices otherLines secondments developmentHistory mentoringOffer asOf",
            Information.EMPLOYMENT: "joinedOn leftOn belonging continuousSince employer shareOfFullTime introducedOn",
            Information.LEAVE: "leaves",
            Information.ACCOUNTS: "identities",
            Information.DEVELOPMENT: "practice background documents growthPlan developmentNeeds learning mentoring"
            " exposure",
            Information.LEARNED: "reflections",
            Information.COMMITMENTS: "commitments",
            Information.FEEDBACK: "feedbackRhythm",
            Information.ASSESSMENT_TO_DEVELOP: "competencyProfile",
            Information.BETWEEN_TWO: "conversations teamConversations",
            Information.LEARNING_LOOP: "learningLoop",
            Information.CAPABILITY: "capabilityTags",
            Information.POTENTIAL: "potential",
            Information.SUCCESSION: "benches",
            Information.CYCLE: "feedbackCycles",
            Information.NOTICES: "informed",
            Information.LOOKS: "looks accessTaken",
        },
    ),
    "Attention": (
        lambda told: str(told.row.flag.subject),
        {
            Information.DIRECTORY: "kind rowOfLanguage rule clears clearedBy about whom role case since due until"
            " overdue words level hoursHeld hoursPromised hoursOwed",
        },
    ),
    "Milestone": (
        of_row("person"),
        {
            Information.DIRECTORY: "part kind effectiveOn position origin stage corrected entry remarks",
        },
    ),
    "Mentoring": (
        of_row("person"),
        {
            Information.DEVELOPMENT: "agreements recognised chain descendants inCircle",
            Information.MENTORING: "informal",
        },
    ),
    "MentoringAgreement": (
        of_row("mentorship"),
        {
            Information.DIRECTORY: "id",
            Information.DEVELOPMENT: "mentor mentee kind agreedOn endsOn endedOn acceptedOn stands hoursPromised"
            " cadenceDays objectives mentorStands mentorEligible",
            Information.MENTORING: "kept theoryAndPractice",
        },
    ),
    "TheoryAndPractice": (
        of_row("mentee"),
        {Information.DEVELOPMENT: "since until theory practice enough theoryToPractice"},
    ),
    "MentoringLink": (
        of_row("mentee"),
        {Information.DIRECTORY: "generation", Information.DEVELOPMENT: "mentor mentee"},
    ),
    "MentoringOffer": (
        of_row("person"),
        {Information.DIRECTORY: "person strengths capacity free until offeredOn"},
    ),
    "ThenAndNow": (of_all, {Information.DIRECTORY: "then now changes"}),
    "Changed": (of_all, {Information.DIRECTORY: "change reference then now because fields"}),
    "FieldChanged": (of_all, {Information.DIRECTORY: "field then now"}),
    "Remark": (lambda told: str(told.row.about.stream), {Information.DIRECTORY: "about entry"}),
    "Role": (
        of_row("role"),
        {
            Information.DIRECTORY: "id title function level critical places closedOn vacant shareOpen placesVacant"
            " heldForNow unit inUnit incumbents owner history",
            Information.SUCCESSION: "reviewOn strength placesCovered covered readyNow singlePointOfFailure successors"
            " emergencyCovers",
        },
    ),
    "RoleHolder": (
        of_row("person"),
        {
            Information.DIRECTORY: "appointmentKind since share position substantive person",
            Information.RISK: "retentionRisk retentionWarning impactOfLoss",
        },
    ),
    "SuccessorComparison": (of_all, {Information.DIRECTORY: "role people asOf"}),
    "ComparedSuccessor": (
        of_row("person"),
        {Information.DIRECTORY: "person rolesHeld", Information.SUCCESSION: "successor otherBenches"},
    ),
    "Vacancy": (of_row("role"), {Information.DIRECTORY: "role leftBy", Information.SUCCESSION: "ready takenBy"}),
    "RoleHeld": (
        of_row("person"),
        {Information.DIRECTORY: "appointmentKind since share role", Information.SUCCESSION: "months"},
    ),
    "RoleTenure": (
        of_row("person"),
        {Information.DIRECTORY: "appointmentKind since until share position person", Information.CASE: "exempt case"},
    ),
    "Figures": (
        of_all,
        {
            Information.FIGURES: "strength coverage readyNowCoverage netCoverage coverageAfterChain"
            " successorCoverageRate vacant heldForNow holdingSeveral",
            Information.SUCCESSION: "uncovered uncoveredRoles rolesFailingWithOne singlePointsOfFailure"
            " peopleFailingAlone onSeveralBenches",
            Information.RISK: "atRiskUncovered atRiskUncoveredRoles",
        },
    ),
    "SuccessionBench": (of_all, {Information.DIRECTORY: "roles asOf", Information.FIGURES: "figures figuresBy"}),
    "Brought": (
        of_row("person"),
        {
            Information.DIRECTORY: "since until position experience language languageName proficiency"
            " qualificationKind confirmed confirmedBy entry",
        },
    ),
    "LoopFigures": (
        of_row("of"),
        {
            Information.DIRECTORY: "asOf",
            Information.FIGURES: "people closed medianDays open neverAssessed dormant developing",
        },
    ),
    "PlanFigures": (of_row("of"), {Information.DIRECTORY: "asOf", Information.FIGURES: "since until all byLevel"}),
    "NeedsOfGroup": (
        of_row("of"),
        {Information.DIRECTORY: "asOf", Information.FIGURES: "on people withNeeds competencies"},
    ),
    "LearningFigures": (
        of_row("of"),
        {Information.DIRECTORY: "asOf", Information.FIGURES: "since until people fresh mix takenFurther"},
    ),
    "PromotionCase": (
        lambda told: str(told.case),
        {
            Information.DIRECTORY: "id asOf mayHaveBundle",
            Information.CASE: "phase proposal steps evidence lessons fileOpen panel decision decisions appeal"
            " awaitedReviews replay hearings remarks",
            Information.NOTICES: "notices informed",
            Information.VOTE: "votes",
        },
    ),
    "OwnCase": (
        lambda told: str(told.row.decision.stream),
        {
            Information.CASE: "decision outcome decidedOn replayed rules objection toldOn appealUntil mayAppeal",
        },
    ),
    "Notice": (
        lambda told: str(told.row.case),
        {
            Information.NOTICES: "person about since period workingDays framework edition toldOn until daysLeft case",
        },
    ),
    "FeedbackCycle": (
        of_row("cycle"),
        {
            Information.DIRECTORY: "id asOf",
            Information.CYCLE: "person purpose competencies framework edition plannedOn openedOn closesOn cancelledOn"
            " closedOn debriefedOn groups stillMissing nominated",
            Information.CYCLE_RESULT: "views tooNear",
            Information.CYCLE_WORDS: "words",
        },
    ),
    "Unit": (
        of_row("unit"),
        {
            Information.DIRECTORY: "id name establishedOn closedOn stands parent into path children headcount"
            " headcountWithBelow headcountSeries",
        },
    ),
    "HeadcountPoint": (of_all, {Information.DIRECTORY: "effectiveOn position headcount headcountWithBelow"}),
    "Framework": (of_all, {Information.RULES: "id editions edition asOf"}),
    "ActiveEdition": (of_all, {Information.RULES: "framework edition"}),
    "FeedbackRequest": (
        of_all,
        {
            Information.DIRECTORY: "cycle person about purpose competencies framework edition closesOn group toldAs"
            " atLeast inYourOwnName withheld readBy answered"
        },
    ),
    "CalendarAddress": (of_all, {Information.DIRECTORY: "id issuedAt expiresAt"}),
    "Credential": (of_all, {Information.DIRECTORY: "id achievement begunOn endedOn issuedOn outcome jwt"}),
    "Opportunity": (
        of_row("opportunity"),
        {
            Information.DIRECTORY: "id what opportunityKind function level openedOn openUntil closedOn open unit"
            " openedBy own",
            Information.OPPORTUNITY: "people",
        },
    ),
    "OpportunityPart": (of_all, {Information.DIRECTORY: "person appliedOn offeredOn answer application"}),
    "PoolMembership": (
        of_row("person"),
        {Information.POTENTIAL: "person pool unit since nominatedBy expiresOn runningOut basis"},
    ),
    "TalentPool": (of_all, {Information.DIRECTORY: "pool unit memberships"}),
    "Rater": (of_all, {Information.DIRECTORY: "person group"}),
    "OfficeHeld": (of_all, {Information.DIRECTORY: "person officeKind called since until unit actsFor matters cases"}),
    "OtherLine": (of_all, {Information.DIRECTORY: "line since until manager"}),
    "Secondment": (of_all, {Information.DIRECTORY: "since until share rightOfReturn unit manager"}),
}
"""By type: what its fields are about, and the fields of each sort."""

ABOUT_ANOTHER: Final[Mapping[tuple[str, str], Callable[[Any], str]]] = {
    ("ComparedSuccessor", "successor"): of_row("role"),
}
"""Fields that are about another subject than the rest of their type."""


def of_who_leads_them(told: Any) -> Iterable[Sorted]:
    """What is between the two, as it is told to whoever leads somebody at the moment that is asked about."""
    return ((Information.BETWEEN_TWO, told.row.manager, None),) if told.row.manager else ()


ALSO_TOLD: Final[Mapping[tuple[str, str], Callable[[Any], Iterable[Sorted]]]] = {
    ("Person", "conversations"): of_who_leads_them,
}
"""Fields that are told as something else, too."""

OF_THE_ORGANISATION: Final = "Figures"
"""Where roles and people are told as figures of all: a look at everybody would drown the looks at each."""
ENTRY: Final = "Entry"
SAID: Final = frozenset(("event", "fact", "reason", "onBehalf"))
"""What an entry says. Whoever comes to it by what they may see is told the rest: that it is there, who wrote it."""


def about(of: str, field: str) -> About | None:
    """Of which sort a field is, and about whom; None where it is told to whoever is told of its type."""
    if of == ENTRY:
        return SAID_BY_AN_ENTRY if field in SAID else None
    if of not in FIELDS:
        return None
    subject, rows = FIELDS[of]
    sort = next((sort for sort, fields in rows.items() if field in fields.split()), None)
    subject = ABOUT_ANOTHER.get((of, field), subject)
    also = ALSO_TOLD.get((of, field), told_as_nothing_else)
    return About(lambda _: sort, subject, is_a_look=of != OF_THE_ORGANISATION, also=also)


def sort_of_entry(told: Any) -> Information | None:
    """The sort of what an entry says."""
    return sort_of_what_it_says(told.disclosed)


def subject_of_entry(told: Any) -> str:
    """Whom or what an entry is about."""
    return told_of(told.disclosed)[0]


def address_of_entry(told: Any) -> str:
    """How an entry is cited."""
    return str(told.disclosed.at)


def also_of_entry(told: Any) -> Iterable[Sorted]:
    """As what else an entry is told."""
    return also_told_as(told.disclosed)


SAID_BY_AN_ENTRY: Final = About(sort_of_entry, subject_of_entry, address_of_entry, also=also_of_entry)


def sorts_withheld(of: str) -> Iterator[Information]:
    """The sorts of a type's fields that not everybody is told: who is told none of them is told nothing of it."""
    return (sort for sort in FIELDS[of][1] if sort not in OPEN_TO_ALL)


def fields_told() -> Iterator[tuple[str, str, Information]]:
    """Every row: type, field and sort."""
    for of, (_, rows) in FIELDS.items():
        for sort, fields in rows.items():
            yield from ((of, field, sort) for field in fields.split())
