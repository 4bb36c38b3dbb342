CREATE TABLE orders (id integer PRIMARY KEY, state text);
CREATE VIEW states WITH (security_barrier) AS SELECT id, state FROM orders WHERE id > 0 WITH CASCADED CHECK OPTION;
COMMENT ON VIEW states IS 'all of them';
COMMENT ON COLUMN states.state IS 'of each';
GRANT SELECT, UPDATE (state) ON states TO pg_monitor;
ALTER VIEW states OWNER TO pg_read_all_stats;
GRANT SELECT ON orders TO pg_read_all_stats;
CREATE VIEW counted AS SELECT (SELECT count(*) FROM orders) AS n, count(*) AS many FROM states;
CREATE VIEW grouped AS SELECT id, state FROM orders GROUP BY id;
CREATE VIEW whole AS SELECT o AS row, 'orders'::regclass AS of FROM orders AS o;
ALTER VIEW whole ALTER COLUMN row SET DEFAULT NULL;
CREATE VIEW news AS SELECT id, state FROM orders WHERE id > 9;
CREATE RULE write AS ON INSERT TO news DO INSTEAD INSERT INTO orders VALUES (99, new.state) ON CONFLICT DO NOTHING;
COMMENT ON RULE write ON news IS 'goes to orders';
-- What is built on a view does not notice.
CREATE MATERIALIZED VIEW seen AS SELECT count(*) AS n FROM states;
CREATE FUNCTION state_of(integer) RETURNS text LANGUAGE plpgsql AS $$ DECLARE o orders%ROWTYPE; BEGIN
  SELECT * INTO o FROM orders WHERE id = $1; RETURN o.state; END $$;
DO $$ BEGIN
  IF current_setting('server_version_num')::integer >= 140000 THEN
    EXECUTE 'CREATE FUNCTION first_word(integer) RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT state FROM orders WHERE id = $1; END';
  ELSE
    EXECUTE 'CREATE FUNCTION first_word(integer) RETURNS text LANGUAGE sql AS ''SELECT state FROM orders WHERE id = $1''';
  END IF;
END $$;
INSERT INTO orders VALUES (1, 'a'), (2, 'b'), (3, 'c');
