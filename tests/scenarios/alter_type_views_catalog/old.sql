-- at: expanded
UPDATE parts SET code = 'ten' WHERE id = 1;
-- at: backfilled
UPDATE parts SET code = 'eleven' WHERE id = 1;
-- at: rolled_back
UPDATE parts SET code = 'back' WHERE id = 2;
