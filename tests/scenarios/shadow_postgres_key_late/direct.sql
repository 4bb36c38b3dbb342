ALTER TABLE orders DROP CONSTRAINT orders_pkey;
ALTER TABLE orders ALTER COLUMN id TYPE bigint, ALTER COLUMN number TYPE bigint,
  ADD COLUMN twice bigint, ALTER COLUMN tenant SET NOT NULL;
ALTER SEQUENCE orders_id_seq AS bigint;
UPDATE orders SET twice = number * 2;
ALTER TABLE orders ALTER COLUMN twice SET NOT NULL;
ALTER TABLE orders ADD CONSTRAINT orders_id_key UNIQUE (id) DEFERRABLE INITIALLY DEFERRED,
  ADD PRIMARY KEY (number, tenant);
