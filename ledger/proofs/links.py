"""The rows of the book, and what links each to those before it: stream, chain of corrections, salts that lead on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ledger.proofs.disagreement import Stop
from ledger.proofs.leaves import COLUMNS, SALT
from ledger.proofs.reading import Connection

ORIGIN: Final = -1
"""Which column of a row is the position where its chain begins; the others are those of leaves."""
AMENDS: Final = SALT + 2
SALTED: Final = (
    "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'ledger.entries'::regclass AND attname = 'salt')"
)
BOOK: Final = "ledger.entries"
BOOK_OF_BEFORE: Final = (
    "(SELECT *, NULL::bytea AS salt, NULL::bytea AS follows, NULL::bytea AS amends FROM ledger.entries)"
)
"""As long as it is not migrated."""
SALT_OR_HASH: Final = "coalesce(e.salt, substr(sha256('unsalted '::bytea || e.stored), 1, 16))"
ROWS: Final = f"SELECT {COLUMNS}, origin FROM {{book}} e WHERE position > %s AND position <= %s ORDER BY position"  # noqa: S608
CHAINS: Final = f"""
    SELECT c.position, o.position IS NOT DISTINCT FROM c.origin AND o.position < c.position,
        NOT c.salted OR c.amends = (
        SELECT encode({SALT_OR_HASH}, 'hex') FROM {{book}} e WHERE e.stream = c.stream AND e.version >= c.version
        AND e.position < c.position AND c.version IN (e.version, e.supersedes) ORDER BY e.version DESC LIMIT 1)
    FROM unnest(%b::bigint[], %b::text[], %b::bigint[], %b::bigint[], %b::bool[], %b::text[])
         AS c(position, stream, version, origin, salted, amends)
    LEFT JOIN ledger.entries o ON o.stream = c.stream AND o.version = c.version ORDER BY 1
"""  # noqa: S608
STREAMS: Final = f"""
    SELECT position, version <> before + 1 OR earlier > position FROM (
        SELECT position, version, salt, follows, lag(version, 1, 0::bigint) OVER stream AS before,
               lag(position) OVER stream AS earlier, lag(salt) OVER stream AS salt_before
        FROM {{book}} e WINDOW stream AS (PARTITION BY stream ORDER BY version)) lines
    WHERE version <> before + 1 OR earlier > position OR (salt IS NOT NULL AND follows IS DISTINCT FROM coalesce(
        salt_before, (SELECT {SALT_OR_HASH} FROM {{book}} e WHERE earlier IS NOT NULL AND e.position = earlier)))
    ORDER BY position LIMIT 1
"""  # noqa: S608
LEADS_NOWHERE: Final = "A salt or a link was changed: who has the entry before would not find this one."


class Links:
    """The book during one pass."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        [(salted,)] = connection.execute(SALTED).fetchall()
        book = BOOK if salted else BOOK_OF_BEFORE
        self._rows, self._chains, self._streams = (one.format(book=book) for one in (ROWS, CHAINS, STREAMS))

    def rows(self, after: int, until: int) -> list[Any]:
        """The columns of leaves, and the origin, of the entries in between."""
        return self._connection.cursor(binary=True).execute(self._rows, (after, until), prepare=True).fetchall()

    def check_chains(self, rows: Sequence[Any]) -> None:
        """An entry's chain begins with itself, or where that begins which it supersedes. Raises Stop."""
        for row in rows:
            if row[5] is None and row[ORIGIN] != row[0]:
                raise Stop(row[0], f"the origin of entry {row[0]} is not itself", "The column was changed.")
            if row[AMENDS] is not None and (row[5] is None or row[SALT] is None):
                raise Stop(row[0], f"entry {row[0]} amends nothing, and is linked as if it did", "A link was put in.")
            if row[SALT] is None and row[SALT + 1] is not None:
                raise Stop(row[0], f"entry {row[0]} has no salt, and a link", "A link was put in.")
        chained = [(row[0], row[1], row[5], row[ORIGIN], row[SALT] is not None, row[AMENDS]) for row in rows if row[5]]
        if chained:
            columns = tuple(list(column) for column in zip(*chained, strict=True))
            for position, origin_fits, link_fits in self._connection.execute(self._chains, columns).fetchall():
                if not origin_fits:
                    what = f"the origin of entry {position} is not what it supersedes"
                    raise Stop(position, what, "A column was changed.")
                if not link_fits:
                    raise Stop(position, f"entry {position} is not linked to what it supersedes", LEADS_NOWHERE)

    def check_streams(self) -> None:
        """Versions follow each other on every stream, and so do the links. Raises Stop."""
        for position, misplaced in self._connection.execute(self._streams).fetchall():
            if misplaced:
                what = f"entry {position} is not the next on its stream"
                raise Stop(position, what, "A version was changed or left out.")
            raise Stop(position, f"entry {position} is not linked to the one before it on its stream", LEADS_NOWHERE)
