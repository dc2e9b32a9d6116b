"""Who may see what: one table. What does not stand in it is shown to nobody.

A row is a sort of thing that is told, and names everybody to whom it is: by how they stand to whom, or what, it is
about. Every kind of entry and every field of the schema is of one sort (`sorts.py`); a test fails for one that is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from api.access.relationships import Relationship

R = Relationship


class Information(StrEnum):
    """A sort of thing that is told of people."""

    DIRECTORY = "directory"
    """Who is here, where they stand, who leads whom, which roles, units and offices there are, and who holds them."""
    RULES = "rules"
    """Frameworks, and what is about nobody."""
    EMPLOYMENT = "employment"
    """Since when, on which terms and under which names somebody is here, or was, and how they came to their role."""
    LEAVE = "leave"
    """When somebody is away for long. Told to few; all others are told a pace from which it has been subtracted, and
    whoever asks for that day after day can tell from it when."""
    LEAVING = "leaving"
    """Why somebody left."""
    ACCOUNTS = "accounts"
    """What other systems call somebody, and with which account they sign in."""
    DEVELOPMENT = "development"
    """Plans, assignments, practice, coaching, learning, mentoring as agreed, documents, and what somebody wants."""
    LEARNING_LOOP = "learning_loop"
    """How often somebody has been round the learning loop, where they stand in it, and since when nothing has developed
    them: days and counts, of which nothing that is protected is part."""
    OPPORTUNITY = "opportunity"
    """Who applied for an opportunity, to whom it was offered, and what they answered: nothing that is held for or
    against anybody."""
    LEARNED = "learned"
    """What somebody has learned, mistakes included: protected. Whoever judges a case of theirs reads what they released
    for it."""
    COMMITMENTS = "commitments"
    """What somebody took on to do, by when, and whether they did it: theirs alone. Whoever reads the book sees
    that something was written, and not what."""
    BETWEEN_TWO = "between_two"
    """What mentor and mentee said and learned when they met, and how they found it; that two people talked, and what
    they said: protected, and told to the two alone. Whoever reads the book sees that something was written."""
    MENTORING = "mentoring"
    """How a pair keeps what it agreed: sessions, hours held, whether it stalls. For the two, and for whoever answers
    for the programme."""
    FEEDBACK = "feedback"
    """What others told somebody for their development."""
    ASSESSMENT = "assessment"
    """How somebody was rated, and by whom."""
    REMARK = "remark"
    """What somebody said beside an entry, or was answered: told to them and to whoever answers, and beside that to
    whoever is told the entry that it stands beside."""
    ASSESSMENT_TO_DEVELOP = "assessment_to_develop"
    """How somebody was rated for their development, from which no decision follows: that they were is told as any
    assessment is."""
    CAPABILITY = "capability"
    """What evidence was tagged with: told to whoever is told evidence of every sort, so that a tag is never told to
    anybody who is not told the entry that it stands on."""
    POTENTIAL = "potential"
    """How somebody's potential was judged, and in which talent pools they are: told to them, and to nobody who judges a
    case of theirs."""
    CYCLE = "cycle"
    """That others are asked how somebody leads, to what end and until when; never who they are."""
    CYCLE_RESULT = "cycle_result"
    """How groups of others see somebody, as a feedback cycle released it: the numbers."""
    CYCLE_WORDS = "cycle_words"
    """What others wrote of somebody in a feedback cycle."""
    SUCCESSION = "succession"
    """Who is to follow whom, how ready they are, how deep benches are, and what roles ask for."""
    FIGURES = "figures"
    """How deep the benches of the whole organisation are, and how people learn, talk and are mentored, as numbers."""
    RISK = "risk"
    """How likely somebody is to leave, why, and what that would cost."""
    CASE = "case"
    """A promotion case: what was proposed, on which evidence, and what was decided."""
    NOTICES = "notices"
    """Of what somebody was told in a case of theirs, when and how, and what they are still to be told: that there is
    an entry, and not what it says."""
    CONFLICT = "conflict"
    """Who declared a conflict in a case, and what came of it."""
    VOTE = "vote"
    """How each of a panel voted, once that may be told at all."""
    BUNDLE = "bundle"
    """All entries of a case as they are stored, with the proof of each, in a file that leaves the house: what is
    personal in them stays sealed."""
    INTEGRITY = "integrity"
    """How a procedure on somebody's integrity ended."""
    LOOKS = "looks"
    """Who has looked at what is told of somebody, when, and as what; and which steward took access, and why."""
    ERASURE = "erasure"
    """Which legal holds stand on somebody's data, and on which ground they were erased. Not told to them on their page,
    as proceedings may not be ripe for that; their own file says that there was a hold, and not why."""
    BOOK = "book"
    """The entries of the ledger one after the other, what was taken back, and what became of decisions altogether."""


NAMED: Final = frozenset((R.SELF, R.MANAGER, R.TALENT_PARTNER, R.AUDITOR, R.BREAK_GLASS))
"""Whoever took access reads what an auditor would of one person: not what is protected, and not what is told of others
beside them, as how a panel voted, who declared a conflict, or who has looked."""
IN_THE_CASE: Final = frozenset((R.PANEL, R.DECIDER))
ON_FILE: Final = frozenset((R.CASE_AUDITOR,))
"""Of people, whoever audits single cases reads nothing but the entries on the files of these."""
TO_AN_ENTRY: Final = ON_FILE | {R.LESSON_READER}
"""What somebody may be to one entry without being it to whom it is about."""

TABLE: Final[Mapping[Information, frozenset[Relationship]]] = {
    Information.DIRECTORY: frozenset((R.COLLEAGUE,)),
    Information.RULES: frozenset((R.COLLEAGUE,)),
    Information.EMPLOYMENT: NAMED | {R.STEWARD},
    Information.LEAVE: frozenset((R.SELF, R.MANAGER, R.TALENT_PARTNER, R.STEWARD)),
    Information.LEAVING: frozenset((R.SELF, R.TALENT_PARTNER, R.AUDITOR, R.BREAK_GLASS)),
    Information.ACCOUNTS: frozenset((R.SELF, R.STEWARD, R.AUDITOR)),
    Information.DEVELOPMENT: NAMED | IN_THE_CASE | ON_FILE | {R.MENTOR, R.OTHER_MANAGER},
    Information.LEARNING_LOOP: NAMED | {R.MENTOR},
    Information.OPPORTUNITY: frozenset((R.SELF, R.OPENER, R.TALENT_PARTNER, R.AUDITOR)),
    Information.LEARNED: frozenset((R.SELF, R.LESSON_READER)),
    Information.COMMITMENTS: frozenset((R.SELF,)),
    Information.BETWEEN_TWO: frozenset((R.SELF,)),
    Information.MENTORING: frozenset((R.SELF, R.TALENT_PARTNER)),
    Information.FEEDBACK: NAMED | {R.MENTOR},
    Information.ASSESSMENT: NAMED | IN_THE_CASE | ON_FILE,
    Information.REMARK: frozenset((R.SELF,)),
    Information.ASSESSMENT_TO_DEVELOP: NAMED,
    Information.CAPABILITY: NAMED,
    Information.POTENTIAL: NAMED,
    Information.CYCLE: NAMED | {R.READER},
    Information.CYCLE_RESULT: frozenset((R.READER, R.AUDITOR)),
    Information.CYCLE_WORDS: frozenset((R.READER,)),
    Information.SUCCESSION: IN_THE_CASE | {R.MANAGER, R.TALENT_PARTNER, R.AUDITOR, R.BREAK_GLASS},
    Information.FIGURES: frozenset((R.TALENT_PARTNER, R.AUDITOR, R.COUNCIL)),
    Information.RISK: frozenset((R.MANAGER, R.TALENT_PARTNER)),
    Information.CASE: NAMED | IN_THE_CASE | ON_FILE,
    Information.NOTICES: NAMED | IN_THE_CASE | ON_FILE | {R.STEWARD},
    Information.CONFLICT: frozenset((R.SELF, R.AUDITOR)) | IN_THE_CASE | ON_FILE,
    Information.VOTE: IN_THE_CASE | ON_FILE | {R.AUDITOR},
    Information.BUNDLE: ON_FILE | {R.AUDITOR},
    Information.INTEGRITY: frozenset((R.SELF, R.TALENT_PARTNER, R.AUDITOR, R.DECIDER, R.BREAK_GLASS)),
    Information.LOOKS: frozenset((R.SELF, R.AUDITOR)),
    Information.ERASURE: frozenset((R.STEWARD, R.AUDITOR)),
    Information.BOOK: frozenset((R.AUDITOR,)),
}


def may_see(sort: Information, as_: frozenset[Relationship]) -> bool:
    """Whether what is of a sort is told to whoever stands so to whom it is about."""
    return not TABLE.get(sort, frozenset()).isdisjoint(as_)
