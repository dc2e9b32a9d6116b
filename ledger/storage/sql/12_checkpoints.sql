-- What was signed: the tree at a size, as a note that others can check. The same size may be signed again, with another key.
CREATE TABLE IF NOT EXISTS proofs.checkpoints (
    size      bigint NOT NULL CHECK (size > 0),
    signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    note      text NOT NULL,
    PRIMARY KEY (size, signed_at)
);
ALTER TABLE proofs.checkpoints OWNER TO {owner};
GRANT SELECT ON proofs.checkpoints TO {writer}, {reader}, {projector}, {publisher};
REVOKE INSERT ON proofs.checkpoints FROM {projector};
GRANT INSERT ON proofs.checkpoints TO {publisher};
