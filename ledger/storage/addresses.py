"""What connection strings say of where a server is."""

from __future__ import annotations

from psycopg import conninfo


def host_of(url: str) -> str:
    """Where a connection string says that its server is: an address, a name, or the folder of a socket; else empty."""
    given = conninfo.conninfo_to_dict(url)
    return str(given.get("hostaddr") or given.get("host") or "")
