-- What became of each command, so that asking again answers with the first receipt.
CREATE TABLE IF NOT EXISTS ledger.receipts (
    command_id     uuid PRIMARY KEY,
    digest         bytea NOT NULL,               -- keyed hash of what was asked: nothing can be guessed from it
    first_position bigint NOT NULL,
    last_position  bigint NOT NULL
);
ALTER TABLE ledger.receipts OWNER TO {owner};
GRANT SELECT ON ledger.receipts TO {writer}, {reader};
