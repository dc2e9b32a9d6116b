"""A slip is mended at once without a reason: by whoever wrote the entry, and as an entry of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from api.access import amending
from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

SAID = "query ($position: Position!) { entry(position: $position) { reason supersedes event } }"


def test_a_slip_is_mended_at_once_without_a_reason(
    served: Served, join: Join, steward: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = join("Ada")
    noted = {"person": ada, "lesson": "I ask frist", "effectiveOn": "2024-05-06"}
    hers = served.asked_by(ada)
    written = hers.recorded("noteLesson", **noted)
    entry = written["entries"][0]
    right = {"entry": entry, "replacement": {"noteLesson": {**noted, "lesson": "I ask first"}}}
    told = served.record("correctEntry", right)  # a system, which amends what others wrote, and says why
    assert (told["__typename"], told["rule"], told["field"]) == ("Refused", "ReasonMissing", "reason")
    by_a_system = served.recorded("renamePerson", person=ada, name="Ada Okafro", effectiveOn="2024-05-06")["entries"][0]
    for other in (served, served.asked_by(steward)):
        told = other.record("retractEntry", {"entry": by_a_system})
        assert (told["__typename"], told["rule"]) == ("Refused", "ReasonMissing"), "it is no slip of a person"
    position = hers.recorded("correctEntry", **right)["position"]
    mended = hers.ask(SAID, position=position)["entry"]
    assert (mended["reason"], mended["event"]["lesson"]) == (amending.MENDED_AT_ONCE, "I ask first")
    assert mended["supersedes"] == written["position"], "which is there to read as it was"

    monkeypatch.setattr(amending, "AT_ONCE", timedelta(0))
    told = hers.record("retractEntry", {"entry": entry})
    assert (told["__typename"], told["rule"]) == ("Refused", "ReasonMissing")
    monkeypatch.undo()
    hers.recorded("retractEntry", entry=entry)
