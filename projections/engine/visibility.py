"""Which facts are visible at a moment, and which of them is the state of a key: SQL that every read model shares."""

from __future__ import annotations

from typing import Final

SCHEMA: Final = "read_models"

NEWEST_FIRST: Final = "effective_on DESC, origin DESC, ordinal DESC"
"""By day and then by origin, so that mending a slip in an old entry does not make that entry the latest."""


def known(fact: str) -> str:
    """SQL: whether `fact`, an alias, was known at %(position)s, whichever day it is true from."""
    return f"{fact}.position <= %(position)s AND ({fact}.superseded_at IS NULL OR {fact}.superseded_at > %(position)s)"


def visible(fact: str) -> str:
    """SQL: whether `fact`, an alias, was known at %(position)s and true from %(on)s or before."""
    return f"({known(fact)} AND {fact}.effective_on <= %(on)s)"


def latest(table: str, key: str, *, where: str = "true") -> str:
    """SQL: the state of every key, which is its latest visible fact."""
    return (
        f"SELECT DISTINCT ON ({key}) * FROM {SCHEMA}.{table} fact WHERE {visible('fact')} AND {where}"
        f" ORDER BY {key}, {NEWEST_FIRST}"
    )


def latest_of(table: str, where: str) -> str:
    """SQL: the state of one key, for a lateral join; `where` says which key, of `fact`."""
    return f"SELECT * FROM {SCHEMA}.{table} fact WHERE {where} AND {visible('fact')} ORDER BY {NEWEST_FIRST} LIMIT 1"
