-- at: expanded
INSERT INTO counters VALUES ('c', '2026-01-01', 4);
UPDATE counters SET hits = hits + 1 WHERE name = 'a' AND day = '2026-01-01';
-- at: backfilled
INSERT INTO counters VALUES ('d', '2026-01-01', 5);
-- at: rolled_back
INSERT INTO counters VALUES ('e', '2026-01-01', 6);
