DROP POLICY letters_open ON letters;
DROP TRIGGER letters_same ON letters;
DROP INDEX letters_once;
DROP STATISTICS letters_body_with_size;
ALTER TABLE letters DROP CONSTRAINT letters_body;
ALTER TABLE letters ALTER COLUMN body DROP DEFAULT;
ALTER TABLE letters ALTER COLUMN body TYPE character varying(40) COLLATE "C" USING left(body, 40);
ALTER TABLE letters ALTER COLUMN body SET DEFAULT CAST(('empty'::text) AS character varying(40));
ALTER TABLE letters ADD CONSTRAINT letters_body CHECK (body <> '') NO INHERIT;
ALTER TABLE letters ALTER COLUMN body SET STORAGE EXTERNAL;
DO $$ BEGIN
  IF current_setting('server_version_num')::integer >= 140000 THEN
    EXECUTE 'ALTER TABLE letters ALTER COLUMN body SET COMPRESSION pglz';
  END IF;
END $$;
CREATE UNIQUE INDEX letters_once ON letters (body varchar_pattern_ops, size) WITH (fillfactor = 60);
CREATE STATISTICS letters_body_with_size (mcv) ON body, size FROM letters;
CREATE TRIGGER letters_same AFTER UPDATE OF body ON letters FOR EACH ROW EXECUTE FUNCTION same();
COMMENT ON CONSTRAINT letters_body ON letters IS 'it says something';
COMMENT ON INDEX letters_once IS 'one of each';
ALTER TABLE letters CLUSTER ON letters_once;
CREATE POLICY letters_open ON letters FOR UPDATE TO pg_monitor USING (body <> 'sealed') WITH CHECK (body <> 'opened');
