-- at: backfilled
UPDATE counts SET seen = 7 WHERE id = 10000;
