"""How whoever looks stands to what they look at: as of now, whatever moment is asked about.

A relationship is to a subject: a person, or whatever has a stream of its own and is about people; or to one entry,
to which somebody stands as to its stream, and may stand closer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from domain.cycles.cycle import CycleId, FeedbackCycle, may_see
from domain.development.opportunities import Opportunity
from domain.development.viewpoints import managers_above
from domain.kernel.book import Book
from domain.kernel.facts import Reference
from domain.kernel.history import is_history
from domain.kernel.ids import CaseId, MentorshipId, OpportunityId, PersonId, RoleId, UnitId
from domain.mentoring.agreements import MentorshipAgreed
from domain.mentoring.mentorship import MentoringProgress, Mentorship
from domain.offices.accesses import Accesses
from domain.offices.offices import Mandate, Offices, units_of
from domain.organisation.holders import tenures
from domain.organisation.profiles import RoleProfileDefined
from domain.organisation.role import Role
from domain.people.reporting_lines import other_managers
from domain.promotions.independence import declared_of
from domain.promotions.phases import cases_of
from domain.promotions.promotion_case import PromotionCase
from domain.promotions.promotion_file import FileClosed
from domain.units.adopting_frameworks import with_those_above
from domain.units.citing import unit_of


class Relationship(StrEnum):
    """How somebody stands to a subject."""

    SELF = "self"
    """It is about them: their own record, their case as its candidate, the mentorship of which they are one."""
    MENTOR = "mentor"
    """They mentor the person now, who has accepted it."""
    MENTOR_THEN = "mentor_then"
    """They have mentored the person, who had accepted it."""
    MANAGER = "manager"
    """They lead the person, directly or through others; or own the role, or lead who holds it."""
    OTHER_MANAGER = "other_manager"
    """They lead the person beside the line: in a function, in projects, where they are seconded to."""
    TALENT_PARTNER = "talent_partner"
    """They are charged with talent where the person stands, or for all."""
    PANEL = "panel"
    """They propose in a case, or sit on its panel; to its candidate, who sits on it, as long as it is open."""
    DECIDER = "decider"
    """They have had a hand in the case otherwise, as whoever decided on it."""
    READER = "reader"
    """They may read the result of a feedback cycle: talent partners, who leads the person where it serves
    decisions, whom the person showed it to, and the person once it was gone through with them."""
    AUDITOR = "auditor"
    """They are charged with looking, where the person stands, or for all."""
    CASE_AUDITOR = "case_auditor"
    """They are charged with looking at this case alone, and at the entries on its file."""
    LESSON_READER = "lesson_reader"
    """They judge, or audit, a case on whose file a lesson stands that its author released."""
    OPENER = "opener"
    """They opened the opportunity, or offered it."""
    COUNCIL = "council"
    """They sit on the works council."""
    STEWARD = "steward"
    """They keep the ledger."""
    BREAK_GLASS = "break_glass"
    """They are a steward who took access to what is told of the person, and said why, until it ends."""
    COLLEAGUE = "colleague"
    """They are known here: everybody is who asks in their own name."""


R = Relationship
CHARGED: Final[Mapping[Mandate, Relationship]] = {
    Mandate.TALENT_PARTNER: R.TALENT_PARTNER,
    Mandate.AUDITOR: R.AUDITOR,
    Mandate.COUNCIL: R.COUNCIL,
    Mandate.STEWARD: R.STEWARD,
}
"""What a mandate makes somebody to those for whom it is held. A coach is a mentor where the two have agreed it."""


def relationships(viewer: PersonId, subject: str, book: Book) -> frozenset[Relationship]:
    """All ways in which somebody stands to a subject today."""
    stream, is_entry, _ = subject.partition("@")
    to = TO.get(stream.partition("-")[0])
    found = to(viewer, stream, book) if to else to_all(viewer, book)
    closer = to_entry(viewer, Reference.parse(subject), book) if is_entry else ()
    return frozenset((R.COLLEAGUE, *found, *closer))


def to_person(viewer: PersonId, subject: str, book: Book) -> Iterator[Relationship]:
    """To a person."""
    person, today = PersonId(subject), book.today
    if viewer == person:
        yield R.SELF
    yield from mentoring(viewer, person, today, book)
    if viewer in managers_above(person, today, book):
        yield R.MANAGER
    if viewer in other_managers(person, today, book):
        yield R.OTHER_MANAGER
    if any(is_seated(viewer, case) for case in open_cases(person, book)):
        yield R.PANEL
    if has_access(viewer, person, book):
        yield R.BREAK_GLASS
    yield from charged_with(viewer, units_of(person, today, book), book)


def has_access(viewer: PersonId, person: PersonId, book: Book) -> bool:
    """Whether a steward took access to what is told of somebody; whoever is none any more has none."""
    today = book.today
    taken = book.recall(Accesses, person).stands_for(viewer, today)
    return taken and book.recall(Offices, viewer).holds(Mandate.STEWARD, today)


def open_cases(candidate: PersonId, book: Book) -> Iterator[PromotionCase]:
    """The cases of somebody that are neither decided nor withdrawn."""
    return (case for _, case in cases_of(candidate, None, book) if case.is_open)


def has_a_part(viewer: PersonId, case: PromotionCase) -> bool:
    """Whether somebody proposes, or sits on the panel; the candidate never has, whoever proposed them."""
    if case.proposal is None or viewer in (case.candidate, case.proposal.candidate):
        return False
    return viewer == case.proposal.proposed_by or (case.panel is not None and viewer in case.panel.seated)


def is_seated(viewer: PersonId, case: PromotionCase) -> bool:
    """Whether somebody sits on the panel: whoever proposes has seen the person, and reads no more of them for that."""
    return case.panel is not None and viewer in case.panel.seated and has_a_part(viewer, case)


def mentoring(viewer: PersonId, person: PersonId, today: date, book: Book) -> Iterator[Relationship]:
    """Whether somebody mentors another, or has: by the word of both, as nobody opens somebody's file by their own."""
    pairs = {noted.at.stream for noted in book.concerning(viewer, MentorshipAgreed) if noted.event.mentee == person}
    for pair in map(MentorshipId, sorted(pairs)):
        one = book.recall(Mentorship, pair)
        if one.mentor == viewer and is_of_both(pair, one, book):
            yield R.MENTOR if one.stands_on(today) else R.MENTOR_THEN


def is_of_both(pair: MentorshipId, mentorship: Mentorship, book: Book) -> bool:
    """Whether a mentee wants it, too; of pairs from before the ledger nobody asks any more."""
    if book.recall(MentoringProgress, pair).accepted_on is not None:
        return True
    return mentorship.agreed_on is not None and is_history(mentorship.agreed_on, book)


def to_mentorship(viewer: PersonId, subject: str, book: Book) -> Iterator[Relationship]:
    """To a mentorship: of the two, and of whoever stands to its mentee as one who is not in it."""
    known = book.recall(Mentorship, MentorshipId(subject))
    if viewer in (known.mentor, known.mentee):
        yield R.SELF
    if known.mentee is not None:
        yield from (one for one in to_person(viewer, known.mentee, book) if one in FROM_OUTSIDE)


def to_role(viewer: PersonId, subject: str, book: Book) -> Iterator[Relationship]:
    """To a role: of its owner, of whoever leads those who hold it, and of whoever is charged with its unit."""
    role, today = RoleId(subject), book.today
    profile = book.recall(Role, role).profile_on(today)
    holders = (one.person for one in tenures(role, book) if one.includes(today))
    if owns(viewer, role, book) or any(viewer in managers_above(each, today, book) for each in holders):
        yield R.MANAGER
    yield from charged_with(viewer, with_those_above(unit_of(profile.unit), today, book) if profile else (), book)


def owns(viewer: PersonId, role: RoleId, book: Book) -> bool:
    """Whether somebody answers for a role's succession today."""
    latest = max((one.on for one in book.recall(Role, role).profiles if one.on <= book.today), default=None)
    own = (noted.event for noted in book.concerning(viewer, RoleProfileDefined) if noted.at.stream == role)
    return any(one.owner == viewer and one.effective_on == latest for one in own)


def to_case(viewer: PersonId, subject: str, book: Book) -> Iterator[Relationship]:
    """To a promotion case: of its candidate, of whoever has a part in it, and of those to its candidate."""
    case = book.recall(PromotionCase, CaseId(subject))
    candidate = case.candidate or (case.proposal.candidate if case.proposal else None)
    if candidate is None:
        return
    yield from (one for one in to_person(viewer, candidate, book) if one in FROM_OUTSIDE or one is R.SELF)
    if viewer != candidate and subject in cases_audited(viewer, book):
        yield R.CASE_AUDITOR
    if has_a_part(viewer, case):
        yield R.PANEL
    elif viewer != candidate and has_had_a_hand(viewer, case):
        yield R.DECIDER


def has_had_a_hand(viewer: PersonId, case: PromotionCase) -> bool:
    """Whether somebody did something for a case or its panel, and has no conflict with it."""
    acted = viewer in (*case.took_part, *case.deferred_by, *(act.by for act in case.acts))
    return acted and not any(declared_of(case, viewer))


def cases_audited(viewer: PersonId, book: Book) -> frozenset[CaseId]:
    """The single cases with which somebody is charged as an auditor today."""
    return book.recall(Offices, viewer).cases_of(Mandate.AUDITOR, book.today)


def to_entry(viewer: PersonId, entry: Reference, book: Book) -> Iterator[Relationship]:
    """To one entry, closer than to whom it is about."""
    if is_on_a_file_audited(entry, viewer, book):
        yield R.CASE_AUDITOR
    filed = (noted for noted in book.concerning(entry.stream, FileClosed) if entry in noted.event.lessons)
    if any(IN_JUDGEMENT.intersection(to_case(viewer, noted.at.stream, book)) for noted in filed):
        yield R.LESSON_READER


def is_on_a_file_audited(entry: Reference, viewer: PersonId, book: Book) -> bool:
    """Whether an entry was put on the file of such a case, whether it counts there or not."""
    cases = (book.recall(PromotionCase, case) for case in cases_audited(viewer, book))
    return any(
        entry in {filed.evidence for filed in case.evidence}
        for case in cases
        if case.proposal is not None and viewer != case.proposal.candidate
    )


def to_cycle(viewer: PersonId, subject: str, book: Book) -> Iterator[Relationship]:
    """To a feedback cycle: of the person, of those to them, and of whoever may read the result. Raters are nothing."""
    known = book.recall(FeedbackCycle, CycleId(subject))
    if known.planned is None:
        return
    person = known.planned.person
    if viewer == person:
        yield R.SELF
    yield from (one for one in to_person(viewer, person, book) if one in FROM_OUTSIDE)
    if (viewer == person and known.debriefed_on is not None) or may_see(viewer, known, book.today, book):
        yield R.READER


def to_opportunity(viewer: PersonId, subject: str, book: Book) -> Iterator[Relationship]:
    """To an opportunity: of whoever opened it, or offered it without opening it; and of who is charged with all."""
    opportunity = book.recall(Opportunity, OpportunityId(subject))
    if opportunity.is_of(viewer):
        yield R.OPENER
    unit = opportunity.unit
    yield from charged_with(viewer, with_those_above(unit, book.today, book) if unit else (), book)


def to_all(viewer: PersonId, book: Book) -> Iterator[Relationship]:
    """To the organisation as a whole, and to whatever is about nobody: by mandates that hold for all."""
    return charged_with(viewer, (), book)


def charged_with(viewer: PersonId, units: tuple[UnitId, ...], book: Book) -> Iterator[Relationship]:
    """What somebody is charged with where these units are, or for all."""
    offices = book.recall(Offices, viewer)
    for mandate, relationship in CHARGED.items():
        if offices.holds(mandate, book.today, units):
            yield relationship


IN_JUDGEMENT: Final = frozenset((R.PANEL, R.DECIDER, R.AUDITOR, R.CASE_AUDITOR))
"""What somebody is to a case so that they read the lessons on its file."""
FROM_OUTSIDE: Final = frozenset(
    (R.MANAGER, R.OTHER_MANAGER, R.TALENT_PARTNER, R.AUDITOR, R.COUNCIL, R.STEWARD, R.BREAK_GLASS)
)
"""What somebody is to whatever somebody else is in, as they are to that person."""
TO: Final[Mapping[str, Callable[[PersonId, str, Book], Iterator[Relationship]]]] = {
    "person": to_person,
    "mentorship": to_mentorship,
    "role": to_role,
    "case": to_case,
    "cycle": to_cycle,
    "opportunity": to_opportunity,
    "unit": lambda viewer, unit, book: charged_with(viewer, with_those_above(UnitId(unit), book.today, book), book),
}
"""By the first word of a subject's id; to whatever else there is, as to the organisation."""
