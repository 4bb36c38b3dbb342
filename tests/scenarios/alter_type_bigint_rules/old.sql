-- at: expanded
INSERT INTO counters (id, hits) VALUES (10, -2000000001);
UPDATE counters SET hits = 1 WHERE id = 10;
UPDATE counters SET hits = 10 WHERE id = 10;
INSERT INTO counters (id) VALUES (11);
-- at: backfilled
INSERT INTO counters (id, hits) VALUES (12, -2000000002);
UPDATE counters SET hits = 12 WHERE id = 12;
-- settled
INSERT INTO counters (id, hits) VALUES (13, 12) ON CONFLICT (hits) DO UPDATE SET seen = 1;
-- fails
INSERT INTO counters (id, hits) VALUES (14, 1);
-- at: rolled_back
-- settled
INSERT INTO counters (id, hits) VALUES (30, 1), (31, -2000000001);
-- settled
DELETE FROM counters WHERE id >= 30;
