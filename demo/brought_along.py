"""What people of the demo bring along: languages, experiences and qualifications; some of it is vouched for."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo.chosen import at_rest
from demo.chronicle import Life
from demo.filing import certified
from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.wishing import silent
from demo.working_days import working_day
from domain.background.background import ExperienceKind, Proficiency
from domain.background.confirming import ConfirmBackground
from domain.background.experiences import RecordExperience
from domain.background.languages import RecordLanguage
from domain.background.qualifications import QualificationKind, RecordQualification
from domain.development.aspirations import StateAspiration, WithdrawAspiration
from domain.kernel.facts import Reference

TOLD: Final = (14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4)
"""How many months ago somebody told what they bring along; a last one did last month."""
LANGUAGES: Final = ("de", "fr", "es", "pl", "sv", "it", "nl", "tr")
QUALIFIED: Final = 4
"""How many of them are qualified for something, too."""
ISSUERS: Final = ("Industrieakademie", "Chamber of Commerce, Lauenfeld", "Nordic Welding Institute")
KINDS: Final = tuple(kind for kind in ExperienceKind if kind is not ExperienceKind.TURNAROUND)


def bringing_along(organisation: Organisation) -> Life:
    """One after the other tells; the last has led a turnaround, speaks Portuguese, and would move."""
    told: set[Somebody] = set()
    for number, months in enumerate(TOLD):
        yield organisation.chronicle.months_ago(months, 12)
        person = organisation.dice.choice([one for one in at_rest(organisation) if one not in told])
        told.add(person)
        dice = organisation.dice
        speaks(organisation, person, dice.choice(LANGUAGES), dice.choice(list(Proficiency)[2:]))
        been_through(organisation, person, KINDS[number % len(KINDS)])
        if number < QUALIFIED:
            qualified(organisation, person)
    yield organisation.chronicle.months_ago(1, 12)
    mobile = [one for one in at_rest(organisation) if one not in told and would_move(organisation, one)]
    person = organisation.dice.choice([one for one in mobile if one.leads] or mobile)
    turned = been_through(organisation, person, ExperienceKind.TURNAROUND)
    spoken = speaks(organisation, person, "pt", Proficiency.C1)
    yield organisation.chronicle.after(4, 6)
    if not silent(organisation, person):
        for entry in (turned, spoken):
            vouch(organisation, person, entry)


def would_move(organisation: Organisation, person: Somebody) -> bool:
    """Whether what somebody said last of what they want says that they would move."""
    said = [one.request.command for one in organisation.chronicle.of(person.person)]
    wants = [one for one in said if isinstance(one, StateAspiration | WithdrawAspiration)]
    return bool(wants) and isinstance(wants[-1], StateAspiration) and wants[-1].mobile


def been_through(organisation: Organisation, person: Somebody, kind: ExperienceKind) -> Reference:
    """Somebody tells of something from before they joined."""
    since = working_day(person.joined_on - timedelta(organisation.dice.randint(700, 2000)))
    words = organisation.words.say(person, "background", "experiences")
    until = working_day(since + timedelta(600))
    command = RecordExperience(person.person, kind, until, words, effective_on=since)
    return organisation.chronicle.write(command, person.person)


def speaks(organisation: Organisation, person: Somebody, language: str, proficiency: Proficiency) -> Reference:
    command = RecordLanguage(person.person, language, proficiency, effective_on=organisation.on)
    return organisation.chronicle.write(command, person.person)


def qualified(organisation: Organisation, person: Somebody) -> None:
    """Somebody tells what they are qualified for, some by what runs out; the certificate is filed."""
    title, dice = organisation.words.say(person, "background", "qualifications"), organisation.dice
    until = working_day(organisation.on + timedelta(dice.randint(300, 900))) if dice.random() < 0.5 else None
    command = RecordQualification(
        person.person, QualificationKind.CERTIFICATE, title, dice.choice(ISSUERS), until, effective_on=organisation.on
    )
    at = organisation.chronicle.write(command, person.person)
    organisation.chronicle.begin(certified(organisation, person, title, at))


def vouch(organisation: Organisation, person: Somebody, entry: Reference) -> None:
    """Whoever leads them vouches for it."""
    if person.manager is not None:
        how = organisation.words.say(person, "background", "vouched")
        by = person.manager.person
        command = ConfirmBackground(person.person, entry, by, how, effective_on=organisation.on)
        organisation.chronicle.write(command, by)
