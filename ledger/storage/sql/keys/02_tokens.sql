-- Who may ask, and in whose name: tokens, of which only a hash is kept. Beside the keys, in their latest state only.
CREATE TABLE IF NOT EXISTS keys.tokens (
    id         text COLLATE "C" PRIMARY KEY,     -- token-…, as entries name it
    hash       bytea NOT NULL CHECK (octet_length(hash) = 32),
    person     text COLLATE "C",                 -- whose it is, or
    name       text,                             -- what it is called where it is a system's
    scopes     text[] NOT NULL,
    issued_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz,                      -- null only for the machine's own, which nobody can present
    revoked_at timestamptz,
    CHECK ((person IS NULL) <> (name IS NULL))
);
ALTER TABLE keys.tokens OWNER TO {keeper};
CREATE UNIQUE INDEX IF NOT EXISTS tokens_of_the_machine ON keys.tokens (name) WHERE expires_at IS NULL;
