-- at: backfilled
UPDATE members SET badge = 'new' WHERE id = 9;
