-- The entry that a remark stands beside, as the remark says in the open; null where what is stored is no JSON any more.
CREATE OR REPLACE FUNCTION sight.cited(stored bytea) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE PARALLEL UNSAFE AS $$
BEGIN
    RETURN convert_from(stored, 'UTF8')::jsonb #> '{{open,entry}}';
EXCEPTION WHEN character_not_in_repertoire OR invalid_text_representation OR untranslatable_character THEN
    RETURN NULL;
END $$;
ALTER FUNCTION sight.cited(bytea) OWNER TO {owner};
