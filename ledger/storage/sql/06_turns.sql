-- Whose turn it is to write: tables that hold nothing, and that nobody but their owner may lock, as an advisory lock could be by
-- every role there is. Only what runs as the owner takes them.
CREATE TABLE IF NOT EXISTS ledger.append_turn ();
CREATE TABLE IF NOT EXISTS ledger.readings_turn ();
ALTER TABLE ledger.append_turn OWNER TO {owner};
ALTER TABLE ledger.readings_turn OWNER TO {owner};
