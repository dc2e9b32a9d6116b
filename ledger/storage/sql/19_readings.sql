-- Who has looked at what is told of people: a log of its own, one line a request, each chained to the line before it.
CREATE TABLE IF NOT EXISTS ledger.readings (
    number bigint PRIMARY KEY,                   -- from 1 without gaps
    at     timestamptz NOT NULL,                 -- the database's clock
    reader text COLLATE "C" NOT NULL,            -- a person, or a system's token
    seen   jsonb NOT NULL,                       -- by subject, the sorts of what was told of it, and to whom as what
    hash   bytea NOT NULL                        -- over the hash before it, and this line
);
CREATE TABLE IF NOT EXISTS ledger.readings_of (
    subject text COLLATE "C",
    number  bigint,
    PRIMARY KEY (subject, number)
);
ALTER TABLE ledger.readings OWNER TO {owner};
ALTER TABLE ledger.readings_of OWNER TO {owner};
GRANT SELECT ON ledger.readings, ledger.readings_of TO {reader};

DO $$
DECLARE
    log text;
BEGIN
    FOREACH log IN ARRAY ARRAY['readings', 'readings_of'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.%I
                        FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', log);
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ALWAYS TRIGGER append_only', log);
    END LOOP;
END $$;

-- The only way in: several lines at once, under a lock that is not the book's.
CREATE OR REPLACE FUNCTION ledger.note_readings(readers text[], seen text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last record;
    line int;
    now_at timestamptz;
BEGIN
    LOCK TABLE ledger.readings_turn IN SHARE ROW EXCLUSIVE MODE;
    SELECT r.number, r.at, r.hash INTO last FROM ledger.readings r ORDER BY r.number DESC LIMIT 1;
    last.number := coalesce(last.number, 0);
    last.hash := coalesce(last.hash, ''::bytea);
    now_at := greatest(clock_timestamp(), last.at);
    FOR line IN 1 .. cardinality(readers) LOOP
        last.number := last.number + 1;
        last.hash := ledger.hash_of_reading(last.hash, last.number, now_at, readers[line], seen[line]::jsonb);
        INSERT INTO ledger.readings VALUES (last.number, now_at, readers[line], seen[line]::jsonb, last.hash);
        INSERT INTO ledger.readings_of SELECT subject, last.number FROM jsonb_object_keys(seen[line]::jsonb) AS subject;
    END LOOP;
END $$;

-- What chains a line to the one before it.
CREATE OR REPLACE FUNCTION ledger.hash_of_reading(before bytea, number bigint, at timestamptz, reader text, seen jsonb)
RETURNS bytea LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT sha256(before || convert_to(concat_ws(E'\n', number, extract(epoch FROM at), reader, seen), 'UTF8'))
$$;
ALTER FUNCTION ledger.note_readings(text[], text[]) OWNER TO {owner};
ALTER FUNCTION ledger.hash_of_reading(bytea, bigint, timestamptz, text, jsonb) OWNER TO {owner};
REVOKE EXECUTE ON FUNCTION ledger.note_readings(text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.note_readings(text[], text[]) TO {reader};
