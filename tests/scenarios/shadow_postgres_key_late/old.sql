-- at: expanded
UPDATE orders SET id = 30 WHERE id = 3;
INSERT INTO orders (id, tenant, number, note) VALUES (10, 1, 10, 'old')
  ON CONFLICT ON CONSTRAINT orders_known DO UPDATE SET note = excluded.note;
-- at: backfilled
UPDATE orders SET id = 2, number = 20 WHERE id = 2;
UPDATE orders SET tenant = 7, note = 'both', id = 31 WHERE id = 30;
INSERT INTO orders (id, tenant, number, note) VALUES (11, 1, 11, 'gone');
DELETE FROM orders WHERE id = 11;
-- at: rolled_back
INSERT INTO orders (id, tenant, number) VALUES (40, NULL, 1), (41, 1, 1);
DELETE FROM orders WHERE id > 39;
