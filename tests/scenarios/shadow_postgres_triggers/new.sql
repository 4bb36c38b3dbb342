-- at: backfilled
DELETE FROM orders WHERE id IN (1, 2);
INSERT INTO orders (id, state) VALUES (11, 'quiet');
-- at: contracted
INSERT INTO orders (id, state) VALUES (20, 'new');
DELETE FROM orders WHERE id IN (1, 11);
