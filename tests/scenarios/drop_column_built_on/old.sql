-- at: expanded
INSERT INTO orders (id, customer, total, tax) VALUES (10, 2, 30, 6);
-- fails
INSERT INTO orders (id, customer, total, tax) VALUES (11, 2, 30, 60);
-- at: backfilled
INSERT INTO orders (id, customer, total, tax) VALUES (12, 2, 36, 9);
-- at: rolled_back
UPDATE orders SET tax = 1 WHERE id = 10;
