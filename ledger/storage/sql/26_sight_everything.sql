-- Whether this transaction is told everything, as systems are.
CREATE OR REPLACE FUNCTION sight.everything() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('leadership.sight', true) = '*', false)
$$;
ALTER FUNCTION sight.everything() OWNER TO {owner};
