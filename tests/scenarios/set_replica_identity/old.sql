-- at: expanded
UPDATE a SET code = 'uno' WHERE id = 1;
-- at: backfilled
UPDATE a SET code = 'due' WHERE id = 1;
-- at: rolled_back
DELETE FROM b WHERE id = 1;
