"""What all read models share: facts, visibility, following, rebuilding, reading."""
