-- at: expanded
INSERT INTO events VALUES (10, 2);
-- at: backfilled
INSERT INTO events VALUES (12, 4);
-- at: rolled_back
INSERT INTO events VALUES (11, 3);
