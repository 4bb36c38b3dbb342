-- at: expanded
INSERT INTO orders (id, customer_id) VALUES (10, 1);
-- at: backfilled
-- settled
UPDATE customers SET region = 'east' WHERE id = 3;
-- at: rolled_back
INSERT INTO orders (id, customer_id) VALUES (30, 1);
