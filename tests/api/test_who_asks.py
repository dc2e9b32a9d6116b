"""Who asks, from the command line: the first steward, tokens, and in whose name imports are recorded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from api.access.callers import Scope
from api.cli.main import app
from api.settings import Settings
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.packs.shipped import present_edition
from domain.offices.stewards import stewards_from
from ledger import Ledger, Wrapping
from ledger.storage.recorder import BookRecorder
from tests.api.conftest import KEY, serving

HOUR = timedelta(hours=1)
PEOPLE = "id,name,department,hired on\n1,Ada Okafor,Tooling,2020-03-02\n"
Leadership = Callable[..., tuple[int, str]]


@pytest.fixture
def url(make_database: Callable[[], str]) -> str:
    return make_database()


@pytest.fixture
def leadership(url: str, monkeypatch: pytest.MonkeyPatch) -> Leadership:
    """The command line on an empty ledger; what it ends with, and all that it says."""
    for name, value in (("DATABASE_URL", url), ("KEY", KEY)):
        monkeypatch.setenv(f"LEADERSHIP_{name}", value)
    monkeypatch.setenv("COLUMNS", "300")

    def run(*arguments: str | Path) -> tuple[int, str]:
        ran = CliRunner().invoke(app, [str(argument) for argument in arguments])
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return ran.exit_code, ran.output

    return run


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    with closing(Ledger.open(url, Wrapping(bytes.fromhex(KEY)))) as opened:
        yield opened


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    return path


@pytest.mark.mission("M83")
def test_the_first_steward_is_named_by_an_entry_and_gets_a_token_once(leadership: Leadership, ledger: Ledger) -> None:
    code, said = leadership("init", "--name", "Noor Haddad", "--first-day", "2024-01-01")
    assert code == 0, said
    entries = [(entry.kind, str(entry.event.effective_on)) for entry in ledger.entries() if entry.kind[:5] != "Frame"]
    today = str(ledger.today())
    assert entries == [("LedgerBegun", "2024-01-01"), ("PersonIntroduced", today), ("StewardNamed", today)]
    [text] = [line for line in said.splitlines() if line.startswith("leadership_")]
    token = ledger.tokens.presented(text)
    assert token
    assert token.person == [*ledger.entries()][-1].stream
    before = ledger.position()
    code, said = leadership("init", "--name", "Somebody else")
    assert (code, "is steward" in said, ledger.position()) == (1, True, before)
    assert "leadership_" not in said


def test_a_steward_is_somebody_new_or_somebody_known(leadership: Leadership) -> None:
    for wrong in ((), ("--name", "Noor", "--steward", "person-1")):
        code, said = leadership("init", *wrong)
        assert (code, "say whom" in said) == (2, True)
    code, said = leadership("init", "--steward", "person-0190a000-0000-7000-8000-0000000000ad")
    assert (code, "is nobody whom the ledger knows" in said) == (1, True)


def test_tokens_are_issued_listed_and_revoked(leadership: Leadership, ledger: Ledger) -> None:
    code, said = leadership("token", "issue", "--name", "HR import", "--scope", "write", "--scope", "import-history")
    assert code == 0, said
    text = said.splitlines()[-1]
    token = ledger.tokens.presented(text)
    assert token
    assert token.scopes == ["write", "import_history"]
    code, said = leadership("token", "list")
    assert (token.id in said, "HR import" in said, text in said, text[44:] in said) == (True, True, False, False)
    assert leadership("token", "revoke", token.id)[0] == 0
    assert ledger.tokens.presented(text) is None
    code, said = leadership("token", "revoke", token.id)
    assert (code, "is no token that is good" in said) == (1, True)
    assert "revoked" in leadership("token", "list")[1]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "say whose it is"),
        (("--name", "HR", "--for", "person-1"), "say whose it is"),
        (("--for", "person-0190a000-0000-7000-8000-0000000000ad"), "is nobody of this ledger"),
        (("--name", "HR", "--scope", "everything"), "“everything” is none: give some of read, write"),
        (("--name", "HR", "--expires", "2020-01-01"), "“2020-01-01” has come"),
    ],
)
def test_a_token_that_cannot_be_meant_is_not_issued(leadership: Leadership, asked: tuple[str, ...], said: str) -> None:
    code, told = leadership("token", "issue", *asked)
    assert code == 2
    assert said in told


def test_tokens_end_by_the_ledgers_clock(
    leadership: Leadership, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = ledger.now() + timedelta(days=3)
    monkeypatch.setattr(BookRecorder, "_clock_timestamp", lambda _: ahead)
    gone_there = str((ahead - timedelta(days=1)).date())
    code, told = leadership("token", "issue", "--name", "HR", "--expires", gone_there)
    assert (code, f"“{gone_there}” has come" in told) == (2, True)
    code, told = leadership("token", "issue", "--name", "HR")
    assert (code, str((ahead + timedelta(days=365)).date()) in told) == (0, True)


def test_lines_pass_the_same_door_as_whatever_is_asked_for(
    leadership: Leadership, ledger: Ledger, url: str, tmp_path: Path
) -> None:
    """A steward imported what they could not have asked for: a word for another, and about themselves."""
    assert leadership("init", "--name", "Noor Haddad", "--first-day", "2024-01-01")[0] == 0
    noor = steward_of(ledger)

    def imported(*words: str, **said: object) -> tuple[int, str]:
        file = tmp_path / "lines.ndjson"
        file.write_text(json.dumps({"effective_on": "2024-02-05", **said}) + "\n")
        return leadership("import", "entries", file, *words)

    ada = {"command": "JoinPerson", "person": {"id": "17"}, "name": "Ada Okafor", "unit": "Tooling"}
    assert imported("--as", noor, **ada)[0] == 0
    [joined] = ledger.entries(kinds=["PersonJoined"])
    own = {"command": "IdentifyPerson", "person": noor, "system": "badge", "identifier": "7"}
    for words, said, why in (
        (("--as", noor), own, "somebody else records this"),
        (("--as", noor), {**own, "person": joined.stream, "by": joined.stream}, "imports: leave"),
        (("--as", noor), {"command": "NameSteward", "person": joined.stream, "until": "2030-01-01"}, "leadership init"),
    ):
        code, told = imported(*words, **said)
        assert (code, why in told) == (1, True), told
    assert imported(**{**own, "person": joined.stream, "by": noor})[0] == 0
    [*_, written] = ledger.entries(kinds=["PersonIdentified"])
    assert (written.stream, written.recorded_by) == (joined.stream, noor)


def test_the_first_import_says_when_the_ledger_begins(leadership: Leadership, ledger: Ledger, people: Path) -> None:
    _, tried = leadership("import", "people", people, "--dry-run")
    assert f"With the first import the ledger begins, today ({ledger.today()}), once and for all." in tried
    assert "say so before you import: leadership init --name NAME --first-day DAY" in tried
    code, said = leadership("import", "people", people)
    assert (code, f"The ledger begins on {ledger.today()}, today, once and for all" in said) == (0, True), said
    begun, *_ = ledger.entries(kinds=["LedgerBegun"])
    machine = ledger.tokens.of_the_machine().id
    assert (begun.event.effective_on, begun.recorded_by) == (ledger.today(), machine)
    assert {entry.recorded_by for entry in ledger.entries()} == {machine}
    for more in ((), ("--dry-run",)):
        code, said = leadership("import", "people", people, *more)
        assert (code, "begin" in said) == (0, False), said
    assert len([*ledger.entries(kinds=["LedgerBegun"])]) == 1


def test_lines_say_it_too_where_they_do_not_bring_the_day_themselves(leadership: Leadership, tmp_path: Path) -> None:
    lines = tmp_path / "lines.ndjson"
    unit = {"command": "EstablishUnit", "unit": "ref:tooling", "name": "Tooling", "effective_on": "2020-01-01"}
    begun = {"command": "BeginLedger", "effective_on": "2025-01-01"}
    lines.write_text(json.dumps(unit) + "\n")
    assert "With the first import the ledger begins, today" in leadership("import", "entries", lines, "--dry-run")[1]
    lines.write_text(json.dumps(begun) + "\n" + json.dumps(unit) + "\n")
    assert "begins, today" not in leadership("import", "entries", lines, "--dry-run")[1]


def test_an_import_is_recorded_as_the_token_of_the_settings(
    leadership: Leadership, ledger: Ledger, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def issued(*scopes: str) -> str:
        _, said = leadership("token", "issue", "--name", "HR", *(word for one in scopes for word in ("--scope", one)))
        return said.splitlines()[-1]

    monkeypatch.setenv("LEADERSHIP_TOKEN", issued("write"))
    code, said = leadership("import", "people", people)
    assert (code, "it may not import" in said) == (2, True)
    monkeypatch.setenv("LEADERSHIP_TOKEN", "leadership_none")
    assert leadership("import", "people", people)[0] == 2
    good = issued("write", "import-history")
    monkeypatch.setenv("LEADERSHIP_TOKEN", good)
    assert leadership("import", "people", people)[0] == 0
    token = ledger.tokens.presented(good)
    assert token
    assert {entry.recorded_by for entry in ledger.entries(kinds=["PersonJoined"])} == {token.id}


def test_a_ledger_that_has_begun_takes_older_days_from_importers_only(
    leadership: Leadership, ledger: Ledger, url: str
) -> None:
    assert leadership("init", "--name", "Noor Haddad", "--first-day", "2024-01-01")[0] == 0
    introduce = {"name": "Ada Okafor", "effectiveOn": "2023-12-31"}
    with serving(Settings(database_url=url, key=SecretStr(KEY))) as served:
        clerk = served.asked_by(None, Scope.WRITE, Scope.RECORD_FOR_OTHERS, name="Clerk")
        refused = clerk.record("introducePerson", introduce)
        assert (refused["rule"], refused["field"]) == ("HistoryIsImported", "effectiveOn")
        assert "2024-01-01" in refused["why"]
        assert clerk.record("introducePerson", {**introduce, "effectiveOn": "2024-01-01"})["__typename"] == "Recorded"
        steward = served.asked_by(steward_of(ledger))
        assert steward.record("introducePerson", introduce)["__typename"] == "Recorded"
        assert steward.record("beginLedger", {"effectiveOn": "2025-01-01"})["rule"] == "LedgerBegunBefore"
        assert clerk.record("beginLedger", {"effectiveOn": "2025-01-01"})["rule"] == "NotASteward"
        assert served.ask("{ firstDay }") == {"firstDay": "2024-01-01"}


def test_what_should_not_be_is_refused_since_the_first_day_and_told_as_not_known_of_before(
    leadership: Leadership, ledger: Ledger, url: str
) -> None:
    assert leadership("init", "--name", "Noor Haddad", "--first-day", "2024-01-01")[0] == 0
    without = '{ appointmentsWithoutCase(since: "2020-01-01") { person { id } exempt effectiveOn } }'
    with serving(Settings(database_url=url, key=SecretStr(KEY))) as served:
        ada, ben = (
            served.recorded("joinPerson", name=name, unit="Tooling", effectiveOn="2020-03-02")["subject"]
            for name in ("Ada Okafor", "Ben Amari")
        )
        role = served.recorded("establishRole", title="Head of tooling", unit="Tooling", function="Engineering",
                               level="others", effectiveOn="2020-03-02")["subject"]  # fmt: skip
        appoint = {"role": role, "person": ada, "effectiveOn": "2023-12-31"}
        accredit = {"person": ada, "instrument": "ASSESSMENT_CENTRE", "accreditedBy": ben, "until": "2024-06-30"}
        for mutation, asked, rule in (
            ("appointToRole", appoint, "CaseMissing"),
            ("appointToRole", {**appoint, "exempt": "BEFORE_LEDGER"}, "NotBeforeLedger"),
            ("accreditAssessor", accredit, "MayNotAccredit"),
        ):
            told = served.record(mutation, {**asked, "effectiveOn": "2024-01-01"})
            assert (told["__typename"], told.get("rule")) == ("Refused", rule), told
        served.recorded("accreditAssessor", **accredit, effectiveOn="2023-12-31")
        served.recorded("appointToRole", **appoint)
        not_known = {"person": {"id": ada}, "exempt": None, "effectiveOn": "2023-12-31"}
        assert served.ask(without)["appointmentsWithoutCase"] == [not_known]
        written = served.ask("{ entries(first: 100) { nodes { recordedBy } } }")["entries"]["nodes"]
    assert {one["recordedBy"].split("-")[0] for one in written} == {"token"}


def test_an_earlier_record_is_from_before_the_first_day(leadership: Leadership, ledger: Ledger, url: str) -> None:
    assert leadership("init", "--name", "Noor Haddad", "--first-day", "2024-01-01")[0] == 0
    with serving(Settings(database_url=url, key=SecretStr(KEY))) as served:
        ada, ben = (
            served.recorded("joinPerson", name=name, unit="Tooling", effectiveOn="2020-03-02")["subject"]
            for name in ("Ada Okafor", "Ben Amari")
        )
        year = {"person": ada, "instrument": "PERFORMANCE_EVALUATION", "purpose": "DECISION", "assessor": ben,
                "framework": DEFAULT_FRAMEWORK, "edition": present_edition().number, "imported": True}  # fmt: skip
        rated = {"of": "performance", "value": 3}
        for lacking, rule in (
            ({"ratings": [{**rated, "facts": []}]}, "AssessmentWithoutFacts"),
            ({"ratings": [{**rated, "facts": ["The figures"]}], "source": "HIGHER_MANAGER"}, "NotTheirView"),
        ):
            served.recorded("recordAssessment", **year, **lacking, effectiveOn="2023-12-31")
            told = served.record("recordAssessment", {**year, **lacking, "effectiveOn": "2024-01-01"})
            assert (told["__typename"], told.get("rule")) == ("Refused", rule), told


def steward_of(ledger: Ledger) -> str:
    return stewards_from(ledger.today(), ledger.book())[0]


def test_a_session_that_nobody_uses_is_over(ledger: Ledger, url: str) -> None:
    used, left = (ledger.sessions.begin("person-3", HOUR, timedelta(minutes=30)) for _ in range(2))
    with psycopg.connect(url, autocommit=True) as connection:
        for minutes in (20, 20):
            connection.execute("UPDATE keys.sessions SET seen_at = seen_at - %s", (timedelta(minutes=minutes),))
            assert ledger.sessions.presented(used) is not None
        assert ledger.sessions.presented(left) is None
        connection.execute("UPDATE keys.sessions SET ends_at = clock_timestamp()")
    assert ledger.sessions.presented(used) is None


def test_whoever_is_signed_in_is_listed_and_signed_out(leadership: Leadership, ledger: Ledger) -> None:
    secret = ledger.sessions.begin("person-1", HOUR, HOUR)
    ledger.sessions.begin("person-1", HOUR, HOUR)
    ledger.sessions.begin("person-2", -HOUR, HOUR)
    code, said = leadership("session", "list")
    assert (code, said.count("person-1"), said.count("person-2")) == (0, 2, 0), said
    assert secret not in said
    assert leadership("session", "end", "person-1") == (0, "2 sessions are over.\n")
    assert ledger.sessions.presented(secret) is None
    code, said = leadership("session", "end", "person-1")
    assert (code, "signed in nowhere" in said) == (1, True)
