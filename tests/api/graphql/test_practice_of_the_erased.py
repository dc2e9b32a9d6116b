"""What somebody practised and when they were away is not told once they are erased: in a house with keys of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from pydantic import SecretStr

from api.settings import Settings
from domain.kernel.ids import PersonId
from tests.api.conftest import KEY, Served, serving
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_learning_loops import LEAVES
from tests.api.graphql.test_practice_coached import LATER, MARCH, PRACTICE, counted, written


@pytest.fixture(scope="module")
def served(make_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A house whose keys are its own."""
    key_file = tmp_path_factory.mktemp("keys") / "ledger.key"
    with serving(Settings(database_url=make_database(), key=SecretStr(KEY), key_file=key_file)) as house:
        yield house


def test_nothing_of_it_is_told_of_whoever_was_erased(served: Served, join: Join, steward: PersonId) -> None:
    boss = join("Boss")
    ada = join("Ada Okafor", manager=boss)
    written(served, "recordPractice", person=ada, situation="Chaired", effectiveOn=MARCH)
    served.recorded("recordLeave", person=ada, until="2024-08-31", effectiveOn="2024-05-01")
    before = served.ask("{ position }")["position"]
    assert counted(served, ada, asOf={"position": before, "effectiveOn": LATER}) == (0, 1, 0, 0)
    today = served.app.state.services.ledger.today()
    served.recorded("leavePerson", person=ada, reason="RESIGNED", effectiveOn=str(today - timedelta(days=1)))
    erased = {"person": ada, "ground": "REQUESTED", "erasedBy": steward, "effectiveOn": str(today)}
    told = served.asked_by(steward).record("erasePerson", erased)
    assert told["__typename"] == "Recorded", told
    for moment in ({}, {"position": before, "effectiveOn": LATER}):
        answer = served.post(PRACTICE, id=ada, since="2024-01-01", asOf=moment)
        assert answer == {"data": {"person": {"practice": None}}}
        away = served.post(LEAVES, id=ada, asOf=moment)
        assert away == {"data": {"person": {"leaves": None}}}
