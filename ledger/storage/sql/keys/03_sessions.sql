-- Who is signed in: of what their browsers show, only a hash is kept. Beside the tokens, in their latest state only.
CREATE TABLE IF NOT EXISTS keys.sessions (
    id         text COLLATE "C" PRIMARY KEY,     -- session-…
    hash       bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    person     text COLLATE "C" NOT NULL,
    began_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    ends_at    timestamptz NOT NULL
);
ALTER TABLE keys.sessions ADD COLUMN IF NOT EXISTS seen_at timestamptz NOT NULL DEFAULT clock_timestamp();
ALTER TABLE keys.sessions ADD COLUMN IF NOT EXISTS idle_for interval NOT NULL DEFAULT '1 hour'; -- then it is over
ALTER TABLE keys.sessions OWNER TO {keeper};
CREATE INDEX IF NOT EXISTS sessions_of_a_person ON keys.sessions (person);
