"""Units: what belongs to what in the organisation. A stream each, and a tree of them on any day."""
