"""Nobody is let in by a provider's word but for what it signs, for us, now, and in answer to this attempt."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from joserfc.jwk import OctKey

from api.access import issuer
from api.access.issuer import Attempt, Issuer, NotSignedIn
from tests.api.own_provider import CLIENT, OwnProvider, new_key, own_provider

ATTEMPT = Attempt("s", "n", "v" * 43)
PUBLIC = OctKey.import_key(b"0" * 32)


@pytest.fixture
def provider() -> Iterator[OwnProvider]:
    with own_provider() as told:
        yield told


@pytest.fixture
def known(provider: OwnProvider) -> Issuer:
    return Issuer(provider.address, CLIENT, None, "http://127.0.0.1/signed-in")


def test_somebody_is_who_a_provider_says(provider: OwnProvider, known: Issuer) -> None:
    provider.gives(provider.signed())
    assert known.subject("code", ATTEMPT) == "ada"
    provider.gives(provider.signed(aud=[CLIENT, "another"], azp=CLIENT))
    assert known.subject("code", ATTEMPT) == "ada"
    assert provider.asked.count("/.well-known/openid-configuration") == 1, "what it says of itself is kept"


@pytest.mark.parametrize(
    "otherwise",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"azp": "another"},
        {"nonce": "of another attempt"},
        {"nonce": None},
        pytest.param({"exp": int(time.time()) - 120}, id="ended two minutes ago"),
        {"exp": None},
        pytest.param({"iat": int(time.time()) + 86_400}, id="given tomorrow"),
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
    ],
    ids=str,
)
def test_a_token_for_others_or_of_another_time_lets_nobody_in(
    provider: OwnProvider, known: Issuer, otherwise: dict[str, Any]
) -> None:
    provider.gives(provider.signed(**otherwise))
    with pytest.raises(NotSignedIn, match="does not hold"):
        known.subject("code", ATTEMPT)


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
@pytest.mark.parametrize(
    ("header", "key"),
    [
        ({"alg": "none"}, PUBLIC),
        ({"alg": "HS256"}, PUBLIC),
        ({}, new_key("first")),
        ({"kid": "unknown"}, new_key("unknown")),
    ],
    ids=["nothing", "a shared secret", "another key of that name", "a key that it does not show"],
)
def test_what_a_provider_has_not_signed_lets_nobody_in(
    provider: OwnProvider, known: Issuer, header: dict[str, str], key: Any
) -> None:
    provider.gives(provider.signed(header, key))
    with pytest.raises(NotSignedIn):
        known.subject("code", ATTEMPT)


@pytest.mark.parametrize("token", [None, 7, "", "a.b", "a.b.c", "e30.e30.", "x" * 10_000])
def test_what_is_no_token_lets_nobody_in(provider: OwnProvider, known: Issuer, token: object) -> None:
    provider.gives(token)
    with pytest.raises(NotSignedIn):
        known.subject("code", ATTEMPT)


def test_a_provider_may_change_its_keys(provider: OwnProvider, known: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    provider.gives(provider.signed())
    assert known.subject("code", ATTEMPT) == "ada"
    provider.key = new_key("second")
    provider.shows(provider.key)
    provider.gives(provider.signed())
    with pytest.raises(NotSignedIn):
        known.subject("code", ATTEMPT)  # it was asked a moment ago, and is not asked at every attempt
    monkeypatch.setattr(issuer, "ASKED_AGAIN_AFTER", 0.0)
    assert known.subject("code", ATTEMPT) == "ada"


@pytest.mark.parametrize(
    "otherwise",
    [{"issuer": "https://evil.example"}, {"token_endpoint": None}, {"jwks_uri": None}, {"authorization_endpoint": 7}],
    ids=str,
)
def test_a_provider_that_says_something_else_of_itself_is_none(
    provider: OwnProvider, known: Issuer, otherwise: dict[str, Any]
) -> None:
    provider.says_who_it_is(**otherwise)
    with pytest.raises(NotSignedIn, match=r"calls itself|does not say its"):
        known.where_to_sign_in(ATTEMPT)


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b"7", None, b" " * 1_100_000 + b"{}"])
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
def test_a_provider_that_answers_nonsense_is_told_as_that(
    provider: OwnProvider, known: Issuer, path: str, answer: bytes | None
) -> None:
    provider.gives(provider.signed())
    provider.answers[path] = answer
    with pytest.raises(NotSignedIn):
        known.subject("code", ATTEMPT)


def test_a_provider_that_is_not_there_is_told_as_that() -> None:
    with pytest.raises(NotSignedIn, match="try again later"):
        Issuer("http://127.0.0.1:1", CLIENT, None, "http://127.0.0.1/signed-in").where_to_sign_in(ATTEMPT)
