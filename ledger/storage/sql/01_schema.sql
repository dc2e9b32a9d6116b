-- The room of the book. Nobody but its owner may make or change anything in it.
CREATE SCHEMA IF NOT EXISTS ledger AUTHORIZATION {owner};
ALTER SCHEMA ledger OWNER TO {owner};             -- of a copy under another name, which has roles of its own
GRANT USAGE ON SCHEMA ledger TO {writer}, {reader}, {projector}, {publisher};
