-- at: backfilled
UPDATE members SET badge = 10 WHERE id = 9;
