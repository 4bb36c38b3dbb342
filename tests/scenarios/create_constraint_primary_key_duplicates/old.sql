-- at: backfilled
INSERT INTO notes VALUES (9, 'd');
-- at: rolled_back
INSERT INTO notes VALUES (7, 'e');
