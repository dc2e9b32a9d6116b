-- The tree of hashes over the book, as whoever follows the book has derived it, and what was signed about it.
CREATE SCHEMA IF NOT EXISTS proofs AUTHORIZATION {owner};
ALTER SCHEMA proofs OWNER TO {owner};
GRANT USAGE ON SCHEMA proofs TO {writer}, {reader}, {projector}, {publisher};
