ALTER TABLE lines DROP CONSTRAINT lines_of;
ALTER TABLE orders DROP CONSTRAINT orders_pkey;
ALTER TABLE orders ADD CONSTRAINT orders_id_key UNIQUE (id) WITH (fillfactor = 80), ADD PRIMARY KEY (tenant, number);
ALTER TABLE orders REPLICA IDENTITY USING INDEX orders_id_key, CLUSTER ON orders_id_key;
COMMENT ON CONSTRAINT orders_pkey ON orders IS 'one each';
ALTER TABLE lines ADD CONSTRAINT lines_of FOREIGN KEY (of) REFERENCES orders (id) ON DELETE CASCADE;
