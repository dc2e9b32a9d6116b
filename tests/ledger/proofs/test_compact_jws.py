"""Compact JWS by the log's key: made as the examples of RFC 8037 are, and never to be taken for a note."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode

import pytest

from ledger.proofs.compact_jws import compact_jws, public_jwk, thumbprint
from ledger.proofs.note import Note, NoteRefused, check_text
from ledger.proofs.signing import Algorithm, SigningKey

SEED = urlsafe_b64decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")
KEY = SigningKey("ledger.example", Algorithm.ED25519, SEED)
"""That of RFC 8037, appendix A."""


def test_the_key_is_written_and_called_as_the_standard_has_it() -> None:
    assert public_jwk(KEY.verifier)["x"] == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    assert thumbprint(KEY.verifier) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_what_it_signs_is_no_text_that_a_note_can_have() -> None:
    line = compact_jws({"kid": "k"}, {"id": "ledger.example\n1\nAA==\n"}, KEY)
    message = line.rpartition(".")[0]
    assert re.fullmatch(r"[\w-]+\.[\w-]+", message, re.ASCII)
    with pytest.raises(NoteRefused):
        check_text(message)
    with pytest.raises(NoteRefused):
        Note.parse(line.encode())


def test_a_key_that_cosigns_signs_nothing_else() -> None:
    with pytest.raises(ValueError, match="cosignatures"):
        compact_jws({}, {}, SigningKey("witness.example", Algorithm.COSIGNATURE, SEED))
