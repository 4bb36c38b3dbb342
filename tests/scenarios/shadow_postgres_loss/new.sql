-- at: backfilled
INSERT INTO counters (id, hits) VALUES (20, 3000000000), (21, 21);
UPDATE counters SET hits = 3000000000 WHERE id = 2;
UPDATE counters SET hits = 3000000000 WHERE id = 1;
UPDATE counters SET hits = 100 WHERE id = 1;
