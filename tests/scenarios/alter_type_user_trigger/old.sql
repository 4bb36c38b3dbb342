-- at: expanded
INSERT INTO counters (id, hits) VALUES (10, 10);
UPDATE counters SET hits = 11 WHERE id = 10;
-- at: backfilled
INSERT INTO counters (id, hits) VALUES (12, 12);
UPDATE counters SET hits = hits + 1 WHERE id = 1;
-- at: rolled_back
INSERT INTO counters (id, hits) VALUES (30, 30);
UPDATE counters SET hits = 31 WHERE id = 30;
