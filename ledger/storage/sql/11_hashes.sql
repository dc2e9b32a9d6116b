-- Hashes of the tree that stand side by side, as they were derived: level 0 over the leaves, each level over 256 of the one below.
-- A row holds some of one tile; a tile is its rows in order. So the tree grows without a hash being written twice or a row changed.
CREATE TABLE IF NOT EXISTS proofs.hashes (
    level  smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
    first  bigint NOT NULL CHECK (first >= 0),   -- number of the first of these hashes on its level
    hashes bytea NOT NULL,                       -- 32 bytes each
    PRIMARY KEY (level, first),
    CHECK (octet_length(hashes) > 0 AND octet_length(hashes) % 32 = 0),
    CHECK (first % 256 + octet_length(hashes) / 32 <= 256)
);
ALTER TABLE proofs.hashes ALTER COLUMN hashes SET STORAGE EXTERNAL;  -- there is nothing to compress
ALTER TABLE proofs.hashes OWNER TO {owner};
GRANT SELECT ON proofs.hashes TO {writer}, {reader}, {projector}, {publisher};
REVOKE INSERT ON proofs.hashes FROM {projector};

-- How the tree grows. Whoever inserts by itself makes leaves as they were before there were salts: that is refused.
CREATE OR REPLACE FUNCTION proofs.grow(levels smallint[], firsts bigint[], hashes bytea[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO proofs.hashes SELECT * FROM unnest(levels, firsts, hashes)
$$;
ALTER FUNCTION proofs.grow OWNER TO {owner};
REVOKE ALL ON FUNCTION proofs.grow FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION proofs.grow FROM {projector};
GRANT EXECUTE ON FUNCTION proofs.grow TO {publisher};

-- How many hashes a level has: as many as there are leaves on level 0.
CREATE OR REPLACE FUNCTION proofs.width(of_level int) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce((SELECT first + octet_length(hashes) / 32 FROM proofs.hashes
                     WHERE level = of_level ORDER BY first DESC LIMIT 1), 0)
$$;
ALTER FUNCTION proofs.width(int) OWNER TO {owner};
GRANT EXECUTE ON FUNCTION proofs.width(int) TO {writer}, {reader}, {projector}, {publisher};
