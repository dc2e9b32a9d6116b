-- What was handed down to this transaction: how whoever asks stands to each subject that it is about, and under '' to all
-- others; under “*” by which passes it reads. Null where nothing was, and where everything is told: as “*” alone.
CREATE OR REPLACE FUNCTION sight.stated() RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN current_setting('leadership.sight', true) NOT IN ('', '*')
           THEN current_setting('leadership.sight', true)::jsonb END
$$;
ALTER FUNCTION sight.stated() OWNER TO {owner};
