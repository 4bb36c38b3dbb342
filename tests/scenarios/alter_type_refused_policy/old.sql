-- at: backfilled
INSERT INTO orders (id, code) VALUES (2, 'x');
