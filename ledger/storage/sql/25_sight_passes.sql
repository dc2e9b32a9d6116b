-- The few questions that read of everybody what whoever asks may not see row by row: by name, and which sorts they read so.
CREATE TABLE IF NOT EXISTS sight.passes (
    pass    text COLLATE "C",
    sort    text COLLATE "C",
    told_by text COLLATE "C",                    -- the sort of what is answered, about the organisation; null for all who ask
    PRIMARY KEY (pass, sort)
);
ALTER TABLE sight.passes OWNER TO {owner};
GRANT SELECT ON sight.passes TO {reader}, {projector};
