-- at: expanded
REPLACE INTO orders (id, code, amount, buyer) VALUES (10, 'D', '5', NULL);
INSERT INTO orders (code, amount, buyer) VALUES ('A', '11', 1) ON CONFLICT (code) DO UPDATE SET amount = excluded.amount;
UPDATE OR REPLACE orders SET code = 'B' WHERE id = 10;
INSERT OR IGNORE INTO orders (id, code, amount) VALUES (11, 'a', '1');
DELETE FROM buyers WHERE id = 3;
INSERT OR IGNORE INTO orders (id, code, amount) VALUES (12, 'e', '12');
-- at: backfilled
REPLACE INTO orders (id, code, amount, buyer) VALUES (13, 'E', '13', 2);
UPDATE orders SET id = 14 WHERE id = 13;
UPDATE buyers SET id = 4 WHERE id = 2;
INSERT OR IGNORE INTO lines SELECT 14, 1 WHERE NOT EXISTS (SELECT 1 FROM lines WHERE order_id = 14);
-- at: rolled_back
INSERT INTO orders (id, code, amount) VALUES (30, 'r', 'any');
DELETE FROM orders WHERE id = 30;
