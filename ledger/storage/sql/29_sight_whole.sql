-- Whether this transaction is told what is of a sort of everybody: as it is told everything, or reads by a pass. A pass that is
-- for figures is good only for whoever is told figures of the organisation.
CREATE OR REPLACE FUNCTION sight.whole(of_sort text) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    passed jsonb := sight.stated() -> '*';
BEGIN
    IF passed IS NULL THEN
        RETURN sight.everything();
    END IF;
    RETURN EXISTS (
        SELECT FROM sight.passes p WHERE p.sort = of_sort AND passed ? p.pass
        AND (p.told_by IS NULL OR 'organisation' IN (SELECT s.subject FROM sight.subjects(p.told_by) s)));
END $$;
ALTER FUNCTION sight.whole(text) OWNER TO {owner};
