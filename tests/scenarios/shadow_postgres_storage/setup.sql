CREATE TABLE orders (
  id integer PRIMARY KEY,
  state text COLLATE "C",
  day date NOT NULL DEFAULT '2026-01-01',
  number integer NOT NULL DEFAULT 1,
  CONSTRAINT orders_state UNIQUE (state, day) DEFERRABLE INITIALLY DEFERRED
) WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_vacuum_threshold = 77);
ALTER TABLE orders ALTER COLUMN state SET STORAGE EXTERNAL;
ALTER TABLE orders ALTER COLUMN state SET STATISTICS 321;
ALTER TABLE orders ALTER COLUMN day SET (n_distinct = 5, n_distinct_inherited = -0.5);
DO $$ BEGIN
  IF current_setting('server_version_num')::integer >= 140000 THEN
    EXECUTE 'ALTER TABLE orders ALTER COLUMN state SET COMPRESSION pglz';
    EXECUTE 'CREATE STATISTICS orders_words ON (lower(state)), day FROM orders';
  END IF;
END $$;
CREATE INDEX orders_day ON orders (day DESC NULLS LAST) INCLUDE (number) WITH (fillfactor = 60) WHERE number > 0;
COMMENT ON INDEX orders_day IS 'by day';
CREATE INDEX orders_lower ON orders (lower(state), id);
ALTER INDEX orders_lower ALTER COLUMN 1 SET STATISTICS 99;
CREATE UNIQUE INDEX orders_identity ON orders (id, number);
ALTER TABLE orders REPLICA IDENTITY USING INDEX orders_identity;
ALTER TABLE orders CLUSTER ON orders_identity;
CREATE STATISTICS orders_related (dependencies, ndistinct) ON state, day FROM orders;
ALTER STATISTICS orders_related SET STATISTICS 77;
COMMENT ON STATISTICS orders_related IS 'they go together';
ALTER STATISTICS orders_related OWNER TO pg_monitor;
CREATE PUBLICATION orders_out FOR TABLE orders WITH (publish = 'insert, update');
DO $$ BEGIN
  IF current_setting('server_version_num')::integer >= 150000 THEN
    EXECUTE 'CREATE PUBLICATION orders_part FOR TABLE orders (id, number, state) WHERE (number > 5 AND id < 100)';
  END IF;
END $$;
INSERT INTO orders VALUES (1, 'a'), (2, 'b'), (3, 'c');
