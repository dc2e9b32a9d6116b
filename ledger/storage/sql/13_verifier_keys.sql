-- Every key that ever signed a checkpoint, so that those signed with an earlier one can still be checked.
CREATE TABLE IF NOT EXISTS proofs.verifier_keys (
    vkey  text PRIMARY KEY,
    since timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE proofs.verifier_keys OWNER TO {owner};
GRANT SELECT ON proofs.verifier_keys TO {writer}, {reader}, {projector}, {publisher};
REVOKE INSERT ON proofs.verifier_keys FROM {projector};
GRANT INSERT ON proofs.verifier_keys TO {publisher};
