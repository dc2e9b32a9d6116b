-- The tree only grows, at its right edge, and no checkpoint is signed over less than the one before.
DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['hashes', 'checkpoints', 'verifier_keys'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proofs.%I
                        FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', kept);
        EXECUTE format('ALTER TABLE proofs.%I ENABLE ALWAYS TRIGGER append_only', kept);
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION proofs.refuse_gap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    astray record;
BEGIN
    SELECT n.level, n.first INTO astray
    FROM (SELECT w.level, w.first, lag(w.first + octet_length(w.hashes) / 32) OVER in_order AS before
          FROM written w WINDOW in_order AS (PARTITION BY w.level ORDER BY w.first)) n
    WHERE n.first <> coalesce(n.before, (SELECT h.first + octet_length(h.hashes) / 32 FROM proofs.hashes h
                                         WHERE h.level = n.level AND h.first < n.first ORDER BY h.first DESC LIMIT 1), 0)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the tree grows at its right edge only: hash % of level % is refused', astray.first, astray.level
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION proofs.refuse_gap() OWNER TO {owner};
CREATE OR REPLACE TRIGGER in_order AFTER INSERT ON proofs.hashes
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION proofs.refuse_gap();
ALTER TABLE proofs.hashes ENABLE ALWAYS TRIGGER in_order;

CREATE OR REPLACE FUNCTION proofs.refuse_shrinking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.size > proofs.width(0) OR NEW.size < (SELECT max(size) FROM proofs.checkpoints) THEN
        RAISE EXCEPTION 'a checkpoint over % leaves is refused: the tree has %, and none may be over less than the last one',
            NEW.size, proofs.width(0) USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION proofs.refuse_shrinking() OWNER TO {owner};
CREATE OR REPLACE TRIGGER never_less BEFORE INSERT ON proofs.checkpoints
    FOR EACH ROW EXECUTE FUNCTION proofs.refuse_shrinking();
ALTER TABLE proofs.checkpoints ENABLE ALWAYS TRIGGER never_less;
