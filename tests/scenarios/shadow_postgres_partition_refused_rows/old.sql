-- at: backfilled
INSERT INTO events VALUES (10, '2026-01-01', 6);
-- at: rolled_back
INSERT INTO events VALUES (31, '2028-01-01', 1);
