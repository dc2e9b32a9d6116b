"""Nobody is told of what they may not see, not even that it moved; who may see it has looked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from api.access.callers import Scope
from tests.api.conftest import Served
from tests.api.graphql.conftest import steward
from tests.api.graphql.test_looks import looks
from tests.api.subscriptions.conftest import Join
from tests.api.subscriptions.heard import END, Heard, listening

__all__ = ["steward"]


def give_assignment(served: Served, person: str) -> int:
    """Give somebody work to grow by: they are told, who leads them and who mentors them; the position."""
    said = {"person": person, "assignmentKind": "STRETCH_WORK", "title": "Canary", "objectives": ["Canary"]}
    position: int = served.recorded("giveAssignment", **said, startsOn=today(served), effectiveOn=today(served))[
        "position"
    ]
    return position


def today(served: Served) -> str:
    return str(served.app.state.services.ledger.today())


def silent(served: Served, *several: Heard) -> None:
    """Nothing comes but what everybody is told, which is told last."""
    somebody = served.recorded("introducePerson", name="Somebody")
    for heard in several:
        told = heard.until(somebody["position"])
        assert told["people"] == {somebody["subject"]}
        assert not told["roles"] | told["cases"] | told["cycles"]


@pytest.mark.mission("M69")
def test_what_moved_is_told_to_whom_it_is_told_and_to_nobody_else(served: Served, join: Join) -> None:
    boss = join("Boss")
    ada, peer = join("Ada", manager=boss), join("Peer")
    asks = [served.asked_by(one) for one in (boss, ada, peer)]
    nobody = served.asked_by(None, Scope.WRITE, name="Writes")
    with listening(asks[0]) as by_boss, listening(asks[1]) as by_ada, listening(asks[2]) as by_peer:
        for heard in (by_boss, by_ada, by_peer):
            heard.next()
        at = give_assignment(served, ada)
        assert by_boss.until(at)["people"] == {ada}
        assert by_ada.until(at)["people"] == {ada}
        silent(served, by_peer)
    with listening(nobody) as heard:
        [told, end] = heard.ends()
        assert told["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert end == END
    with listening(asks[2], since=at - 1) as heard:
        assert ada not in heard.next()["people"], "nor who asks what moved before"
    looked = [one for one in looks(asks[1], ada) if one["by"] == boss]  # others look at everybody's
    assert [(one["sorts"], one["relationships"], one["by"]) for one in looked] == [
        (["DEVELOPMENT"], ["MANAGER"], boss)
    ], "who is told has looked"


def test_what_cannot_be_written_down_is_not_told(alone: Served) -> None:
    boss = alone.recorded("introducePerson", name="Boss")["subject"]
    said = {"name": "Ada", "unit": "Mill", "manager": boss, "effectiveOn": today(alone)}
    ada = alone.recorded("joinPerson", **said)["subject"]
    with listening(alone.asked_by(boss)) as heard, psycopg.connect(alone.database_url, autocommit=True) as broken:
        heard.next()
        broken.execute("ALTER TABLE ledger.readings RENAME TO lost")
        give_assignment(alone, ada)
        [told, end] = heard.ends()
    assert told["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    assert ada not in str(told)
    assert end == END


def test_a_nomination_is_told_on_the_side_that_one_may_see(served: Served, join: Join) -> None:
    """The role's owner, of the role; who leads candidate or nominator, of these; the candidate of nothing."""
    owner, boss, above = join("Owner"), join("Boss"), join("Above")
    candidate, nominator = join("Candidate", manager=boss), join("Nominator", manager=above)
    said = {"title": "Head", "unit": "Mill", "function": "Ops", "level": "leaders", "critical": False}
    role = served.recorded("establishRole", **said)["subject"]
    unit = served.unit("Mill")
    served.recorded("defineRoleProfile", role=role, owner=owner, **{**said, "unit": unit})
    of = [served.asked_by(one) for one in (owner, boss, above, candidate)]
    with (
        listening(of[0]) as by_owner,
        listening(of[1]) as by_boss,
        listening(of[2]) as by_above,
        listening(of[3]) as by_candidate,
    ):
        for heard in (by_owner, by_boss, by_above, by_candidate):
            heard.next()
        at = served.recorded(
            "nominateSuccessor",
            role=role,
            candidate=candidate,
            nominatedBy=nominator,
            why="Canary",
            effectiveOn=today(served),
        )["position"]
        told = by_owner.until(at)
        assert (told["roles"], told["people"]) == ({role}, set())
        told = by_boss.until(at)
        assert (told["roles"], told["people"]) == (set(), {candidate})
        told = by_above.until(at)
        assert (told["roles"], told["people"]) == (set(), {nominator}), "it stands on their timeline"
        silent(served, by_candidate)


def test_what_one_may_see_is_judged_anew_each_time(served: Served, join: Join) -> None:
    old, new = join("Old"), join("New")
    ada = join("Ada", manager=old)
    asks_old, asks_new = served.asked_by(old), served.asked_by(new)
    with listening(asks_old) as by_old, listening(asks_new) as by_new:
        by_old.next(), by_new.next()
        assert by_old.until(give_assignment(served, ada))["people"] == {ada}
        moved = served.recorded("movePerson", person=ada, unit="Bakery", manager=new, effectiveOn=today(served))
        by_old.until(moved["position"])
        by_new.until(moved["position"])
        assert by_new.until(give_assignment(served, ada))["people"] == {ada}
        silent(served, by_old)


def test_whose_mandate_changes_asks_for_everything_anew(served: Served, join: Join, steward: str) -> None:
    partner = join("Partner")
    until = served.app.state.services.ledger.today() + timedelta(days=9)
    with listening(served.asked_by(partner)) as heard:
        heard.next()
        given = {"person": partner, "mandate": "TALENT_PARTNER", "givenBy": steward, "until": str(until)}
        served.asked_by(steward).recorded("giveMandate", **given)
        assert heard.next()["everything"]


def established(served: Served) -> str:
    """A role of its own."""
    said = {"title": "Head", "unit": "Mill", "function": "Ops", "level": "leaders", "critical": False}
    return str(served.recorded("establishRole", **said)["subject"])


def propose(served: Served, candidate: str, proposer: str, role: str) -> dict[str, Any]:
    """Propose somebody: what was recorded."""
    return served.recorded(
        "proposePromotion",
        candidate=candidate,
        role=role,
        proposedBy=proposer,
        fromLevel="self",
        toLevel="others",
        direction="UP",
        grounds="Canary",
        framework="framework-leadership",
        edition=2,
        effectiveOn=today(served),
    )


def test_of_a_candidate_who_was_told_the_case_moves_for_those_who_may_see_it(served: Served, join: Join) -> None:
    boss, teller = join("Boss"), join("Teller")
    ada, peer, other = join("Ada", manager=boss), join("Peer"), join("Lead of projects")
    line = {"line": "PROJECT", "manager": other, "effectiveOn": today(served)}
    served.recorded("setReportingLine", person=ada, **line)
    case = propose(served, ada, boss, established(served))["subject"]
    asks = [served.asked_by(one) for one in (boss, ada, other, peer)]
    with (
        listening(asks[0]) as by_boss,
        listening(asks[1]) as by_ada,
        listening(asks[2]) as by_other,
        listening(asks[3]) as by_peer,
    ):
        for heard in (by_boss, by_ada, by_other, by_peer):
            heard.next()
        told = {"person": ada, "about": f"{case}@1", "how": "IN_PERSON", "informedBy": teller}
        at = served.recorded("informPerson", **told, effectiveOn=today(served))["position"]
        for heard in (by_boss, by_ada):
            found = heard.until(at)
            assert (found["cases"], found["people"]) == ({case}, {ada})
        silent(served, by_other, by_peer)


def test_a_case_is_told_to_those_who_may_see_it(served: Served, join: Join) -> None:
    boss = join("Boss")
    ada, peer, role = join("Ada", manager=boss), join("Peer"), established(served)
    with listening(served.asked_by(boss)) as by_boss, listening(served.asked_by(peer)) as by_peer:
        by_boss.next(), by_peer.next()
        proposed = propose(served, ada, boss, role)
        assert proposed["subject"] in by_boss.until(proposed["position"])["cases"]
        silent(served, by_peer)
