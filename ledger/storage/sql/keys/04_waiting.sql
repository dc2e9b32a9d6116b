-- What waits beside the book until it is written there, or destroyed: who is asked, and what they answered. All of it is
-- sealed with a key of its box, which goes with it. No row says when it was made. In its latest state only, as the keys.
CREATE TABLE IF NOT EXISTS keys.waiting (
    slip   uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    box    text COLLATE "C" NOT NULL,            -- the subject on whose stream it will be written
    owner  bytea NOT NULL,                       -- whose it is, sealed
    secret bytea UNIQUE CHECK (octet_length(secret) = 32), -- the hash of what its owner shows
    answer bytea                                 -- sealed for its owner and whom it is about, too
);
ALTER TABLE keys.waiting OWNER TO {keeper};
CREATE INDEX IF NOT EXISTS waiting_in_a_box ON keys.waiting (box);
-- How often somebody was asked in a year: not when, by whom, or about whom.
CREATE TABLE IF NOT EXISTS keys.asked (
    person text COLLATE "C",
    year   integer,
    times  integer NOT NULL,
    PRIMARY KEY (person, year)
);
ALTER TABLE keys.asked OWNER TO {keeper};
