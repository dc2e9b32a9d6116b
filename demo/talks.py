"""Conversations in the demo: monthly talks of leaders with theirs, careers talked about, and what keeps somebody."""

from __future__ import annotations

from typing import Final

from demo.chosen import at_rest
from demo.chronicle import Life, Turn
from demo.growth_words import two_sentences
from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.wishing import silent
from domain.development.conversations import ConversationKind, RecordConversation

MONTHS_OF_TALKS: Final = 12
TEAMS_SINCE: Final = 2
"""For how many months whoever leads nobody has such talks, too; those who lead began with each other."""
KEEP_TO_IT: Final = 0.8
"""How many leaders keep to it, and with how many of theirs."""
CAREERS: Final = (11, 9, 8, 6, 5, 3, 2, 1)
STAYS: Final = (7, 2)
"""How many months ago somebody was asked what keeps them here."""


def talking(organisation: Organisation) -> Life:
    """Month by month most leaders talk with most of theirs, one by one."""
    chronicle = organisation.chronicle
    for months in range(MONTHS_OF_TALKS, -1, -1):
        yield chronicle.months_ago(months, 2)
        for boss in organisation.leading():
            if chronicle.lots.chance("talks", boss.person) < KEEP_TO_IT:
                for person in organisation.reports(boss):
                    keeps = chronicle.lots.chance("talks with", person.person) < KEEP_TO_IT
                    if keeps and (person.leads or months < TEAMS_SINCE):
                        chronicle.begin(talk(organisation, person, ConversationKind.ONE_TO_ONE), Turn.LATE)
        for kind, when in ((ConversationKind.CAREER, CAREERS), (ConversationKind.STAY, STAYS)):
            if months in when:
                rest = at_rest(organisation)
                person = organisation.dice.choice([one for one in rest if one.manager in rest])
                chronicle.begin(talk(organisation, person, kind), Turn.LATE)


def talk(organisation: Organisation, person: Somebody, kind: ConversationKind) -> Life:
    """One conversation within the month; of a regular one mostly nothing is kept but that it was held."""
    yield organisation.chronicle.after(0, 24)
    dice, boss = organisation.dice, person.manager
    if boss is None or silent(organisation, person) or silent(organisation, boss):
        return
    regular = kind is ConversationKind.ONE_TO_ONE
    command = RecordConversation(
        person.person,
        kind,
        boss.person,
        dice.choice((person, boss, boss)).person,
        dice.choice((0.5, 0.5, 0.75, 1.0)),
        None if regular and dice.random() < 0.9 else two_sentences(organisation, person, "kept"),
        effective_on=organisation.on,
    )
    organisation.chronicle.write(command, command.told_by)
