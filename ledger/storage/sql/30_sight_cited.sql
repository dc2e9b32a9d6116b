-- The entry that a remark stands beside, as the remark says in the open; null where what is stored is no JSON any more.
CREATE OR REPLACE FUNCTION sight.cited(stored bytea) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN pg_input_is_valid(encode(stored, 'escape'), 'jsonb')
           THEN encode(stored, 'escape')::jsonb #> '{{open,entry}}' END
$$;
ALTER FUNCTION sight.cited(bytea) OWNER TO {owner};
