"""Feedback cycles through the doors: nobody is in what comes out, and nothing comes out before, or of too few."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

import psycopg
import pytest

from api.access.callers import Caller, Scope
from api.feedback_cycles import running
from api.feedback_cycles.settling import Settling
from domain.cycles.cycle import CycleId, CycleIsOver
from domain.cycles.keeping_open import FeedbackCycleExtended
from domain.kernel.ids import PersonId
from domain.offices.mandates import GiveMandate
from domain.offices.offices import Mandate
from domain.offices.stewards import NameSteward, stewards_from
from ledger import Ledger
from ledger.storage.erasures import erased_off_record
from ledger.storage.waiting import Box, Waiting
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.ledger.commands_recorded import past_the_rules

REFUSED: Final = "... on Refused { rule why field }"
NOMINATE: Final = f"""
    mutation ($cycle: ID!, $raters: [ID!]!) {{
      nominateRaters(input: {{ cycle: $cycle, raters: $raters }}) {{
        ... on Nominated {{ raters {{ person group }} }}
        {REFUSED}
      }}
    }}"""
OPEN: Final = f"""
    mutation ($cycle: ID!, $small: Boolean! = false) {{
      openFeedbackCycle(input: {{ cycle: $cycle, smallRolledUp: $small }}) {{
        ... on Recorded {{ position }}
        {REFUSED}
      }}
    }}"""
CLOSE: Final = f"""
    mutation ($cycle: ID!) {{
      closeFeedbackCycle(input: {{ cycle: $cycle }}) {{ ... on Recorded {{ position }} {REFUSED} }}
    }}"""
CANCEL: Final = f"""
    mutation ($cycle: ID!) {{
      cancelFeedbackCycle(input: {{ cycle: $cycle, why: "Ada is away" }}) {{ ... on Recorded {{ position }} {REFUSED} }}
    }}"""
TAKE_UP: Final = f"""
    mutation ($cycle: ID!) {{
      takeUpFeedbackRequest(input: {{ cycle: $cycle }}) {{
        ... on FeedbackTakenUp {{
          secret
          request {{ person purpose competencies group toldAs atLeast inYourOwnName withheld readBy answered closesOn }}
        }}
        {REFUSED}
      }}
    }}"""
ANSWER: Final = f"""
    mutation ($input: AnswerFeedbackInput!) {{
      answerFeedback(input: $input) {{ ... on AnswerKept {{ until }} {REFUSED} }}
    }}"""
ASKED: Final = "query ($secret: String!) { feedbackRequest(secret: $secret) { cycle answered readBy } }"
RESULT: Final = """
    query ($id: ID!, $asOf: AsOf) {
      feedbackCycle(id: $id, asOf: $asOf) {
        purpose closesOn openedOn closedOn cancelledOn debriefedOn tooNear words stillMissing
        groups { group raters atLeast toRelyOn }
        views { of group n mean gap reliable }
      }
    }"""
MINE: Final = "{ myFeedbackRequests { cycle person answered } }"


def ledger_of(served: Served) -> Ledger:
    ledger: Ledger = served.app.state.services.ledger
    return ledger


def today(served: Served) -> date:
    return ledger_of(served).today()


@dataclass
class Team:
    """Ada, led by Ben together with her peers; each asks in their own name."""

    served: Served
    ada: str
    ben: str
    peers: list[str]
    reports: list[str]
    partner: str
    auditor: str
    by: dict[str, Served] = field(default_factory=dict)

    def as_(self, person: str) -> Served:
        """The house, asked by somebody."""
        if person not in self.by:
            self.by[person] = self.served.asked_by(person)
        return self.by[person]

    def planned(self, purpose: str = "DEVELOPMENT", *competencies: str) -> str:
        """A cycle about Ada, planned by herself."""
        told = self.as_(self.ada).recorded(
            "planFeedbackCycle",
            person=self.ada,
            purpose=purpose,
            closesOn=str(today(self.served) + timedelta(days=14)),
            plannedBy=self.ada,
            competencies=list(competencies or ("direction",)),
        )
        subject: str = told["subject"]
        return subject

    def opened(self, cycle: str, *raters: str, small: bool = False) -> dict[str, Any]:
        """The cycle with these raters, nominated by Ada and approved by Ben."""
        self.as_(self.ada).ask(NOMINATE, cycle=cycle, raters=list(raters))
        told: dict[str, Any] = self.as_(self.ben).ask(OPEN, cycle=cycle, small=small)["openFeedbackCycle"]
        return told

    def secret(self, cycle: str, rater: str) -> str:
        """What a rater is handed."""
        secret: str = self.as_(rater).ask(TAKE_UP, cycle=cycle)["takeUpFeedbackRequest"]["secret"]
        return secret

    def answered(self, cycle: str, rater: str, value: int | None, words: str = "", **more: Any) -> dict[str, Any]:
        """What becomes of a rater's answer."""
        ratings = [] if value is None else [{"of": "direction", "value": value}]
        said = {"secret": self.secret(cycle, rater), "ratings": ratings, "words": words, **more}
        told: dict[str, Any] = self.served.ask(ANSWER, input=said)["answerFeedback"]
        return told

    def closed(self, cycle: str, by: str | None = None) -> dict[str, Any]:
        told: dict[str, Any] = self.as_(by or self.ben).ask(CLOSE, cycle=cycle)["closeFeedbackCycle"]
        return told

    def result(self, cycle: str, by: str, **as_of: Any) -> Any:
        """What is told of a cycle; None to whoever is told nothing of it."""
        return self.as_(by).ask(RESULT, id=cycle, asOf=as_of or None)["feedbackCycle"]


@pytest.fixture
def team(served: Served, join: Join) -> Team:
    ben = join("Ben")
    ada = join("Ada", manager=ben)
    peers = [join(f"Peer {number}", manager=ben) for number in range(4)]
    reports = [join(f"Report {number}", manager=ada) for number in range(2)]
    partner, auditor, steward = join("Pia"), join("Otto"), join("Stew")
    ledger, on = ledger_of(served), today(served)
    until = on + timedelta(days=300)
    standing = stewards_from(on, ledger.book())
    if not standing:
        name = NameSteward(PersonId(steward), until, effective_on=on)
        ledger.record(name, by=ledger.tokens.of_the_machine().id)
    by = standing[0] if standing else PersonId(steward)
    for person, mandate in ((partner, Mandate.TALENT_PARTNER), (auditor, Mandate.AUDITOR)):
        ledger.record(GiveMandate(PersonId(person), mandate, until, by, effective_on=on), by=by)
    return Team(served, ada, ben, peers, reports, partner, auditor)


VIEWS: Final = [
    {"of": "direction", "group": "SELF", "n": 1, "mean": 5.0, "gap": None, "reliable": None},
    {"of": "direction", "group": "MANAGER", "n": 1, "mean": 3.0, "gap": 2.0, "reliable": False},
    {"of": "direction", "group": "OTHERS", "n": 5, "mean": 3.2, "gap": 1.8, "reliable": False},
]


@pytest.mark.mission("M22")
def test_a_cycle_tells_the_gap_by_groups_and_nobody_in_them(team: Team) -> None:
    """Figure: the gap between one's own view and each group's. Rule: small ones together, nothing before the close."""
    cycle = team.planned()
    raters = [team.ben, *team.peers, team.reports[0]]
    refused = team.opened(cycle, *raters)
    assert refused["rule"] == "GroupTooSmall", "one report is too few to be told alone, and that is said beforehand"
    assert "smallRolledUp" in refused["why"]
    opened = team.as_(team.ben).ask(OPEN, cycle=cycle, small=True)["openFeedbackCycle"]
    assert "position" in opened, opened
    before = team.result(cycle, team.partner)
    assert (before["views"], before["words"], before["closedOn"]) == ([], None, None)
    assert before["groups"][2] == {"group": "OTHERS", "raters": 5, "atLeast": 4, "toRelyOn": 9}

    team.answered(cycle, team.ada, 5)
    team.answered(cycle, team.ben, 3, "She asks. Then she waits.")
    for peer, value in zip(team.peers, (1, 4, 4, 4), strict=True):
        team.answered(cycle, peer, value, "Clear on Fridays.")
    assert team.closed(cycle)["rule"] == "StillOpen", "the report has not answered, and nobody is told who has not"
    team.answered(cycle, team.reports[0], 3)
    last = team.closed(cycle)["position"]

    told = team.result(cycle, team.partner)
    assert told["views"] == VIEWS
    assert sorted(told["words"]) == ["Clear on Fridays."] * 4 + ["She asks.", "Then she waits."]
    assert team.result(cycle, team.partner, position=last - 1)["views"] == [], "nothing as of before"
    assert team.result(cycle, team.partner, position=last)["views"] == VIEWS, "and the same as of any moment after"
    assert team.closed(cycle)["rule"] == "CycleIsOver", "released once"

    entry = "query ($p: Int!) { entry(position: $p) { kind recordedBy commandId event } }"
    written = team.as_(team.partner).ask(entry, p=last)["entry"]
    assert (written["kind"], written["recordedBy"]) == ("FeedbackCycleClosed", cycle)
    assert not [rater for rater in raters if rater in json.dumps(written)]


def test_who_reads_the_result_was_said_before_and_is_kept(team: Team) -> None:
    cycle = team.planned()
    team.opened(cycle, team.ben, *team.peers)
    for rater, value in zip((team.ada, team.ben, *team.peers), (5, 3, 2, 3, 4, 4), strict=True):
        team.answered(cycle, rater, value, "" if rater == team.ada else "Fine.")
    last = team.closed(cycle)["position"]

    def reads(person: str) -> tuple[bool, bool]:
        told = team.result(cycle, person)
        return bool(told and told["views"]), bool(told and told["words"])

    everybody = (team.ada, team.ben, team.partner, team.auditor, team.peers[0], team.reports[0])
    assert [reads(person) for person in everybody] == [
        (False, False),
        (False, False),
        (True, True),
        (True, False),
        (False, False),
        (False, False),
    ]
    own = "{ myFile }"
    kept = [one for one in team.as_(team.ada).ask(own)["myFile"] if one["position"] == last]
    assert kept[0]["said"]["ratings"] == {"withheld": True}, "nor in their own file, before somebody goes through it"
    entry = "query ($p: Int!) { entry(position: $p) { kind } }"
    assert [bool(team.as_(person).ask(entry, p=last)["entry"]) for person in everybody[:4]] == [
        False,
        False,
        True,
        False,
    ]

    debrief = {"cycle": cycle, "debriefedBy": team.ben}
    assert team.as_(team.ben).record("debriefFeedbackCycle", debrief)["rule"] == "NotTheirsToDebrief"
    team.as_(team.partner).recorded("debriefFeedbackCycle", cycle=cycle, debriefedBy=team.partner)
    assert reads(team.ada) == (True, True)
    team.as_(team.ada).recorded("shareFeedbackCycle", cycle=cycle, person=team.ada, sharedWith=team.peers[0])
    assert [reads(person) for person in (team.peers[0], team.peers[1], team.ben)] == [
        (True, True),
        (False, False),
        (False, False),
    ]
    about = "query ($id: ID!) { person(id: $id) { feedbackCycles { id debriefedOn } } }"
    assert team.as_(team.ada).ask(about, id=team.ada)["person"]["feedbackCycles"] == [
        {"id": cycle, "debriefedOn": str(today(team.served))}
    ]
    assert team.as_(team.peers[1]).ask(about, id=team.ada)["person"]["feedbackCycles"] is None


def test_where_a_cycle_serves_decisions_whoever_leads_reads_it_and_raters_are_told_so(team: Team) -> None:
    """Figure: how many of each side answered, and what they see. Rule: what it serves is said before, and for good."""
    cycle = team.planned("DECISION")
    team.opened(cycle, team.ben, *team.peers)
    asked = team.as_(team.peers[0]).ask(TAKE_UP, cycle=cycle)["takeUpFeedbackRequest"]
    request = asked["request"]
    assert (request["purpose"], request["group"], request["atLeast"]) == ("DECISION", "PEERS", 3)
    assert (request["inYourOwnName"], request["withheld"], request["answered"]) == (False, False, False)
    assert "whoever leads the person, as it serves decisions" in request["readBy"]
    assert team.served.ask(ASKED, secret=asked["secret"])["feedbackRequest"]["cycle"] == cycle
    for rater in (team.ada, team.ben, *team.peers):
        team.answered(cycle, rater, 4)
    team.closed(cycle)
    assert [(view["group"], view["n"]) for view in team.result(cycle, team.ben)["views"]] == [
        ("SELF", 1),
        ("MANAGER", 1),
        ("PEERS", 4),
    ]
    again = {"cycle": cycle, "person": team.ada, "purpose": "DEVELOPMENT", "plannedBy": team.ada}
    again["closesOn"] = str(today(team.served) + timedelta(days=20))
    assert team.as_(team.ada).record("planFeedbackCycle", again)["rule"] == "CyclePlanned"


def test_an_answer_is_a_raters_own_and_changed_until_the_close(team: Team) -> None:
    cycle = team.planned()
    team.opened(cycle, *team.peers[:3])
    assert team.as_(team.peers[3]).ask(TAKE_UP, cycle=cycle)["takeUpFeedbackRequest"]["rule"] == "NothingAskedOfThem"
    assert team.as_(team.peers[0]).ask(MINE)["myFeedbackRequests"] == [
        {"cycle": cycle, "person": team.ada, "answered": False}
    ]
    assert team.as_(team.peers[3]).ask(MINE)["myFeedbackRequests"] == []
    secret = team.secret(cycle, team.peers[0])
    said = {"secret": secret, "ratings": [{"of": "direction", "value": 1}]}
    assert team.served.ask(ANSWER, input=said)["answerFeedback"] == {
        "until": str(today(team.served) + timedelta(days=14))
    }
    assert team.served.ask(ASKED, secret=secret)["feedbackRequest"]["answered"]
    off = {"secret": secret, "ratings": [{"of": "direction", "value": 9}]}
    assert team.served.ask(ANSWER, input=off)["answerFeedback"]["rule"] == "RatingOffScale"
    another = team.secret(cycle, team.peers[0])
    assert team.served.ask(ANSWER, input=said)["answerFeedback"]["rule"] == "NothingAskedOfThem", "one secret at a time"
    for value, words in ((2, ""), (5, "On reflection.")):
        changed = {"secret": another, "ratings": [{"of": "direction", "value": value}], "words": words}
        team.served.ask(ANSWER, input=changed)
    team.answered(cycle, team.peers[1], 5)
    team.answered(cycle, team.peers[2], 5)
    assert team.answered(cycle, team.ada, None, knowsTooLittle=True)["rule"] == "WordsOfOneself"
    team.answered(cycle, team.ada, 4)
    team.closed(cycle)
    assert team.result(cycle, team.partner)["views"][1] == {
        "of": "direction", "group": "PEERS", "n": 3, "mean": 5.0, "gap": -1.0, "reliable": False,
    }  # fmt: skip
    assert team.served.ask(ANSWER, input={**said, "secret": another})["answerFeedback"]["rule"] == "NothingAskedOfThem"
    assert team.served.ask(ASKED, secret=another)["feedbackRequest"] is None


def rows_of(served: Served, cycle: str) -> list[Any]:
    with psycopg.connect(served.database_url) as connection:
        return connection.execute("SELECT * FROM keys.waiting WHERE box = %s", (cycle,)).fetchall()


def test_nobody_lists_the_raters_and_after_the_close_nobody_can(team: Team) -> None:
    """Before it opens the person and whoever approves do; after that nobody, whatever they are charged with."""
    nominated = "query ($cycle: ID!) { feedbackCycle(id: $cycle) { nominated { person group } } }"
    cycle = team.planned()
    team.as_(team.ada).ask(NOMINATE, cycle=cycle, raters=team.peers)
    told = [team.as_(person).ask(nominated, cycle=cycle)["feedbackCycle"] for person in (team.ada, team.ben)]
    assert [len(one["nominated"]) for one in told] == [5, 5]
    assert team.as_(team.auditor).ask(nominated, cycle=cycle)["feedbackCycle"] == {"nominated": None}
    assert team.as_(team.peers[0]).ask(nominated, cycle=cycle)["feedbackCycle"] is None
    team.as_(team.ben).ask(OPEN, cycle=cycle)
    waiting = str(rows_of(team.served, cycle))
    assert not [person for person in (team.ada, *team.peers) if person in waiting], "not even in the rows that wait"
    for person in (team.ada, team.ben, team.auditor, team.partner):
        assert team.as_(person).ask(nominated, cycle=cycle)["feedbackCycle"]["nominated"] is None
    for rater in (team.ada, *team.peers):
        team.answered(cycle, rater, 4)
    team.closed(cycle)
    assert erased_off_record(team.served.database_url) == set(), "a cycle's key is nobody's, and its end no erasure"
    assert rows_of(team.served, cycle) == []
    with psycopg.connect(team.served.database_url) as connection:
        concerned = connection.execute(
            "SELECT subject FROM ledger.concerns c JOIN ledger.entries e USING (position) WHERE e.stream = %s", (cycle,)
        ).fetchall()
    assert key_of(team.served, cycle) is None, "the key of what waited is destroyed"
    assert {subject for (subject,) in concerned} == {team.ada, team.ben}


def test_how_many_are_missing_is_told_while_it_tells_of_nobody(team: Team) -> None:
    cycle = team.planned()
    team.opened(cycle, *team.peers)
    told = []
    for rater in (team.ada, *team.peers):
        told.append(team.result(cycle, team.ben)["stillMissing"])
        team.answered(cycle, rater, 4)
    assert [*told, team.result(cycle, team.ben)["stillMissing"]] == [5, 4, 3, None, None, None]


def test_a_second_result_that_is_near_holds_nothing_that_could_be_subtracted(team: Team) -> None:
    first, second = team.planned(), team.planned()
    team.opened(first, *team.peers[:3])
    team.opened(second, team.ben, *team.peers)
    for rater in (team.ada, *team.peers[:3]):
        team.answered(first, rater, 4)
    team.closed(first)
    request = team.as_(team.peers[3]).ask(TAKE_UP, cycle=second)["takeUpFeedbackRequest"]["request"]
    assert request["withheld"], "and raters are told so before they answer"
    for rater in (team.ada, team.ben, *team.peers):
        team.answered(second, rater, 1 if rater == team.peers[3] else 4, "" if rater == team.ada else "Hm.")
    team.closed(second)
    told = team.result(second, team.partner)
    assert told["tooNear"]
    assert [view["group"] for view in told["views"]] == ["SELF", "MANAGER"]
    assert told["words"] == ["Hm."], "of whoever leads her, who hides behind nobody"


def test_a_cycle_that_is_given_up_releases_nothing_and_keeps_nothing(team: Team) -> None:
    cycle = team.planned()
    team.opened(cycle, *team.peers)
    team.answered(cycle, team.peers[0], 4)
    assert team.as_(team.ada).ask(CANCEL, cycle=cycle)["cancelFeedbackCycle"]["rule"] == "NotTheirsToCancel"
    assert "position" in team.as_(team.ben).ask(CANCEL, cycle=cycle)["cancelFeedbackCycle"]
    told = team.result(cycle, team.partner)
    assert (told["views"], told["words"], told["cancelledOn"]) == ([], None, str(today(team.served)))
    assert rows_of(team.served, cycle) == []


def test_no_door_takes_a_result_that_nobody_answered(served: Served) -> None:
    """What is released comes out of what waited, and is never given."""
    told = served.post('{ __type(name: "Mutation") { fields { name args { name } } } }')["data"]["__type"]["fields"]
    mutations = {each["name"]: [argument["name"] for argument in each["args"]] for each in told}
    assert mutations["closeFeedbackCycle"] == ["input"]
    assert mutations["openFeedbackCycle"] == ["input", "commandId"]


@pytest.mark.parametrize("where", ["record", "empty", "given back"])
def test_a_close_that_breaks_off_is_never_half_and_never_twice(team: Team, where: str) -> None:
    """Before the append nothing has happened; after it, whoever looks next destroys what is left."""
    cycle = team.planned()
    team.opened(cycle, *team.peers[:3])
    for rater in (team.ada, *team.peers[:3]):
        team.answered(cycle, rater, 4)
    by = Caller(team.ben, PersonId(team.ben), frozenset((Scope.READ, Scope.WRITE)))
    breaking = {"record": (Ledger, "record"), "empty": (Box, "empty"), "given back": (Waiting, "give_back")}
    ledger = ledger_of(team.served)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(*breaking[where], broken_off)
        with pytest.raises(BrokenOff):
            running.close(CycleId(cycle), by, ledger)
    assert len(closings(cycle, ledger)) == (0 if where == "record" else 1)
    assert bool(rows_of(team.served, cycle)) == (where != "given back")
    if where == "record":
        running.close(CycleId(cycle), by, ledger)
    else:
        Settling(ledger).settle()
    assert rows_of(team.served, cycle) == []
    assert key_of(team.served, cycle) is None
    assert len(closings(cycle, ledger)) == 1
    with pytest.raises(CycleIsOver):
        running.close(CycleId(cycle), by, ledger)
    assert len(closings(cycle, ledger)) == 1


def test_a_cycle_whose_last_day_is_over_is_released_without_anybodys_asking(team: Team) -> None:
    """And one that was never opened, or is open still, is left alone."""
    due, unopened, still_open = team.planned(), team.planned(), team.planned()
    team.as_(team.ada).ask(NOMINATE, cycle=unopened, raters=team.peers)
    for cycle in (due, still_open):
        team.opened(cycle, *team.peers)
        for rater in team.peers[:3]:
            team.answered(cycle, rater, 4)
    ledger, yesterday = ledger_of(team.served), today(team.served) - timedelta(days=1)
    Settling(ledger).settle()
    assert closings(due, ledger) == []
    ada, ben = PersonId(team.ada), PersonId(team.ben)
    past_the_rules(ledger, due, FeedbackCycleExtended(ada, yesterday, ben, effective_on=today(team.served)))
    settling = Settling(ledger)
    with settling:
        settling.settle()
    [closing] = closings(due, ledger)
    assert (closing.recorded_by, [told.values for told in closing.event.ratings]) == (due, [(4, 4, 4)])
    assert (rows_of(team.served, due), key_of(team.served, due)) == ([], None)
    assert [bool(rows_of(team.served, cycle)) for cycle in (unopened, still_open)] == [True, True]
    assert closings(still_open, ledger) == closings(unopened, ledger) == []


def key_of(served: Served, cycle: str) -> bytes | None:
    """The wrapped key of what waits for a cycle; None once it is destroyed."""
    with psycopg.connect(served.database_url) as connection:
        rows = connection.execute("SELECT wrapped FROM keys.data_keys WHERE person = %s", (cycle,)).fetchall()
    [(wrapped,)] = rows
    return None if wrapped is None else bytes(wrapped)


class BrokenOff(BaseException):
    """The process ends here."""


def broken_off(*_: object, **__: object) -> None:
    raise BrokenOff


def closings(cycle: str, ledger: Ledger) -> list[Any]:
    return [entry for entry in ledger.stream(cycle) if entry.kind == "FeedbackCycleClosed"]
