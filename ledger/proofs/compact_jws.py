"""Signing for whoever knows nothing of logs: compact JWS (RFC 7515) by Ed25519 (RFC 8037), and the key as a JWK.

The log's own key signs, and what it signs here can never be taken for a note, nor a note for this: the text of a note
ends with a newline, and a cosignature is over one; what a JWS signs has letters, digits, “-”, “_” and “.” alone.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.proofs.signing import Algorithm, SigningKey, VerifierKey

ALGORITHM: Final = "EdDSA"


def compact_jws(header: Mapping[str, Any], payload: Mapping[str, Any], key: SigningKey) -> str:
    """A signed payload, as one line. ValueError for a key that makes cosignatures."""
    if key.algorithm is not Algorithm.ED25519:
        raise ValueError(f"the key of “{key.name}” makes cosignatures, and nothing else")
    message = ".".join(base64url(as_json(part)) for part in ({"alg": ALGORITHM, **header}, payload))
    signature = Ed25519PrivateKey.from_private_bytes(key.seed).sign(message.encode())
    return f"{message}.{base64url(signature)}"


def public_jwk(key: VerifierKey) -> dict[str, str]:
    """The public half of a key, as whoever verifies a JWS reads it."""
    return {"kty": "OKP", "crv": "Ed25519", "x": base64url(key.public), "use": "sig", "alg": ALGORITHM}


def thumbprint(key: VerifierKey) -> str:
    """What a key is called by whoever verifies a JWS (RFC 7638)."""
    jwk = public_jwk(key)
    return base64url(sha256(as_json({name: jwk[name] for name in ("crv", "kty", "x")})).digest())


def as_json(value: Mapping[str, Any]) -> bytes:
    """The shortest JSON of a value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def base64url(data: bytes) -> str:
    """Base64 for addresses (RFC 4648, section 5), without padding."""
    return urlsafe_b64encode(data).decode().rstrip("=")
