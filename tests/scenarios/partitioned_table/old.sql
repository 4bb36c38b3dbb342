-- at: expanded
INSERT INTO events (id, day, kind, priority, region) VALUES (10, 2, 'a', 5, 2);
-- at: backfilled
UPDATE events SET priority = 7 WHERE id = 3;
-- at: rolled_back
INSERT INTO events (id, day, kind, note, priority, region) VALUES (12, 3, 'a', 'back', 5, 2);
