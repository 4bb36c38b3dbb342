-- at: expanded
INSERT INTO events (code) VALUES ('old 1');
-- at: backfilled
INSERT INTO events (code) VALUES ('old 2');
-- at: rolled_back
INSERT INTO events (code) VALUES ('old 3');
