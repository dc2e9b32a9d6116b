"""Documents in the demo: certificates, reports and what was signed; the files lie elsewhere, and are known by hash."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Final

from demo.chronicle import Life
from demo.organisation import Organisation
from demo.somebody import Somebody
from domain.development.assessments import RecordAssessment
from domain.development.development import Instrument
from domain.documents.filing import DocumentKind, FileDocument
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId

MONTHS_OF_FILING: Final = 40


def filing(organisation: Organisation) -> Life:
    """Month by month a talent partner files what the assessment centre has sent."""
    read, asked = 0, organisation.chronicle.asked
    for months in range(MONTHS_OF_FILING, -1, -1):
        yield organisation.chronicle.months_ago(months, 11)
        here = {one.person: one for one in organisation.here()}
        for one in asked[read:] if read else ():
            command = one.request.command
            if is_of_the_centre(command) and command.stream in here:
                person = here[PersonId(command.stream)]
                file(organisation, person, DocumentKind.REPORT, "Report of the assessment centre", one.at)
        read = len(asked)


def is_of_the_centre(command: Command[Any]) -> bool:
    """Whether something that was asked for tells what the assessment centre saw."""
    return isinstance(command, RecordAssessment) and command.instrument is Instrument.ASSESSMENT_CENTRE


def file(
    organisation: Organisation, person: Somebody, kind: DocumentKind, title: str, belongs_to: Reference
) -> Reference:
    """A document about somebody is filed by a talent partner."""
    digits = sha256(f"{person.person} {title} {belongs_to}".encode()).hexdigest()
    command = FileDocument(person.person, kind, title, digits, belongs_to, effective_on=organisation.on)
    return organisation.chronicle.write(command, organisation.partner)


def signed(organisation: Organisation, person: Somebody, what: str, at: Reference) -> Life:
    """What was agreed is signed, and filed some days later."""
    yield organisation.chronicle.after(4, 12)
    if person in organisation.here():
        file(organisation, person, DocumentKind.AGREEMENT, what, at)


def certified(organisation: Organisation, person: Somebody, title: str, at: Reference) -> Life:
    """A certificate comes by post, and is filed some weeks later."""
    yield organisation.chronicle.after(9, 22)
    if person in organisation.here():
        file(organisation, person, DocumentKind.CERTIFICATE, title, at)
