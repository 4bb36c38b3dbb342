-- at: backfilled
DELETE FROM orders WHERE id = 2;
-- fails
INSERT INTO lines (id, orders) VALUES (12, -1);
-- at: contracted
DELETE FROM orders WHERE id = 3;
-- fails
INSERT INTO lines (id, orders) VALUES (12, -1);
