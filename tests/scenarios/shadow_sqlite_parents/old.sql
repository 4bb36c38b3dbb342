-- at: expanded
DELETE FROM orders WHERE id = 5;
DELETE FROM buyers WHERE id = 5;
-- at: backfilled
DELETE FROM orders WHERE id = 4;
DELETE FROM orders WHERE id = 3;
DELETE FROM buyers WHERE id IN (3, 4);
-- at: rolled_back
INSERT OR IGNORE INTO buyers VALUES (6, 'Radia');
