CREATE TABLE codes (code text PRIMARY KEY);
INSERT INTO codes VALUES ('a'), ('b');
CREATE TABLE items (
  id integer PRIMARY KEY,
  code text DEFAULT 'a' REFERENCES codes,
  size integer,
  CONSTRAINT items_code CHECK (code <> '') NO INHERIT
);
ALTER TABLE items ALTER COLUMN code SET STORAGE MAIN;
ALTER TABLE items ALTER COLUMN code SET STATISTICS 50;
ALTER TABLE items ALTER COLUMN code SET (n_distinct = 7);
CREATE INDEX items_by_code ON items (lower(code), size) WHERE code <> 'none';
ALTER INDEX items_by_code ALTER COLUMN 1 SET STATISTICS 10;
CREATE STATISTICS items_code_with_size ON code, size FROM items;
CREATE FUNCTION same() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER items_same BEFORE UPDATE OF code ON items FOR EACH ROW EXECUTE FUNCTION same();
CREATE VIEW item_codes AS SELECT id, code AS what FROM items;
CREATE MATERIALIZED VIEW item_counts AS SELECT code AS what, count(*) AS times FROM items GROUP BY code;
COMMENT ON COLUMN items.code IS 'which';
COMMENT ON CONSTRAINT items_code_fkey ON items IS 'a known one';
ALTER TABLE items ENABLE ROW LEVEL SECURITY;
ALTER TABLE items FORCE ROW LEVEL SECURITY;
CREATE POLICY items_own ON items USING (code = current_user);
CREATE POLICY codes_used ON codes USING (EXISTS (SELECT 1 FROM items WHERE items.code = codes.code));
GRANT SELECT (code), UPDATE (code) ON items TO pg_monitor WITH GRANT OPTION;
GRANT SELECT ON item_codes TO PUBLIC;
CREATE PUBLICATION items_out FOR TABLE items;
ALTER TABLE items OWNER TO pg_monitor;
INSERT INTO items SELECT n, 'a', n FROM generate_series(1, 5) AS n;
