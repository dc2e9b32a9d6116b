-- The kinds of entries that this transaction is told of each subject; with those that are `opened` for something else. The
-- same may come twice.
CREATE OR REPLACE FUNCTION sight.told(with_opened boolean) RETURNS TABLE (subject text, kind text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100 AS $$
BEGIN
    RETURN QUERY
    SELECT jsonb_array_elements_text(held.subjects) COLLATE "C", k.kind
    FROM jsonb_each(sight.stated()) AS held (relationships, subjects)
    CROSS JOIN LATERAL unnest(string_to_array(held.relationships, ' ')) AS standing (relationship)
    JOIN sight.rights r ON r.relationship = standing.relationship
    JOIN sight.kinds k ON k.sort = r.sort AND (with_opened OR NOT k.opened);
END $$;
ALTER FUNCTION sight.told(boolean) OWNER TO {owner};
