"""The OpenID Connect provider at which people sign in: what it says of itself, and who somebody is by its word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, Final

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

PATIENCE: Final = 10.0
"""Seconds that it has for each answer."""
KEPT_FOR: Final = 3_600.0
"""Seconds for which what it says of itself is kept."""
ASKED_AGAIN_AFTER: Final = 60.0
"""Seconds after which its keys are asked for again where one is not among them."""
LEEWAY: Final = 60
"""Seconds by which its clock and ours may differ."""
LARGEST: Final = 1_000_000
"""Bytes of what it says of itself."""
ALGORITHMS: Final = (
    "RS256",
    "PS256",
    "ES256",
    "ES384",
    "ES512",
    "RS384",
    "RS512",
    "PS384",
    "PS512",
    "EdDSA",
    "Ed25519",
)
"""Signatures that it alone can make; a shared secret is none, and neither is nothing."""
BASIC: Final = "client_secret_basic"
ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class NotSignedIn(Exception):
    """Somebody has not signed in; the message says why, to them."""


@dataclass(frozen=True)
class Attempt:
    """What belongs to one attempt to sign in, and comes back with it."""

    state: str
    nonce: str
    verifier: str
    """What the code challenge is made of (PKCE): only who has it can redeem the code."""


class Issuer:
    """The provider at an address, for a client of its that we are."""

    def __init__(self, address: str, client: str, secret: str | None, redirect: str) -> None:
        self.address, self._client, self._secret, self._redirect = address, client, secret, redirect
        self._asking = Lock()
        self._metadata: Mapping[str, Any] = {}
        self._keys = KeySet([])
        self._metadata_at = self._keys_at = float("-inf")

    def where_to_sign_in(self, attempt: Attempt) -> str:
        """The address to which a browser is sent. Raises NotSignedIn."""
        with self._session() as session:
            url, _ = session.create_authorization_url(
                self._said("authorization_endpoint"),
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )
        return str(url)

    def subject(self, code: str, attempt: Attempt) -> str:
        """Who has signed in, as it calls them, by the code that it gave. Raises NotSignedIn."""
        endpoint = self._said("token_endpoint")
        try:
            with self._session() as session:
                told = session.fetch_token(endpoint, code=code, code_verifier=attempt.verifier)
        except (OAuthError, httpx2.HTTPError, ValueError) as error:
            raise NotSignedIn(
                f"“{self.address}” does not take the code that it gave ({error}): sign in again"
            ) from error
        return self._verified(told.get("id_token"), attempt.nonce)

    def _verified(self, token: object, nonce: str) -> str:
        """Whom an identity token names, once all of it holds."""
        if not isinstance(token, str):
            raise NotSignedIn(f"“{self.address}” does not say who has signed in (no ID token)")
        try:
            try:
                said = jwt.decode(token, self._key_set(), algorithms=[*ALGORITHMS])
            except InvalidKeyIdError:  # it signs with a new one by now
                said = jwt.decode(token, self._key_set(anew=True), algorithms=[*ALGORITHMS])
            must_hold(said.claims, self.address, self._client, nonce)
        except (JoseError, ValueError) as error:
            raise NotSignedIn(f"what “{self.address}” says of who has signed in does not hold: {error}") from error
        return str(said.claims["sub"])

    def _said(self, name: str) -> str:
        """What it says of itself under a name (OpenID Connect Discovery)."""
        with self._asking:
            if monotonic() - self._metadata_at > KEPT_FOR:
                told = fetched(f"{self.address.rstrip('/')}/.well-known/openid-configuration")
                if told.get("issuer") != self.address:
                    raise NotSignedIn(
                        f"“{self.address}” calls itself “{told.get('issuer')}”: set LEADERSHIP_SIGN_IN to that"
                    )
                if missing := [each for each in ENDPOINTS if not isinstance(told.get(each), str)]:
                    raise NotSignedIn(f"“{self.address}” does not say its {missing[0]}")
                self._metadata, self._metadata_at = told, monotonic()
            return str(self._metadata[name])

    def _key_set(self, *, anew: bool = False) -> KeySet:
        """The keys with which it signs."""
        where = self._said("jwks_uri")
        with self._asking:
            if monotonic() - self._keys_at > (ASKED_AGAIN_AFTER if anew else KEPT_FOR):
                self._keys = KeySet.import_key_set(fetched(where))  # type: ignore[arg-type]  # it looks itself
                self._keys_at = monotonic()
            return self._keys

    def _how(self) -> str:
        """How we show our secret: as every provider has to take it, or else as this one says that it does."""
        taken = self._metadata.get("token_endpoint_auth_methods_supported") or [BASIC]
        return "none" if self._secret is None else BASIC if BASIC in taken else "client_secret_post"

    def _session(self) -> OAuth2Client:
        return OAuth2Client(
            self._client,
            self._secret,
            token_endpoint_auth_method=self._how(),
            redirect_uri=self._redirect,
            scope="openid",
            code_challenge_method="S256",
            timeout=PATIENCE,
            follow_redirects=False,
        )


def must_hold(claims: Mapping[str, Any], issuer: str, client: str, nonce: str) -> None:
    """Raises JoseError where a token is of another provider, for another client, of another attempt, or too old."""
    jwt.JWTClaimsRegistry(
        leeway=LEEWAY,
        iss={"essential": True, "value": issuer},
        sub={"essential": True},
        aud={"essential": True, "value": client},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
        azp={"essential": isinstance(claims.get("aud"), list) and len(claims["aud"]) > 1, "value": client},
    ).validate(dict(claims))


def fetched(url: str) -> Mapping[str, Any]:
    """The JSON object at an address. Raises NotSignedIn."""
    try:
        answer = httpx2.get(url, timeout=PATIENCE, follow_redirects=False)
        told = answer.raise_for_status().json() if len(answer.content) <= LARGEST else None
    except (httpx2.HTTPError, ValueError) as error:
        raise NotSignedIn(f"“{url}” does not answer as it should ({type(error).__name__}): try again later") from error
    if not isinstance(told, dict):
        raise NotSignedIn(f"“{url}” does not answer with a JSON object")
    return told
