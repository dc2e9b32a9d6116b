"""Python's garbage collector, at rest while much is made that is there to stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No search for cycles meanwhile, nor afterwards among what was made: it would take longer than all the rest."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


@contextmanager
def all_collected_afterwards() -> Iterator[None]:
    """What was set apart by `collector_at_rest` is searched again like everything else."""
    try:
        yield
    finally:
        gc.unfreeze()
