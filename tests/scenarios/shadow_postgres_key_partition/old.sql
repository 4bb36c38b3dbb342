-- at: expanded
UPDATE orders SET made = '2026-05-01Z' WHERE id = 1;
INSERT INTO orders (id, made, total) OVERRIDING SYSTEM VALUE VALUES (10, '2025-12-31Z', 10)
  ON CONFLICT (id) DO NOTHING;
DELETE FROM orders WHERE id = 2;
-- at: backfilled
UPDATE orders SET made = '2025-06-01Z', total = 11 WHERE id = 10;
UPDATE orders SET total = 33 WHERE id = 3;
-- at: rolled_back
-- settled
INSERT INTO orders (id, made) OVERRIDING SYSTEM VALUE VALUES (31, '2019-01-01Z') ON CONFLICT (id) DO NOTHING;
UPDATE orders SET made = '2025-01-01Z' WHERE id = 10;
