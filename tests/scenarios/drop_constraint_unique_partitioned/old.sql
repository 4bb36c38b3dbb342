-- at: expanded
INSERT INTO orders VALUES (3, 1, 'b');
-- fails
INSERT INTO orders VALUES (4, 1, 'b');
-- at: backfilled
INSERT INTO orders VALUES (3, 1, 'b') ON CONFLICT (code, day) DO NOTHING;
-- at: rolled_back
-- settled
INSERT INTO orders VALUES (3, 1, 'b') ON CONFLICT (code, day) DO NOTHING;
-- fails
INSERT INTO orders VALUES (4, 1, 'b');
