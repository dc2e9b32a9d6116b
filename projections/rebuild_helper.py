"""A helper of a rebuild, run as a program: it folds stretches of the ledger until none is left."""

from projections.engine.stretches import help_out
from projections.registry import READ_MODELS

if __name__ == "__main__":
    help_out(READ_MODELS)
