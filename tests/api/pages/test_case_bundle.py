"""The bundle of a case over HTTP: the bytes that the command writes, for whoever audits the case, and written down."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from api.access.callers import Scope
from api.bundles.case_bundle import case_bundle
from audit.bundles.checking import check
from domain.kernel.ids import CaseId, PersonId
from domain.offices.mandates import GiveMandate
from domain.offices.offices import Mandate
from domain.offices.stewards import NameSteward, stewards_from
from ledger import Ledger
from tests.api.conftest import Served
from tests.api.pages.conftest import text_of
from tests.api.pages.decided_case import DecidedCase, decided_case

MAY = "query ($case: ID!) { promotionCase(id: $case) { mayHaveBundle } }"
LOOKS = "query ($id: ID!) { person(id: $id) { looks(first: 1) { nodes { by sorts relationships } } } }"
NO_CASE = "case-0198c0de-7e57-7000-8000-000000000000"


@pytest.fixture(scope="module")
def story(served: Served, editions: str) -> DecidedCase:
    return decided_case(served, editions)


def joined(served: Served, name: str) -> str:
    person: str = served.recorded("joinPerson", name=name, unit="Audit", effectiveOn="2020-01-01")["subject"]
    return person


def auditor(served: Served, *cases: str) -> str:
    """Somebody who audits everything, or the cases that are named."""
    ledger: Ledger = served.app.state.services.ledger
    on, until = ledger.today(), ledger.today() + timedelta(days=30)
    if not stewards_from(on, ledger.book()):
        named = NameSteward(PersonId(joined(served, "Stew")), until, effective_on=on)
        ledger.record(named, by=ledger.tokens.of_the_machine().id)
    [steward, *_] = stewards_from(on, ledger.book())
    person = PersonId(joined(served, "Una Auditor"))
    charge = GiveMandate(person, Mandate.AUDITOR, until, steward, cases=tuple(map(CaseId, cases)), effective_on=on)
    ledger.record(charge, by=steward)
    return person


def bundle(served: Served, case: str, status: int = 200) -> httpx.Response:
    answer = served.client.get(f"/cases/{case}/bundle", headers={**served.headers})
    assert answer.status_code == status, answer.text
    return answer


@pytest.mark.mission("M67")
def test_an_auditor_has_the_bytes_that_the_command_writes(served: Served, story: DecidedCase) -> None:
    asked = served.asked_by(auditor(served))
    answer = bundle(asked, story.case)
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == f'attachment; filename="{story.case}.zip"'
    assert answer.headers["cache-control"] == "no-store"
    services = served.app.state.services
    assert answer.content == case_bundle(services.ledger, services.proofs, CaseId(story.case), None)
    holds = check(answer.content)
    assert (holds.case, holds.opened) == (story.case, False)
    assert b"One voice only" not in answer.content, "what is personal stays sealed"


def test_it_is_written_down_before_it_is_handed_out(served: Served, story: DecidedCase) -> None:
    by = auditor(served, story.case)
    bundle(served.asked_by(by), story.case)
    [look] = served.ask(LOOKS, id=story.candidate)["person"]["looks"]["nodes"]
    assert look == {"by": by, "sorts": ["BUNDLE"], "relationships": ["CASE_AUDITOR"]}


@pytest.mark.parametrize("who", ["candidate", "boss", "voter"])
def test_nobody_has_it_who_is_no_auditor_of_the_case(served: Served, story: DecidedCase, who: str) -> None:
    asked = served.asked_by(getattr(story, who))
    refused = bundle(asked, story.case, 403)
    assert "An audit bundle goes to auditors" in text_of(refused.text)
    assert asked.ask(MAY, case=story.case) == {"promotionCase": {"mayHaveBundle": False}}
    page = asked.client.get(f"/cases/{story.case}", headers={**asked.headers}).text
    assert "Okafor" in page, "they see the case"
    assert "Download the bundle" not in page


def test_whether_there_is_such_a_case_is_not_told_to_others(served: Served, story: DecidedCase) -> None:
    stranger = served.asked_by(joined(served, "Ben Abiodun"))
    told = {bundle(stranger, case, 403).text.replace(case, "") for case in (story.case, NO_CASE, "case-x")}
    assert len(told) == 1
    bundle(served, story.candidate, 403)  # no stream but a case's is bundled
    assert "has no entries" in text_of(bundle(served, NO_CASE, 404).text), "a system that reads all is told"


def test_a_token_that_may_not_read_and_nobody_at_all_have_none(served: Served, story: DecidedCase) -> None:
    bundle(served.asked_by(None, Scope.WRITE, name="Importer"), story.case, 403)
    answer = httpx.get(f"{served.url}/cases/{story.case}/bundle", headers={"authorization": "Bearer of nothing"})
    assert answer.status_code == 401


def test_the_page_of_the_case_leads_an_auditor_to_it(served: Served, story: DecidedCase) -> None:
    asked = served.asked_by(auditor(served))
    assert asked.ask(MAY, case=story.case) == {"promotionCase": {"mayHaveBundle": True}}
    page = asked.client.get(f"/cases/{story.case}", headers={**asked.headers}).text
    assert f'href="/cases/{story.case}/bundle" download' in page
    assert 'href="/check"' in page
    [look] = served.ask(LOOKS, id=story.candidate)["person"]["looks"]["nodes"]
    assert "BUNDLE" not in look["sorts"], "that one may have it is no look yet"
    before = asked.client.get(f"/cases/{story.case}?known={story.before}", headers={**asked.headers}).text
    assert "Download the bundle" not in before, "it is of now"
