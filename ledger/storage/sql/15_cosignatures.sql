-- What witnesses elsewhere have cosigned: each line belongs under the checkpoint of that size.
CREATE TABLE IF NOT EXISTS proofs.cosignatures (
    size        bigint NOT NULL CHECK (size > 0),
    witness     text NOT NULL,                          -- its verifier key
    line        text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (size, witness)
);
CREATE INDEX IF NOT EXISTS cosignatures_of_a_witness ON proofs.cosignatures (witness, size);
ALTER TABLE proofs.cosignatures OWNER TO {owner};
GRANT SELECT ON proofs.cosignatures TO {writer}, {reader}, {projector}, {publisher};
REVOKE INSERT ON proofs.cosignatures FROM {projector};
GRANT INSERT ON proofs.cosignatures TO {publisher};
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proofs.cosignatures
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE proofs.cosignatures ENABLE ALWAYS TRIGGER append_only;
