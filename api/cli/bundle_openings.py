"""Whether what a bundle opens says the same, where an entry is open anyway, as the entry that is proved."""

from __future__ import annotations

from collections.abc import Iterator

from api.access.serialised import serialised
from audit.bundles.checking import Holds
from audit.bundles.contents import Bundled
from audit.bundles.rejudging import MARKS, written_in
from audit.replay import NOT_TO_BE_READ
from domain.kernel.facts import ERASED
from ledger.storage.forms_read import fields_unopened


def opened_otherwise(holds: Holds) -> list[str]:
    """Where it does not, in words; what is sealed cannot be compared without a key."""
    return [wrong for one in holds.entries if one.position in holds.says for wrong in otherwise(holds, one)]


def otherwise(holds: Holds, one: Bundled) -> Iterator[str]:
    """Fields of one entry that are opened as something else than they are."""
    try:
        form, proved = fields_unopened(*written_in(one))
    except NOT_TO_BE_READ:
        return  # of a kind that this version does not know
    said = holds.says[one.position]
    for name in sorted(said.keys() - form.names):
        yield f"“opened/{one.position}.json” has “{name}”, which {form.kind} has not"
    for name, value in proved.items():
        if value is not ERASED and said.get(name, serialised(value)) != serialised(value) and said[name] not in MARKS:
            yield f"“opened/{one.position}.json” says something else of “{name}” than the entry does"
