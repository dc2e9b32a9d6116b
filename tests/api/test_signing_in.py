"""People sign in at an OpenID Connect provider, are who the ledger says they are, and sign out again."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import httpx
import pytest
from pydantic import SecretStr

from api.access.callers import Scope
from api.http.signing_in.attempts import START, Attempts, within
from api.settings import Settings
from tests.api.conftest import CLIENTS, KEY, Served, serving

POSITION = {"query": "{ position }"}
CLIENT = "leadership"


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A provider at which everybody may sign in as anybody."""
    address = f"http://localhost:{(port := free_port())}"
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--host", "localhost", "--port", str(port)]
    with subprocess.Popen([*command, "--require-nonce", "true"], stderr=subprocess.DEVNULL) as running:
        until = time.monotonic() + 30
        while True:
            try:
                httpx.get(f"{address}/.well-known/openid-configuration")
                break
            except httpx.TransportError:
                assert time.monotonic() < until, "the provider does not come"
                time.sleep(0.05)
        yield address
        running.terminate()


@pytest.fixture(scope="module")
def guarded(provider: str, make_database: Callable[[], str]) -> Iterator[Served]:
    """A house where people sign in."""
    port = free_port()
    settings = Settings(
        database_url=make_database(),
        key=SecretStr(KEY),
        time_zone=ZoneInfo("UTC"),
        address=f"http://127.0.0.1:{port}",
        sign_in=provider,
        sign_in_client=CLIENT,
        sign_in_secret=SecretStr("of no matter"),
    )
    with serving(settings, port=port) as told:
        yield told


@pytest.fixture
def browser(guarded: Served) -> Iterator[httpx.Client]:
    """Somebody's browser, without cookies yet."""
    with httpx.Client(base_url=guarded.url, timeout=30) as client:
        yield client


def signed_in(browser: httpx.Client, account: str, then: str = "/graphiql") -> httpx.Response:
    """What a browser ends up with that goes to sign in with an account."""
    left = browser.get("/sign-in", params={"then": then})
    assert left.status_code == 303, left.text
    back = browser.post(left.headers["location"], data={"sub": account})
    return browser.get(back.headers["location"])


def joined(guarded: Served, provider: str, account: str) -> str:
    """Somebody whose account it is."""
    identities = [{"system": provider, "identifier": account}]
    unit = guarded.unit("Tooling")
    person: str = guarded.recorded("joinPerson", name=f"Owner of {account}", unit=unit, identities=identities)[
        "subject"
    ]
    return person


def test_whoever_shows_nothing_is_told_nothing(guarded: Served, browser: httpx.Client) -> None:
    for answer in (browser.post("/graphql", json=POSITION), browser.get("/graphql", params=POSITION)):
        assert answer.status_code == 401
        assert "sign in" in answer.json()["errors"][0]["message"]
        assert "data" not in answer.json()
    assert "Sign in" in browser.get("/").text
    assert guarded.post("{ position }")["data"]["position"] > 0, "a token lets in"


def test_somebody_signs_in_asks_and_signs_out(guarded: Served, browser: httpx.Client, provider: str) -> None:
    person = joined(guarded, provider, "ada")
    arrived = signed_in(browser, "ada", then="/graphiql?query=%7Bposition%7D")
    assert (arrived.status_code, arrived.headers["location"]) == (303, "/graphiql?query=%7Bposition%7D")
    assert "Owner of ada" in (page := browser.get("/").text)
    assert person in page
    ours = {"origin": guarded.url}
    assert browser.post("/graphql", json=POSITION, headers=ours).json()["data"]["position"] > 0
    assert browser.post("/sign-out", headers={"origin": "https://evil.example"}).status_code == 403
    kept = dict(browser.cookies)
    assert browser.post("/sign-out", headers=ours).status_code == 303
    assert not browser.cookies
    browser.cookies.update(kept)
    assert browser.post("/graphql", json=POSITION, headers=ours).status_code == 401, "what was shown is nothing now"


def test_what_somebody_signed_in_records_is_theirs(guarded: Served, browser: httpx.Client, provider: str) -> None:
    person = joined(guarded, provider, "bea")
    signed_in(browser, "bea")
    mutation = """
        mutation ($input: StateAspirationInput!) {
          stateAspiration(input: $input) { __typename ... on Recorded { position } ... on Refused { rule why } }
        }"""
    own, another = (
        browser.post(
            "/graphql",
            json={"query": mutation, "variables": {"input": {"person": whose, "path": "LEADERSHIP", "mobile": True}}},
            headers={"origin": guarded.url},
        ).json()
        for whose in (person, joined(guarded, provider, "carla"))
    )
    assert own["data"]["stateAspiration"]["__typename"] == "Recorded", own
    assert another["data"]["stateAspiration"]["rule"] == "NotTheirsToSay", another
    [entry] = guarded.ask('{ entries(first: 1, kinds: ["AspirationStated"]) { nodes { recordedBy onBehalf } } }')[
        "entries"
    ]["nodes"]
    assert entry == {"recordedBy": person, "onBehalf": False}


def test_a_cookie_alone_changes_nothing(guarded: Served, browser: httpx.Client, provider: str) -> None:
    joined(guarded, provider, "cleo")
    signed_in(browser, "cleo")
    without = browser.post("/graphql", json=POSITION)
    assert (without.status_code, "from a page of ours" in without.text) == (401, True)
    assert browser.post("/graphql", json=POSITION, headers={"sec-fetch-site": "same-origin"}).status_code == 200


def test_cookies_are_out_of_reach_of_scripts(guarded: Served, browser: httpx.Client, provider: str) -> None:
    joined(guarded, provider, "dora")
    left = browser.get("/sign-in")
    back = browser.post(left.headers["location"], data={"sub": "dora"})
    set_now = [
        *left.headers.get_list("set-cookie"),
        *browser.get(back.headers["location"]).headers.get_list("set-cookie"),
    ]
    assert len(set_now) == 3, "an attempt, its end, and a session"
    for cookie in set_now:
        assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; ")), cookie


def test_whoever_the_ledger_does_not_know_stays_outside(browser: httpx.Client) -> None:
    refused = signed_in(browser, "mallory<b>")
    assert refused.status_code == 403
    assert "no person of the ledger has the account “mallory&lt;b&gt;”" in refused.text
    assert "leadership-session" not in browser.cookies


def test_accounts_that_differ_in_anything_are_two(guarded: Served, browser: httpx.Client, provider: str) -> None:
    joined(guarded, provider, "Eve")
    assert signed_in(browser, "eve").status_code == 403
    assert signed_in(browser, "Eve").status_code == 303
    eve = joined(guarded, provider, "eve")
    signed_in(browser, "eve")
    assert eve in browser.get("/").text


def test_an_account_is_given_by_a_steward_alone_and_to_others(guarded: Served, provider: str) -> None:
    person = joined(guarded, provider, "finn")
    account = {"person": person, "system": provider, "identifier": "mallory"}
    keeper = guarded.asked_by(None, Scope.READ, Scope.WRITE, Scope.RECORD_FOR_OTHERS, name="Keeper")
    assert keeper.record("identifyPerson", account)["rule"] == "NotASteward"
    assert keeper.record("identifyPerson", account | {"system": " HTTPS://elsewhere"})["rule"] == "NotASteward"
    assert keeper.record("identifyPerson", account | {"system": "hr"})["__typename"] == "Recorded"
    told = keeper.record(
        "joinPerson",
        {"name": "M", "unit": guarded.unit("Tooling"), "identities": [{"system": provider, "identifier": "mallory"}]},
    )
    assert told["rule"] == "NotASteward"
    own = guarded.asked_by(person, Scope.READ, Scope.WRITE, Scope.AMEND)
    assert own.record("identifyPerson", account)["rule"] == "NotASteward", "nobody for themselves"


def test_an_attempt_is_of_one_browser_and_comes_back_once(
    guarded: Served, browser: httpx.Client, provider: str
) -> None:
    joined(guarded, provider, "gil")
    left = browser.get("/sign-in")
    asked = {name: each for name, [each] in parse_qs(urlsplit(left.headers["location"]).query).items()}
    assert (asked["code_challenge_method"], asked["client_id"], asked["scope"]) == ("S256", CLIENT, "openid")
    assert asked["redirect_uri"] == f"{guarded.url}/signed-in"
    back = browser.post(left.headers["location"], data={"sub": "gil"}).headers["location"]
    with httpx.Client(base_url=guarded.url) as another:
        assert another.get(back).status_code == 400
        another.get("/sign-in")
        assert another.get(back).status_code == 400, "the attempt is another one"
    assert browser.get(back.replace("state=", "state=x")).status_code == 400
    assert browser.get(f"{back}&iss=https://evil.example").status_code == 403
    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 400, "its cookie is gone"


def test_what_a_provider_denies_is_said(browser: httpx.Client) -> None:
    left = browser.get("/sign-in")
    [state] = parse_qs(urlsplit(left.headers["location"]).query)["state"]
    refused = browser.get("/signed-in", params={"state": state, "error": "access_denied"})
    assert (refused.status_code, "the provider says: access_denied" in refused.text) == (403, True)


@pytest.mark.parametrize(
    "wrong", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "", "/" + "a" * 2_000, "/a\nb"]
)
def test_nobody_is_led_elsewhere_by_signing_in(wrong: str) -> None:
    assert within(wrong) == START


def test_an_attempt_is_sealed_and_too_old_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = Attempts.of(bytes(32))
    attempt, cookie = attempts.begin("/")
    assert attempt.verifier not in cookie
    assert attempts.again(cookie, attempt.state) is not None
    assert Attempts.of(bytes(31) + b"1").again(cookie, attempt.state) is None
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    assert attempts.again(cookie, attempt.state) is None


def test_a_session_that_is_ended_is_over(guarded: Served, browser: httpx.Client, provider: str) -> None:
    person = joined(guarded, provider, "hugo")
    signed_in(browser, "hugo")
    ours = {"origin": guarded.url}
    assert browser.post("/graphql", json=POSITION, headers=ours).status_code == 200
    assert guarded.app.state.services.ledger.sessions.end_of(person) == 1
    assert browser.post("/graphql", json=POSITION, headers=ours).status_code == 401


def test_a_token_that_may_not_read_reads_nothing(guarded: Served) -> None:
    writes = guarded.asked_by(None, Scope.WRITE, Scope.RECORD_FOR_OTHERS, name="HR import")
    told = writes.post("{ position }")
    assert (told["errors"][0]["extensions"]["code"], told.get("data")) == ("FORBIDDEN", None)
    assert writes.record("establishUnit", {"name": "Foundry", "effectiveOn": "2020-01-01"})["__typename"] == "Recorded"
    join = """mutation ($input: JoinPersonInput!) { joinPerson(input: $input) {
        ... on Recorded { changed { ... on Person { name joinedOn developmentHistory(first: 9) { totalCount } } }
        } } }"""
    told = writes.post(join, input={"name": "Ada", "unit": guarded.unit("Tooling")})
    assert told["data"]["joinPerson"] == {"changed": None}, "nor by what it writes"


def test_leaves_of_the_log_are_told_to_whoever_may_see_the_book(
    guarded: Served, browser: httpx.Client, provider: str
) -> None:
    position = guarded.recorded("establishUnit", name="Casting", effectiveOn="2020-01-01")["position"]
    until = time.monotonic() + 30
    while (signed := browser.get("/checkpoint")).status_code != 200 or int(signed.text.split("\n")[1]) < position:
        assert time.monotonic() < until, "nothing is signed"
        time.sleep(0.2)
    size = int(signed.text.split("\n")[1])
    leaves = f"/tile/entries/000.p/{size}"
    assert browser.get(f"/tile/0/000.p/{size}").status_code == 200, "hashes tell nothing"
    assert browser.get(leaves).status_code == 401
    joined(guarded, provider, "ida")
    signed_in(browser, "ida")
    assert browser.get(leaves).status_code == 401, "nor to just anybody"
    told = browser.get(leaves, headers=guarded.client.headers)
    assert (told.status_code, "private" in told.headers["cache-control"]) == (200, True)


@pytest.fixture(scope="module")
def certified(node: Callable[..., str]) -> Iterator[tuple[str, int]]:
    """Another provider, of a library that is certified; and the port at which a house is to be that it knows."""
    port, own = free_port(), free_port()
    command = ["node", "provider.mjs", str(port), f"http://127.0.0.1:{own}/signed-in"]
    with subprocess.Popen(
        command, cwd=CLIENTS, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        yield f"http://localhost:{port}", own
        running.terminate()


def followed(browser: httpx.Client, answer: httpx.Response, until: str) -> httpx.Response:
    """What a browser is at after it was sent on, until it is sent back to us."""
    while answer.is_redirect and not answer.headers["location"].startswith(until):
        answer = browser.get(answer.next_request.url if answer.next_request else answer.headers["location"])
    return answer


def test_people_sign_in_at_a_certified_provider(certified: tuple[str, int], make_database: Callable[[], str]) -> None:
    provider, port = certified
    ours = f"http://127.0.0.1:{port}"
    settings = Settings(
        database_url=make_database(), key=SecretStr(KEY), time_zone=ZoneInfo("UTC"), address=ours,
        sign_in=provider, sign_in_client=CLIENT,
    )  # fmt: skip
    with serving(settings, port=port) as house, httpx.Client(base_url=house.url, timeout=30) as browser:
        person = joined(house, provider, "kim@example.com")
        form = followed(browser, browser.get("/sign-in"), ours)
        for said in ({"prompt": "login", "login": "kim@example.com", "password": "any"}, {"prompt": "consent"}):
            [action] = re.findall(r'action="([^"]+)"', form.text)
            form = followed(browser, browser.post(action, data=said), ours)
        assert browser.get(form.headers["location"]).status_code == 303
        assert person in browser.get("/").text
