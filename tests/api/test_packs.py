"""Packs through the doors: tried and published from files, begun with, adopted, and rated on the scales they give."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from api.cli.main import app
from api.services import begin, ledger_in
from api.settings import Settings
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.packs.shipped import LEADERSHIP, LOOP, PASSAGES, SMALL_FIRM, present_edition, shipped, text_of
from domain.kernel.words import listed
from tests.api.conftest import KEY, Served, serving
from tests.api.inputs import as_input

ROOT = Path(__file__).parents[2]
NEWEST = present_edition().number
Leadership = Callable[..., tuple[int, str]]


@pytest.fixture
def url(make_database: Callable[[], str]) -> str:
    return make_database()


@pytest.fixture
def leadership(url: str) -> Leadership:
    """`leadership …` on a fresh ledger: its exit code, and all that it says."""

    def run(*words: str | Path) -> tuple[int, str]:
        told = {"LEADERSHIP_DATABASE_URL": url, "LEADERSHIP_KEY": KEY, "COLUMNS": "200"}
        result = CliRunner().invoke(app, [*map(str, words)], env=told)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output

    return run


def settings(url: str) -> Settings:
    return Settings(database_url=url, key=SecretStr(KEY))


@pytest.fixture(scope="module")
def fresh(make_database: Callable[[], str]) -> Iterator[Served]:
    """A house that is opened for the first time."""
    with serving(settings(make_database())) as told:
        yield told


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def ours(text: str = "") -> str:
    """A pack of one's own, under an id that nobody else has."""
    return (text or text_of(SMALL_FIRM)).replace("framework-small-firm", f"framework-{uuid4().hex[:8]}")


# Files


def test_a_pack_that_ships_can_be_tried_and_tells_what_nobody_judges(leadership: Leadership, tmp_path: Path) -> None:
    code, shown = leadership("framework", "show", LEADERSHIP)
    assert (code, shown) == (0, text_of(LEADERSHIP))
    code, said = leadership("framework", "check", written(tmp_path / "pack.toml", shown))
    assert code == 0, said
    assert f"edition {NEWEST} of framework-leadership, 6 levels, 15 competencies" in said
    assert re.search(r"Nobody judges as yet: .*\bcan_hold\b", said)
    assert "dials_at_least" not in said


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("quorum = 3", "quorum = 0", r"line \d+, procedure.quorum: .*quorum is 0: give 1 or more"),
        (
            "rating = 2, cycles = 2",
            "rating = 5, cycles = 2",
            r"line \d+, promotion.1: .*rating 5: give one of “1”, “2”, “3”",
        ),
        ('facet = "mindset"', 'facet = "mood"', r"line \d+, competencies.self_awareness.facet: “mood” .*write one of"),
        (f"edition = {NEWEST}", "edition = ", r"is no TOML: .*line \d+"),
        ('["integrity"]', '["integrety"]', r"line \d+, promotion.5: .*“integrety”: name one of"),
        ('on.self = ["hides', 'on.emperor = ["hides', r"line \d+, competencies.integrity.on.emperor: .*name one of"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_by_line_field_and_value(
    was: str, becomes: str, said: str, leadership: Leadership, tmp_path: Path
) -> None:
    text = text_of(LEADERSHIP)
    assert was in text
    path = written(tmp_path / "pack.toml", text.replace(was, becomes, 1))
    told = ""
    for command in ("check", "publish"):
        code, told = leadership("framework", command, path)
        assert code == 1
        assert re.search(said, told), told
        assert "Traceback" not in told
        assert ".py" not in told
    assert "is no TOML" not in told or f"“{path.name}” cannot be read: it is no TOML" in told
    number = int(re.findall(r"line (\d+)", told)[0])
    assert becomes.strip() in path.read_text().splitlines()[number - 1]
    assert "framework-leadership" not in leadership("framework", "list")[1]


def test_a_pack_is_published_once_and_may_be_adopted(leadership: Leadership, tmp_path: Path) -> None:
    path = written(tmp_path / "ours.toml", ours())
    code, said = leadership("framework", "publish", path)
    assert (code, "Published: edition 1" in said) == (0, True), said
    assert re.search(r"Nobody judges as yet: .*\bcan_hold\b", said)
    code, said = leadership("framework", "publish", path, "--adopt")
    assert (code, "Nothing to record" in said, "holds for the whole organisation" in said) == (0, True, True), said
    code, said = leadership("framework", "publish", path, "--adopt")
    assert (code, "Nothing to record" in said, "holds for" in said) == (0, True, False), said
    changed = written(path, path.read_text().replace("plan own work", "plan the week"))
    code, said = leadership("framework", "publish", changed)
    assert (code, "EditionIsOut" in said, "publish 2" in said) == (1, True, True), said
    code, listed = leadership("framework", "list")
    assert (code, listed.count(", edition ")) == (0, 1), listed
    assert "Leading in a small firm" in listed


def test_the_example_of_the_guide_can_be_published(leadership: Leadership, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "guide" / "frameworks.md").read_text()
    example = re.search(r"^```toml\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    assert example
    path = written(tmp_path / "example.toml", example[1])
    code, said = leadership("framework", "check", path)
    assert code == 0, said
    assert leadership("framework", "publish", path)[0] == 0


# The first day


FRAMEWORK = """query ($asOf: AsOf) { framework(asOf: $asOf) {
  editions edition { number title notJudged levels { name } competencies { name }
    scales { of up points { value meaning } } nineBox { results potential } potentialModel { name }
    procedure { deferralsAtMost appealDeciders seatsCountAs { seat level } }
    promotion { requirement competencies } } } }"""


def test_a_fresh_ledger_begins_with_the_pack_in_force_since_before_all_history(fresh: Served) -> None:
    told = fresh.ask(FRAMEWORK)["framework"]
    assert told["editions"] == [NEWEST]
    assert fresh.ask(FRAMEWORK, asOf={"effectiveOn": "1900-01-01"})["framework"] == told
    edition = told["edition"]
    assert [scale["of"] for scale in edition["scales"]] == ["RESULTS", "LEADERSHIP", "POTENTIAL"]
    assert [point["meaning"] for point in edition["scales"][0]["points"]] == [
        "not yet full performance",
        "full performance",
        "exceptional performance",
    ]
    names = {each["name"] for each in edition["competencies"]}
    assert {"communication", "growth_mindset", "care_for_people", "resilience"} <= names
    assert [aspect["name"] for aspect in edition["potentialModel"]] == ["ability", "aspiration", "learning_agility"]
    assert edition["nineBox"] == {"results": [2, 3], "potential": [2, 3]}
    assert edition["procedure"]["deferralsAtMost"] == 2
    integrity = {"requirement": "NO_CONFIRMED_INTEGRITY_CONCERN", "competencies": ["integrity"]}
    assert integrity in edition["promotion"]
    assert "WORK_VALUES" not in edition["notJudged"]
    assert "CAN_HOLD" in edition["notJudged"]


def test_it_begins_once_however_often_and_by_however_many_it_is_opened(url: str) -> None:
    def open_and_begin(number: int) -> int:
        with ledger_in(settings(url), url) as ledger:
            begin(ledger, f"token-{number}")
            return ledger.position()

    with ThreadPoolExecutor(4) as several:
        assert set(several.map(open_and_begin, range(4))) == {1}
    with serving(settings(url)) as again:
        assert again.ask(FRAMEWORK)["framework"]["editions"] == [NEWEST]
    with ledger_in(settings(url), url) as ledger:
        assert ledger.position() == 1


def test_where_a_framework_is_published_nothing_is_added(url: str, leadership: Leadership, tmp_path: Path) -> None:
    leadership("framework", "publish", written(tmp_path / "ours.toml", ours()))
    with serving(settings(url)) as opened:
        assert opened.ask("{ framework { editions } }") == {"framework": None}


PEOPLE = "employee_id,name,unit,joined_on\ne-1,Ada Okafor,Tooling,2004-03-01\n"


def test_an_import_begins_with_the_pack_and_a_rehearsal_leaves_nothing(
    url: str, leadership: Leadership, tmp_path: Path
) -> None:
    path = written(tmp_path / "people.csv", PEOPLE)
    code, said = leadership("import", "people", path, "--dry-run")
    assert code == 0, said
    with ledger_in(settings(url), url) as ledger:
        assert ledger.position() == 0
    code, said = leadership("import", "people", path)
    assert code == 0, said
    with ledger_in(settings(url), url) as ledger:
        first = next(ledger.entries(until=1))
        assert (first.stream, first.event.edition) == (DEFAULT_FRAMEWORK, present_edition())
        assert first.event.effective_on < date(2004, 3, 1)


def test_an_export_brings_its_own_framework(url: str, leadership: Leadership, tmp_path: Path) -> None:
    """Also one whose editions are others than the one that ships."""
    line = (
        '{"reference": "%s@%d", "command": "PublishFramework", "framework": "%s", "effective_on": "2019-01-07",'
        ' "edition": %s}\n'
    )
    edition = msgspec.json.encode(DEFAULT_EDITION).decode()
    path = written(tmp_path / "export.ndjson", line % (DEFAULT_FRAMEWORK, 1, DEFAULT_FRAMEWORK, edition))
    code, said = leadership("import", "entries", path)
    assert code == 0, said
    with ledger_in(settings(url), url) as ledger:
        published = ledger.entries(kinds=("FrameworkPublished",))
        assert [entry.event.edition.number for entry in published] == [1]


# Scales


def assessed(served: Served, person: str, of: str, value: int) -> dict[str, Any]:
    rating = {"of": of, "value": value, "facts": ["Seen at the handover of the night shift."]}
    given = {
        "person": person,
        "instrument": "LEADERSHIP_ASSESSMENT",
        "purpose": "DEVELOPMENT",
        "framework": DEFAULT_FRAMEWORK,
        "edition": NEWEST,
        "assessor": None,
        "level": "others",
        "ratings": [rating],
        "effectiveOn": "2024-05-06",
    }
    return served.record("recordAssessment", given)


@pytest.mark.mission("M75")
def test_results_leadership_and_potential_are_rated_on_scales_of_their_own(fresh: Served) -> None:
    person = fresh.recorded("joinPerson", name="Ada Okafor", unit="Tooling", effectiveOn="2020-03-02")["subject"]
    for of, most in (("performance", 3), ("potential", 3), ("work_values", 5), ("courage", 5)):
        refused = assessed(fresh, person, of, most + 1)
        assert (refused["__typename"], refused.get("rule")) == ("Refused", "RatingOffTheScale"), refused
        assert listed(range(1, most + 1)) in refused["why"]
        assert assessed(fresh, person, of, most)["__typename"] == "Recorded"
    assert assessed(fresh, person, "learning_agility", 3)["rule"] == "AspectOfPotentialRated", "that is judged apart"


# Names that packs share

PROFILE = """query ($id: ID!, $framework: ID) { person(id: $id) { competencyProfile(framework: $framework) {
    framework lines { name series { n } }
    readinessForChallenge { ready skills { skill competency raters holding } } } } }"""
THE_FOUR = {
    "growth mindset": "growth_mindset",
    "empathy": "care_for_people",
    "communication": "communication",
    "problem solving": "judgement",
}


def seen(served: Served, person: str, assessor: str, framework: str, context: str, **rated: int) -> None:
    """Somebody rates how a person led in a context, today."""
    ratings = [{"of": of, "value": value, "facts": ["Seen at the handover"]} for of, value in rated.items()]
    edition = served.ask("query ($id: ID!) { framework(id: $id) { editions } }", id=framework)["framework"]["editions"]
    how = {"instrument": "LEADERSHIP_ASSESSMENT", "purpose": "DEVELOPMENT", "context": context, "assessor": assessor}
    served.recorded("recordAssessment", person=person, framework=framework, edition=edition[-1], ratings=ratings, **how)


@pytest.mark.mission("M34")
def test_under_the_pack_that_ships_somebody_can_be_ready_for_harder_work(fresh: Served) -> None:
    ada, ben, cai = (
        str(fresh.recorded("joinPerson", name=name, unit="Tooling", effectiveOn="2020-03-02")["subject"])
        for name in ("Ada Okafor", "Ben Amari", "Cai Berg")
    )
    seen(fresh, ada, ben, DEFAULT_FRAMEWORK, "NEW", **dict.fromkeys(THE_FOUR.values(), 4))
    told = fresh.ask(PROFILE, id=ada)["person"]["competencyProfile"]["readinessForChallenge"]
    assert {one["skill"]: one["competency"] for one in told["skills"]} == THE_FOUR
    assert told["ready"] is None, "one person’s word is no more than that"
    seen(fresh, ada, cai, DEFAULT_FRAMEWORK, "UNDER_PRESSURE", **dict.fromkeys(THE_FOUR.values(), 5))
    told = fresh.ask(PROFILE, id=ada)["person"]["competencyProfile"]["readinessForChallenge"]
    assert (told["ready"], {one["holding"] for one in told["skills"]}) == (True, {2})


@pytest.mark.mission("M34")
def test_a_profile_runs_through_a_change_of_pack(fresh: Served) -> None:
    ada, ben = (
        str(fresh.recorded("joinPerson", name=name, unit="Milling", effectiveOn="2020-03-02")["subject"])
        for name in ("Ada Okafor", "Ben Amari")
    )
    seen(fresh, ada, ben, DEFAULT_FRAMEWORK, "NEW", judgement=4, collaboration=3)
    for name in (PASSAGES, LOOP):
        pack = shipped(name)
        fresh.recorded("publishFramework", framework=pack.framework, edition=as_input(pack.edition))
    fresh.recorded("adoptFramework", framework=shipped(LOOP).framework, unit=fresh.unit("Milling"))
    seen(fresh, ada, ben, shipped(PASSAGES).framework, "NEW", weighing=5, working_across=4)
    told = fresh.ask(PROFILE, id=ada, framework=shipped(PASSAGES).framework)["person"]["competencyProfile"]
    assert {one["name"]: one["series"][0]["n"] for one in told["lines"]} == {"weighing": 2, "working_across": 2}
    told = fresh.ask(PROFILE, id=ada)["person"]["competencyProfile"]
    assert told["framework"] == shipped(LOOP).framework, "which the unit has adopted"
    assert {"connector"} <= {one["name"] for one in told["lines"]}


# Publishing and adopting


def published(served: Served, **changed: Any) -> dict[str, Any]:
    framework = f"framework-{uuid4().hex[:8]}"
    edition = {**as_input(present_edition()), "number": 1, **changed}
    return served.record("publishFramework", {"framework": framework, "edition": edition})


def test_what_cannot_be_kept_is_not_published(fresh: Served) -> None:
    edition = as_input(present_edition())
    everywhere = [{**each, "levels": [], "anchors": []} for each in edition["competencies"]]
    five_lines = [{**edition["levels"][0], "skills": ["a", "b", "c", "d", "e"]}, *edition["levels"][1:]]
    blank = [{**edition["competencies"][0], "anchorOfHighest": "\u200b"}, *edition["competencies"][1:]]
    for changed, rule in (
        ({"competencies": everywhere}, "TooManyCompetencies"),
        ({"levels": five_lines}, "DialTooLong"),
        ({"competencies": blank}, "NothingSaid"),
        ({"nineBox": {"results": [3, 2], "potential": [2, 3]}}, "NineBoxBroken"),
        ({"procedure": {**edition["procedure"], "atTargetLevelPercent": 101}}, "ProcedureImpossible"),
    ):
        told = published(fresh, **changed)
        assert (told["__typename"], told.get("rule"), told.get("field")) == ("Refused", rule, "edition"), told
    assert published(fresh)["__typename"] == "Recorded"


def test_rules_change_from_today_on_and_not_before(fresh: Served) -> None:
    today = date.fromisoformat(fresh.ask("{ framework { asOf { effectiveOn } } }")["framework"]["asOf"]["effectiveOn"])
    edition = {**as_input(present_edition()), "number": NEWEST + 1, "title": "Reworded"}
    asked = {"framework": DEFAULT_FRAMEWORK, "edition": edition}
    for day, rule in ((today - timedelta(1), "RulesChangedInThePast"), (today + timedelta(2), "NotYet")):
        told = fresh.record("publishFramework", {**asked, "effectiveOn": day.isoformat()})
        assert (told["__typename"], told.get("rule")) == ("Refused", rule), told


def test_a_unit_adopts_a_pack_and_those_below_it_live_by_it(fresh: Served) -> None:
    small = {**as_input(present_edition()), "number": 1, "title": "Ours"}
    ours = f"framework-{uuid4().hex[:8]}"
    fresh.recorded("publishFramework", framework=ours, edition=small)
    plant = fresh.recorded("establishUnit", name="Plant", effectiveOn="2020-01-01")["subject"]
    team = fresh.recorded("establishUnit", name="Tooling", parent=plant, effectiveOn="2020-01-01")["subject"]
    other = fresh.recorded("establishUnit", name="Sales", effectiveOn="2020-01-01")["subject"]
    fresh.recorded("adoptFramework", framework=ours, unit=plant)
    asked = "query ($unit: ID) { activeEdition(unit: $unit) { framework edition { title } } }"
    told = [fresh.ask(asked, unit=unit)["activeEdition"]["framework"] for unit in (team, plant, other, None)]
    assert told == [ours, ours, DEFAULT_FRAMEWORK, DEFAULT_FRAMEWORK]
    refused = fresh.record("adoptFramework", {"framework": ours, "unit": other, "edition": 7})
    assert refused["rule"] == "EditionUnknown"
