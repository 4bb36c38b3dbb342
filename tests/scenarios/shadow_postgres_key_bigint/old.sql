-- at: expanded
INSERT INTO orders (note) VALUES ('old, expanded');
DELETE FROM orders WHERE id = 40;
UPDATE orders SET id = 21 WHERE id = 20;
INSERT INTO lines VALUES (10, 50, NULL);
-- at: backfilled
INSERT INTO orders (note) VALUES ('old, backfilled');
INSERT INTO lines VALUES (11, 60, 10);
-- fails
INSERT INTO lines VALUES (12, 77, NULL);
-- at: rolled_back
-- settled
INSERT INTO orders (note) VALUES ('old, rolled back');
