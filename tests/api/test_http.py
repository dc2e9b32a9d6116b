"""GraphQL over HTTP, as the specification wants it and real clients use it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from api.graphql.request import GRAPHQL, JSON, PAGE, best_of
from tests.api.conftest import Served


def test_all_official_audits_pass_without_a_warning(served: Served, node: Callable[..., str]) -> None:
    assert node("audits.mjs", f"{served.url}/graphql").splitlines() == ['{"audits":61}']


def test_a_real_client_asks_records_and_reads_a_refusal(served: Served, node: Callable[..., str]) -> None:
    unit = served.recorded("establishUnit", name="Told by a client", effectiveOn="2020-01-01")["subject"]
    told = json.loads(node("urql.mjs", f"{served.url}/graphql", served.client.headers["authorization"], unit))
    assert told["joined"]["__typename"] == "Recorded"
    assert told["joined"]["readable"]
    assert told["joined"]["made"] == [told["joined"]["subject"]]
    assert told["again"] == {**told["joined"], "repeated": True}
    assert told["refused"]["__typename"] == "Refused"
    assert told["refused"]["rule"] == "NameMissing"
    assert told["refused"]["field"] == "name"
    assert told["now"]["name"] == "Ada Okafor"
    assert told["now"]["asOf"]["position"] >= told["joined"]["position"]
    assert told["before"] is None
    assert told["wrong"] == ["BAD_ID"]


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        (None, JSON),
        ("*/*", JSON),
        ("application/graphql-response+json", GRAPHQL),
        ("application/graphql-response+json, application/json;q=0.9", GRAPHQL),
        ("application/graphql-response+json, application/graphql+json, application/json, text/event-stream", GRAPHQL),
        ("application/json;q=0.5, application/graphql-response+json;q=0.8", GRAPHQL),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", PAGE),
        ("application/*", JSON),
        ("image/png", None),
        ("application/json;q=0", None),
        ("application/json;q=much", None),
    ],
)
def test_the_answer_has_the_form_that_is_liked_best(accept: str | None, best: str | None) -> None:
    assert best_of(accept, JSON, GRAPHQL, PAGE) == best


def test_nothing_is_recorded_by_looking(served: Served) -> None:
    answer = served.client.get("/graphql", params={"query": "mutation { __typename }"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_a_form_of_another_site_is_not_read(served: Served) -> None:
    answer = served.client.post("/graphql", data={"query": "{ position }"})
    assert answer.status_code == 415
    assert "application/json" in answer.json()["errors"][0]["message"]


def test_a_request_without_end_is_cut_off(served: Served) -> None:
    answer = served.client.post("/graphql", content=b" " * 1_000_001, headers={"content-type": "application/json"})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"[]", "one operation at a time"),
        (b'"{ position }"', "no JSON object"),
        (b'{"query": "\xff"}', "is no UTF-8: byte 0xff"),
        (b"{}", "query: missing"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"query": "{ position }", "variables": {"x": "\\ud800"}}', "no JSON"),
    ],
)
def test_a_request_that_cannot_be_read_says_why(served: Served, body: bytes, said: str) -> None:
    answer = served.client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert said in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("spelled", [r"\\u0000", r"\\u{0}"])
def test_what_only_spells_it_is_text(served: Served, spelled: str) -> None:
    text = spelled.replace("\\\\", "\\")
    in_document = f'mutation {{ introducePerson(input: {{name: "Ada {spelled}"}}) {{ __typename }} }}'
    assert served.ask(in_document) == {"introducePerson": {"__typename": "Recorded"}}
    assert served.recorded("introducePerson", name=f"Ada {text}")


@pytest.mark.parametrize("shown", ["Bearer leadership_0_no", "Basic YTpi", "Ada Okafor"])
def test_a_token_that_is_none_is_told_at_once(served: Served, shown: str) -> None:
    answer = served.client.post("/graphql", json={"query": "{ position }"}, headers={"authorization": shown})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.json()["errors"][0]["message"].startswith("Authorization: ")


def test_other_media_types_are_refused(served: Served) -> None:
    answer = served.client.post("/graphql", json={"query": "{ position }"}, headers={"accept": "image/png"})
    assert answer.status_code == 406


def test_a_browser_is_led_to_the_workbench(served: Served) -> None:
    answer = served.client.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (307, "/graphiql")
