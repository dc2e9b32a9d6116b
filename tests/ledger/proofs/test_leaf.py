"""The leaf: one text for each entry, in which every column that is claimed can be seen."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.proofs.leaf import LeafRefused, leaf_of
from ledger.proofs.leaves import parsed

AT = "2024-01-02T03:04:05.000006Z"
ID = "0190a000-0000-7000-8000-000000000001"
ROW: dict[str, Any] = {
    "position": 7,
    "stream": "person-0190a000-0000-7000-8000-00000000c1e4",
    "version": 2,
    "kind": "PersonRenamed",
    "stored": b'{"open":{}}',
    "supersedes": None,
    "recorded_at": AT,
    "recorded_by": "person-1",
    "command_id": ID,
}


def test_a_leaf_to_the_letter() -> None:
    assert leaf_of(**ROW) == (
        b'{"position":7,"stream":"person-0190a000-0000-7000-8000-00000000c1e4","version":2,"kind":"PersonRenamed",'
        b'"supersedes":null,"recorded_at":"2024-01-02T03:04:05.000006Z","recorded_by":"person-1",'
        b'"command_id":"0190a000-0000-7000-8000-000000000001",'
        b'"sha256":"%s"}' % sha256(b'{"open":{}}').hexdigest().encode()
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("position", 8),
        ("stream", "person-0190a000-0000-7000-8000-00000000c1e5"),
        ("version", 3),
        ("kind", "PersonMoved"),
        ("stored", b'{"open": {}}'),
        ("supersedes", 1),
        ("recorded_at", "2024-01-02T03:04:05.000007Z"),
        ("recorded_by", "person-2"),
        ("command_id", "0190a000-0000-7000-8000-000000000002"),
    ],
)
def test_no_column_can_be_changed_unseen(column: str, value: object) -> None:
    assert leaf_of(**{**ROW, column: value}) != leaf_of(**ROW)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
rows = st.fixed_dictionaries(
    {
        "position": st.integers(1, 2**62),
        "stream": texts,
        "version": st.integers(1, 2**62),
        "kind": texts,
        "stored": st.binary(max_size=50),
        "supersedes": st.none() | st.integers(1, 2**62),
        "recorded_at": st.datetimes().map(lambda at: f"{at.isoformat(timespec='microseconds')}Z"),
        "recorded_by": texts,
        "command_id": st.uuids().map(str),
    }
)


@given(rows)
def test_a_leaf_says_what_the_row_says_and_is_said_in_one_way(row: dict[str, Any]) -> None:
    data = leaf_of(**row)
    assert data.isascii()
    leaf = parsed(data)
    assert leaf.encode() == data
    assert leaf.index == row["position"] - 1
    told = json.loads(data)
    assert {name: told[name] for name in row if name != "stored"} == {n: row[n] for n in row if n != "stored"}


@given(rows, rows)
def test_two_rows_have_two_leaves(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert (one == other) is (leaf_of(**one) == leaf_of(**other))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'":7', b'": 7'),
        (b'":7', b'":7.0'),
        (b'":7', b'":"7"'),
        (b"null", b"1.5"),
        (b'"person-1"', b'"p\\u0065rson-1"'),
        (b'"person-1"', b'"person-1","more":1'),
        (b'"person-1"', b'"p\xc3\xa9rson-1"'),
        (b'"supersedes":null,', b""),
        (b'"version":2', b'"version":2,"version":2'),
        (b"{", b" {"),
        (b"}", b"}\n"),
        (b"}", b""),
    ],
)
def test_what_is_no_leaf(old: bytes, new: bytes) -> None:
    with pytest.raises(LeafRefused):
        parsed(leaf_of(**ROW).replace(old, new))
