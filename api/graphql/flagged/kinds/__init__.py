"""The kinds of flags: each is declared in one of these modules, by what finds it, and is there by that."""
