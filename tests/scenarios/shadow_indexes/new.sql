-- at: backfilled
UPDATE shops SET body = 'blue bread' WHERE id = 2;
-- at: contracted
UPDATE shops SET v = 3000000000 WHERE id = 2;
