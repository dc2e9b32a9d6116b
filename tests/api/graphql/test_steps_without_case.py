"""Roles of leadership and higher levels are come to by a case or a stated exemption, and who came by none is told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

WITHOUT = """
    query ($since: Date!, $asOf: AsOf) {
      appointmentsWithoutCase(since: $since, asOf: $asOf) {
        person { id } role { id } level effectiveOn exempt position
      }
    }"""
DAY = "2024-09-02"
pytestmark = pytest.mark.usefixtures("editions")


@pytest.fixture
def role(served: Served, unit: str) -> str:
    """A role on a level of leadership."""
    role: str = served.recorded("establishRole", title="Shift lead", unit=unit, function="Production", level="others",
                                effectiveOn="2021-01-04")["subject"]  # fmt: skip
    return role


def approved(served: Served, join: Join, candidate: str, role: str | None, edition: dict[str, Any]) -> str:
    """A case that grants the step to the level of the role; whatever stood in the way is set aside."""
    proposer, closer, decider, authority = (join() for _ in range(4))
    case: str = served.recorded("proposePromotion", candidate=candidate, role=role, direction="UP", fromLevel="self",
                                toLevel="others", proposedBy=proposer, grounds="Leads well",
                                effectiveOn="2024-07-01", **edition)["subject"]  # fmt: skip
    served.recorded("closeFile", case=case, closedBy=closer, effectiveOn="2024-07-10")
    approve = {"case": case, "decidedBy": decider, "rationale": "Led it alone", "effectiveOn": "2024-07-20"}
    aside: list[dict[str, str]] = []
    while (answer := served.record("approvePromotion", {**approve, "setAside": aside}))["__typename"] == "Refused":
        assert answer["rule"] == "CriterionNotMet", answer
        criterion = answer["why"].split("“")[1].split("”")[0].upper()
        aside.append({"criterion": criterion, "authorisedBy": authority, "reason": "Nobody else"})
    return case


def appoint(served: Served, role: str, person: str, **more: Any) -> dict[str, Any]:
    return served.record("appointToRole", {"role": role, "person": person, "effectiveOn": DAY, **more})


def without_case(served: Served, person: str, since: str = "2020-01-01") -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = served.ask(WITHOUT, since=since)["appointmentsWithoutCase"]
    return [each for each in told if each["person"] == {"id": person}]


def test_nobody_comes_to_a_role_of_leadership_by_no_way_that_is_told(served: Served, join: Join, role: str) -> None:
    ada = join()
    refused = appoint(served, role, ada)
    assert (refused["rule"], refused["field"]) == ("CaseMissing", "case")
    assert appoint(served, role, ada, appointmentKind="ACTING_UP")["__typename"] == "Recorded"
    assert without_case(served, ada) == []
    served.recorded("vacateRole", role=role, person=ada, why="TERM_ENDED", effectiveOn=DAY)
    assert appoint(served, role, ada, exempt="REORGANISATION")["__typename"] == "Recorded"
    [told] = without_case(served, ada)
    assert (told["role"], told["level"], told["exempt"]) == ({"id": role}, "others", "REORGANISATION")
    assert without_case(served, ada, since="2024-09-03") == []


def test_a_case_grants_its_own_step_to_its_own_candidate(
    served: Served, join: Join, role: str, unit: str, edition: dict[str, Any]
) -> None:
    ada, ben = join("Ada", unit, level="self"), join("Ben", unit, level="self")
    case = approved(served, join, ada, role, edition)
    assert appoint(served, role, ben, case=case)["rule"] == "NotGranted"
    assert appoint(served, role, ada, case=case, exempt="INTERIM")["rule"] == "ExemptAndGranted"
    early = {"role": role, "person": ada, "case": case, "effectiveOn": "2024-07-19"}
    assert served.record("appointToRole", early)["rule"] == "NotGranted"
    other = served.recorded("establishRole", title="Another", unit=unit, function="Production", level="others",
                            effectiveOn="2021-01-04")["subject"]  # fmt: skip
    assert appoint(served, other, ada, case=case)["rule"] == "NotGranted"
    assert appoint(served, role, ada, case=case)["__typename"] == "Recorded"
    moved = {"person": ada, "unit": unit, "level": "others", "effectiveOn": DAY}
    assert served.record("movePerson", {**moved, "level": "leaders", "case": case})["rule"] == "NotGranted"
    assert served.record("movePerson", moved)["rule"] == "CaseMissing"
    assert served.record("movePerson", {**moved, "case": case})["__typename"] == "Recorded"
    assert without_case(served, ada) == []


def test_a_case_that_was_declined_or_never_decided_grants_nothing(
    served: Served, join: Join, role: str, edition: dict[str, Any]
) -> None:
    ada = join()
    case = served.recorded("proposePromotion", candidate=ada, role=role, direction="UP", fromLevel="self",
                           toLevel="others", proposedBy=join(), grounds="Leads well", effectiveOn="2024-07-01",
                           **edition)["subject"]  # fmt: skip
    assert appoint(served, role, ada, case=case)["rule"] == "NotGranted"


def test_a_move_to_a_higher_level_needs_a_case_and_others_do_not(served: Served, join: Join, unit: str) -> None:
    ada = join("Ada", unit, level="others")
    up = {"person": ada, "unit": unit, "level": "leaders", "effectiveOn": "2022-01-03"}
    assert served.record("movePerson", up)["rule"] == "CaseMissing"
    served.recorded("movePerson", person=ada, unit=unit, level="self", effectiveOn="2021-06-01")
    served.recorded("movePerson", person=ada, unit=unit, level=None, effectiveOn="2021-07-01")
    assert served.record("movePerson", {**up, "level": "others"})["rule"] == "CaseMissing"
    served.recorded("movePerson", **up, exempt="BEFORE_LEDGER")
    [told] = without_case(served, ada)
    assert (told["role"], told["level"], told["exempt"]) == (None, "leaders", "BEFORE_LEDGER")


def test_nobody_holds_two_whole_roles_as_their_own(served: Served, join: Join, unit: str) -> None:
    ada = join()
    one, two, three = (
        served.recorded("establishRole", title=title, unit=unit, function="Production", level="self",
                        effectiveOn="2021-01-04")["subject"]
        for title in ("One", "Two", "Three")
    )  # fmt: skip
    assert appoint(served, one, ada)["__typename"] == "Recorded"
    early = {"role": two, "person": ada, "effectiveOn": "2022-01-03"}
    assert served.record("appointToRole", early)["rule"] == "SharesExceeded"
    served.recorded("vacateRole", role=one, person=ada, why="MOVED", effectiveOn="2025-01-01")
    assert appoint(served, two, ada, share=50)["rule"] == "SharesExceeded"
    served.recorded("appointToRole", role=two, person=ada, share=60, effectiveOn="2025-01-01")
    assert served.record("appointToRole", {"role": three, "person": ada, "share": 41, "effectiveOn": "2025-02-03"})[
        "rule"
    ] == ("SharesExceeded")
    served.recorded("appointToRole", role=three, person=ada, share=40, effectiveOn="2025-02-03")


def test_a_place_is_shared_by_two_and_by_no_third(served: Served, join: Join, unit: str) -> None:
    role = served.recorded("establishRole", title="Planner", unit=unit, function="Production", level="self",
                           effectiveOn="2021-01-04")["subject"]  # fmt: skip
    assert appoint(served, role, join(), share=101)["rule"] == "PlaceShareOutOfRange"
    assert appoint(served, role, join(), share=60)["__typename"] == "Recorded"
    assert appoint(served, role, join(), share=50)["rule"] == "RoleTaken"
    assert appoint(served, role, join(), share=40)["__typename"] == "Recorded"
    held = served.ask("query ($id: ID!) { role(id: $id) { history { share } } }", id=role)["role"]["history"]
    assert sorted(each["share"] for each in held) == [40, 60]


def test_a_case_is_no_ground_for_a_second_step(
    served: Served, join: Join, role: str, unit: str, edition: dict[str, Any]
) -> None:
    ada = join(unit=unit, level="self")
    case = approved(served, join, ada, None, edition)
    move = {"person": ada, "unit": unit, "case": case}
    served.recorded("movePerson", **move, level="others", effectiveOn="2024-08-01")
    assert appoint(served, role, ada, case=case)["__typename"] == "Recorded"
    served.recorded("movePerson", person=ada, unit=unit, level="self", effectiveOn="2025-01-01")
    refused = served.record("movePerson", {**move, "level": "others", "effectiveOn": "2025-02-01"})
    assert (refused["rule"], case in refused["why"]) == ("CaseTaken", True)
    other = served.recorded("establishRole", title="Other", unit=unit, function="Production", level="others",
                            effectiveOn="2021-01-04")["subject"]  # fmt: skip
    served.recorded("vacateRole", role=role, person=ada, why="MOVED", effectiveOn="2025-03-01")
    told = appoint(served, other, ada, case=case, effectiveOn="2025-03-01")
    assert (told.get("rule"), told.get("field")) == ("CaseTaken", "case")


def test_whoever_has_been_here_is_not_hired_from_outside(served: Served, join: Join, role: str) -> None:
    ada, ben = join(), join("Ben Ito", effectiveOn="2024-06-03")
    refused = appoint(served, role, ada, exempt="EXTERNAL_HIRE")
    assert (refused["rule"], refused["field"]) == ("NotFromOutside", "exempt")
    served.recorded("leavePerson", person=ada, effectiveOn="2024-06-28")
    join(person=ada, effectiveOn="2024-07-01")
    assert appoint(served, role, ada, exempt="EXTERNAL_HIRE")["rule"] == "NotFromOutside"
    assert appoint(served, role, ben, exempt="EXTERNAL_HIRE")["__typename"] == "Recorded"


def test_nobody_comes_back_on_a_higher_level(served: Served, join: Join, unit: str) -> None:
    ada = join(unit=unit, level="self")
    served.recorded("leavePerson", person=ada, effectiveOn="2024-06-28")
    again = {"person": ada, "name": "Ada Okafor", "unit": unit}
    told = served.record("joinPerson", {**again, "level": "others", "effectiveOn": "2024-07-01"})
    assert (told.get("rule"), told.get("field")) == ("CameBackHigher", "level")
    served.recorded("joinPerson", **again, effectiveOn="2024-07-01")
    told = served.record("movePerson", {"person": ada, "unit": unit, "level": "others", "effectiveOn": "2024-07-02"})
    assert told.get("rule") == "CaseMissing", "what level was said before they left is remembered"


def test_nobody_steps_up_because_their_role_is_raised(served: Served, join: Join, unit: str) -> None:
    """A friend was given a role of no leadership, which needs no case, and the role was made a higher one."""
    ada = join(unit=unit, level="self")
    clerk = {"title": "Clerk", "unit": unit, "function": "Production"}
    low = served.recorded("establishRole", **clerk, level="self", effectiveOn="2021-01-04")["subject"]
    assert appoint(served, low, ada)["__typename"] == "Recorded"
    higher = {"role": low, **clerk, "level": "enterprise"}
    told = served.record("defineRoleProfile", {**higher, "effectiveOn": "2024-10-01"})
    assert (told.get("rule"), ada in told.get("why", "")) == ("HeldRoleRaised", True)
    served.recorded("vacateRole", role=low, person=ada, why="MOVED", effectiveOn="2024-10-01")
    served.recorded("defineRoleProfile", **higher, effectiveOn="2024-10-01")
    assert appoint(served, low, ada, effectiveOn="2024-10-01")["rule"] == "CaseMissing"
