"""Answers as tables, for spreadsheets: text/csv and XLSX, whole or not at all, through the same gate as any other."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from api.access.callers import Scope
from api.formulas import READ_AS_FORMULAS
from api.graphql import table_answers
from api.graphql.comma_separated import cell, comma_separated
from api.graphql.spreadsheet import spreadsheet
from api.graphql.table_answers import BESIDE, CSV, XLSX, status_of
from api.graphql.tabular import Column, Table
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

PEOPLE = """query ($units: [String!], $withUnit: Boolean! = true) {
    people(first: 50, units: $units) {
        totalCount pageInfo { hasNextPage endCursor } asOf { position }
        nodes { name jobTitle joinedOn leads: here manager { name inUnit { name } } unit @include(if: $withUnit) }
    } }"""
Ask = Callable[..., httpx.Response]


@pytest.fixture
def ask(served: Served) -> Ask:
    """Asks for a form, by POST."""

    def ask(query: str, form: str = CSV, by: Served = served, **variables: Any) -> httpx.Response:
        body = {"query": query, "variables": variables}
        return by.client.post("/graphql", json=body, headers={**by.headers, "accept": form})

    return ask


@pytest.fixture
def staff(join: Join, unit: str) -> dict[str, str]:
    """Two people, one with a name and a title that no spreadsheet may take for more than texts."""
    boss = join("Zoë “Boss”, née Ó Sé", unit, jobTitle='=HYPERLINK("http://evil.example","a")')
    return {"boss": boss, "ada": join("@ada", unit, jobTitle="-2+3\nlines", manager=boss, effectiveOn="2021-05-02")}


def read(answer: httpx.Response) -> list[list[str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.reader(StringIO(answer.content.decode(), newline=""), strict=True))


def refused(answer: httpx.Response, status: int = 400) -> str:
    """Why there is no table; and there is none."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    told = answer.json()
    assert set(told) == {"errors"}
    return str(told["errors"][0]["message"])


def test_a_connection_is_told_as_csv(ask: Ask, staff: dict[str, str], unit: str) -> None:
    answer = ask(PEOPLE, units=[unit])
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["content-disposition"] == 'attachment; filename="people.csv"'
    assert answer.headers["cache-control"] == "private, no-cache"
    header, boss, ada = read(answer)
    assert header == ["name", "jobTitle", "joinedOn", "leads", "manager.name", "manager.inUnit.name", "unit"]
    assert boss == ["Zoë “Boss”, née Ó Sé", "'=HYPERLINK(\"http://evil.example\",\"a\")", "2020-03-02", "true", "", "",
                    unit]  # fmt: skip
    assert ada == ["'@ada", "'-2+3\nlines", "2021-05-02", "true", "Zoë “Boss”, née Ó Sé", unit, unit]
    assert answer.content.endswith(b"\r\n")
    assert not answer.content.startswith(b"\xef\xbb\xbf")
    beside = json.loads(answer.headers[BESIDE])
    assert (beside["totalCount"], beside["pageInfo"]["hasNextPage"]) == (2, False)
    assert beside["asOf"]["position"] > 0
    assert read(ask(PEOPLE, units=[unit], withUnit=False))[0] == header[:-1], "what is skipped is no column"


@pytest.mark.parametrize(
    "document",
    [
        "query ($units: [String!]) { people(first: 1, units: $units) { nodes { name } } }",
        """query ($units: [String!]) { p: people(first: 1, units: $units) { ...P } }
        fragment P on PersonConnection { nodes { name } }""",
        """query ($units: [String!]) { people(units: $units, first: 1) {
        edges { node { name } } pageInfo { endCursor } # }
        } }""",
    ],
)
def test_a_table_that_is_cut_says_so_whatever_was_asked(
    ask: Ask, staff: dict[str, str], unit: str, document: str
) -> None:
    answer = ask(document, units=[unit])
    assert len(read(answer)[0]) == 1, "it is no column"
    page = json.loads(answer.headers[BESIDE])["pageInfo"]
    assert (page["hasNextPage"], page["hasPreviousPage"]) == (True, False)
    whole = ask(document.replace("first: 1", "first: 2"), units=[unit])
    assert not json.loads(whole.headers[BESIDE])["pageInfo"]["hasNextPage"]
    rest = ask(document.replace("first: 1", f'first: 1, after: "{page["endCursor"]}"'), units=[unit])
    assert read(answer) + read(rest)[1:] == read(whole)
    book = CalamineWorkbook.from_filelike(BytesIO(ask(document, XLSX, units=[unit]).content))
    about = {str(name): str(value) for name, value in book.get_sheet_by_name("About").to_python()}
    assert json.loads(about["pageInfo"]) == page


def test_it_is_asked_for_by_get_too_and_with_a_mark_for_excel(served: Served, staff: dict[str, str], unit: str) -> None:
    query = {"query": PEOPLE, "variables": json.dumps({"units": [unit]})}
    for form, begins in (("text/csv; bom=present", b"\xef\xbb\xbfname,"), ("text/csv", b"name,")):
        answer = served.client.get("/graphql", params=query, headers={**served.headers, "accept": form})
        assert answer.status_code == 200
        assert answer.content.startswith(begins)


def test_edges_and_connections_of_one_are_tables_too(ask: Ask, served: Served, staff: dict[str, str]) -> None:
    asked = """query ($id: ID!) { somebody: person(id: $id) { developmentHistory(first: 9) {
        edges { cursor node { kind effectiveOn entry { position event
            fact { __typename ... on PersonJoined { unit { name } } ...F } } } } } } }
        fragment F on PersonMoved { jobTitle }"""
    header, row = read(ask(asked, id=staff["boss"]))
    entry = ["position", "event", "fact.__typename", "fact.unit.name", "fact.jobTitle"]
    assert header == ["cursor", "node.kind", "node.effectiveOn", *(f"node.entry.{name}" for name in entry)]
    assert row[1:3] == ["PersonJoined", "2020-03-02"]
    assert json.loads(row[4])["job_title"].startswith("=HYPER")
    assert row[-1] == "", "the fragment of another kind"
    assert refused(ask(asked, id=f"person-{'0' * 8}-0000-7000-8000-{'0' * 12}"), 404).startswith("`somebody` is null")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{ people(first: 1) { nodes { id } } roles(first: 1) { nodes { id } } }", "`people` and `roles` is asked for"),
        ("{ position people(first: 1) { nodes { id } } }", "`position` and `people` is asked for"),
        ("{ people(first: 1) { nodes { reports { id } } } }", "`people.nodes.reports` is a list"),
        ("{ p: people(first: 1) { nodes { l: reports { id } } } }", "`p.nodes.l` is a list"),
        ("{ roles(first: 1) { nodes { owner { developmentHistory(first: 1) { nodes { kind } } } } } }",
         "`roles.nodes.owner.developmentHistory` is a connection within a row"),
        ("{ successionBench { roles { id } } }", "`successionBench.roles` is a list"),
        ("{ position }", "`position` is no connection"),
        ("{ people(first: 1) { totalCount } }", "`people` cannot be told as a table"),
        ("{ people(first: 1) { nodes { id } pageInfo: totalCount } }", "`people.pageInfo` is where this page lies"),
        ("{ people(first: 1) { nodes { id } edges { cursor } } }", "`people.nodes` and `people.edges` cannot"),
        ("{ entries(first: 1) { nodes { fact { withheld } } } }", "`entries.nodes.fact.withheld` is a list"),
        ("mutation { joinPerson(input: {name: \"A\", unit: \"u\"}) { __typename } }", "a mutation is answered as JSON"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", [CSV, XLSX])
def test_what_is_no_table_is_refused_by_name_before_it_runs(ask: Ask, document: str, said: str, form: str) -> None:
    told = refused(ask(document, form))
    assert told.startswith("Accept: this cannot be told as a table, as ")
    assert said in told


def test_errors_are_json_with_their_status_and_no_half_a_table(ask: Ask, served: Served, join: Join) -> None:
    assert "is no unit" in refused(ask(PEOPLE, units=["Nowhere at all"]))
    assert "Cannot query field" in refused(ask("{ people(first: 1) { nodes { nmae } } }"))
    assert "is missing" in refused(ask("query ($n: Int!) { people(first: $n) { nodes { id } } }"))
    assert "Syntax Error" in refused(ask("{ people(first: 1"))
    only_writes = served.asked_by(None, Scope.WRITE, name="Payroll")
    assert "may not read" in refused(ask(PEOPLE, by=only_writes), 403)
    headers = {"authorization": "Bearer x", "accept": CSV}
    assert "Authorization" in refused(served.client.post("/graphql", json={"query": PEOPLE}, headers=headers), 401)
    assert served.client.post("/graphql", json={"query": PEOPLE}, headers={"accept": "text/plain"}).status_code == 406
    assert [status_of([{"extensions": {"code": code}}]) for code in ("BAD_INPUT", "FORBIDDEN", "INTERNAL")] == [
        400, 403, 500,
    ]  # fmt: skip
    assert status_of([{}, {"extensions": {"code": "UNAVAILABLE"}}]) == 503


def test_a_table_passes_the_gate_and_is_a_look_like_any_other_answer(
    ask: Ask, served: Served, staff: dict[str, str], join: Join, unit: str
) -> None:
    peer, boss = served.asked_by(join("Peer", unit)), served.asked_by(staff["boss"])
    for form in (CSV, XLSX):
        answer = ask(PEOPLE, form, peer, units=[unit])
        assert json.loads(answer.headers[BESIDE])["withheld"] == ["Person.joinedOn"]
        assert b"2021-05-02" not in answer.content
        assert ask(PEOPLE, form, boss, units=[unit]).status_code == 200
    assert read(ask(PEOPLE, CSV, peer, units=[unit]))[2][2] == ""
    asked = "query ($id: ID!) { person(id: $id) { looks(first: 9) { nodes { by sorts } } } }"
    looks = served.asked_by(staff["ada"]).ask(asked, id=staff["ada"])["person"]["looks"]["nodes"]
    by_boss = [look for look in looks if look["by"] == staff["boss"]]  # others look at everybody's
    assert by_boss == [{"by": staff["boss"], "sorts": ["EMPLOYMENT"]}] * 2


def test_a_workbook_has_days_as_days_and_texts_as_texts(ask: Ask, staff: dict[str, str], unit: str) -> None:
    answer = ask(PEOPLE, XLSX, units=[unit])
    assert (answer.status_code, answer.headers["content-type"]) == (200, XLSX)
    assert answer.headers["content-disposition"] == 'attachment; filename="people.xlsx"'
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert book.sheet_names == ["people", "About"]
    _, boss, ada = book.get_sheet_by_name("people").to_python()
    assert boss[1] == '=HYPERLINK("http://evil.example","a")', "as it is: a cell says that it holds a text"
    assert ada[:4] == ["@ada", "-2+3\nlines", date(2021, 5, 2), True]
    about = {str(name): str(value) for name, value in book.get_sheet_by_name("About").to_python()}
    assert json.loads(about["asOf"])["position"] > 0
    with ZipFile(BytesIO(answer.content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert '<pane ySplit="1"' in sheet
    assert 'state="frozen"' in sheet
    asked = "{ entries(first: 3) { nodes { position recordedAt } } }"
    rows = CalamineWorkbook.from_filelike(BytesIO(ask(asked, XLSX).content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [1.0, 2.0, 3.0]
    assert isinstance(rows[1][1], datetime)


def test_a_text_that_no_cell_takes_is_refused_and_not_cut(ask: Ask, served: Served, join: Join) -> None:
    person = join()
    told = "x" * 33_000
    served.recorded("recordPractice", person=person, situation=told, effectiveOn="2024-01-01")
    asked = """query ($id: ID!) { person(id: $id) {
        developmentHistory(first: 1) { nodes { entry { fact { ... on PracticeRecorded { situation } } } } } } }"""
    assert "`entry.fact.situation` holds a text of 33,000 characters" in refused(ask(asked, XLSX, id=person))
    assert read(ask(asked, id=person))[1] == [told]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.none() | st.integers(), min_size=1))
def test_csv_is_read_again_as_it_was_and_begins_nothing_like_a_formula(values: list[Any]) -> None:
    columns = tuple(Column((f"c{at}",), "String") for at in range(len(values)))
    table = Table("people", ("people",), "nodes", columns)
    row = {f"c{at}": value for at, value in enumerate(values)}
    _, again = csv.reader(StringIO(comma_separated(table, [row]).decode(), newline=""), strict=True)
    for value, told in zip(values, again, strict=True):
        text = "" if value is None else str(value)
        assert told in (text, f"'{text}")
        assert not told.startswith(READ_AS_FORMULAS) or isinstance(value, int)
    assert cell(True) == "true"


def test_no_part_of_a_workbook_touches_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise AssertionError("a temporary file")

    for maker in ("mkstemp", "TemporaryFile", "NamedTemporaryFile", "mkdtemp"):
        monkeypatch.setattr(f"tempfile.{maker}", fail)
    table = Table("people", ("people",), "nodes", (Column(("name",), "String"),))
    assert spreadsheet(table, [{"name": "Ada"}], {}).startswith(b"PK")


def test_a_table_that_is_too_long_is_refused(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_answers, "MOST_BYTES_ANSWERED", 10)
    assert "The answer is longer than" in refused(ask("{ people(first: 50) { nodes { id } } }"))


def test_no_cell_becomes_a_formula_where_another_sign_ends_it() -> None:
    for text, told in (
        ("Elias;=1+1", "Elias;'=1+1"),
        ("a\t@b", "a\t'@b"),
        ("one\n -2", "one\n '-2"),
        ("plain; words, too", "plain; words, too"),
    ):
        assert cell(text) == told
