-- The entries of the book that this transaction may open: of a kind that it is told of the stream, of the entry itself where it
-- is on a file, or of another subject that the entry touches; or that is read by a pass. A remark is told to whoever is told
-- the entry that it stands beside, be it by way of other remarks. What is joined with '{{}}' is unpacked once a statement, and
-- not once a row.
CREATE OR REPLACE VIEW sight.entries WITH (security_barrier) AS
    SELECT e.* FROM ledger.entries e
    WHERE (SELECT sight.everything())
       OR ((SELECT t.opened || '{{}}' FROM sight.told_to t) -> e.kind)
          ?| string_to_array(coalesce((SELECT sight.stated()) ->> e.stream, (SELECT sight.stated()) ->> ''), ' ')
       OR ((SELECT t.opened || '{{}}' FROM sight.told_to t) -> e.kind)
          ?| string_to_array((SELECT sight.stated()) ->> (e.stream || '@' || coalesce(e.supersedes, e.version)), ' ')
       OR CASE WHEN (SELECT sight.stated() ? '*')
          THEN e.kind IN (SELECT k.kind FROM sight.kinds k WHERE sight.whole(k.sort)) END
       OR CASE WHEN e.kind IN (SELECT k.kind FROM sight.kinds k WHERE k.sort = 'remark') THEN EXISTS (
          WITH RECURSIVE beside AS (
              SELECT sight.cited(e.stored) AS at, e.kind, NULL::text COLLATE "C" AS stream, NULL::bigint AS origin
              UNION ALL
              SELECT sight.cited(b.stored), b.kind, b.stream, coalesce(b.supersedes, b.version)
              FROM beside r JOIN ledger.entries b ON b.stream = r.at ->> 'stream' AND b.version::text = r.at ->> 'version'
              WHERE r.kind IN (SELECT k.kind FROM sight.kinds k WHERE k.sort = 'remark'))
          SELECT FROM beside b WHERE b.stream IS NOT NULL AND ((SELECT t.kinds || '{{}}' FROM sight.told_to t) -> b.kind)
              ?| (string_to_array(coalesce((SELECT sight.stated()) ->> b.stream, (SELECT sight.stated()) ->> ''), ' ')
                  || coalesce(string_to_array((SELECT sight.stated()) ->> (b.stream || '@' || b.origin), ' '), '{{}}'))) END
       OR (SELECT true FROM ledger.concerns c  -- one by one: asked of few, and never of all that there are
           WHERE c.subject = ANY (ARRAY(SELECT jsonb_object_keys(sight.stated()))) AND c.kind = e.kind AND c.position = e.position
             AND ((SELECT t.opened || '{{}}' FROM sight.told_to t) -> c.kind)
                 ?| string_to_array((SELECT sight.stated()) ->> c.subject, ' ') LIMIT 1);
ALTER VIEW sight.entries OWNER TO {owner};
GRANT SELECT ON sight.entries TO {reader};

-- What walls went by before, and with it the walls of read models that are made anew.
DROP FUNCTION IF EXISTS sight.told(boolean), sight.open_kinds(boolean), sight.subjects(text) CASCADE;
