-- at: expanded
INSERT INTO counters (id, hits) VALUES (10, 10);
INSERT INTO counters (id) VALUES (11);
UPDATE counters SET note = 'seen' WHERE id = 2;
-- at: backfilled
INSERT INTO counters (id, hits) VALUES (12, 12);
UPDATE counters SET hits = hits + 1 WHERE id = 1;
UPDATE counters SET hits = NULL WHERE id = 10;
-- at: rolled_back
INSERT INTO counters (id, hits) VALUES (30, 30);
-- fails
INSERT INTO counters (id, hits) VALUES (31, 3000000000);
