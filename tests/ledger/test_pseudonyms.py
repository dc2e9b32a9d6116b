"""Pseudonyms: the same for the same text, found again by whoever made them, and telling nobody else a thing."""

from __future__ import annotations

from base64 import urlsafe_b64decode

import pytest

from ledger.storage.pseudonyms import CLASS, ENDS, LONGEST, Pseudonyms

OURS = Pseudonyms(bytes(32))
THEIRS = Pseudonyms(bytes(31) + b"\1")
TEXT = "person-0198c0de-0000-7000-8000-000000000001 person-0198c0de-0000-7000-8000-000000000001 4 12"
ENDINGS = ("", "x", "x ", "x  ", "x\0", "x\n", " x", "x" * (CLASS - 1), "x" * CLASS, f"x{chr(0x80)}")


def test_a_text_is_found_again_by_whoever_has_the_secret() -> None:
    assert OURS.of(TEXT) == Pseudonyms(bytes(32)).of(TEXT)
    assert OURS.behind(OURS.of(TEXT)) == TEXT
    assert THEIRS.behind(OURS.of(TEXT)) is None


def test_texts_of_a_class_are_as_long_as_each_other() -> None:
    assert len({len(OURS.of("x" * length)) for length in (1, 40, CLASS - len(ENDS))}) == 1


def test_texts_that_end_otherwise_are_others() -> None:
    assert [OURS.behind(OURS.of(text)) for text in ENDINGS] == list(ENDINGS)
    assert len({OURS.uuid_of(text, "credential") for text in ENDINGS}) == len(ENDINGS)


def test_a_number_is_no_part_of_the_pseudonym() -> None:
    number = OURS.uuid_of(TEXT, "credential")
    assert number == Pseudonyms(bytes(32)).uuid_of(TEXT, "credential") != OURS.uuid_of(f"{TEXT}1", "credential")
    assert number != THEIRS.uuid_of(TEXT, "credential")
    assert number != OURS.uuid_of(TEXT, "subject"), "what it is of is part of it"
    assert urlsafe_b64decode(OURS.of(TEXT))[:6] != number.bytes[:6], "who has one cannot tell the other"


@pytest.mark.parametrize(
    "made_up",
    ["", "x", "é", "A" * 192, "A" * (LONGEST + 1), OURS.of(TEXT)[:-1], f"{OURS.of(TEXT)}=", f"{OURS.of(TEXT)}\n", TEXT],
)
def test_nothing_stands_behind_what_it_has_not_made(made_up: str) -> None:
    assert OURS.behind(made_up) is None
