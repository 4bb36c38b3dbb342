CREATE TABLE orders (id integer PRIMARY KEY, state text NOT NULL DEFAULT 'new', parent integer);
COMMENT ON TABLE orders IS 'it''s what was "ordered"';
COMMENT ON COLUMN orders.state IS 'how far it is';
COMMENT ON CONSTRAINT orders_pkey ON orders IS 'one each';
COMMENT ON INDEX orders_pkey IS 'its index';
GRANT SELECT ON orders TO PUBLIC;
GRANT INSERT, DELETE ON orders TO pg_read_all_stats WITH GRANT OPTION;
GRANT SELECT (state), UPDATE (state, parent) ON orders TO pg_read_all_stats WITH GRANT OPTION;
ALTER TABLE orders OWNER TO pg_monitor;
REVOKE TRUNCATE ON orders FROM pg_monitor;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY orders_read ON orders FOR SELECT TO pg_monitor USING (state <> 'hidden');
CREATE POLICY orders_family ON orders AS RESTRICTIVE USING (parent IS NULL OR EXISTS
  (SELECT 1 FROM orders AS o WHERE o.id = orders.parent)) WITH CHECK (id < 10000);
COMMENT ON POLICY orders_family ON orders IS 'looks into the table itself';
-- Not for the shadow.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO pg_read_all_settings, PUBLIC;
INSERT INTO orders (id) VALUES (1), (2), (3);
