-- at: backfilled
INSERT INTO notes VALUES (9, 'd', 4);
-- at: rolled_back
INSERT INTO notes VALUES (7, 'e', 5);
