-- at: expanded
INSERT INTO orders (id, status) VALUES (20, 'shipped');
-- at: backfilled
UPDATE orders SET status = 'new' WHERE id = 3;
-- at: contracted
INSERT INTO orders (id) VALUES (21);
-- fails
INSERT INTO orders (id, status) VALUES (22, 'paused');
