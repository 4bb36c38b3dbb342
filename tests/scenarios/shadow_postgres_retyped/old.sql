-- at: expanded
INSERT INTO orders (id, number) VALUES (10, 10);
UPDATE orders SET number = 22 WHERE id = 2;
DELETE FROM orders WHERE id = 3;
-- at: backfilled
INSERT INTO numbers (id) VALUES (11);
UPDATE orders SET number = 23 WHERE id = 2;
SET ROLE pg_monitor;
UPDATE numbers SET number = 12 WHERE id = 10;
RESET ROLE;
-- fails
INSERT INTO numbers VALUES (12, -1);
-- at: rolled_back
INSERT INTO numbers (id) VALUES (30);
UPDATE orders SET number = 31 WHERE id = 30;
