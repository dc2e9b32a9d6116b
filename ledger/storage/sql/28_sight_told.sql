-- The kinds of entries that this transaction is told of each subject; with those that are `opened` for something else.
CREATE OR REPLACE FUNCTION sight.told(with_opened boolean) RETURNS TABLE (subject text, kind text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100 AS $$
DECLARE
    held record;
    sorts text[];
BEGIN
    FOR held IN SELECT * FROM jsonb_each(sight.stated()) AS e (relationships, subjects) LOOP
        sorts := ARRAY(SELECT r.sort FROM sight.rights r WHERE r.relationship = ANY (string_to_array(held.relationships, ' ')));
        RETURN QUERY SELECT jsonb_array_elements_text(held.subjects) COLLATE "C", k.kind
                     FROM sight.kinds k WHERE k.sort = ANY (sorts) AND (with_opened OR NOT k.opened);
    END LOOP;
END $$;
ALTER FUNCTION sight.told(boolean) OWNER TO {owner};
