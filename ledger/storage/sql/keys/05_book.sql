-- Of which book these keys are, as that calls itself: no other opens with them.
CREATE TABLE IF NOT EXISTS keys.book (id uuid NOT NULL);
ALTER TABLE keys.book OWNER TO {keeper};
