CREATE SCHEMA reports;
CREATE TABLE makers (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE parts (
  id integer PRIMARY KEY,
  maker integer NOT NULL REFERENCES makers (id),
  code integer NOT NULL DEFAULT 1
);
INSERT INTO makers VALUES (1, 'Ada'), (2, 'Grace');
INSERT INTO parts SELECT n, 1 + n % 2, n * 10 FROM generate_series(1, 8) AS n;

CREATE FUNCTION insert_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO parts (id, maker, code) VALUES (NEW.id, 1, NEW.code);
  RETURN NEW;
END $$;

CREATE VIEW part_codes AS
  SELECT p.id, p.code, m.name AS maker FROM parts p JOIN makers m ON m.id = p.maker WHERE p.code IN (10, 20, 30, 77, 78, 79) OR p.code > 1000;
COMMENT ON VIEW part_codes IS 'with the maker''s name';
COMMENT ON COLUMN part_codes.code IS 'as printed';
ALTER VIEW part_codes ALTER COLUMN code SET DEFAULT 77;
CREATE TRIGGER part_codes_insert INSTEAD OF INSERT ON part_codes FOR EACH ROW EXECUTE FUNCTION insert_part();
COMMENT ON TRIGGER part_codes_insert ON part_codes IS 'makes a part';
GRANT SELECT ON part_codes TO pg_monitor WITH GRANT OPTION;
GRANT SELECT (code), UPDATE (code) ON part_codes TO pg_read_all_stats;
GRANT SELECT ON part_codes TO PUBLIC;

-- Over the view, in another schema, of another owner, with a rule of its own.
CREATE VIEW reports."Few codes" WITH (security_barrier = true) AS
  SELECT c.code, count(*) AS times FROM part_codes c CROSS JOIN (SELECT 1 AS one) o WHERE c.code < 100 GROUP BY c.code;
COMMENT ON VIEW reports."Few codes" IS 'the first ones';
CREATE RULE "No delete" AS ON DELETE TO reports."Few codes" DO INSTEAD UPDATE parts SET code = old.code WHERE id = 0;
COMMENT ON RULE "No delete" ON reports."Few codes" IS 'nothing is deleted';
REVOKE ALL ON reports."Few codes" FROM postgres;
GRANT SELECT ON reports."Few codes" TO postgres;
GRANT SELECT, UPDATE ON parts TO pg_monitor;
GRANT CREATE, USAGE ON SCHEMA reports TO pg_monitor;
ALTER VIEW reports."Few codes" OWNER TO pg_monitor;
-- Rows as a whole name no column: it needs nothing.
CREATE VIEW whole_parts AS SELECT p AS part FROM parts p;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_signal_backend;
