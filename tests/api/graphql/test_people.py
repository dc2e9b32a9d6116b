"""People over GraphQL: they join, move, are called something else, leave; and the directory answers as of any day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from domain.people.naming import PersonIdentified
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.placed_by_word import placed_by_word

PERSON = """
    query ($id: ID!, $asOf: AsOf) {
      person(id: $id, asOf: $asOf) {
        name unit function level jobTitle joinedOn leftOn here erased
        manager { name } asOf { position effectiveOn parked }
      }
    }"""
PEOPLE = """
    query ($first: Int!, $after: String, $search: String, $units: [String!], $manager: ID, $here: Boolean = true) {
      people(first: $first, after: $after, search: $search, units: $units, manager: $manager, here: $here) {
        nodes { id name } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
      }
    }"""


@pytest.mark.mission("M66")
def test_a_person_is_answered_as_known_then_and_true_on_that_day(served: Served, join: Join) -> None:
    chief = join("Ben Amari")
    ada = join("Ada Okafor", "Tooling", function="Engineering", level="self", jobTitle="Tool designer", manager=chief)
    before = served.ask("{ position }")["position"]
    served.recorded(
        "movePerson", person=ada, unit="Plant 2", level="others", jobTitle="Team leader", exempt="BEFORE_LEDGER",
        manager=None, effectiveOn="2023-01-01",
    )  # fmt: skip
    served.recorded("renamePerson", person=ada, name="Ada Okafor-Lind", effectiveOn="2024-06-01")

    now = served.ask(PERSON, id=ada)["person"]
    assert (now["name"], now["unit"], now["level"], now["manager"]) == ("Ada Okafor-Lind", "Plant 2", "others", None)
    earlier = served.ask(PERSON, id=ada, asOf={"effectiveOn": "2022-12-31"})["person"]
    assert (earlier["name"], earlier["unit"], earlier["manager"]) == ("Ada Okafor", "Tooling", {"name": "Ben Amari"})
    assert earlier["asOf"]["effectiveOn"] == "2022-12-31"
    known_then = served.ask(PERSON, id=ada, asOf={"position": before})["person"]
    assert (known_then["name"], known_then["unit"]) == ("Ada Okafor", "Tooling")
    assert known_then["asOf"]["position"] == before
    assert served.ask(PERSON, id=ada, asOf={"effectiveOn": "2020-03-01"})["person"] is None


def test_moments_are_compared_in_one_request(served: Served, join: Join) -> None:
    ada = join(effectiveOn="2021-01-01")
    served.recorded("movePerson", person=ada, unit="Plant 2", effectiveOn="2023-01-01")
    days = range(1, 9)
    asked = " ".join(f'y{day}: person(id: "{ada}", asOf: {{effectiveOn: "2022-0{day}-01"}}) {{ unit }}' for day in days)
    told = served.ask(f'{{ now: person(id: "{ada}") {{ unit }} {asked} }}')
    assert told == {"now": {"unit": "Plant 2"}, **{f"y{day}": {"unit": "Tooling"} for day in days}}


def test_the_instant_of_recording_stands_for_what_was_known(served: Served, join: Join) -> None:
    ada = join()
    moved = served.recorded("movePerson", person=ada, unit="Plant 2", effectiveOn="2023-01-01")
    [joined] = [e for e in entries_of(served, ada) if e["kind"] == "PersonJoined"]
    then = served.ask(PERSON, id=ada, asOf={"recordedAt": joined["recordedAt"]})["person"]
    assert then["unit"] == "Tooling"
    now = served.ask(PERSON, id=ada, asOf={"recordedAt": moved["recordedAt"]})["person"]
    assert now["unit"] == "Plant 2"


def entries_of(served: Served, person: str) -> list[dict[str, Any]]:
    asked = """query ($id: ID!) {
        person(id: $id) { developmentHistory(first: 100) { nodes { kind entry { recordedAt position } } } }
    }"""
    nodes = served.ask(asked, id=person)["person"]["developmentHistory"]["nodes"]
    return [{"kind": node["kind"], **node["entry"]} for node in nodes]


def test_the_org_chart_is_read_upwards_and_downwards(served: Served, join: Join, unit: str) -> None:
    chief = join("Chief", unit)
    head = join("Head", unit, manager=chief)
    ada, ben = join("Ada", unit, manager=head), join("Ben", unit, manager=head)
    asked = "query ($id: ID!) { person(id: $id) { managers { name } reports { id name manager { name } } } }"
    assert served.ask(asked, id=ada)["person"] == {"managers": [{"name": "Head"}, {"name": "Chief"}], "reports": []}
    reports = served.ask(asked, id=head)["person"]["reports"]
    assert {each["id"] for each in reports} == {ada, ben}
    assert all(each["manager"] == {"name": "Head"} for each in reports)


MANAGERS = "query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { managers { name } } }"


def test_nobody_stands_above_themselves_by_joining_or_moving(served: Served, join: Join, unit: str) -> None:
    ada = join("Ada", unit)
    ben = join("Ben", unit, manager=ada)
    cai = join("Cai", unit, manager=ben)
    round_again = {"person": ada, "unit": unit, "manager": cai, "effectiveOn": "2021-01-01"}
    refused = served.record("movePerson", round_again)
    assert (refused["rule"], refused["field"]) == ("CircleOfManagers", "manager"), refused
    assert cai in refused["why"]
    served.recorded("movePerson", person=cai, unit=unit, manager=None, effectiveOn="2020-06-01")
    served.recorded("movePerson", **round_again)
    told = served.ask(MANAGERS, id=ben)["person"]["managers"]
    assert [each["name"] for each in told] == ["Ada", "Cai"]


def test_a_circle_on_later_days_is_refused_when_an_earlier_move_is_written_late(
    served: Served, join: Join, unit: str
) -> None:
    ada, ben = join("Ada", unit), join("Ben", unit)
    served.recorded("movePerson", person=ben, unit=unit, manager=ada, effectiveOn="2023-01-01")
    late = {"person": ada, "unit": unit, "manager": ben, "effectiveOn": "2021-01-01"}
    refused = served.record("movePerson", late)
    assert (refused["rule"], "2023-01-01" in refused["why"]) == ("CircleOfManagers", True), refused
    served.recorded("movePerson", person=ada, unit=unit, jobTitle="Head", effectiveOn="2022-01-01")
    served.recorded("movePerson", **late)
    assert served.ask(MANAGERS, id=ada, asOf={"effectiveOn": "2023-06-01"})["person"]["managers"] == []


def test_no_circle_comes_about_by_a_correction_or_a_retraction(served: Served, join: Join, unit: str) -> None:
    ada, ben = join("Ada", unit), join("Ben", unit)
    under = served.recorded("movePerson", person=ben, unit=unit, manager=ada, effectiveOn="2021-01-01")["entries"][0]
    free = served.recorded("movePerson", person=ben, unit=unit, manager=None, effectiveOn="2022-01-01")["entries"][0]
    served.recorded("movePerson", person=ada, unit=unit, manager=ben, effectiveOn="2023-01-01")
    retracted = served.record("retractEntry", {"entry": free, "reason": "He never was"})
    assert (retracted["rule"], ada in retracted["why"]) == ("OthersRestOnIt", True), retracted
    replacement = {"movePerson": {"person": ben, "unit": unit, "manager": ada, "effectiveOn": "2022-01-01"}}
    corrected = served.record("correctEntry", {"entry": free, "reason": "Under Ada", "replacement": replacement})
    assert corrected["__typename"] == "Refused", corrected
    served.recorded("retractEntry", entry=under, reason="He never was")


def test_of_two_who_are_put_under_each_other_at_once_one_is(served: Served, join: Join, unit: str) -> None:
    def move(pair: tuple[str, str]) -> str:
        person, manager = pair
        moved = {"person": person, "unit": unit, "manager": manager, "effectiveOn": "2021-01-01"}
        told = served.record("movePerson", moved)
        return str(told.get("rule", told["__typename"]))

    with ThreadPoolExecutor(6) as together:
        for _ in range(4):
            ada, ben, cai = join("Ada", unit), join("Ben", unit), join("Cai", unit)
            became = sorted(together.map(move, ((ada, ben), (ben, cai), (cai, ada))))
            assert became == ["CircleOfManagers", "Recorded", "Recorded"]


def test_the_directory_is_leafed_through(served: Served, join: Join, unit: str) -> None:
    people = [join(f"Person {number}", unit) for number in range(5)]
    gone = join("Gone", unit)
    served.recorded("leavePerson", person=gone, reason="RETIRED", effectiveOn="2023-03-31")
    found, after = [], None
    while True:
        page = served.ask(PEOPLE, first=2, after=after, units=[unit])["people"]
        found += [node["id"] for node in page["nodes"]]
        assert page["totalCount"] == 5
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert sorted(found) == sorted(people)
    left = served.ask(PEOPLE, first=2, units=[unit], here=False)["people"]
    assert [node["name"] for node in left["nodes"]] == ["Gone"]
    assert served.ask(PEOPLE, first=2, units=[unit], here=None)["people"]["totalCount"] == 6


def test_people_are_found_by_the_beginnings_of_their_names(served: Served, join: Join, unit: str) -> None:
    for name in ("Zdenka Quist", "Zdenka Quirin", "Zdeno Quist"):
        join(name, unit)
    first = served.ask(PEOPLE, first=1, search="zdenka qui")["people"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (2, True)
    second = served.ask(PEOPLE, first=1, search="zdenka qui", after=first["pageInfo"]["endCursor"])["people"]
    assert {node["name"] for node in first["nodes"] + second["nodes"]} == {"Zdenka Quist", "Zdenka Quirin"}
    assert served.ask(PEOPLE, first=9, search="zde", units=[served.unit("Elsewhere")])["people"]["nodes"] == []
    assert len(served.ask(PEOPLE, first=9, search="zde", units=[unit])["people"]["nodes"]) == 3


def test_somebody_is_found_by_what_another_system_calls_them(served: Served, join: Join) -> None:
    ada = join(identities=[{"system": "payroll", "identifier": "4711"}])
    asked = """query ($who: ExternalId!) { person(externalId: $who) { id identities { system identifier } } }"""
    told = served.ask(asked, who={"system": "payroll", "identifier": "4711"})["person"]
    assert told == {"id": ada, "identities": [{"system": "payroll", "identifier": "4711"}]}
    assert served.ask(asked, who={"system": "payroll", "identifier": "nobody"})["person"] is None


KNOWN = """
    query ($id: ID!, $asOf: AsOf) {
      person(id: $id, asOf: $asOf) { name introducedOn joinedOn here unit }
    }"""


def test_somebody_is_introduced_without_being_employed_and_may_join_later(
    served: Served, join: Join, unit: str
) -> None:
    ina = served.recorded("introducePerson", name="Ina Brandt", effectiveOn="2021-05-06")["subject"]
    seated = {"name": "Ina Brandt", "introducedOn": "2021-05-06", "joinedOn": None, "here": False, "unit": None}
    assert served.ask(KNOWN, id=ina)["person"] == seated
    assert served.ask(KNOWN, id=ina, asOf={"effectiveOn": "2021-05-05"})["person"] is None
    moved = served.record("movePerson", {"person": ina, "unit": unit, "effectiveOn": "2022-01-01"})
    assert (moved["rule"], moved["field"]) == ("NotYetJoined", "effectiveOn")
    again = served.record("introducePerson", {"person": ina, "name": "Ina", "effectiveOn": "2022-01-01"})
    assert (again["__typename"], again["rule"]) == ("Refused", "AlreadyKnown")
    join("Ina Brandt", unit, "2023-04-01", person=ina)
    joined = {**seated, "joinedOn": "2023-04-01", "here": True, "unit": unit}
    assert served.ask(KNOWN, id=ina)["person"] == joined
    assert served.ask(KNOWN, id=ina, asOf={"effectiveOn": "2022-12-31"})["person"] == seated
    found = served.ask(PEOPLE, first=9, search="ina brandt", here=None)["people"]["nodes"]
    assert ina in [node["id"] for node in found]


def test_an_identifier_belongs_to_one_person_by_every_way(served: Served, join: Join, unit: str) -> None:
    number = f"E-{uuid4().hex[:8]}"
    ada = join("Ada", unit, identities=[{"system": "hr", "identifier": f" {number} "}])
    ben = join("Ben", unit)

    def refused(mutation: str, **said: Any) -> None:
        told = served.record(mutation, said)
        assert (told["__typename"], told["rule"]) == ("Refused", "IdentifiesAnother"), told
        assert ada in told["why"]

    for spelled in (number, number.lower(), f"{number} "):
        refused("identifyPerson", person=ben, system="hr", identifier=spelled, effectiveOn="2023-01-01")
        again = [{"system": "hr", "identifier": spelled}]
        refused("joinPerson", name="Cai", unit=unit, identities=again, effectiveOn="2023-01-01")
    other = served.recorded(
        "identifyPerson", person=ben, system="hr", identifier=f"{number}x", effectiveOn="2023-01-01"
    )
    theirs = {"identifyPerson": {"person": ben, "system": "hr", "identifier": number, "effectiveOn": "2023-01-01"}}
    refused("correctEntry", entry=other["entries"][0], replacement=theirs, reason="A slip")
    who = {"system": "hr", "identifier": number.lower()}
    asked = "query ($who: ExternalId!, $asOf: AsOf) { person(externalId: $who, asOf: $asOf) { id } }"
    assert served.ask(asked, who=who)["person"] == {"id": ada}
    [hers] = [f"{ada}@2"]
    ended = {"identifyPerson": {"person": ada, "system": "hr", "identifier": number, "until": "2022-12-31",
                                "effectiveOn": "2020-03-02"}}  # fmt: skip
    served.recorded("correctEntry", entry=hers, replacement=ended, reason="She had it until then")
    served.recorded("identifyPerson", person=ben, system="hr", identifier=number, effectiveOn="2023-01-01")
    assert served.ask(asked, who=who)["person"] == {"id": ben}
    assert served.ask(asked, who=who, asOf={"effectiveOn": "2022-06-01"})["person"] == {"id": ada}


def test_of_several_who_ask_for_one_identifier_at_once_one_gets_it(served: Served, join: Join, unit: str) -> None:
    number, people = uuid4().hex, [join(f"Twin {n}", unit) for n in range(8)]

    def ask(person: str) -> str:
        said = {"person": person, "system": "hr", "identifier": number, "effectiveOn": "2023-01-01"}
        typename: str = served.record("identifyPerson", said)["__typename"]
        return typename

    with ThreadPoolExecutor(8) as together:
        became = sorted(together.map(ask, people))
    assert became == ["Recorded", *["Refused"] * 7]


def test_an_identifier_from_before_there_were_keys_is_theirs_too(served: Served, join: Join, unit: str) -> None:
    number, ada, ben = uuid4().hex, join("Ada", unit), join("Ben", unit)
    placed_by_word(served, PersonIdentified, person=ada, system="hr", identifier=number, effective_on="2021-01-01")
    asked = {"person": ben, "system": "hr", "identifier": number.upper(), "effectiveOn": "2023-01-01"}
    # the ledger that is served looks once for entries without keys: this one was there before it was opened
    ledger = served.app.state.services.ledger
    ledger.secret_keys._without.clear()
    told = served.record("identifyPerson", asked)
    assert (told["__typename"], told["rule"]) == ("Refused", "IdentifiesAnother")
    assert ada in told["why"]
    served.recorded("retractEntry", entry=f"{ada}@2", reason="It was never hers")
    assert served.record("identifyPerson", asked)["__typename"] == "Recorded"


@pytest.mark.mission("M84")
def test_site_employer_share_and_belonging_are_told_at_any_day(served: Served, join: Join, unit: str) -> None:
    asked = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) {
        site employer shareOfFullTime belonging continuousSince
    } }"""
    said = {"site": "Graz", "employer": "Pumps GmbH", "shareOfFullTime": 80, "belonging": "TRANSFERRED"}
    ada = join("Ada", unit, "2021-01-01", **said, continuousSince="2011-02-01")
    served.recorded("movePerson", person=ada, unit=unit, site="Linz", employer=None, shareOfFullTime=50,
                    effectiveOn="2022-01-01")  # fmt: skip
    then = served.ask(asked, id=ada, asOf={"effectiveOn": "2021-12-31"})["person"]
    assert then == {**said, "continuousSince": "2011-02-01"}
    now = {"site": "Linz", "employer": None, "shareOfFullTime": 50}
    assert served.ask(asked, id=ada)["person"] == {**then, **now}
    for share in (0, 101, -1):
        told = served.record("movePerson", {"person": ada, "unit": unit, "shareOfFullTime": share})
        assert (told["rule"], told["field"]) == ("ShareOutOfRange", "shareOfFullTime")
    late = {"name": "Ben", "unit": unit, "continuousSince": "2022-01-01", "effectiveOn": "2021-01-01"}
    assert served.record("joinPerson", late)["rule"] == "ContinuousAfterJoining"
