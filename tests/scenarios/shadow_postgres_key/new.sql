-- at: backfilled
INSERT INTO orders (id, tenant, number, note) VALUES (20, 5, 5, 'new')
  ON CONFLICT (tenant, number) DO UPDATE SET note = excluded.note;
INSERT INTO orders (id, tenant, number, note) VALUES (21, 5, 6, 'gone');
UPDATE orders SET id = 22 WHERE tenant = 5 AND number = 6;
DELETE FROM orders WHERE tenant = 5 AND number = 6;
DELETE FROM orders WHERE id = 4;
-- fails
INSERT INTO orders (id, tenant, number) VALUES (23, 5, 5);
-- fails
INSERT INTO orders (id, tenant, number) VALUES (20, 5, 7);
-- fails
INSERT INTO lines VALUES (41, -1);
-- at: contracted
INSERT INTO lines VALUES (20, 20);
-- fails
INSERT INTO orders (id, tenant, number) VALUES (23, 5, 5);
