-- at: expanded
-- fails
INSERT INTO events (id, kind, code) VALUES (10, 'old', 1);
-- at: backfilled
INSERT INTO events (id, kind, code) VALUES (10, 'old', 10);
-- at: rolled_back
-- fails
INSERT INTO events (id, kind, code) VALUES (30, 'old', 1);
