-- at: expanded
INSERT INTO notes (id, n) VALUES (10, 10);
-- at: backfilled
INSERT INTO notes (id, n) VALUES (11, 11);
-- at: rolled_back
INSERT INTO notes (id, n) VALUES (30, 30);
