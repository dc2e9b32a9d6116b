-- What was signed of the log of who looked: the hash of its last line, as a note that others can check.
CREATE TABLE IF NOT EXISTS proofs.readings_signed (
    number    bigint NOT NULL CHECK (number > 0),   -- of that line
    signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    note      text NOT NULL,
    PRIMARY KEY (number, signed_at)
);
ALTER TABLE proofs.readings_signed OWNER TO {owner};
GRANT SELECT ON proofs.readings_signed TO {writer}, {reader}, {projector}, {publisher};
REVOKE INSERT ON proofs.readings_signed FROM {projector};
GRANT INSERT ON proofs.readings_signed TO {publisher};
REVOKE SELECT (number, hash) ON ledger.readings FROM {projector};
GRANT SELECT (number, hash) ON ledger.readings TO {publisher};
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proofs.readings_signed
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE proofs.readings_signed ENABLE ALWAYS TRIGGER append_only;
