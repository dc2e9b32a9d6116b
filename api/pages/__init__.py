"""Pages for people who would rather look than query: each asks the public GraphQL API, and shows what it answers."""
