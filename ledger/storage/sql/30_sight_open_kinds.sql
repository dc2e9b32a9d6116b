-- The kinds of entries that are told of everybody: to all who ask in their own name, as nothing is told where nobody is known
-- to; and with those that are `opened` for something else, what a pass reads.
CREATE OR REPLACE FUNCTION sight.open_kinds(with_opened boolean) RETURNS TABLE (kind text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 30 AS $$
DECLARE
    stated jsonb := sight.stated();
BEGIN
    IF stated IS NOT NULL THEN
        RETURN QUERY SELECT k.kind FROM sight.kinds k JOIN sight.rights r USING (sort)
                     WHERE r.relationship = 'colleague' AND (with_opened OR NOT k.opened);
        IF with_opened AND stated ? '*' THEN
            RETURN QUERY SELECT k.kind FROM sight.kinds k WHERE sight.whole(k.sort);
        END IF;
    END IF;
END $$;
ALTER FUNCTION sight.open_kinds(boolean) OWNER TO {owner};
