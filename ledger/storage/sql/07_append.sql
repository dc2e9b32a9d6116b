-- The only way in. Takes the commands of a group, judges each under one lock against what it read, and writes those that still hold.
--
-- Outcomes, one row a command in the order given: recorded, repeated (the same command was recorded before: its first
-- receipt), different (its id was used for something else), conflict (something was written that it would have read: decide
-- again). An entry on a stream is in conflict with a reading of that stream if it comes after it, and is of a kind that was
-- read or supersedes another entry; where kinds are null, any entry is. Versions are given here, as positions are.
-- No command of a group may write what another of them has read, unless `together`: then their entries build on each other
-- (all streams that they write must be read whole, so that their versions are those foreseen, and need not be told), and if
-- one is in conflict or was recorded before, no other is written. Nothing is written where the clock is past `latest`:
-- it has jumped, and what it would say of the time would stay for good.
-- What was recorded before under names that are neither a person nor a token stays, and repeats as ever.
DO $$
DECLARE
    earlier regprocedure;  -- with other parameters, which would stand beside this one
BEGIN
    FOR earlier IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'ledger'::regnamespace AND p.proname = 'append' LOOP
        EXECUTE format('DROP FUNCTION %s', earlier);
    END LOOP;
END $$;

CREATE FUNCTION ledger.append(
    command_ids uuid[], digests bytea[], recorders text[],
    entry_command int[], streams text[], kinds text[], states bytea[], superseded bigint[], salts bytea[],
    concern_entry int[], concern_subjects text[], concern_kinds text[],
    read_command int[], read_streams text[], read_versions bigint[], read_kinds text[],  -- streams read, how far they went, kinds
    key_command int[], key_subjects text[], key_kinds text[], key_since bigint[],        -- index keys read, and when
    together boolean DEFAULT false, latest timestamptz DEFAULT 'infinity'
) RETURNS TABLE (outcome text, first_position bigint, last_position bigint, recorded_at timestamptz, versions bigint[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    last_entry record;
    conflicts int[];
    words constant text[] := ARRAY['recorded', 'repeated', 'different', 'conflict'];
    outcomes int[];  -- as places in words: elements of one width are found at once, however many there are
    first_before bigint[];  -- of commands that were recorded before, like the next two
    last_before bigint[];
    recorded_before timestamptz[];
    amending int[];  -- by entry, the number of the one before it that corrects or retracts the same, where there are such
    origins bigint[];  -- by entry, the position of what it corrects or retracts, where that was written before; and the salt
    amended bytea[];  -- of that or of the last that corrected or retracted it
    now_at timestamptz;
BEGIN
    LOCK TABLE ledger.append_turn IN SHARE ROW EXCLUSIVE MODE;
    IF clock_timestamp() > latest THEN
        RAISE EXCEPTION 'the clock of the database has jumped' USING ERRCODE = 'LL001',
            DETAIL = to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI');
    END IF;
    SELECT e.position, e.recorded_at INTO last_entry FROM ledger.entries e ORDER BY e.position DESC LIMIT 1;
    now_at := greatest(clock_timestamp(), last_entry.recorded_at);

    conflicts := ARRAY(  -- one look at all that was read: streams that have grown, below zero, and keys with more under them
        SELECT -r.command FROM unnest(read_command, read_streams, read_versions) AS r(command, stream, version)
        WHERE r.version IS DISTINCT FROM coalesce(
            (SELECT e.version FROM ledger.entries e WHERE e.stream = r.stream AND e.version >= r.version
             ORDER BY e.version DESC LIMIT 1), 0)
        UNION ALL
        SELECT k.command FROM unnest(key_command, key_subjects, key_kinds, key_since) AS k(command, subject, kind, since)
        WHERE k.since < last_entry.position AND EXISTS (
            SELECT FROM ledger.concerns c WHERE c.subject = k.subject AND c.kind = k.kind AND c.position > k.since));
    IF 0 > ANY (conflicts) THEN  -- mostly not; else whether they have grown by what would have been read
        conflicts := ARRAY(
            SELECT n FROM unnest(conflicts) AS n WHERE n > 0
            UNION ALL
            SELECT r.command
            FROM unnest(read_command, read_streams, read_versions, read_kinds) AS r(command, stream, version, kinds),
                 LATERAL (SELECT coalesce((SELECT e.version FROM ledger.entries e WHERE e.stream = r.stream
                                           ORDER BY e.version DESC LIMIT 1), 0) AS version) AS last
            WHERE CASE WHEN r.kinds IS NULL OR last.version < r.version THEN last.version IS DISTINCT FROM r.version
                  ELSE EXISTS (SELECT FROM ledger.entries e WHERE e.stream = r.stream AND e.version > r.version
                               AND (e.supersedes IS NOT NULL OR e.kind = ANY (string_to_array(r.kinds, ',')))) END);
    END IF;
    outcomes := ARRAY(
        SELECT CASE WHEN r.command_id IS NULL
                    THEN CASE WHEN c.n = ANY (conflicts) OR (together AND cardinality(conflicts) > 0) THEN 4 ELSE 1 END
                    WHEN r.digest = c.digest THEN 2 ELSE 3 END
        FROM unnest(command_ids, digests) WITH ORDINALITY AS c(id, digest, n)
        LEFT JOIN ledger.receipts r ON r.command_id = c.id ORDER BY c.n);
    IF together AND outcomes && ARRAY[2, 3] THEN
        outcomes := array_replace(outcomes, 1, 4);
    END IF;

    IF 2 = ANY (outcomes) THEN
        SELECT array_agg(r.first_position ORDER BY o.n), array_agg(r.last_position ORDER BY o.n), array_agg(e.recorded_at ORDER BY o.n)
        INTO first_before, last_before, recorded_before
        FROM unnest(outcomes) WITH ORDINALITY AS o(outcome, n)
        LEFT JOIN ledger.receipts r ON o.outcome = 2 AND r.command_id = command_ids[o.n]
        LEFT JOIN ledger.entries e ON e.position = r.first_position;
    END IF;
    IF cardinality(array_remove(superseded, NULL)) > 0 THEN
        SELECT array_agg(w.amending ORDER BY w.n), array_agg(origin.position ORDER BY w.n), array_agg(last.salt ORDER BY w.n)
        INTO amending, origins, amended
        FROM (SELECT w.*, CASE WHEN w.supersedes IS NOT NULL THEN lag(w.n) OVER (
                  PARTITION BY w.stream COLLATE "C", w.supersedes, outcomes[w.command] ORDER BY w.n) END AS amending
              FROM unnest(entry_command, streams, superseded) WITH ORDINALITY AS w(command, stream, supersedes, n)) AS w
        LEFT JOIN ledger.entries AS origin ON origin.stream = w.stream AND origin.version = w.supersedes
        LEFT JOIN LATERAL (  -- an entry of before there were salts has a hash instead
            SELECT coalesce(e.salt, substr(sha256('unsalted '::bytea || e.stored), 1, 16)) AS salt
            FROM ledger.entries e WHERE e.stream = w.stream AND w.supersedes IN (e.version, e.supersedes)
            AND e.version >= w.supersedes ORDER BY e.version DESC LIMIT 1) AS last ON true;
    END IF;

    IF 1 = ANY (outcomes) THEN
        RETURN QUERY
        WITH commands AS MATERIALIZED (
            SELECT * FROM unnest(command_ids, digests, recorders, outcomes) WITH ORDINALITY AS c(id, digest, by, outcome, n)
        ), numbered AS MATERIALIZED (  -- each with the salt of the one before it on its stream
            SELECT coalesce(last_entry.position, 0) + row_number() OVER (ORDER BY w.n) AS position,
                   coalesce(before.version, 0) + row_number() OVER on_stream AS version,
                   coalesce(lag(w.salt) OVER on_stream, before.salt) AS follows, w.*
            FROM unnest(entry_command, streams, kinds, states, superseded, salts)
                 WITH ORDINALITY AS w(command, stream, kind, stored, supersedes, salt, n)
            LEFT JOIN LATERAL (  -- an entry of before there were salts has a hash instead
                SELECT e.version, coalesce(e.salt, substr(sha256('unsalted '::bytea || e.stored), 1, 16)) AS salt
                FROM ledger.entries e WHERE e.stream = w.stream ORDER BY e.version DESC LIMIT 1) AS before ON true
            WHERE outcomes[w.command] = 1
            WINDOW on_stream AS (PARTITION BY w.stream COLLATE "C" ORDER BY w.n)
        ), written AS (
            INSERT INTO ledger.entries
            SELECT n.position, n.stream, n.version, n.kind, n.stored,
                   CASE WHEN n.supersedes IS NULL THEN n.position ELSE coalesce(
                       origins[n.n],
                       (SELECT o.position FROM numbered o WHERE o.stream = n.stream AND o.version = n.supersedes)) END,
                   n.supersedes, now_at, c.by, c.id, n.salt, n.follows,
                   CASE WHEN n.supersedes IS NOT NULL THEN coalesce(
                       salts[amending[n.n]], amended[n.n],
                       (SELECT o.salt FROM numbered o WHERE o.stream = n.stream AND o.version = n.supersedes)) END
            FROM numbered n JOIN commands c ON c.n = n.command ORDER BY n.position
        ), concerned AS (
            INSERT INTO ledger.concerns
            SELECT c.subject, c.kind, n.position
            FROM unnest(concern_entry, concern_subjects, concern_kinds) AS c(entry, subject, kind)
            JOIN numbered n ON n.n = c.entry
        ), spans AS (
            SELECT n.command, min(n.position) AS first, max(n.position) AS last,
                   array_agg(n.version ORDER BY n.position) AS versions
            FROM numbered n GROUP BY n.command
        ), receipted AS (
            INSERT INTO ledger.receipts
            SELECT c.id, c.digest, s.first, s.last FROM spans s JOIN commands c ON c.n = s.command
        )
        SELECT words[c.outcome], coalesce(s.first, first_before[c.n]), coalesce(s.last, last_before[c.n]),
               CASE WHEN s.first IS NOT NULL THEN now_at ELSE recorded_before[c.n] END,
               CASE WHEN NOT together THEN s.versions END
        FROM commands c LEFT JOIN spans s ON s.command = c.n ORDER BY c.n;
        PERFORM pg_notify('ledger', '');
    ELSE
        RETURN QUERY
        SELECT words[o.outcome], first_before[o.n], last_before[o.n], recorded_before[o.n], NULL::bigint[]
        FROM unnest(outcomes) WITH ORDINALITY AS o(outcome, n) ORDER BY o.n;
    END IF;
END $$;
ALTER FUNCTION ledger.append OWNER TO {owner};
REVOKE ALL ON FUNCTION ledger.append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.append TO {writer};
