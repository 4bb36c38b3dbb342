-- at: backfilled
INSERT INTO orders VALUES (2, 'eu', 5) ON CONFLICT (region, id) DO UPDATE SET total = excluded.total;
UPDATE orders SET region = 'ca' WHERE id = 30;
-- at: contracted
INSERT INTO orders VALUES (2, 'ca', 6);
-- fails
INSERT INTO orders VALUES (2, 'ca', 6);
