-- Of which sort each kind of entry is, under every name that it was ever stored under; and for what else one is opened, as
-- names are read from the entries in which somebody joined.
CREATE TABLE IF NOT EXISTS sight.kinds (
    kind   text COLLATE "C",
    sort   text COLLATE "C",
    opened boolean,                              -- only opened for what is of that sort, and told by another
    PRIMARY KEY (kind, sort)
);
ALTER TABLE sight.kinds OWNER TO {owner};
GRANT SELECT ON sight.kinds TO {reader}, {projector};
