-- at: backfilled
UPDATE people SET loud = NULL WHERE id = 101;
-- at: contracted
UPDATE people SET id = 105 WHERE id = 4;
