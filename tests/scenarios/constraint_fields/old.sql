-- at: expanded
INSERT INTO shops VALUES (10, 2, 'old', 8);
-- at: backfilled
UPDATE shops SET size = 9 WHERE id = 10;
-- fails
INSERT INTO shops VALUES (1, 2, 'again', 8);
-- fails
INSERT INTO shops VALUES (11, NULL, NULL, 8);
-- at: rolled_back
-- settled
INSERT INTO shops VALUES (1, 9, NULL, -1);
DELETE FROM shops WHERE size = -1;
