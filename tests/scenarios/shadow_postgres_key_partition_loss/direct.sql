DROP TABLE orders;
CREATE TABLE orders (
  id bigint NOT NULL,
  region text NOT NULL,
  total integer NOT NULL DEFAULT 0,
  PRIMARY KEY (region, id)
) PARTITION BY LIST (region);
CREATE TABLE orders_eu PARTITION OF orders FOR VALUES IN ('eu');
CREATE TABLE orders_us PARTITION OF orders FOR VALUES IN ('us', 'ca');
CREATE INDEX orders_id_idx ON orders (id);
