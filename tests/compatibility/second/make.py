"""Makes the data in this folder anew, with the rules of today: `python -m tests.compatibility.second.make`.

With `digests` behind it only the digests of the code are made, and only if every decision replays as it did.
Once a version is out whose decisions name `second`, this is never run again: what is here then is what they replay to.
Until then, whoever changes what `second` goes by runs it, and says in the commit what is judged otherwise.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable
from contextlib import closing
from typing import Final

import psycopg

from ledger import Ledger
from ledger.storage.migrations import migrate
from tests.compatibility.second.cases import write
from tests.compatibility.second.code_recalled import code_run_by
from tests.compatibility.second.kinds_asked import never_written
from tests.compatibility.second.replayed import replays_told
from tests.compatibility.second.restoring import ENTRIES, FOLDER, RECALLED, REPLAYS, as_line, restore, unpacked
from tests.databases import WRAPPING, drop_from, make_on, served

SEED: Final = 2
CASES: Final = 100
TOUCHED: Final = "SELECT position, subject, kind FROM ledger.concerns ORDER BY position, subject, kind"


def main() -> None:
    """All of it, or the digests alone."""
    digests_alone = sys.argv[1:] == ["digests"]
    with served() as server:
        first, second = make_on(server), make_on(server)
        try:
            for url in (first, second):
                migrate(url)
            if not digests_alone:
                with closing(Ledger.open(first, WRAPPING)) as ledger:
                    write(ledger, SEED, CASES)
                    must_have_written_what_is_asked(ledger)
                    keep_entries(ledger, first)
            with closing(Ledger.open(second, WRAPPING)) as ledger:
                restore(ledger)
                keep_replays(ledger, as_they_are=digests_alone)
        finally:
            drop_from(server, (first, second))


def must_have_written_what_is_asked(ledger: Ledger) -> None:
    """SystemExit, and nothing is made anew, where `second` asks for a kind of entry that no case has."""
    if missing := never_written(ledger):
        raise SystemExit(f"No case has {', '.join(missing)}: have cases.py write them; what is kept stays as it was.")


def keep_replays(ledger: Ledger, *, as_they_are: bool) -> None:
    """What replaying comes to, and digests of the code that ran. SystemExit where it is to be as it was, and is not."""
    told = replays_told(ledger)
    if as_they_are and told != unpacked(REPLAYS):
        raise SystemExit(
            "Decisions replay otherwise than they did: more has changed than where or how something is said."
        )
    pack(REPLAYS, told)
    recalled = code_run_by(lambda: replays_told(ledger))
    (FOLDER / RECALLED).write_text(json.dumps(recalled, indent=1) + "\n")


def keep_entries(ledger: Ledger, url: str) -> None:
    """What the entries say, and under which keys they are found."""
    touched: dict[int, list[tuple[str, str]]] = {}
    with psycopg.connect(url) as connection:
        for position, subject, kind in connection.execute(TOUCHED).fetchall():
            touched.setdefault(position, []).append((subject, kind))
    pack(ENTRIES, (as_line(entry, touched.get(entry.position, [])) for entry in ledger.entries()))


def pack(name: str, lines: Iterable[str]) -> None:
    """A file of the folder."""
    (FOLDER / name).write_bytes(gzip.compress("".join(f"{line}\n" for line in lines).encode(), mtime=0))


if __name__ == "__main__":
    main()
