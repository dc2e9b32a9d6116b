"""Tokens: shown once, kept as hashes, good until they expire or are revoked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ledger import Ledger
from tests.ledger.by_hand import connect

TOMORROW = datetime.now(UTC) + timedelta(days=1)


def test_a_token_is_known_by_its_text_alone(ledger: Ledger) -> None:
    token, text = ledger.tokens.issue(["read", "write"], TOMORROW, name="HR import")
    assert token.id.startswith("token-")
    assert (token.name, token.person, token.scopes, token.revoked_at) == ("HR import", None, ["read", "write"], None)
    assert ledger.tokens.presented(text) == token
    other = text[:-1] + ("A" if text[-1] != "A" else "B")
    assert [ledger.tokens.presented(wrong) for wrong in (other, text[:-1], token.id, "")] == [None] * 4


def test_a_token_of_one_is_not_opened_by_the_secret_of_another(ledger: Ledger) -> None:
    _, one = ledger.tokens.issue(["read"], TOMORROW, name="One")
    _, other = ledger.tokens.issue(["read"], TOMORROW, name="Other")
    assert ledger.tokens.presented(one[:44] + other[44:]) is None


def test_nothing_that_is_kept_can_be_shown_as_a_token(ledger: Ledger) -> None:
    _, text = ledger.tokens.issue(["read"], TOMORROW, name="HR import")
    with connect(ledger._url, "keeper") as keeper:
        rows = keeper.execute("SELECT t::text FROM keys.tokens t").fetchall()
    assert not [row for row in rows if text[44:] in str(row) or text in str(row)]


def test_what_expired_or_was_revoked_is_no_token_any_more(ledger: Ledger) -> None:
    expired, text = ledger.tokens.issue(["read"], datetime.now(UTC) - timedelta(seconds=1), name="Old")
    assert ledger.tokens.presented(text) is None
    revoked, text = ledger.tokens.issue(["read"], TOMORROW, person="person-0190a000-0000-7000-8000-0000000000ad")
    assert ledger.tokens.presented(text) == revoked
    assert ledger.tokens.revoke(revoked.id)
    assert ledger.tokens.presented(text) is None
    assert [ledger.tokens.revoke(one) for one in (revoked.id, "token-unknown")] == [False, False]
    assert {expired.id, revoked.id} <= {token.id for token in ledger.tokens.listed()}


def test_the_machine_has_one_token_for_good(ledger: Ledger) -> None:
    first = ledger.tokens.of_the_machine()
    assert ledger.tokens.of_the_machine() == first
    assert first.expires_at is None
