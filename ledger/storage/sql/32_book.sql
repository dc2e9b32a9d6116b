-- Which book this is, said once and for all: its keys say the same, wherever they stand.
CREATE TABLE IF NOT EXISTS ledger.book (id uuid NOT NULL);
ALTER TABLE ledger.book OWNER TO {owner};
GRANT SELECT ON ledger.book TO {writer};
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.book
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.book ENABLE ALWAYS TRIGGER append_only;
