-- Entries follow each other without gaps, none is dated back or ahead, each has a salt, and a person or a token recorded it
-- (or the subject itself, as the house writes what nobody may be named for), whoever writes them.
CREATE OR REPLACE FUNCTION ledger.refuse_forgery() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first_new bigint;
    last_new bigint;
    how_many bigint;
    salted bigint;
    earliest timestamptz;
    latest timestamptz;
    before timestamptz;
    last_of_all bigint;
    nobody text[];  -- who is neither a person nor a token, nor the subject itself, on its own stream
BEGIN
    SELECT n.*, (SELECT e.recorded_at FROM ledger.entries e WHERE e.position = n.first - 1), (SELECT max(position) FROM ledger.entries)
      INTO first_new, last_new, how_many, earliest, latest, salted, nobody, before, last_of_all
      FROM (SELECT min(position) AS first, max(position), count(*), min(recorded_at), max(recorded_at),
                   count(*) FILTER (WHERE octet_length(salt) = 16),
                   array_agg(recorded_by) FILTER (WHERE recorded_by !~ '^(person|token)-.' AND recorded_by <> stream) FROM written) AS n;
    IF how_many = 0 THEN
        RETURN NULL;
    END IF;
    IF last_new - first_new + 1 <> how_many
       OR (first_new <> 1 AND before IS NULL)
       OR last_of_all > last_new THEN
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
    IF nobody IS NOT NULL THEN
        RAISE check_violation USING MESSAGE = format(
            'by is one of %s: what is recorded names a person or a token, as person-… or token-…', nobody);
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION ledger.refuse_forgery() OWNER TO {owner};
CREATE OR REPLACE TRIGGER in_order AFTER INSERT ON ledger.entries
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_forgery();
ALTER TABLE ledger.entries ENABLE ALWAYS TRIGGER in_order;
