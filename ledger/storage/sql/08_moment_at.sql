-- The last position up to one of an entry that moves what is told as of now; 0 if there was none. What the ledger writes of itself
-- tells nothing of anybody: it moves no moment, so that nothing kept is let go because somebody looked.
CREATE INDEX IF NOT EXISTS moments ON ledger.entries (position) WHERE NOT starts_with(stream, 'ledger-');
CREATE OR REPLACE FUNCTION ledger.moment_at(until bigint) RETURNS bigint LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(max(position), 0) FROM ledger.entries WHERE position <= until AND NOT starts_with(stream, 'ledger-')
$$;
ALTER FUNCTION ledger.moment_at(bigint) OWNER TO {owner};
GRANT EXECUTE ON FUNCTION ledger.moment_at(bigint) TO {writer}, {reader}, {projector};
