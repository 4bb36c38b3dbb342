CREATE TABLE orders (id integer PRIMARY KEY, number integer NOT NULL, state varchar(10));
CREATE INDEX orders_number ON orders (number);
CREATE STATISTICS orders_related (dependencies) ON number, state FROM orders;
GRANT SELECT, INSERT ON orders TO pg_monitor;
GRANT UPDATE (number) ON orders TO pg_monitor;
-- Each reads a column that gets another type.
CREATE VIEW numbers WITH (security_barrier) AS SELECT id, number FROM orders WHERE number > 0 WITH CASCADED CHECK OPTION;
COMMENT ON VIEW numbers IS 'of all';
COMMENT ON COLUMN numbers.number IS 'of each';
ALTER VIEW numbers ALTER COLUMN number SET DEFAULT 77;
GRANT SELECT, INSERT, UPDATE (number) ON numbers TO pg_monitor WITH GRANT OPTION;
ALTER VIEW numbers OWNER TO pg_read_all_stats;
GRANT SELECT, INSERT, UPDATE ON orders TO pg_read_all_stats;
CREATE VIEW doubled AS SELECT max(number) * 2 AS twice, count(*) AS n FROM numbers;
GRANT SELECT ON doubled TO PUBLIC;
COMMENT ON VIEW doubled IS 'over the other';
CREATE VIEW states AS SELECT state FROM orders;
CREATE POLICY orders_seen ON orders TO pg_monitor, pg_read_all_stats USING (number < 1000000) WITH CHECK (number > -5);
CREATE TABLE notes (of bigint, what text);
GRANT INSERT ON notes TO pg_monitor;
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
  $$ DECLARE o orders%ROWTYPE; BEGIN o := NEW; INSERT INTO notes VALUES (o.number, TG_OP); RETURN NULL; END $$;
CREATE TRIGGER orders_told AFTER UPDATE OF number ON orders FOR EACH ROW WHEN (old.number <> new.number)
  EXECUTE FUNCTION note();
CREATE RULE orders_kept AS ON DELETE TO orders WHERE old.number = 3 DO INSTEAD NOTHING;
DO $$ BEGIN
  IF current_setting('server_version_num')::integer >= 150000 THEN
    EXECUTE 'CREATE PUBLICATION orders_part FOR TABLE orders (id, number) WHERE (id > 5)';
  END IF;
END $$;
INSERT INTO orders VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c');
