"""Documents on somebody's page: filed by a form, listed with the hash of their file, and in a lane of their own."""

from __future__ import annotations

from hashlib import sha256

from tests.api.conftest import Served
from tests.api.pages.conftest import text_of
from tests.api.pages.forms import opened, sent

DIGITS = sha256(b"A signed agreement").hexdigest()


def test_a_document_filed_by_a_form_stands_on_the_page_of_whom_it_is_about(served: Served) -> None:
    joined = {"name": "Ada Filed", "unit": "Tooling", "effectiveOn": "2020-02-03"}
    ada = served.recorded("joinPerson", **joined)["subject"]
    by = served.asked_by(ada)
    form = opened(by, f"/record/fileDocument?person={ada}")
    wrong = sent(by, form, documentKind="AGREEMENT", title="Mentoring, signed", sha256="agreement.pdf")
    assert "64 hexadecimal digits" in wrong.text
    sent(by, form, documentKind="AGREEMENT", title="Mentoring, signed", sha256=DIGITS)
    page = by.client.get(f"/people/{ada}", headers={**by.headers}).text
    told = text_of(page)
    assert "Agreement: Mentoring, signed" in told
    assert DIGITS in told
    assert ">Documents</text>" in page, "in a lane of its own"
    stranger = served.asked_by(served.recorded("joinPerson", name="Ben Abiodun", unit="Tooling")["subject"])
    assert DIGITS not in stranger.client.get(f"/people/{ada}", headers={**stranger.headers}).text
