ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD CONSTRAINT orders_key PRIMARY KEY (code, day);
ALTER INDEX orders_1_pkey RENAME TO orders_key_orders_1;
ALTER INDEX orders_2_pkey RENAME TO orders_key_orders_2;
ALTER INDEX orders_2_a_pkey RENAME TO orders_key_orders_2_orders_2_a;
ALTER INDEX orders_2_rest_pkey RENAME TO orders_key_orders_2_orders_2_rest;
