DROP VIEW reports."Few codes";
DROP VIEW part_codes;
ALTER TABLE parts ALTER COLUMN code TYPE bigint;
CREATE VIEW part_codes AS
  SELECT p.id, p.code, m.name AS maker FROM parts p JOIN makers m ON m.id = p.maker WHERE p.code = ANY (ARRAY[10, 20, 30, 77, 78, 79]) OR p.code > 1000;
COMMENT ON VIEW part_codes IS 'with the maker''s name';
COMMENT ON COLUMN part_codes.code IS 'as printed';
ALTER VIEW part_codes ALTER COLUMN code SET DEFAULT 77;
CREATE TRIGGER part_codes_insert INSTEAD OF INSERT ON part_codes FOR EACH ROW EXECUTE FUNCTION insert_part();
COMMENT ON TRIGGER part_codes_insert ON part_codes IS 'makes a part';
REVOKE ALL ON part_codes FROM pg_signal_backend;
GRANT SELECT ON part_codes TO pg_monitor WITH GRANT OPTION;
GRANT SELECT (code), UPDATE (code) ON part_codes TO pg_read_all_stats;
GRANT SELECT ON part_codes TO PUBLIC;
CREATE VIEW reports."Few codes" WITH (security_barrier = true) AS
  SELECT c.code, count(*) AS times FROM part_codes c CROSS JOIN (SELECT 1 AS one) o WHERE c.code < 100 GROUP BY c.code;
COMMENT ON VIEW reports."Few codes" IS 'the first ones';
REVOKE ALL ON reports."Few codes" FROM pg_signal_backend;
CREATE RULE "No delete" AS ON DELETE TO reports."Few codes" DO INSTEAD UPDATE parts SET code = old.code WHERE id = 0;
COMMENT ON RULE "No delete" ON reports."Few codes" IS 'nothing is deleted';
REVOKE ALL ON reports."Few codes" FROM postgres;
GRANT SELECT ON reports."Few codes" TO postgres;
ALTER VIEW reports."Few codes" OWNER TO pg_monitor;
