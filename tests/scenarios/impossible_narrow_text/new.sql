-- at: backfilled
UPDATE codes SET code = 'new' WHERE id = 2;
