-- at: expanded
INSERT INTO counters (id, hits) VALUES (20, 20);
-- at: backfilled
INSERT INTO counters (id, hits) VALUES (21, 21);
UPDATE counters SET hits = 2 WHERE id = 2;
-- fails
INSERT INTO counters (id, hits) VALUES (22, 3000000000);
-- at: contracted
INSERT INTO counters (id, hits) VALUES (23, 23);
INSERT INTO counters (id) VALUES (24);
