-- at: backfilled
INSERT INTO tree VALUES (64, 33, 6);
-- at: contracted
DELETE FROM tree WHERE id = 4;
