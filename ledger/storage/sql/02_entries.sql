-- The book itself: one row an entry, in the order of writing, without gaps.
CREATE TABLE IF NOT EXISTS ledger.entries (
    position    bigint PRIMARY KEY,
    stream      text COLLATE "C" NOT NULL,       -- whose it is: person-…, role-…, case-…; never a name
    version     bigint NOT NULL,                 -- its line there, from 1
    kind        text COLLATE "C" NOT NULL,       -- the event's stable name
    stored      bytea NOT NULL,                  -- the event as JSON; what is personal in it is sealed
    origin      bigint NOT NULL,                 -- position of the first entry of its chain of corrections
    supersedes  bigint,                          -- version of that entry, if this one corrects or retracts it
    recorded_at timestamptz NOT NULL,            -- the database's clock, never the caller's
    recorded_by text NOT NULL,
    command_id  uuid NOT NULL,
    UNIQUE (stream, version)
);
ALTER TABLE ledger.entries OWNER TO {owner};
GRANT SELECT ON ledger.entries TO {writer}, {projector}, {publisher};
-- Whoever reads for others reads through sight.entries; from here, how far the book goes, which tells nothing of anybody.
REVOKE SELECT ON ledger.entries FROM {reader};
GRANT SELECT (position, recorded_at) ON ledger.entries TO {reader};

-- What leaves of the second form are made with. Entries that were written before there were salts have none of these.
ALTER TABLE ledger.entries
    ADD COLUMN IF NOT EXISTS salt    bytea,      -- random: hides what an entry is from whoever guesses it
    ADD COLUMN IF NOT EXISTS follows bytea,      -- the salt of the entry before it on its stream; null if it is the first
    ADD COLUMN IF NOT EXISTS amends  bytea;      -- the salt of the last entry of the chain that it corrects or retracts
