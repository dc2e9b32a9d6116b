-- Entries follow each other without gaps, none is dated back or ahead, and each has a salt, whoever writes them.
CREATE OR REPLACE FUNCTION ledger.refuse_forgery() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first_new bigint;
    last_new bigint;
    how_many bigint;
    salted bigint;
    earliest timestamptz;
    latest timestamptz;
    before timestamptz;
BEGIN
    SELECT min(position), max(position), count(*), min(recorded_at), max(recorded_at), count(*) FILTER (WHERE octet_length(salt) = 16)
      INTO first_new, last_new, how_many, earliest, latest, salted FROM written;
    IF how_many = 0 THEN
        RETURN NULL;
    END IF;
    SELECT recorded_at INTO before FROM ledger.entries WHERE position = first_new - 1;
    IF last_new - first_new + 1 <> how_many
       OR (first_new <> 1 AND before IS NULL)
       OR (SELECT max(position) FROM ledger.entries) > last_new THEN
        RAISE EXCEPTION 'entries must follow each other without gaps: % to % is refused', first_new, last_new
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF earliest < greatest(statement_timestamp(), before) OR latest > greatest(clock_timestamp(), before)
       OR earliest < latest THEN
        RAISE EXCEPTION 'the recorded time is the clock''s, not the caller''s: % is refused', earliest
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF salted <> how_many THEN
        RAISE EXCEPTION 'every entry has a salt of 16 bytes: % to % is refused', first_new, last_new
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION ledger.refuse_forgery() OWNER TO {owner};
CREATE OR REPLACE TRIGGER in_order AFTER INSERT ON ledger.entries
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_forgery();
ALTER TABLE ledger.entries ENABLE ALWAYS TRIGGER in_order;
