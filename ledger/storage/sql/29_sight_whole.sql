-- Whether this transaction is told what is of a sort of everybody: as it is told everything, or reads by a pass. A pass that is
-- for figures is good only for whoever is told figures of the organisation.
CREATE OR REPLACE FUNCTION sight.whole(of_sort text) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    stated jsonb := sight.stated();
BEGIN
    IF stated -> '*' IS NULL THEN
        RETURN sight.everything();
    END IF;
    RETURN EXISTS (
        SELECT FROM sight.passes p, sight.told_to t WHERE p.sort = of_sort AND stated -> '*' ? p.pass
        AND (p.told_by IS NULL OR t.sorts -> p.told_by
             ?| string_to_array(coalesce(stated ->> 'organisation', stated ->> ''), ' ')));
END $$;
ALTER FUNCTION sight.whole(text) OWNER TO {owner};
