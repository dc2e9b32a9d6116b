-- The position of the first entry with a salt; null if there is none. Once there are salts every entry has one, so it is found
-- by halving.
CREATE OR REPLACE FUNCTION ledger.salted_since() RETURNS bigint LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    low bigint := 1;
    high bigint := (SELECT coalesce(max(position), 0) + 1 FROM ledger.entries);
    middle bigint;
BEGIN
    WHILE low < high LOOP
        middle := (low + high) / 2;
        IF (SELECT salt IS NOT NULL FROM ledger.entries WHERE position = middle) THEN
            high := middle;
        ELSE
            low := middle + 1;
        END IF;
    END LOOP;
    RETURN (SELECT position FROM ledger.entries WHERE position = low);
END $$;
ALTER FUNCTION ledger.salted_since() OWNER TO {owner};
GRANT EXECUTE ON FUNCTION ledger.salted_since() TO {writer}, {reader}, {projector}, {publisher};
