-- at: expanded
INSERT INTO counters (id, seen, note) VALUES (10, 10, 'old');
-- at: backfilled
UPDATE counters SET seen = 11 WHERE id = 10;
-- at: rolled_back
INSERT INTO counters (id, hits, seen, note) VALUES (30, 30, 30, 'back');
