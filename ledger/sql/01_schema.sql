-- The room of the book. Nobody but its owner may make or change anything in it.
CREATE SCHEMA IF NOT EXISTS ledger AUTHORIZATION {owner};
GRANT USAGE ON SCHEMA ledger TO {writer}, {reader}, {projector};
