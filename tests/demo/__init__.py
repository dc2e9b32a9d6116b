"""The demo: the same on every machine, within the rules, believable, and its stories are to be found."""
