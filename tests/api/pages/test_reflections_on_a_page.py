"""Questions to reflect on, on one's own page: shown to oneself alone, and answered by the form that they lead to."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from domain.frameworks.edition import Prompt
from domain.frameworks.packs.shipped import present_edition
from tests.api.conftest import Served
from tests.api.inputs import as_input
from tests.api.pages.conftest import text_of
from tests.api.pages.forms import opened, sent

ASKED = "What went wrong this week?"


def test_a_question_is_answered_from_ones_own_page(served: Served) -> None:
    edition = replace(present_edition(), number=1, prompts=(Prompt("mistake", ASKED),))
    brought = {"framework": f"framework-{uuid4().hex[:8]}", "effectiveOn": "2019-01-01", "imported": True}
    served.recorded("publishFramework", edition=as_input(edition), **brought)
    unit = served.unit(f"Reflecting {uuid4().hex[:6]}")
    served.recorded("adoptFramework", unit=unit, **brought)
    ben = served.recorded("joinPerson", name="Ben Leads", unit=unit, effectiveOn="2020-01-01")["subject"]
    joined = {"name": "Ada Reflects", "unit": unit, "manager": ben, "effectiveOn": "2020-02-03"}
    ada = served.recorded("joinPerson", **joined)["subject"]
    hers, leads = served.asked_by(ada), served.asked_by(ben)

    def page(reader: Served) -> str:
        return text_of(reader.client.get(f"/people/{ada}", headers={**reader.headers}).text)

    assert ASKED in page(hers)
    assert "answered on" not in page(hers)
    form = opened(hers, f"/record/noteLesson?person={ada}&prompt=mistake")
    assert form.fields["prompt"] == ["mistake"]
    assert f'<option value="mistake">{ASKED}</option>' in form.page, (
        "what is offered is of the edition that holds there"
    )
    answered = sent(hers, form, lesson="I did not ask")
    assert answered.status_code == 303, text_of(answered.text)
    assert "answered on" in page(hers)
    assert ASKED not in page(leads)
