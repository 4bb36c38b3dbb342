-- at: expanded
INSERT INTO counters (id, hits) VALUES (20, 20);
-- at: backfilled
INSERT INTO counters (id, hits) VALUES (21, 21);
UPDATE counters SET hits = 3 WHERE id = 2;
-- at: contracted
INSERT INTO counters (id, hits) VALUES (22, 22);
