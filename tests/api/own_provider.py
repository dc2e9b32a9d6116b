"""A provider of OpenID Connect that signs whatever a test has it say, and says of itself what it likes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "leadership"


@dataclass
class OwnProvider:
    """What it answers with, path by path, and the keys with which it signs."""

    address: str
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: new_key("first"))

    def says_who_it_is(self, **otherwise: Any) -> None:
        """What it says of itself, with some of it otherwise."""
        told = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
        }
        self.answers["/.well-known/openid-configuration"] = told | otherwise
        self.shows(self.key)

    def shows(self, *keys: RSAKey) -> None:
        """The keys by which people are to look at what it signs."""
        self.answers["/keys"] = {"keys": [key.as_dict(private=False) for key in keys]}

    def gives(self, token: object) -> None:
        """What comes of a code."""
        self.answers["/token"] = {"access_token": "none", "token_type": "Bearer", "id_token": token}

    def signed(self, /, header: dict[str, str] | None = None, key: Any = None, **otherwise: Any) -> str:
        """A token that names Ada for our client, with some of it otherwise; None leaves a claim out."""
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": "ada",
            "aud": CLIENT,
            "exp": now + 60,
            "iat": now,
            "nonce": "n",
        } | otherwise
        said = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": self.key.kid} | (header or {}), said, key or self.key, algorithms=ANY)


ANY = ["RS256", "HS256", "none"]


def new_key(kid: str) -> RSAKey:
    """A fresh key of that name."""
    return RSAKey.generate_key(2048, {"kid": kid})


@contextmanager
def own_provider() -> Iterator[OwnProvider]:
    """One that listens on this machine as long as this is open."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            found = told.answers.get(self.path)
            body = found if isinstance(found, bytes) else json.dumps(found).encode()
            self.send_response(404 if found is None else 200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        told = OwnProvider(f"http://127.0.0.1:{server.server_port}")
        told.says_who_it_is()
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield told
        server.shutdown()
