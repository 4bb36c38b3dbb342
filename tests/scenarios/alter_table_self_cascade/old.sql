-- at: expanded
DELETE FROM tree WHERE id = 1;
INSERT INTO tree VALUES (54, 23, 5);
-- at: backfilled
DELETE FROM tree WHERE id = 22;
-- at: rolled_back
DELETE FROM tree WHERE id = 32;
