-- at: backfilled
INSERT INTO orders (id, tenant, number, note) VALUES (20, 5, 5, 'new');
-- at: contracted
-- settled
INSERT INTO orders (id, tenant, number, note, twice) VALUES (5000000000, 5, 5000000000, 'large', 1)
  ON CONFLICT (number, tenant) DO NOTHING;
-- fails
INSERT INTO orders (id, tenant, number, twice) VALUES (23, 5, 5, 1);
-- fails
INSERT INTO orders (id, number, twice) VALUES (24, 6, 1);
