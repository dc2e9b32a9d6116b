"""Which tests go to the same of several processes: those of one module, and all that look at the demo.

Else each process makes the databases of most modules, and each of them seeds the demo.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # it has none

DEMO = "tests/demo/"


def module_of(nodeid: str) -> str:
    """The module that a test stands in; the demo's are as one, as they share what was seeded."""
    module = nodeid.partition("::")[0]
    return DEMO if module.startswith(DEMO) else module


class ByModule(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out whole modules, in the order in which they were found."""

    def _split_scope(self, nodeid: str) -> str:
        return module_of(nodeid)
