"""Python's garbage collector, at rest while much is made that is there to stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """No search for cycles meanwhile: among many entries that hold none it would take longer than all the rest."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No search for cycles meanwhile, nor afterwards among what was made."""
    with without_collecting():
        try:
            yield
        finally:
            gc.freeze()


@contextmanager
def all_collected_afterwards() -> Iterator[None]:
    """What was set apart by `collector_at_rest` is searched again like everything else."""
    try:
        yield
    finally:
        gc.unfreeze()
