-- To whom each kind of entry and each sort is told, by how they stand to whom it is about: the tables before put together, so
-- that a statement looks at one row, once, and at nothing else for each row that it tells.
CREATE OR REPLACE VIEW sight.put_together AS
    WITH each AS (SELECT k.kind, k.opened, r.sort, r.relationship FROM sight.rights r LEFT JOIN sight.kinds k USING (sort))
    SELECT (SELECT jsonb_object_agg(kind, those) FROM (
                SELECT kind, jsonb_agg(DISTINCT relationship) AS those FROM each WHERE NOT opened GROUP BY kind) k) AS kinds,
           (SELECT jsonb_object_agg(kind, those) FROM (
                SELECT kind, jsonb_agg(DISTINCT relationship) AS those FROM each WHERE kind IS NOT NULL GROUP BY kind) k) AS opened,
           (SELECT jsonb_object_agg(sort, those) FROM (
                SELECT sort, jsonb_agg(DISTINCT relationship) AS those FROM each GROUP BY sort) s) AS sorts;
ALTER VIEW sight.put_together OWNER TO {owner};
GRANT SELECT ON sight.put_together TO {projector};

CREATE TABLE IF NOT EXISTS sight.told_to (
    kinds  jsonb,                                -- by kind, to whom it is told
    opened jsonb,                                -- the same with those for whom it is opened for what it says of another sort
    sorts  jsonb                                 -- by sort, to whom it is told
);
ALTER TABLE sight.told_to OWNER TO {owner};
GRANT SELECT ON sight.told_to TO {reader}, {projector};
DELETE FROM sight.told_to;
INSERT INTO sight.told_to TABLE sight.put_together;
CREATE UNIQUE INDEX IF NOT EXISTS told_to_is_one_row ON sight.told_to ((true));
