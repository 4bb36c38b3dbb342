-- at: backfilled
INSERT INTO tags VALUES (10, 'a', 10);
-- at: rolled_back
INSERT INTO tags VALUES (30, 'a', 30);
