-- What an answer holds, in the plain tables that somebody would make who keeps neither history nor seals.

CREATE SCHEMA peer;

CREATE TABLE peer.units (
    id text PRIMARY KEY
);

CREATE TABLE peer.people (
    id text PRIMARY KEY,
    name text NOT NULL,
    job_title text,
    level text,
    unit text REFERENCES peer.units
);
CREATE INDEX ON peer.people (unit, id);

CREATE TABLE peer.entries (
    position integer PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    event json
);

CREATE TABLE peer.milestones (
    person text REFERENCES peer.people,
    place integer,
    kind text NOT NULL,
    part text NOT NULL,
    stage text,
    effective_on date NOT NULL,
    position integer NOT NULL REFERENCES peer.entries,
    PRIMARY KEY (person, place)
);
CREATE INDEX ON peer.milestones (position);

CREATE TABLE peer.roles (
    id text PRIMARY KEY,
    place integer NOT NULL,
    title text NOT NULL,
    unit text REFERENCES peer.units,
    critical boolean NOT NULL,
    vacant boolean NOT NULL
);
CREATE INDEX ON peer.roles (place);
CREATE INDEX ON peer.roles (unit, place);

CREATE TABLE peer.holders (
    role text REFERENCES peer.roles,
    place integer,
    person text NOT NULL REFERENCES peer.people,
    appointment_kind text NOT NULL,
    since date NOT NULL,
    PRIMARY KEY (role, place)
);
CREATE INDEX ON peer.holders (person);

CREATE TABLE peer.successors (
    role text REFERENCES peer.roles,
    place integer,
    person text NOT NULL REFERENCES peer.people,
    rank integer,
    readiness text,
    standing boolean NOT NULL,
    PRIMARY KEY (role, place)
);
CREATE INDEX ON peer.successors (person);
