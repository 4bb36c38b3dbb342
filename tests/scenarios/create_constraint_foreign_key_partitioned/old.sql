-- at: expanded
INSERT INTO orders VALUES (100, 3, 1, 1), (101, 13, 99, 99);
UPDATE orders SET item = 2, shelf = NULL WHERE id = 101;
-- at: backfilled
INSERT INTO orders VALUES (102, 16, 3, 3);
-- at: rolled_back
-- settled
INSERT INTO orders VALUES (103, 3, 99, 99);
-- settled
DELETE FROM orders WHERE id = 103;
