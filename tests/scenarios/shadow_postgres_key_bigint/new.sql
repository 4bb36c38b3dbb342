-- at: backfilled
UPDATE orders SET note = 'new' WHERE id = 30;
-- at: contracted
-- settled
INSERT INTO orders (id, note) VALUES (5000000000, 'large');
INSERT INTO orders (note) VALUES ('new, contracted');
DELETE FROM orders WHERE id = 50;
-- fails
INSERT INTO lines VALUES (20, 50, NULL);
-- fails
INSERT INTO orders (id) VALUES (10);
