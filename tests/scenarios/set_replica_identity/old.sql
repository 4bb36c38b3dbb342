-- at: expanded
UPDATE a SET code = 'uno' WHERE id = 1;
-- at: rolled_back
DELETE FROM b WHERE id = 1;
