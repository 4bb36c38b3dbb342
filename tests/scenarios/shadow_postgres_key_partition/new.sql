-- at: backfilled
INSERT INTO orders (id, made, customer) OVERRIDING SYSTEM VALUE VALUES (20, '2026-01-01Z', 1), (21, '2031-01-01Z', 2)
  ON CONFLICT (id, made) DO NOTHING;
UPDATE orders SET made = '2025-05-01Z' WHERE id = 21 AND made = '2031-01-01Z';
-- Another one by the number of one that goes.
DELETE FROM orders WHERE id = 4 AND made = '2030-01-01Z';
INSERT INTO orders (id, made, customer) OVERRIDING SYSTEM VALUE VALUES (4, '2026-04-04Z', 2)
  ON CONFLICT (id, made) DO NOTHING;
-- fails
INSERT INTO orders (id, made, customer) OVERRIDING SYSTEM VALUE VALUES (22, '2026-01-01Z', 9);
-- fails
INSERT INTO orders (id, made) OVERRIDING SYSTEM VALUE VALUES (20, '2026-01-01Z');
-- at: contracted
INSERT INTO orders (id, made) OVERRIDING SYSTEM VALUE VALUES (20, '2031-01-01Z');
-- fails
INSERT INTO orders (id, made) OVERRIDING SYSTEM VALUE VALUES (20, '2031-01-01Z');
