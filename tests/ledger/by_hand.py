"""The append function called without the ledger around it, as somebody might who has a connection and a role."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg
from psycopg import conninfo

from ledger.storage.connections import in_role, roles_of

APPEND = """
    SELECT outcome, first_position FROM ledger.append(
        command_ids => ARRAY[%(command_id)s]::uuid[], digests => '{x}', recorders => '{token-by-hand}',
        entry_command => ARRAY[1], streams => ARRAY[%(stream)s],
        kinds => ARRAY['PersonLeft'], states => ARRAY[convert_to(%(state)s, 'UTF8')], superseded => '{NULL}',
        salts => ARRAY[uuid_send(gen_random_uuid())],
        concern_entry => '{}', concern_subjects => '{}', concern_kinds => '{}',
        read_command => '{1}', read_streams => ARRAY[%(stream)s], read_versions => ARRAY[%(version)s - 1]::bigint[],
        read_kinds => '{NULL}', key_command => '{}', key_subjects => '{}', key_kinds => '{}', key_since => '{}')
"""
LEFT = '{"open": {"effective_on": "2024-01-01", "reason": "unknown"}}'


def connect(url: str, role: str | None = None, **options: Any) -> psycopg.Connection:
    """A connection in one of the ledger's roles by its part (“writer”), or as whoever logs in."""
    taken = url if role is None else in_role(url, roles_of(url).all()[role])
    return psycopg.connect(conninfo.make_conninfo(taken, **options), autocommit=True)


def append(connection: psycopg.Connection, stream: str, version: int) -> tuple[str, int | None]:
    """Write one entry, which is to be of that version; what became of it, and its position."""
    parameters = {"command_id": uuid4(), "stream": stream, "version": version, "state": LEFT}
    row = connection.execute(APPEND, parameters).fetchone()
    assert row is not None
    return row[0], row[1]
