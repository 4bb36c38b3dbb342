-- at: backfilled
INSERT INTO counters VALUES (2, 2);
-- at: rolled_back
INSERT INTO counters VALUES (3, 3);
