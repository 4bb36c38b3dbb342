-- at: backfilled
INSERT INTO notes (id, n) VALUES (20, 20);
-- at: contracted
INSERT INTO notes (id, n) VALUES (21, 21);
