"""Python's garbage collector, at rest while much is made that is there to stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """No search for cycles meanwhile: among many entries that hold none it would take longer than all the rest."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def gc_paused_and_frozen() -> Iterator[None]:
    """No search for cycles meanwhile, nor afterwards among what was made."""
    with gc_paused():
        try:
            yield
        finally:
            gc.freeze()


@contextmanager
def gc_unfrozen_afterwards() -> Iterator[None]:
    """What was set apart by `gc_paused_and_frozen` is searched again like everything else."""
    try:
        yield
    finally:
        gc.unfreeze()
