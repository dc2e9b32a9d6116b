"""The leaf of an entry with a salt: one text for each, which binds every column, and tells nothing to who guesses."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.proofs.leaf import Leaf, LeafRefused, leaf_of, read_as
from ledger.proofs.leaves import FormsMixed, Leaves, OneChange, SaltMissing, parsed
from ledger.proofs.salted_leaf import Header, SaltedLeaf, header_of, salted_leaf_of

SALT, BEFORE, AMENDED = (bytes(range(first, first + 16)).hex() for first in (0, 16, 32))
ROW: dict[str, Any] = {
    "position": 7,
    "stream": "case-0190a000-0000-7000-8000-00000000c1e4",
    "version": 2,
    "kind": "PromotionDeclined",
    "stored": b'{"open":{}}',
    "supersedes": None,
    "recorded_at": "2024-01-02T03:04:05.000006Z",
    "recorded_by": "person-1",
    "command_id": "0190a000-0000-7000-8000-000000000001",
    "salt": SALT,
    "follows": BEFORE,
    "amends": None,
    "since": 5,
}


def hashed(text: bytes) -> str:
    return sha256(text).hexdigest()


def test_a_leaf_to_the_letter() -> None:
    header = (
        b'{"salt":"000102030405060708090a0b0c0d0e0f","stream":"case-0190a000-0000-7000-8000-00000000c1e4","version":2,'
        b'"kind":"PromotionDeclined","supersedes":null,"recorded_by":"person-1",'
        b'"command_id":"0190a000-0000-7000-8000-000000000001",'
        b'"sha256":"%s"}' % hashed(ROW["stored"]).encode()
    )
    assert salted_leaf_of(**ROW).decode() == (
        '{"leaf":2,"since":5,"position":7,"recorded_at":"2024-01-02T03:04:05.000006Z",'
        f'"header":"{hashed(header)}",'
        f'"follows":"{hashed(b"follows " + BEFORE.encode())}",'
        f'"amends":"{hashed(b"amends nothing " + SALT.encode())}"}}'
    )
    first = salted_leaf_of(**{**ROW, "follows": None, "supersedes": 1, "amends": AMENDED})
    assert json.loads(first)["follows"] == hashed(b"follows nothing " + SALT.encode())
    assert json.loads(first)["amends"] == hashed(b"amends " + AMENDED.encode())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("position", 8),
        ("stream", "case-0190a000-0000-7000-8000-00000000c1e5"),
        ("version", 3),
        ("kind", "PromotionApproved"),
        ("stored", b'{"open": {}}'),
        ("supersedes", 1),
        ("recorded_at", "2024-01-02T03:04:05.000007Z"),
        ("recorded_by", "person-2"),
        ("command_id", "0190a000-0000-7000-8000-000000000002"),
        ("salt", AMENDED),
        ("follows", AMENDED),
        ("follows", None),
        ("amends", AMENDED),
        ("since", 6),
    ],
)
def test_no_column_can_be_changed_unseen(column: str, value: object) -> None:
    assert salted_leaf_of(**{**ROW, column: value}) != salted_leaf_of(**ROW)


def test_equal_entries_have_leaves_without_a_hash_in_common() -> None:
    one, other = (json.loads(salted_leaf_of(**{**ROW, "salt": salt, "follows": None})) for salt in (SALT, BEFORE))
    assert [name for name in one if one[name] == other[name]] == ["leaf", "since", "position", "recorded_at"]


def test_who_guesses_everything_but_the_salt_confirms_nothing() -> None:
    """The same columns under another salt, or none: no hash of what the leaf could be made of is in it."""
    leaf = salted_leaf_of(**ROW).decode()
    assert hashed(ROW["stored"]) not in leaf
    columns = [ROW[name] for name in HEADED]
    for guessed in ("", bytes(16).hex(), BEFORE):
        assert hashed(header_of(guessed, *columns)) not in leaf


HEADED = ("stream", "version", "kind", "stored", "supersedes", "recorded_by", "command_id")
"""The columns that a header is made of, beside the salt."""

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
salts = st.binary(min_size=16, max_size=16).map(bytes.hex)
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
        "salt": salts,
        "follows": st.none() | salts,
        "amends": st.none() | salts,
        "since": st.integers(1, 2**62),
    }
)


@given(rows)
def test_leaf_and_header_are_said_in_one_way(row: dict[str, Any]) -> None:
    data = salted_leaf_of(**row)
    leaf = parsed(data)
    assert isinstance(leaf, SaltedLeaf)
    assert (leaf.encode(), leaf.index) == (data, row["position"] - 1)
    written = header_of(row["salt"], *(row[name] for name in HEADED))
    header = read_as(Header, written)
    assert header.encode() == written
    assert leaf.header == hashed(written)
    assert header.sha256 == hashed(row["stored"])
    told = [name for name in HEADED if name != "stored"]
    assert [getattr(header, name) for name in told] == [row[name] for name in told]


@given(rows, rows)
def test_two_rows_have_two_leaves(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert (one == other) is (salted_leaf_of(**one) == salted_leaf_of(**other))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"leaf":2', b'"leaf":3'),
        (b'"leaf":2', b'"leaf":2.0'),
        (b'"leaf":2,', b""),
        (b'"since":5', b'"since":05'),
        (b'"since":5', b'"since":"5"'),
        (b'"position":7', b'"position":7,"kind":"PromotionDeclined"'),
        (b'"position":7', b'"position": 7'),
        (b"{", b" {"),
        (b"}", b"}\n"),
    ],
)
def test_what_is_no_leaf(old: bytes, new: bytes) -> None:
    with pytest.raises(LeafRefused):
        parsed(salted_leaf_of(**ROW).replace(old, new))


NAMES = ("position", "stream", "version", "kind", "stored", "supersedes", "recorded_at", "recorded_by", "command_id")


def row_at(position: int, salt: str | None) -> tuple[Any, ...]:
    columns = {**ROW, "position": position}
    return (*(columns[name] for name in NAMES), salt, None, None)


def test_leaves_are_salted_since_the_first_salt_and_ever_after() -> None:
    leaves = Leaves()
    told = [parsed(leaves.of(row_at(position, SALT if position > 2 else None))) for position in range(1, 5)]
    assert [type(leaf) for leaf in told] == [Leaf, Leaf, SaltedLeaf, SaltedLeaf]
    assert [leaf.since for leaf in told if isinstance(leaf, SaltedLeaf)] == [3, 3]
    with pytest.raises(SaltMissing, match="entry 5 has no salt, and entries have had one since 3"):
        leaves.of(row_at(5, None))


def leaf_at(position: int, since: int | None) -> Leaf | SaltedLeaf:
    columns = {**ROW, "position": position}
    if since is None:
        return parsed(leaf_of(*(columns[name] for name in NAMES)))
    return parsed(salted_leaf_of(**{**columns, "since": since}))


@pytest.mark.parametrize(
    ("leaves", "mixed"),
    [
        ([(1, None), (2, None), (3, 3), (9, 3)], False),
        ([(3, 3), (4, 4)], True),
        ([(2, None), (3, 2)], True),
        ([(3, 4)], True),
        ([(3, 3), (4, None)], True),
        ([(4, None), (9, 3)], True),
    ],
)
def test_there_is_one_change(leaves: list[tuple[int, int | None]], mixed: bool) -> None:
    change = OneChange()

    def see_them() -> None:
        for position, since in leaves:
            change.see(leaf_at(position, since))

    if mixed:
        with pytest.raises(FormsMixed):
            see_them()
    else:
        see_them()
