"""What depends on who asks."""

from __future__ import annotations

from typing import Any

import pytest

from api.access.callers import Scope
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

RENAME = "mutation ($input: RenamePersonInput!) { renamePerson(input: $input) { ... on Recorded { entries } } }"
CORRECT = """
    mutation ($input: CorrectEntryInput!) {
      correctEntry(input: $input) { __typename ... on Recorded { entries } ... on Refused { rule field why } }
    }"""
RETRACT = """
    mutation ($input: RetractEntryInput!) {
      retractEntry(input: $input) { __typename ... on Refused { rule field why } }
    }"""


def asked_by(served: Served, actor: str, query: str, **given: Any) -> dict[str, Any]:
    """What becomes of a command that somebody asks for."""
    [told] = served.asked_by(actor).ask(query, input=given).values()
    return dict(told)


@pytest.mark.mission("M65")
def test_an_entry_is_mended_by_whoever_wrote_it_or_by_a_steward(served: Served, join: Join) -> None:
    ben, cai = join("Ben Ito"), join("Cai Berg")
    ada = join(manager=ben)

    def named(name: str) -> dict[str, Any]:
        return {"person": ada, "name": name, "effectiveOn": "2024-05-06"}

    def correction(name: str) -> dict[str, Any]:
        return {"entry": entry, "replacement": {"renamePerson": named(name)}, "reason": "Misspelled"}

    [entry] = asked_by(served, ben, RENAME, **named("Ada Lynd"))["entries"]
    for somebody in (ada, cai):
        for query, given in ((CORRECT, correction("Ada Lind")), (RETRACT, {"entry": entry, "reason": "Not so"})):
            refused = asked_by(served, somebody, query, **given)
            assert (refused["rule"], refused["field"]) == ("NotTheirsToMend", "entry")
            assert somebody in refused["why"]
    assert asked_by(served, ben, CORRECT, **correction("Ada Lind"))["entries"] == [entry]
    hr = served.asked_by(None, Scope.WRITE, Scope.AMEND, name="HR").ask(CORRECT, input=correction("Ada Lindh"))
    assert hr["correctEntry"]["entries"] == [entry]
    assert asked_by(served, ben, RETRACT, entry=entry, reason="Not so")["__typename"] == "Recorded"


def test_an_entry_says_to_whom_it_is_to_mend(served: Served, join: Join) -> None:
    """By the rule that the mutation goes by: whoever is told so is not refused as somebody whose it is not."""
    ben = join("Ben Ito")
    ada = join(manager=ben)
    said = {"person": ada, "giver": ben, "purpose": "DEVELOPMENT", "strengths": "Listens", "improvements": ""}
    [entry] = served.asked_by(ben).recorded("giveFeedback", **said)["entries"]
    asked = """query ($id: ID!) { person(id: $id) { developmentHistory(first: 9, kinds: ["FeedbackGiven"]) {
      nodes { entry { reference mendable } } } } }"""

    def mendable(asks: Served) -> bool:
        [node] = asks.ask(asked, id=ada)["person"]["developmentHistory"]["nodes"]
        assert node["entry"]["reference"] == entry
        return bool(node["entry"]["mendable"])

    hr, reads = (served.asked_by(None, Scope.READ, *more, name="HR") for more in ((Scope.WRITE, Scope.AMEND), ()))
    assert [mendable(asks) for asks in (served.asked_by(ben), served.asked_by(ada), hr, reads)] == [
        True, False, True, False,
    ]  # fmt: skip
    asked_by(served, ben, RETRACT, entry=entry, reason="Not so")
    [act] = served.ask('{ entries(last: 1, kinds: ["EntryRetracted"]) { nodes { mendable } } }')["entries"]["nodes"]
    assert act["mendable"] is False, "an act is answered by acts of its own"


def test_what_is_not_there_is_refused_as_what_is_not_theirs(served: Served, join: Join) -> None:
    """Or whoever asks for one after the other would learn how many entries there are on anybody's stream."""
    ada = join()
    there, not_there = (asked_by(served, ada, RETRACT, entry=f"{ada}@{n}", reason="Not so") for n in (1, 9))
    assert there["rule"] == not_there["rule"] == "NotTheirsToMend"
    assert there["why"].replace("@1", "@9") == not_there["why"]
