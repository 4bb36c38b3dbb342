-- at: expanded
UPDATE orders SET id = 30 WHERE id = 3;
UPDATE orders SET tenant = 3, number = 3 WHERE id = 4;
INSERT INTO orders (id, tenant, number, note) VALUES (10, 1, 10, 'old')
  ON CONFLICT (id) DO UPDATE SET note = excluded.note;
DELETE FROM orders WHERE id = 1;
-- at: backfilled
INSERT INTO orders (id, tenant, number, note) VALUES (10, 1, 10, 'again')
  ON CONFLICT (id) DO UPDATE SET note = excluded.note;
UPDATE orders SET id = 31, tenant = 2, number = 9 WHERE id = 30;
UPDATE orders SET number = 20 WHERE id = 2;
-- at: rolled_back
-- settled
INSERT INTO orders (id, tenant, number) VALUES (40, 1, 20), (41, 1, 20);
-- settled
INSERT INTO lines VALUES (40, 40);
DELETE FROM orders WHERE id = 41;
UPDATE orders SET number = 21 WHERE id = 40;
-- fails
INSERT INTO lines VALUES (41, -1);
