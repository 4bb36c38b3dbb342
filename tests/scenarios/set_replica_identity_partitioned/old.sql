-- at: expanded
UPDATE events SET note = 'uno' WHERE id = 1;
-- at: backfilled
UPDATE logs SET id = 20 WHERE kind = 2;
-- at: rolled_back
DELETE FROM logs WHERE kind = 2;
