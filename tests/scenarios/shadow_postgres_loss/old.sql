-- at: expanded
INSERT INTO counters (id, hits) VALUES (10, 10);
-- at: backfilled
INSERT INTO counters (id, hits) VALUES (11, 11);
UPDATE counters SET note = 'old' WHERE id = 4;
-- at: rolled_back
INSERT INTO counters (id, hits) VALUES (12, 12);
