-- at: expanded
INSERT INTO events (id, kind, at_day) VALUES (10, 'old', 1);
-- at: backfilled
INSERT INTO events (id, kind, at_day) VALUES (11, 'a', 5);
-- at: rolled_back
INSERT INTO events (id, kind, at_day) VALUES (30, 'back', 1);
