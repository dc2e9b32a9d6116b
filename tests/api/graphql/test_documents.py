"""Documents over GraphQL: told to whoever reads somebody's development, found by their very file, and cited."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from domain.documents.filing import DocumentIsFiled, NoFileHash, NothingToBelongTo
from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

DOCUMENTS = """query ($id: ID!, $file: String, $asOf: AsOf) { person(id: $id, asOf: $asOf) { documents(sha256: $file) {
    documentKind filedOn title sha256 filedBy { id } entry { reference } belongsTo { reference kind }
    citedBy { reference kind } } } }"""
REPORT = b"Centre of 9 January 2024: what was seen"
DIGITS = sha256(REPORT).hexdigest()
FILED = {"documentKind": "REPORT", "title": "Centre of January", "sha256": DIGITS, "effectiveOn": "2024-01-09"}


def told(served: Served, person: str, file: bytes | None = None, **as_of: Any) -> Any:
    digits = None if file is None else sha256(file).hexdigest()
    return served.ask(DOCUMENTS, id=person, file=digits, asOf=as_of or None)["person"]["documents"]


def written(served: Served, mutation: str, **said: Any) -> str:
    [entry] = served.recorded(mutation, **said)["entries"]
    return str(entry)


@pytest.mark.mission("M87")
def test_a_file_is_filed_once_found_by_itself_and_cited_like_any_entry(served: Served, join: Join, unit: str) -> None:
    ben = join("Ben Amari", unit)
    ada = join("Ada Okafor", unit, manager=ben)
    held = {"qualificationKind": "CERTIFICATE", "title": "Inspector", "effectiveOn": "2021-01-04"}
    qualified = written(served, "recordQualification", person=ada, **held)
    led = served.asked_by(ben)
    filed = written(led, "fileDocument", person=ada, belongsTo=qualified, **FILED)
    again = led.record("fileDocument", {"person": ada, **FILED, "title": "Another name", "sha256": DIGITS.upper()})
    assert (again["rule"], filed in again["why"], again["field"]) == (DocumentIsFiled.__name__, True, "sha256")
    wrong = led.record("fileDocument", {"person": ada, **FILED, "sha256": "centre.pdf"})
    assert (wrong["rule"], "64 hexadecimal digits" in wrong["why"]) == (NoFileHash.__name__, True)
    practised = {"situation": "As the report asks", "effectiveOn": "2024-02-01"}
    cites = written(led, "recordPractice", person=ada, buildsOn=[filed], **practised)

    [document] = told(led, ada)
    assert document == {
        "documentKind": "REPORT",
        "filedOn": "2024-01-09",
        "title": "Centre of January",
        "sha256": DIGITS,
        "filedBy": {"id": ben},
        "entry": {"reference": filed},
        "belongsTo": {"reference": qualified, "kind": "QualificationRecorded"},
        "citedBy": [{"reference": cites, "kind": "PracticeRecorded"}],
    }
    assert told(led, ada, REPORT) == [document]
    assert told(led, ada, REPORT + b".") == []
    assert told(led, ada, REPORT, effectiveOn="2024-01-08") == []
    [before] = told(led, ada, effectiveOn="2024-01-31")
    assert before["citedBy"] == []
    served.recorded("retractEntry", entry=cites, reason="It was not about that")
    [after] = told(led, ada)
    assert after["citedBy"] == []
    served.recorded("retractEntry", entry=filed, reason="Another person's report")
    assert told(led, ada) == []
    written(led, "fileDocument", person=ada, **FILED)


def test_an_auditor_finds_a_file_and_whoever_may_not_see_it_is_told_as_of_none(
    served: Served, join: Join, unit: str, steward: PersonId
) -> None:
    ben, eve = join("Ben Amari", unit), join("Eve Sato", unit)
    ada = join("Ada Okafor", unit, manager=ben)
    written(served, "fileDocument", person=ada, **FILED)
    auditor = join("Gus Reyes", unit)
    until = str(served.app.state.services.ledger.today() + timedelta(days=200))
    charged = {"person": auditor, "mandate": "AUDITOR", "until": until, "givenBy": steward}
    served.asked_by(steward).recorded("giveMandate", **charged)
    assert [one["sha256"] for one in told(served.asked_by(auditor), ada, REPORT)] == [DIGITS]
    assert told(served.asked_by(auditor), ada, b"another") == []
    for file in (None, REPORT, b"another"):
        assert told(served.asked_by(eve), ada, file) is None
    no_hash = served.post(DOCUMENTS, id=ada, file="centre.pdf")["errors"][0]["message"]
    assert "centre.pdf" in no_hash
    assert "64 hexadecimal digits" in no_hash


def test_what_is_protected_cites_a_document_unseen(served: Served, join: Join, unit: str) -> None:
    ben = join("Ben Amari", unit)
    ada = join("Ada Okafor", unit, manager=ben)
    filed = written(served.asked_by(ada), "fileDocument", person=ada, **FILED)
    lesson = {"lesson": "I had not read it", "effectiveOn": "2024-02-01", "buildsOn": [filed]}
    noted = written(served.asked_by(ada), "noteLesson", person=ada, **lesson)
    [hers] = told(served.asked_by(ada), ada)
    assert [one["reference"] for one in hers["citedBy"]] == [noted]
    [seen] = told(served.asked_by(ben), ada)
    assert seen["citedBy"] == []
    other = {"person": ada, **FILED, "sha256": "0" * 64, "belongsTo": noted}
    strange = served.asked_by(ben).record("fileDocument", other)
    assert (strange["rule"], noted in strange["why"]) == (NothingToBelongTo.__name__, True)
