CREATE TABLE orders (
  id integer PRIMARY KEY,
  place integer NOT NULL,
  during int4range NOT NULL,
  state text,
  CONSTRAINT orders_apart EXCLUDE USING gist (during WITH &&) WHERE (place > 0) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT orders_place EXCLUDE (place WITH =)
);
INSERT INTO orders VALUES (1, 1, '[1,10)', 'a'), (2, 2, '[10,20)', 'a word that is too long'), (3, 3, '[20,30)', NULL);
-- Both are broken by a row: they are for what is written from now on.
ALTER TABLE orders ADD CONSTRAINT orders_short CHECK (length(state) < 10) NOT VALID;
DO $$ BEGIN
  IF current_setting('server_version_num')::integer >= 180000 THEN
    EXECUTE 'ALTER TABLE orders ADD CONSTRAINT orders_stated NOT NULL state NOT VALID';
    EXECUTE 'COMMENT ON CONSTRAINT orders_stated ON orders IS ''said from now on''';
  END IF;
END $$;
COMMENT ON CONSTRAINT orders_apart ON orders IS 'one at a time';
COMMENT ON CONSTRAINT orders_short ON orders IS 'from now on';
