-- at: backfilled
INSERT INTO orders (id, tenant, number) VALUES (20, 5, 5);
