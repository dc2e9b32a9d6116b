-- To whom each sort of information is told: by how they stand to whom, or what, it is about.
CREATE TABLE IF NOT EXISTS sight.rights (
    sort         text COLLATE "C",
    relationship text COLLATE "C",
    PRIMARY KEY (sort, relationship)
);
ALTER TABLE sight.rights OWNER TO {owner};
GRANT SELECT ON sight.rights TO {reader}, {projector};
