-- The entries of the book that this transaction may open: of a kind that is told to all, or that it is told of the stream, of
-- another subject that the entry touches, or of the entry itself where it is on a file.
CREATE OR REPLACE VIEW sight.entries WITH (security_barrier) AS
    WITH told AS MATERIALIZED (SELECT t.subject, t.kind FROM sight.told(true) t)
    SELECT e.* FROM ledger.entries e
    WHERE (SELECT sight.everything())
       OR e.kind IN (SELECT o.kind FROM sight.open_kinds(true) o)
       OR (e.stream, e.kind) IN (SELECT t.subject, t.kind FROM told t)
       OR (e.stream || '@' || coalesce(e.supersedes, e.version), e.kind) IN (SELECT t.subject, t.kind FROM told t)
       OR (SELECT true FROM ledger.concerns c  -- one by one: asked of few, and never of all that there are
           WHERE c.subject = ANY (ARRAY(SELECT t.subject FROM told t)) AND c.kind = e.kind AND c.position = e.position
             AND (c.subject, c.kind) IN (SELECT t.subject, t.kind FROM told t) LIMIT 1);
ALTER VIEW sight.entries OWNER TO {owner};
GRANT SELECT ON sight.entries TO {reader};
