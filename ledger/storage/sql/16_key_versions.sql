-- Under which keys entries of a kind are found, where that has changed: in which way from which entry on. What had been written
-- before was filled into ledger.concerns by whoever wrote the row. A kind without a row is found in the first way.
CREATE TABLE IF NOT EXISTS ledger.key_versions (
    kind    text COLLATE "C",                    -- as it is stored
    version int CHECK (version > 1),
    since   bigint NOT NULL CHECK (since > 0),   -- position of the first entry that is written with these keys
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (kind, version)
);
ALTER TABLE ledger.key_versions OWNER TO {owner};
GRANT SELECT ON ledger.key_versions TO {writer}, {reader}, {projector}, {publisher};
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.key_versions
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.key_versions ENABLE ALWAYS TRIGGER append_only;
