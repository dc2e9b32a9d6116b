-- Which other subjects an entry touches; written by the same statement, so that decisions can look things up and be guarded.
CREATE TABLE IF NOT EXISTS ledger.concerns (
    subject  text COLLATE "C",
    kind     text COLLATE "C",                   -- of the origin of the chain
    position bigint,
    PRIMARY KEY (subject, kind, position)
);
ALTER TABLE ledger.concerns OWNER TO {owner};
GRANT SELECT ON ledger.concerns TO {writer}, {projector}, {publisher};
REVOKE SELECT ON ledger.concerns FROM {reader};  -- who is named where
