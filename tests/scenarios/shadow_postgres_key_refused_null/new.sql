-- at: backfilled
INSERT INTO orders (id, tenant, number) VALUES (21, 5, 6);
