-- at: backfilled
INSERT INTO events VALUES (21, 13);
-- at: contracted
INSERT INTO events VALUES (20, 12);
