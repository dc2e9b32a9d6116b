"""People as directories exchange them (SCIM 2.0, RFC 7643): JSON, put into the form of a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from api.imports.problems import about_the_file

Resource = Mapping[str, Any]
ENTERPRISE: Final = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
FIRST_DAY: Final = ("hireDate", "startDate", "employmentStartDate")
LAST_DAY: Final = ("terminationDate", "endDate", "employmentEndDate")
"""What extensions call the days that the standard has no names for."""


def users_in(path: Path) -> tuple[Sequence[Resource], int]:
    """The people in a file, and of how many it says that there are. Raises CannotBeRead."""
    try:
        content = msgspec.json.decode(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise about_the_file(f"“{path.name}” is no JSON ({error}): give the answer to GET /Users as it came") from None
    told = content.get("Resources", [content]) if isinstance(content, dict) else content
    users = [
        one
        for one in (told if isinstance(told, list) else ())
        if isinstance(one, dict) and ("userName" in one or "name" in one)
    ]
    if not users or len(users) < len(told):
        raise about_the_file(f"“{path.name}” holds what is no user of SCIM: give the answer to GET /Users as it came")
    total = content.get("totalResults") if isinstance(content, dict) else None
    return users, total if isinstance(total, int) else len(users)


def written_as_table(users: Sequence[Resource], path: Path) -> None:
    """Write people down as a table, with the columns of which any of them says something."""
    numbered = all(enterprise(user).get("employeeNumber") for user in users)
    called = {user.get("id"): enterprise(user)["employeeNumber"] if numbered else user.get("id") for user in users}
    rows = [dict(row_of(user, called)) for user in users]
    headings = dict.fromkeys(heading for row in rows for heading, value in row.items() if value)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(headings), extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def row_of(user: Resource, called: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """What is said of somebody, by headings."""
    own, manager = enterprise(user), enterprise(user).get("manager") or {}
    name = user.get("name") or {}
    whole = " ".join(part for part in (name.get("givenName"), name.get("familyName")) if part)
    above = manager.get("value") or str(manager.get("$ref", "")).rpartition("/")[2]
    yield "Employee ID", called[user.get("id")] or own.get("employeeNumber") or user.get("userName", "")
    yield "Name", whole or name.get("formatted") or user.get("displayName") or ""
    yield "Login", user.get("userName") or ""
    yield "Email", address_of(user)
    yield "Department", own.get("department") or own.get("division") or own.get("organization") or ""
    yield "Job Title", user.get("title") or ""
    yield "Manager ID", called.get(above) or above or manager.get("displayName") or ""
    yield "Hire Date", day_in(user, FIRST_DAY)
    yield "Termination Date", day_in(user, LAST_DAY)
    yield "Status", {True: "active", False: "inactive"}.get(user.get("active", ""), "")


def enterprise(user: Resource) -> Resource:
    """The part that the standard has for organisations."""
    found = user.get(ENTERPRISE)
    return found if isinstance(found, dict) else {}


def address_of(user: Resource) -> str:
    """The primary e-mail address, or the first."""
    addresses = [one for one in user.get("emails") or () if isinstance(one, dict) and one.get("value")]
    primary = [one for one in addresses if one.get("primary")]
    return str((primary or addresses)[0]["value"]) if addresses else ""


def day_in(user: Resource, names: Sequence[str]) -> str:
    """A day that an extension names, as it is written, without the time of day."""
    parts = [user, *(part for part in user.values() if isinstance(part, dict))]
    said = (part[name] for part in parts for name in names if part.get(name))
    return str(next(said, "")).partition("T")[0]
