-- at: backfilled
UPDATE users SET name = 'new' WHERE id = 9;
