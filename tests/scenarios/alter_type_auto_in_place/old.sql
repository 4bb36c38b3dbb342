-- at: expanded
INSERT INTO counters (id, hits, code, day) VALUES (10, 10, -10, '2026-01-02');
-- at: backfilled
UPDATE counters SET hits = 11 WHERE id = 10;
-- at: rolled_back
INSERT INTO counters (id, hits, code, day) VALUES (30, 30, -30, '2026-01-03');
