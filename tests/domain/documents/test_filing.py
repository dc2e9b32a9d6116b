"""Filing documents: known by the hash of their file, once of each person, and belonging to what stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

from domain.background.qualifications import QualificationKind, QualificationRecorded
from domain.documents.filing import (
    DocumentFiled,
    DocumentIsFiled,
    DocumentKind,
    FileDocument,
    NoFileHash,
    NothingToBelongTo,
)
from domain.kernel.facts import ERASED, Reference
from domain.kernel.refusals import NothingSaid
from domain.people.employment import NobodyKnown
from domain.people.joining import PersonJoined
from tests.examples import ADA, BEN
from tests.spec import given
from tests.units import ASSEMBLY

MAY, JOINING = date(2024, 5, 2), date(2020, 3, 2)
JOINED = PersonJoined("Ada", ASSEMBLY, effective_on=JOINING)
HELD = QualificationRecorded(QualificationKind.CERTIFICATE, "Inspector", "NACE", effective_on=JOINING)
DIGITS = sha256(b"Coatings inspector, level 2").hexdigest()
OTHERS = sha256(b"Another file").hexdigest()
FILED = DocumentFiled(DocumentKind.CERTIFICATE, "Coatings inspector", DIGITS, effective_on=MAY)
FILE = FileDocument(ADA, DocumentKind.CERTIFICATE, "Coatings inspector", DIGITS, effective_on=MAY)


def test_a_document_is_filed_by_the_hash_of_its_file() -> None:
    given(JOINED).when(FILE).then(FILED)
    given(JOINED).when(replace(FILE, sha256=DIGITS.upper())).then(FILED)
    given().when(FILE).refused(NobodyKnown, ADA)
    given(JOINED).when(replace(FILE, title=" ")).refused(NothingSaid, "title")
    for wrong in ("certificate.pdf", DIGITS[:-1], f"{DIGITS}0", f"{DIGITS[:-1]}g", f"{DIGITS}\n"):
        given(JOINED).when(replace(FILE, sha256=wrong)).refused(NoFileHash, "64 hexadecimal digits")


def test_of_one_person_a_file_is_filed_once() -> None:
    again = replace(FILE, title="The same, called otherwise", document_kind=DocumentKind.OTHER)
    given(JOINED, FILED).when(again).refused(DocumentIsFiled, f"{ADA}@2")
    given(JOINED, FILED).when(replace(again, belongs_to=Reference(BEN, 1))).refused(NothingToBelongTo, f"{BEN}@1")
    given(JOINED, FILED).when(replace(FILE, sha256=OTHERS)).then(replace(FILED, sha256=OTHERS))
    given(JOINED, replace(FILED, sha256=ERASED)).when(FILE).then(FILED)


def test_it_belongs_to_what_stands_about_the_same_person() -> None:
    belonging = replace(FILE, belongs_to=Reference(ADA, 2))
    given(JOINED, HELD).when(belonging).then(replace(FILED, belongs_to=Reference(ADA, 2)))
    given(JOINED).when(belonging).refused(NothingToBelongTo, f"{ADA}@2")
    given(JOINED, HELD).when(replace(FILE, belongs_to=Reference(BEN, 1))).refused(NothingToBelongTo, f"{BEN}@1")
    late = replace(HELD, effective_on=date(2024, 5, 3))
    given(JOINED, late).when(belonging).refused(NothingToBelongTo, MAY.isoformat())
