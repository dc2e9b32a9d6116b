"""Documents that ask, compiled once and run often: what graphql-core works out for each value is worked out before."""
