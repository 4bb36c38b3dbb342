-- at: backfilled
UPDATE parts SET weight = '3' WHERE id = 3;
