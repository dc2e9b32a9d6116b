"""The questions that can be asked over GraphQL, each answered by the rows of a read model."""


class Questions:
    """What one of these modules adds to the Query type: the schema finds them all."""
