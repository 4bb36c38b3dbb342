-- at: backfilled
INSERT INTO counters (id, note) VALUES (12, NULL);
-- at: contracted
INSERT INTO counters (id, seen) VALUES (3000000000, 100000);
