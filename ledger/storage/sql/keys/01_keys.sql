-- One data key a person, wrapped by a key that never comes here. Kept apart from the book: it is the one thing that may be destroyed.
CREATE SCHEMA IF NOT EXISTS keys AUTHORIZATION {keeper};
ALTER SCHEMA keys OWNER TO {keeper};
CREATE TABLE IF NOT EXISTS keys.data_keys (
    person  text COLLATE "C" PRIMARY KEY,
    wrapped bytea,                               -- null once erased: the record that it was
    wrapped_by text NOT NULL                     -- fingerprint of the key-encryption key
);
ALTER TABLE keys.data_keys OWNER TO {keeper};
