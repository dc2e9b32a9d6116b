"""The packs that ship with the ledger: frameworks as files, to be reworded and published as one's own."""
