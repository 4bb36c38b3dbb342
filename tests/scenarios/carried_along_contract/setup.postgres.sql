CREATE TABLE letters (
  id integer PRIMARY KEY,
  size integer,
  body text COLLATE "C" NOT NULL DEFAULT 'empty',
  CONSTRAINT letters_body CHECK (body <> '') NO INHERIT
);
ALTER TABLE letters ALTER COLUMN body SET STORAGE EXTERNAL;
DO $$ BEGIN
  IF current_setting('server_version_num')::integer >= 140000 THEN
    EXECUTE 'ALTER TABLE letters ALTER COLUMN body SET COMPRESSION pglz';
  END IF;
END $$;
ALTER TABLE letters ALTER COLUMN body SET STATISTICS 50;
ALTER TABLE letters ALTER COLUMN body SET (n_distinct = -0.5);
CREATE UNIQUE INDEX letters_once ON letters (body varchar_pattern_ops, size) WITH (fillfactor = 60);
CREATE STATISTICS letters_body_with_size (mcv) ON body, size FROM letters;
CREATE FUNCTION same() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER letters_same AFTER UPDATE OF body ON letters FOR EACH ROW EXECUTE FUNCTION same();
COMMENT ON COLUMN letters.body IS 'what it says';
COMMENT ON CONSTRAINT letters_body ON letters IS 'it says something';
COMMENT ON INDEX letters_once IS 'one of each';
ALTER TABLE letters CLUSTER ON letters_once;
ALTER TABLE letters ENABLE ROW LEVEL SECURITY;
CREATE POLICY letters_open ON letters FOR UPDATE TO pg_monitor USING (body <> 'sealed') WITH CHECK (body <> 'opened');
GRANT SELECT (body), REFERENCES (body) ON letters TO PUBLIC;
CREATE PUBLICATION letters_out FOR TABLE letters;
ALTER TABLE letters OWNER TO pg_monitor;
INSERT INTO letters SELECT n, n, 'letter ' || n FROM generate_series(1, 5) AS n;
