-- at: backfilled
UPDATE parts SET weight = '3' WHERE number = 3;
