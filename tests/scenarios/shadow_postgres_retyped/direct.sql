DROP VIEW doubled, numbers;
DROP RULE orders_kept ON orders;
DROP POLICY orders_seen ON orders;
DROP TRIGGER orders_told ON orders;
DO $$ BEGIN
  IF current_setting('server_version_num')::integer >= 150000 THEN
    EXECUTE 'ALTER PUBLICATION orders_part DROP TABLE orders';
  END IF;
END $$;
ALTER TABLE orders ALTER COLUMN number TYPE bigint, ADD COLUMN remark text;
CREATE VIEW numbers WITH (security_barrier) AS SELECT id, number FROM orders WHERE number > 0 WITH CASCADED CHECK OPTION;
COMMENT ON VIEW numbers IS 'of all';
COMMENT ON COLUMN numbers.number IS 'of each';
ALTER VIEW numbers ALTER COLUMN number SET DEFAULT 77;
GRANT SELECT, INSERT, UPDATE (number) ON numbers TO pg_monitor WITH GRANT OPTION;
ALTER VIEW numbers OWNER TO pg_read_all_stats;
CREATE VIEW doubled AS SELECT max(number) * 2 AS twice, count(*) AS n FROM numbers;
GRANT SELECT ON doubled TO PUBLIC;
COMMENT ON VIEW doubled IS 'over the other';
CREATE POLICY orders_seen ON orders TO pg_monitor, pg_read_all_stats USING (number < 1000000) WITH CHECK (number > -5);
CREATE TRIGGER orders_told AFTER UPDATE OF number ON orders FOR EACH ROW WHEN (old.number <> new.number)
  EXECUTE FUNCTION note();
CREATE RULE orders_kept AS ON DELETE TO orders WHERE old.number = 3 DO INSTEAD NOTHING;
DO $$ BEGIN
  IF current_setting('server_version_num')::integer >= 150000 THEN
    EXECUTE 'ALTER PUBLICATION orders_part ADD TABLE ONLY orders (id, number) WHERE (id > 5)';
  END IF;
END $$;
