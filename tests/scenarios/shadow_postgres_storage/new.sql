-- at: backfilled
INSERT INTO orders (id, state) VALUES (20, 'new');
-- at: contracted
UPDATE orders SET state = 'newer' WHERE id = 20;
