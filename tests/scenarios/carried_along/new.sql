-- at: backfilled
UPDATE orders SET item = 9, note = 'new' WHERE id = 9;
-- at: contracted
INSERT INTO orders (id, item) VALUES (20, 9999);
-- settled
UPDATE orders SET item = 3000000000 WHERE id = 20;
INSERT INTO parts (name) VALUES ('new');
