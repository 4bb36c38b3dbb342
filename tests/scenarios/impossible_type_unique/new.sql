-- at: backfilled
UPDATE members SET badge = '09' WHERE id = 9;
