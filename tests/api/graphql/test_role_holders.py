"""Who holds a role, over GraphQL: it follows from appointments and stays, at any moment, in any order of writing."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import Any

import pytest

from domain.kernel.book import Book, Decision, Line
from domain.kernel.ids import PersonId
from domain.organisation.holders import appointed_to
from domain.organisation.role import RoleVacated, WhyVacated
from domain.people.employment import Employment
from domain.people.leaving import LeavePerson, LeavingReason
from ledger import Ledger, Wrapping
from tests.api.conftest import KEY, Served
from tests.api.graphql.conftest import Join
from tests.ledger.commands_recorded import BY

ROLE = """
    query ($id: ID!, $asOf: AsOf) {
      role(id: $id, asOf: $asOf) {
        title level critical places vacant closedOn owner { name } reviewOn
        incumbents { person { name } since }
        history { person { name } since until share case exempt }
      }
    }"""
LAST_DAY, NEXT_DAY = "2023-06-30", "2023-07-01"


@pytest.fixture
def role(served: Served, unit: str) -> str:
    """A role that nobody holds, on a level on which nobody leads."""
    role: str = served.recorded("establishRole", title="Planner", unit=unit, function="Production", level="self",
                                effectiveOn="2020-03-02")["subject"]  # fmt: skip
    return role


def told(served: Served, role: str, **as_of: Any) -> dict[str, Any]:
    answer: dict[str, Any] = served.ask(ROLE, id=role, asOf=as_of or None)["role"]
    return answer


def holders(served: Served, role: str, day: str) -> list[str]:
    return [each["person"]["name"] for each in told(served, role, effectiveOn=day)["incumbents"]]


def appoint(served: Served, role: str, person: str, day: str, **more: Any) -> dict[str, Any]:
    return served.record("appointToRole", {"role": role, "person": person, "effectiveOn": day, **more})


def leave(served: Served, person: str, day: str = LAST_DAY) -> str:
    entry: str = served.recorded("leavePerson", person=person, reason="RESIGNED", effectiveOn=day)["entries"][0]
    return entry


@pytest.mark.parametrize("late", [False, True], ids=["appointed first", "leaving first"])
def test_a_holder_holds_through_their_last_day_whatever_was_written_first(
    served: Served, join: Join, role: str, late: bool
) -> None:
    ada = join("Ada")
    if not late:
        appoint(served, role, ada, "2021-02-01")
    leave(served, ada)
    if late:
        appoint(served, role, ada, "2021-02-01")
    assert holders(served, role, LAST_DAY) == ["Ada"]
    assert holders(served, role, NEXT_DAY) == []
    [tenure] = told(served, role)["history"]
    assert (tenure["person"]["name"], tenure["since"], tenure["until"]) == ("Ada", "2021-02-01", NEXT_DAY)
    ben = join("Ben")
    assert appoint(served, role, ben, NEXT_DAY)["__typename"] == "Recorded"
    assert holders(served, role, NEXT_DAY) == ["Ben"]


@pytest.mark.parametrize("day", ["2023-03-31", "2023-09-30"], ids=["earlier", "later"])
def test_a_last_day_that_is_corrected_moves_the_vacancy(served: Served, join: Join, role: str, day: str) -> None:
    ada = join("Ada")
    appoint(served, role, ada, "2021-02-01")
    entry = leave(served, ada)
    before = served.ask("{ position }")["position"]
    replacement = {"leavePerson": {"person": ada, "reason": "RESIGNED", "effectiveOn": day}}
    served.recorded("correctEntry", entry=entry, reason="Another day", replacement=replacement)
    assert holders(served, role, day) == ["Ada"]
    assert told(served, role)["history"][0]["until"] > day
    assert holders(served, role, "2023-10-01") == []
    known_then = told(served, role, position=before, effectiveOn="2023-12-31")["history"]
    assert known_then[0]["until"] == NEXT_DAY


def test_a_leaving_that_is_retracted_gives_the_chair_back(served: Served, join: Join, role: str) -> None:
    ada, ben = join("Ada"), join("Ben")
    appoint(served, role, ada, "2021-02-01")
    entry = leave(served, ada)
    assert told(served, role)["vacant"]
    served.recorded("retractEntry", entry=entry, reason="She stays")
    assert holders(served, role, NEXT_DAY) == ["Ada"]
    assert appoint(served, role, ben, NEXT_DAY)["rule"] == "RoleTaken"


def test_a_leaving_is_not_retracted_once_somebody_else_has_the_chair(served: Served, join: Join, role: str) -> None:
    ada, ben = join("Ada"), join("Ben")
    appoint(served, role, ada, "2021-02-01")
    entry = leave(served, ada)
    appoint(served, role, ben, "2023-08-01")
    refused = served.record("retractEntry", {"entry": entry, "reason": "She stays"})
    assert (refused["rule"], role in refused["why"], "2023-08-01" in refused["why"]) == ("OthersRestOnIt", True, True)
    replacement = {"leavePerson": {"person": ada, "reason": "RESIGNED", "effectiveOn": "2023-08-31"}}
    later = served.record("correctEntry", {"entry": entry, "reason": "A slip", "replacement": replacement})
    assert later["rule"] == "OthersRestOnIt"


def test_coming_back_does_not_give_the_old_chair_back(served: Served, join: Join, role: str) -> None:
    ada = join("Ada")
    appoint(served, role, ada, "2021-02-01")
    leave(served, ada)
    served.recorded("joinPerson", person=ada, name="Ada", unit="Tooling", effectiveOn="2024-01-08")
    assert holders(served, role, "2024-02-01") == []
    assert appoint(served, role, ada, "2024-02-01")["__typename"] == "Recorded"
    assert [each["since"] for each in told(served, role)["history"]] == ["2021-02-01", "2024-02-01"]


def test_a_vacancy_recorded_by_hand_counts(served: Served, join: Join, role: str) -> None:
    ada = join("Ada")
    appoint(served, role, ada, "2021-02-01")
    served.recorded("vacateRole", role=role, person=ada, why="LEFT", effectiveOn="2023-05-01")
    entry = leave(served, ada)
    assert holders(served, role, "2023-05-01") == []
    served.recorded("retractEntry", entry=entry, reason="She stays, without the role")
    assert holders(served, role, NEXT_DAY) == []


class LeavingAsBefore(LeavePerson):
    """As it was until leaving wrote down which roles it vacated."""

    def decide(self, employment: Employment, book: Book) -> Decision:
        vacated = RoleVacated(self.person, WhyVacated.LEFT, effective_on=self.effective_on)
        roles = appointed_to(self.person, book)
        return (*super().decide(employment, book), *(Line(vacated, stream=role) for role in roles))


def test_a_vacancy_that_leaving_once_wrote_down_follows_from_the_stay_today(
    served: Served, join: Join, role: str
) -> None:
    ada = join("Ada")
    appoint(served, role, ada, "2021-02-01")
    with closing(Ledger.open(served.database_url, Wrapping(bytes.fromhex(KEY)))) as ledger:
        leaving = LeavingAsBefore(PersonId(ada), LeavingReason.RESIGNED, effective_on=date.fromisoformat(LAST_DAY))
        left, vacated = ledger.record(leaving, by=BY).references
        assert (left.stream, vacated.stream) == (ada, role)
        served.ask("query ($a: AsOf) { people(first: 1, asOf: $a) { totalCount } }", a={"position": ledger.position()})
    assert holders(served, role, LAST_DAY) == ["Ada"]
    assert holders(served, role, NEXT_DAY) == []
    assert told(served, role)["history"][0]["until"] == NEXT_DAY
    served.recorded("retractEntry", entry=str(left), reason="She stays")
    assert holders(served, role, NEXT_DAY) == ["Ada"]
    assert told(served, role)["history"][0]["until"] is None
    assert appoint(served, role, join("Ben"), NEXT_DAY)["rule"] == "RoleTaken"


def test_nobody_becomes_a_second_holder_on_any_later_day(served: Served, join: Join, role: str) -> None:
    ada, ben = join("Ada"), join("Ben")
    appoint(served, role, ada, "2023-01-01")
    refused = appoint(served, role, ben, "2022-01-01")
    assert (refused["rule"], "2023-01-01" in refused["why"], ada in refused["why"]) == ("RoleTaken", True, True)


def test_an_appointment_is_neither_retracted_from_under_what_rests_on_it_nor_moved_onto_another(
    served: Served, join: Join, role: str
) -> None:
    ada, ben = join("Ada"), join("Ben")
    first = appoint(served, role, ada, "2021-02-01")["entries"][0]
    vacated = served.recorded("vacateRole", role=role, person=ada, why="MOVED", effectiveOn="2022-02-01")["entries"][0]
    appoint(served, role, ben, "2022-03-01")
    assert served.record("retractEntry", {"entry": vacated, "reason": "She kept it"})["rule"] == "OthersRestOnIt"
    assert served.record("retractEntry", {"entry": first, "reason": "Never"})["rule"] == "OthersRestOnIt"
    later = {"appointToRole": {"role": role, "person": ada, "appointmentKind": "SUBSTANTIVE", "source": "INTERNAL",
                               "share": 100, "effectiveOn": "2022-04-01"}}  # fmt: skip
    refused = served.record("correctEntry", {"entry": first, "reason": "A slip", "replacement": later})
    assert refused["rule"] in ("RoleTaken", "OthersRestOnIt")


def profile(role: str, unit: str, **more: Any) -> dict[str, Any]:
    whole = {"title": "Chief planner", "unit": unit, "function": "Production", "level": "self"}
    return {"role": role, **whole, "effectiveOn": "2022-01-03", **more}


def test_a_role_is_described_anew_from_a_day_on_and_the_past_is_not_rewritten(
    served: Served, join: Join, role: str, unit: str
) -> None:
    ada = join("Ada")
    assert served.record("defineRoleProfile", profile(role, unit, critical=True))["rule"] == "CriticalWithoutReason"
    assert served.record("defineRoleProfile", profile(role, unit, places=0))["rule"] == "TooFewPlaces"
    early = served.record("defineRoleProfile", profile(role, unit, reviewOn="2022-01-03"))
    assert early["rule"] == "ReviewTooEarly"
    served.recorded("defineRoleProfile", **profile(role, unit, critical=True, why="The line stands still without",
                    places=2, owner=ada, reviewOn="2027-01-01", experiences=["has planned a shift"]))  # fmt: skip
    before, now = told(served, role, effectiveOn="2022-01-02"), told(served, role)
    assert (before["title"], before["critical"], before["places"]) == ("Planner", False, 1)
    assert (now["title"], now["critical"], now["places"]) == ("Chief planner", True, 2)
    assert (now["owner"], now["reviewOn"]) == ({"name": "Ada"}, "2027-01-01")


def test_a_role_has_places_and_not_fewer_than_are_taken(served: Served, join: Join, role: str, unit: str) -> None:
    ada, ben, cai = join("Ada"), join("Ben"), join("Cai")
    served.recorded("defineRoleProfile", **profile(role, unit, places=2))
    assert appoint(served, role, ada, "2022-02-01")["__typename"] == "Recorded"
    assert appoint(served, role, ben, "2022-03-01")["__typename"] == "Recorded"
    assert appoint(served, role, cai, "2022-04-01")["rule"] == "RoleTaken"
    fewer = served.record("defineRoleProfile", profile(role, unit, places=1, effectiveOn="2023-01-02"))
    assert (fewer["rule"], ben in fewer["why"]) == ("TooFewPlaces", True)
    served.recorded("vacateRole", role=role, person=ada, why="MOVED", effectiveOn="2023-01-02")
    served.recorded("defineRoleProfile", **profile(role, unit, effectiveOn="2023-01-02"))


def test_a_role_is_closed_once_nobody_holds_it_and_taken_up_by_nobody_since(
    served: Served, join: Join, role: str
) -> None:
    ada, ben = join("Ada"), join("Ben")
    close = {"role": role, "why": "One plans both shifts", "effectiveOn": "2023-06-01"}
    appoint(served, role, ada, "2021-02-01")
    still = served.record("closeRole", close)
    assert (still["rule"], ada in still["why"]) == ("StillHeld", True)
    vacated = served.recorded("vacateRole", role=role, person=ada, why="MOVED", effectiveOn="2023-06-01")["entries"][0]
    served.recorded("closeRole", **close)
    assert appoint(served, role, ben, "2023-07-01")["rule"] == "RoleIsClosed"
    assert appoint(served, role, ben, "2023-06-01")["rule"] == "RoleIsClosed"
    assert served.record("retractEntry", {"entry": vacated, "reason": "She kept it"})["rule"] == "OthersRestOnIt"
    assert (told(served, role)["closedOn"], told(served, role, effectiveOn="2023-05-31")["closedOn"]) == (
        "2023-06-01",
        None,
    )
