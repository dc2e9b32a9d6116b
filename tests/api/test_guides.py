"""Five pages of the guide are gone through as they stand: the tables, the commands, the mutations and the answers."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import chdir
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from api.access.callers import Scope
from api.cli.main import app
from api.settings import Settings
from tests.api.conftest import KEY, Served, serving

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
TABLE = re.compile(r"^```csv ([\w.]+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def tables_of(page: Path, folder: Path) -> None:
    """Write the tables that a page shows into a folder, under the names that it gives them."""
    for name, content in TABLE.findall(page.read_text()):
        (folder / name).write_text(content)


def blocks_of(page: str, language: str) -> Iterator[str]:
    """The code of one language on a page."""
    return (code for of, code in BLOCK.findall((GUIDE / page).read_text()) if of == language)


@pytest.fixture
def settings(database: str) -> Settings:
    """For a ledger that nobody has written in."""
    return Settings(database_url=database, key=SecretStr(KEY))


@pytest.fixture
def database(make_database: Callable[[], str]) -> str:
    return make_database()


def run(url: str, folder: Path, command: str, **more: str) -> str:
    """What a command says that is typed in a folder."""
    environment = {"LEADERSHIP_DATABASE_URL": url, "LEADERSHIP_KEY": KEY, "COLUMNS": "200", **more}
    with chdir(folder):
        done = CliRunner().invoke(app, shlex.split(command)[1:], env=environment)
    assert done.exit_code == 0, f"{command}\n{done.output}\n{done.exception!r}"
    return done.output


def test_from_an_export_to_the_first_bench(settings: Settings, database: str, tmp_path: Path) -> None:
    page = "first-bench.md"
    tables_of(GUIDE / page, tmp_path)
    commands = [line for code in blocks_of(page, "sh") for line in code.splitlines()]
    assert commands.pop() == "leadership serve"
    for command in commands:
        said = run(database, tmp_path, command)
        assert "Nothing was recorded (--dry-run)" in said or "Recorded " in said
    assert all("Nothing to record" in run(database, tmp_path, line) for line in commands if "--dry-run" not in line)
    with serving(settings) as served:
        known = named_by(served)
        for query, answer in zip(blocks_of(page, "graphql"), blocks_of(page, "json"), strict=True):
            assert served.ask(query, **wanted(query, known)) == json.loads(answer)


def named_by(served: Served) -> dict[str, str]:
    """The ids of people and roles that a first bench names, by the first word of what they are called."""
    told = served.ask("{ people(first: 9, here: null) { nodes { id name } } roles(first: 9) { nodes { id title } } }")
    named = {each["name"]: each["id"] for each in told["people"]["nodes"]}
    named |= {each["title"]: each["id"] for each in told["roles"]["nodes"]}
    return {name.split()[0].lower(): each for name, each in named.items()}


def by_whom(served: Served) -> list[bool | None]:
    """Of each word on a wish, in order, whether it was written down for who said it."""
    told = served.ask('{ entries(first: 9, kinds: ["AspirationStated"]) { nodes { onBehalf } } }')
    return [node["onBehalf"] for node in told["entries"]["nodes"]]


def test_asking(settings: Settings, database: str, tmp_path: Path) -> None:
    """Each document is answered; what is asked for as CSV is the table that the page shows, by its names."""
    run(database, tmp_path, 'leadership init --name "Noor Haddad" --first-day 2020-01-01')
    page = GUIDE / "asking.md"
    [asked] = re.findall(r"--data-urlencode 'query=(.*)'", page.read_text())
    [shown] = [code for of, code in BLOCK.findall(page.read_text()) if of == "csv"]
    with serving(settings) as served:
        mia = {"name": "Mia Dorn", "unit": "Mill", "effectiveOn": "2021-03-01"}
        served.asked_by(None, *Scope, name="who keeps records").recorded("joinPerson", **mia)
        for document in blocks_of("asking.md", "graphql"):
            assert only(served.ask(document))["nodes"] == [{"name": "Mia Dorn"}]
        answer = served.client.get("/graphql", params={"query": asked}, headers={"accept": "text/csv"})
    assert answer.text.splitlines() == [shown.splitlines()[0], "Mia Dorn,Mill,"]


def test_looking(settings: Settings, database: str, tmp_path: Path) -> None:
    """A token reads the feed, and nobody is mailed anything of weeks in which nothing was written."""
    run(database, tmp_path, 'leadership init --name "Noor Haddad" --first-day 2020-01-01')
    tables_of(GUIDE / "looking.md", tmp_path)
    issue, feed, *digests = [line for code in blocks_of("looking.md", "sh") for line in code.splitlines()]
    told = run(database, tmp_path, issue)
    [token] = re.findall(r"^leadership_\S+$", told, re.MULTILINE)
    with serving(settings) as served:
        bearer = {"authorization": shlex.split(feed)[2].partition(": ")[2].replace("$TOKEN", token)}
        answer = served.client.get(feed.rpartition("example.com")[2], headers=bearer)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/atom+xml")
    where = {"LEADERSHIP_ADDRESS": "https://ledger.example.com", "LEADERSHIP_HOME": str(tmp_path)}
    assert [run(database, tmp_path, digest, **where) for digest in digests] == [
        "0 digests would be sent (--dry-run); of 1 person nothing moved.\n"
    ] * 2


def test_recording_by_hand(settings: Settings, database: str, tmp_path: Path) -> None:
    run(database, tmp_path, 'leadership init --name "Noor Haddad" --first-day 2020-01-01')
    known: dict[str, Any] = {}
    successor: dict[str, Any] = {}
    with serving(settings) as served:
        steward = served.asked_by(None, *Scope, name="the steward's own")
        for document in blocks_of("by-hand.md", "graphql"):
            wanted = {name: known[name] for name in re.findall(r"\$(\w+):", document)}
            asks = served.asked_by(known["lou"]) if "stateAspiration" in document else steward
            if "stateAspiration" in document:
                by_another = served.asked_by(None, Scope.WRITE, name="Payroll").ask(document, **wanted)
                on_behalf = steward.ask(document, **wanted)
                assert by_another["stateAspiration"]["rule"] == "NotTheirsToSay"
                assert "why" not in on_behalf["stateAspiration"], on_behalf
                assert by_whom(served) == [True]
            told = asks.ask(document, **wanted)
            if active := told.get("activeEdition"):
                known |= {"framework": active["framework"], "edition": active["edition"]["number"]}
            elif named := re.match(r"mutation (\w+)", document):
                [outcome] = told.values()
                assert "why" not in outcome, outcome
                known |= {named[1]: outcome["subject"], f"{named[1]}At": outcome["entries"][0]}
            else:
                [successor] = told["successionBench"]["roles"][0]["successors"]
        assert by_whom(served) == [True, False], "the one that somebody else wrote down, and their own"
    assert (successor["person"]["name"], successor["confirmed"], successor["willingness"]) == (
        "Lou Cedar",
        True,
        "WILLING",
    )
    verdicts = {finding["criterion"]: finding["verdict"] for finding in successor["findings"]}
    assert "MET" in verdicts.values(), "what is cited is held against the edition's rule"


def test_feedback_cycles(settings: Settings, database: str, tmp_path: Path) -> None:
    """Who asks stands above each document; what an answer names is given to those after it."""
    run(database, tmp_path, 'leadership init --name "Noor Haddad" --first-day 2020-01-01')
    with serving(settings) as served:
        steward, known = served.asked_by(None, *Scope, name="the steward's own"), people_of_a_cycle(served)
        by = {name: served.asked_by(person) for name, person in known.items() if isinstance(person, str)}
        by |= {"a rater": served, "a talent partner": steward}
        told: dict[str, Any] = {}
        for document in blocks_of("feedback-cycles.md", "graphql"):
            who, named = (
                re.findall(r"^# (.*)", document)[0],
                re.findall(r"^(?:mutation|query) (\w+)", document, re.MULTILINE)[0],
            )
            for rater in known["raters"] if who == "a rater" and named == "taken" else (None,):
                asks = served.asked_by(rater) if rater else by[who]
                told = only(asks.ask(document, **wanted(document, known)))
                known |= {"cycle": told["subject"]} if named == "cycle" else {}
                known.setdefault("secrets", []).extend([told["secret"]] if "secret" in told else [])
                assert "why" not in told, told
            for secret in known["secrets"][1:] if named == "answered" else ():
                assert "until" in only(served.ask(document, secret=secret))
            if named == "answered":
                answer_for_herself(by["Ada"], document, known["cycle"])
    assert told["words"] == ["Clear on Fridays."] * 4
    assert [(view["of"], view["group"], view["n"], view["gap"]) for view in told["views"]] == [
        ("direction", "SELF", 1, None),
        ("direction", "MANAGER", 1, 0.0),
        ("direction", "PEERS", 3, 0.0),
    ]


def people_of_a_cycle(served: Served) -> dict[str, Any]:
    """Ada, who leads her, and her peers; what the documents name."""
    steward = served.asked_by(None, *Scope, name="who keeps records")

    def joins(name: str, **more: Any) -> str:
        person: str = steward.recorded("joinPerson", name=name, unit="Tooling", effectiveOn="2021-03-01", **more)[
            "subject"
        ]
        return person

    ben = joins("Ben")
    ada = joins("Ada", manager=ben)
    raters = [ben, *(joins(f"Peer {number}", manager=ben) for number in range(3))]
    until = str(served.app.state.services.ledger.today() + timedelta(days=14))
    return {"Ada": ada, "ada": ada, "Ben": ben, "raters": raters, "until": until}


def wanted(document: str, known: dict[str, Any]) -> dict[str, Any]:
    """What a document names, of what is known."""
    named = {**known, "secret": known["secrets"][0] if known.get("secrets") else None}
    return {name: named[name] for name in re.findall(r"\$(\w+):", document)}


def only(answer: dict[str, Any]) -> Any:
    """The one thing that was asked for."""
    [told] = answer.values()
    return told


def answer_for_herself(ada: Served, document: str, cycle: str) -> None:
    """Ada answers, too, without words."""
    taken = """
        mutation ($cycle: ID!) {
          takeUpFeedbackRequest(input: { cycle: $cycle }) { ... on FeedbackTakenUp { secret } }
        }"""
    own = document.replace(', words: "Clear on Fridays."', "")
    assert "until" in only(ada.ask(own, secret=only(ada.ask(taken, cycle=cycle))["secret"]))
