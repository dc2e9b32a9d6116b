-- The moment of an instant: the last position written at or before it, as ledger.moment_at() counts; 0 if there was none.
-- Positions have no gaps and times never go back, so it is found by halving.
CREATE OR REPLACE FUNCTION ledger.position_at(instant timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    low bigint := 0;
    high bigint := (SELECT coalesce(max(position), 0) FROM ledger.entries);
    middle bigint;
BEGIN
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF (SELECT recorded_at FROM ledger.entries WHERE position = middle) <= instant THEN
            low := middle;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    RETURN ledger.moment_at(low);
END $$;
ALTER FUNCTION ledger.position_at(timestamptz) OWNER TO {owner};
GRANT EXECUTE ON FUNCTION ledger.position_at(timestamptz) TO {writer}, {reader}, {projector};
