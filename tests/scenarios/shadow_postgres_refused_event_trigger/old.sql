-- at: backfilled
INSERT INTO orders VALUES (2, 'b');
