-- Nothing is edited, nothing is deleted: to every role, the owner of the tables included.
CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege', HINT = 'Record a correction or a retraction instead.';
END $$;
ALTER FUNCTION ledger.refuse_change() OWNER TO {owner};

DO $$
DECLARE
    book text;
BEGIN
    FOREACH book IN ARRAY ARRAY['entries', 'concerns', 'receipts'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.%I
                        FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', book);
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ALWAYS TRIGGER append_only', book);
    END LOOP;
END $$;
