"""Whose requests are answered: by which names, and from which pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import httpx
import pytest
from pydantic import SecretStr

from api.settings import Settings
from tests.api.conftest import KEY, Served, serving

QUERY = {"query": "{ position }"}
ADDRESS = "https://ledger.example.com"
DASHBOARDS = "https://dashboards.example.com"


@pytest.fixture(scope="module")
def reached(make_database: Callable[[], str]) -> Iterator[Served]:
    """A house that people reach under an address, and which another page may ask."""
    url, key = make_database(), SecretStr(KEY)
    with serving(
        Settings(database_url=url, key=key, time_zone=ZoneInfo("UTC"), address=ADDRESS, origins=(DASHBOARDS,))
    ) as told:
        yield told


def asked(house: Served, method: str = "POST", path: str = "/graphql", /, **headers: str) -> httpx.Response:
    """What somebody is answered who asks with such headers, `_` for `-`."""
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    return house.client.request(method, path, headers=said, json=QUERY if method == "POST" else None)


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]:8000", "10.1.2.3", "a.localhost"]
)
def test_numbers_and_names_of_the_machine_lead_here(served: Served, host: str) -> None:
    assert asked(served, host=host).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:8000", "[::1", "a b", "_"],
)
@pytest.mark.parametrize("path", ["/graphql", "/", "/healthz", "/checkpoint", "/nowhere"])
def test_a_name_that_somebody_points_here_is_refused(served: Served, host: str, path: str) -> None:
    answer = asked(served, "GET", path, host=host)
    assert answer.status_code == 421, answer.text
    assert "LEADERSHIP_ADDRESS" in answer.json()["errors"][0]["message"]


def test_people_reach_it_under_its_address(reached: Served) -> None:
    assert asked(reached, host="ledger.example.com").status_code == 200
    assert asked(reached, host="Ledger.Example.COM:443", origin=ADDRESS).status_code == 200
    assert asked(reached, host="127.0.0.1:8000", origin=ADDRESS).status_code == 200, "as a proxy asks"
    assert asked(reached, host="ledger.example.org").status_code == 421
    for spoiled in ("127.0.0.1:8000/elsewhere", "127.0.0.1?x", "localhost:1:2", "a@localhost"):
        assert asked(reached, host=spoiled).status_code in {400, 421}, spoiled
    assert asked(reached).headers["strict-transport-security"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost", "file://", "x"]
)
@pytest.mark.parametrize("method", ["POST", "GET", "OPTIONS"])
def test_a_page_elsewhere_asks_in_vain(served: Served, origin: str, method: str) -> None:
    answer = asked(served, method, "/graphql?query={position}", origin=origin)
    assert answer.status_code == 403, answer.text
    assert "access-control-allow-origin" not in answer.headers


def test_a_page_of_ours_asks(served: Served) -> None:
    assert asked(served, origin=served.url).status_code == 200
    assert asked(served, host="localhost", origin="http://localhost:80").status_code == 200


def test_a_form_of_ours_tells_nobody_where_it_stands_and_is_taken(served: Served) -> None:
    assert asked(served, origin="null", sec_fetch_site="same-origin").status_code == 200
    for site in ("cross-site", "same-site", "none"):
        assert asked(served, origin="null", sec_fetch_site=site).status_code == 403, "as of a frame without an origin"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_a_page_elsewhere_loads_in_the_background_is_not_even_worked_out(served: Served, site: str) -> None:
    loaded = {"sec_fetch_site": site, "sec_fetch_mode": "no-cors", "sec_fetch_dest": "image"}
    followed = {"sec_fetch_site": site, "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    for path in ("/graphql?query={position}", "/", "/readyz"):
        assert asked(served, "GET", path, **loaded).status_code == 403
    assert asked(served, "GET", "/graphql?query={position}", **followed).status_code == 403
    assert asked(served, "GET", "/graphiql?query={position}", **followed).status_code == 200, "a link is followed"
    assert asked(served, "GET", "/graphiql", **followed | {"sec_fetch_dest": "iframe"}).status_code == 403
    assert asked(served, sec_fetch_site="same-origin").status_code == 200


def test_a_page_that_is_named_in_the_settings_asks(reached: Served) -> None:
    answer = asked(reached, origin=DASHBOARDS)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, DASHBOARDS)
    assert "access-control-allow-credentials" not in answer.headers
    before = asked(
        reached, "OPTIONS", origin=DASHBOARDS, access_control_request_method="POST",
        access_control_request_headers="authorization,content-type",
    )  # fmt: skip
    assert before.status_code == 200
    assert "access-control-allow-origin" not in asked(reached, origin="https://evil.example").headers


@pytest.mark.parametrize("origin", ["https://verifier.example", DASHBOARDS, "null"])
def test_any_page_verifies_credentials_in_a_browser(served: Served, reached: Served, origin: str) -> None:
    cross = {"origin": origin, "sec_fetch_site": "cross-site", "sec_fetch_mode": "cors", "cookie": "session=x"}
    for house in (served, reached):
        for path, status in (("issuer", 200), ("keys", 200), ("keys/x", 404), ("status/x", 404)):
            answer = asked(house, "GET", f"/credentials/{path}", **{**cross, "cookie": ""})
            assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (status, "*")
            assert (
                "access-control-allow-credentials" not in asked(house, "GET", f"/credentials/{path}", **cross).headers
            )
        may = {"access_control_request_method": "GET", **cross}
        before = asked(house, "OPTIONS", "/credentials/keys", **may)
        assert (before.status_code, before.headers["access-control-allow-methods"]) == (200, "GET")
        assert asked(house, "OPTIONS", "/credentials/keys", **may | {"access_control_request_method": "POST"}).is_error
    assert asked(served, "POST", "/credentials/keys", origin=origin).status_code == 403
    assert asked(served, "GET", "/credentials", origin=origin).status_code == 403
    assert asked(served, "GET", "/credentials/../graphql?query={position}", origin=origin).status_code in (403, 404)
    assert asked(served, "GET", "/credentials/keys", host="evil.example", origin=origin).status_code == 421


def test_browsers_are_told_to_be_careful_with_everything(served: Served) -> None:
    for path in ("/graphql?query={position}", "/", "/graphiql", "/healthz", "/nowhere", "/verifier-keys"):
        headers = asked(served, "GET", path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert "strict-transport-security" not in headers, "nobody reaches this one by TLS"


@pytest.mark.parametrize(
    "written", ["ledger.example.com", "https://ledger.example.com/", "ftp://a", "https://", "https://A.b"]
)
def test_an_address_is_written_as_browsers_say_it(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ADDRESS", "ORIGINS"):
        monkeypatch.setenv(f"LEADERSHIP_{name}", written)
        with pytest.raises(ValueError, match="is no address of a server"):
            Settings()
        monkeypatch.delenv(f"LEADERSHIP_{name}")
