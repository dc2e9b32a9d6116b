-- The subjects of which this transaction is told what is of a sort. In PL/pgSQL, which keeps how it is done from one call to
-- the next: a function that is put into each statement would be planned anew with it.
CREATE OR REPLACE FUNCTION sight.subjects(of_sort text) RETURNS TABLE (subject text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20 AS $$
BEGIN
    RETURN QUERY
    SELECT jsonb_array_elements_text(held.subjects) COLLATE "C"
    FROM jsonb_each(sight.stated()) AS held (relationships, subjects)
    WHERE string_to_array(held.relationships, ' ') && ARRAY(SELECT r.relationship FROM sight.rights r WHERE r.sort = of_sort);
END $$;
ALTER FUNCTION sight.subjects(text) OWNER TO {owner};
